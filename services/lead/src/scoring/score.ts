import type { JsonValue } from "@marketing/shared/base/json";
import { ownValue } from "@marketing/shared/base/own";
import { foldSource } from "../lead/contact.ts";
import type { ScoreFactor } from "../lead/eventData.ts";
import { propertyOf } from "../lead/facts.ts";
import { effective, type LeadState } from "../lead/state.ts";
import { companySizeOf, rangeOf } from "./companySize.ts";
import { addressKind } from "./domains.ts";
import type { Factor, ScoringModel } from "./events.ts";
import { seniorityOf } from "./seniority.ts";

/** What the person behind a lead did, under all ids of theirs. Times are ms since 1970. */
export interface Behaviour {
  readonly lastAt: number | null;
  /** Event name → how often. */
  readonly kinds: { readonly [eventName: string]: number };
}
export const noBehaviour: Behaviour = { lastAt: null, kinds: {} };

const day = 86_400_000;
const clean = (x: number): number => Math.round(x * 1e12) / 1e12 + 0; // 0.1 + 0.2 = 0.3; the + 0 makes -0 a 0
const plural = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;

interface Worth {
  readonly worth: number;
  readonly reason: string;
}

const listed = (f: Factor, value: string | null, what: string): Worth => {
  if (value === null) return { worth: f.missing, reason: `${what} unknown` };
  const known = Object.hasOwn(f.values, value);
  return { worth: known ? f.values[value]! : f.other, reason: `${what} ${value}` };
};

const textOf = (value: JsonValue | undefined): string | null =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? foldSource(String(value)) || null : null;

const activity = (f: Factor, { kinds }: Behaviour): Worth => {
  let points = 0;
  let events = 0;
  for (const [name, count] of Object.entries(kinds)) {
    events += count;
    points += count * (Object.hasOwn(f.values, name) ? f.values[name]! : f.other);
  }
  if (events === 0) return { worth: f.missing, reason: "no events" };
  return {
    worth: 1 - 0.5 ** (Math.max(points, 0) / f.saturation),
    reason: `${plural(events, "event")}, ${plural(clean(points), "point")}`,
  };
};

const worthOf = (f: Factor, lead: LeadState, behaviour: Behaviour, faded: number, days: number | null): Worth => {
  const facts = effective(lead);
  switch (f.kind) {
    case "email":
      return listed(f, facts.email === null ? null : addressKind(facts.email), "address");
    case "company_size": {
      const size = companySizeOf(propertyOf(facts, ["company_size", "companySize", "employees", "number_of_employees"]));
      if (size === null) return { worth: f.missing, reason: "company size unknown" };
      const range = rangeOf(size, Object.keys(f.values));
      return { worth: range === null ? f.other : (ownValue(f.values, range) ?? f.other), reason: `company of ${range ?? size}` };
    }
    case "industry":
      return listed(f, textOf(propertyOf(facts, ["industry", "company_industry"])), "industry");
    case "job_title": {
      const title = facts.jobTitle ?? textOf(propertyOf({ ...facts, properties: {} }, ["job_title", "title"]));
      return listed(f, title === null ? null : seniorityOf(title), "seniority");
    }
    case "activity":
      return activity(f, behaviour);
    case "recency":
      return days === null
        ? { worth: f.missing, reason: "never active" }
        : { worth: faded, reason: `last active ${plural(Math.floor(days), "day")} ago` };
    case "property":
      return listed(f, textOf(f.property === null ? undefined : propertyOf(facts, [f.property])), f.property ?? "property");
    case "source":
      return listed(f, lead.source === null ? null : foldSource(lead.source), "source");
  }
};

export interface Scored {
  /** 0..1, not rounded. */
  readonly score: number;
  /** Their contributions add up to the score. */
  readonly factors: ReadonlyArray<ScoreFactor>;
}

/**
 * weight × worth of every factor. What was done counts half after a half-life without an event: that loss is the factor `inactivity`. A sum
 * outside 0..1 is brought back by the factor `limit`, so that the contributions always add up.
 */
export const scoreLead = (model: ScoringModel, lead: LeadState, behaviour: Behaviour, now: number): Scored => {
  const days = behaviour.lastAt === null ? null : Math.max(0, (now - behaviour.lastAt) / day);
  const faded = days === null ? 1 : 0.5 ** (days / model.halfLifeDays);
  const factors: ScoreFactor[] = [];
  let lost = 0;
  for (const f of model.factors) {
    const { worth, reason } = worthOf(f, lead, behaviour, faded, days);
    const contribution = clean(f.weight * worth);
    factors.push({ factor: f.name, contribution, reason });
    if (f.kind === "activity" && contribution > 0) lost += contribution * (1 - faded);
  }
  if (clean(lost) > 0)
    factors.push({
      factor: "inactivity",
      contribution: -clean(lost),
      reason: `${plural(Math.floor(days!), "day")} without an event; half-life ${plural(model.halfLifeDays, "day")}`,
    });
  const sum = clean(factors.reduce((total, f) => total + f.contribution, 0));
  const score = Math.min(1, Math.max(0, sum));
  if (score !== sum) factors.push({ factor: "limit", contribution: clean(score - sum), reason: "a score lies between 0 and 1" });
  return { score, factors };
};
