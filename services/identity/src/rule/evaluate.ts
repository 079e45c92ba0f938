import { hash } from "node:crypto";
import type { JsonObject, JsonValue } from "@marketing/shared/base/json";
import { ownValue } from "@marketing/shared/base/own";
import type { Rule } from "./rule.ts";
import { readDate } from "./values.ts";

/** How often and when somebody did what is counted. */
export interface Count {
  readonly total: number;
  /** ms since 1970, latest first; at most as many as the counter keeps. */
  readonly latest: ReadonlyArray<number>;
}

/** What a rule can look at of one person. */
export interface RuleFacts {
  readonly userId: string;
  readonly traits: JsonObject;
  /** Names of the segments the person is in. */
  readonly segments: ReadonlySet<string>;
  /** AddMember has put the person into the segment whose rule it is. */
  readonly added: boolean;
  /** By counter. */
  readonly counts: ReadonlyMap<string, Count>;
}

export interface Verdict {
  readonly holds: boolean;
  /** When time alone could change it, ms since 1970; null = never. */
  readonly next: number | null;
}

const always = (holds: boolean): Verdict => ({ holds, next: null });

/** Does the rule hold at `now` (ms since 1970)? Pure: the same facts and time give the same answer. */
export const evaluate = (rule: Rule, facts: RuleFacts, now: number): Verdict => {
  switch (rule.kind) {
    case "and":
      return all(
        rule.rules.map((r) => evaluate(r, facts, now)),
        true,
      );
    case "or":
      return all(
        rule.rules.map((r) => evaluate(r, facts, now)),
        false,
      );
    case "not": {
      const { holds, next } = evaluate(rule.rule, facts, now);
      return { holds: !holds, next };
    }
    case "trait":
      return always(traitHolds(rule, facts.traits));
    case "performed": {
      const count = facts.counts.get(rule.counter.counterId);
      if (rule.within === null) return always((count?.total ?? 0) >= rule.atLeast);
      const nth = count?.latest[rule.atLeast - 1];
      if (nth === undefined || nth + rule.within <= now) return always(false);
      return { holds: true, next: nth + rule.within };
    }
    case "last_performed": {
      const last = facts.counts.get(rule.counter.counterId)?.latest[0];
      if (last === undefined) return always(false);
      const until = last + (rule.within ?? rule.notWithin ?? 0);
      const inside = until > now;
      return { holds: inside === (rule.within !== null), next: inside ? until : null };
    }
    case "in_segment":
      return always(facts.segments.has(rule.name));
    case "manual":
      return always(facts.added);
    case "random":
      return always(bucketOf(facts.userId, rule.salt) < rule.percent);
  }
};

/**
 * "and" has the unit true, "or" false: a part that is the unit decides nothing. While some parts are against the unit, the whole changes only
 * once all of these have changed; else as soon as any part does.
 */
const all = (parts: ReadonlyArray<Verdict>, unit: boolean): Verdict => {
  const against = parts.filter((p) => p.holds !== unit);
  if (against.length === 0) {
    const nexts = parts.flatMap((p) => (p.next === null ? [] : [p.next]));
    return { holds: unit, next: nexts.length === 0 ? null : Math.min(...nexts) };
  }
  const never = against.some((p) => p.next === null);
  return { holds: !unit, next: never ? null : Math.max(...against.map((p) => p.next!)) };
};

/** 0 up to 100, evenly spread over people, the same for ever. */
export const bucketOf = (userId: string, salt: string): number =>
  (Number.parseInt(hash("sha1", `${salt}:${userId}`, "hex").slice(0, 8), 16) / 2 ** 32) * 100;

/** The trait of that name, or what a dotted path leads to; undefined = there is none. */
export const traitAt = (traits: JsonObject, path: string): JsonValue | undefined => {
  if (Object.hasOwn(traits, path)) return traits[path];
  let at: JsonValue | undefined = traits;
  for (const part of path.split(".")) {
    if (typeof at !== "object" || at === null || Array.isArray(at)) return undefined;
    at = ownValue(at as JsonObject, part);
  }
  return at;
};

const traitHolds = ({ trait, op, value, date }: Extract<Rule, { kind: "trait" }>, traits: JsonObject): boolean => {
  const found = traitAt(traits, trait);
  const same = (a: JsonValue | undefined, b: JsonValue): boolean => (date ? readDate(a) !== null && readDate(a) === readDate(b) : a === b);
  switch (op) {
    case "exists":
      return (found !== undefined) === value;
    case "eq":
      return found !== undefined && same(found, value);
    case "ne":
      return found === undefined || !same(found, value);
    case "in":
      return found !== undefined && (value as ReadonlyArray<JsonValue>).some((v) => same(found, v));
    case "contains":
      return Array.isArray(found) ? found.includes(value) : typeof found === "string" && typeof value === "string" && found.includes(value);
    case "starts_with":
      return typeof found === "string" && found.startsWith(value as string);
    default: {
      const [a, b] = date ? [readDate(found), readDate(value)] : [found, value];
      if (a === null || a === undefined || b === null || typeof a !== typeof b || (typeof a !== "number" && typeof a !== "string"))
        return false;
      return op === "gt" ? a > b! : op === "gte" ? a >= b! : op === "lt" ? a < b! : a <= b!;
    }
  }
};
