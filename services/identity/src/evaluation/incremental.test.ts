import type { JsonValue } from "@marketing/shared/base/json";
import { expect, it } from "vitest";
import type { Count, RuleFacts } from "../rule/evaluate.ts";
import { storedRule } from "../rule/parseRule.ts";
import type { EventCounter, Rule } from "../rule/rule.ts";
import { type ActiveRules, activeRulesOf, evaluateAll } from "./activeRules.ts";
import { mergeCounts } from "./counters.ts";

// Evaluating only when something happens, or at the time the last evaluation named, must give what evaluating at every moment gives.

const random = (seed: number) => () => {
  seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296;
  return seed / 4_294_967_296;
};
type Next = () => number;
const pick = <A>(next: Next, of: ReadonlyArray<A>): A => of[Math.floor(next() * of.length)]!;

const leaf = (next: Next, names: ReadonlyArray<string>): JsonValue => {
  const within = `${1 + Math.floor(next() * 9)}m`;
  const event = pick(next, ["a", "b"]);
  switch (Math.floor(next() * (names.length > 0 ? 7 : 6))) {
    case 0:
      return { trait: "x", op: pick(next, ["eq", "ne", "gt", "exists"]), value: next() < 0.5 ? 1 : 2 } as JsonValue;
    case 1:
    case 2:
      return { performed: event, at_least: 1 + Math.floor(next() * 4), within };
    case 3:
      return { performed: event, at_least: 1 + Math.floor(next() * 5), ...(next() < 0.5 ? { where: { p: 1 } } : {}) };
    case 4:
      return { last_performed: event, [next() < 0.5 ? "within" : "not_within"]: within };
    case 5:
      return { manual: true };
    default:
      return { in_segment: pick(next, names) };
  }
};
const tree = (next: Next, names: ReadonlyArray<string>, depth: number): JsonValue => {
  const what = next();
  if (depth === 0 || what < 0.35) return leaf(next, names);
  if (what < 0.5) return { not: tree(next, names, depth - 1) };
  return { [what < 0.75 ? "and" : "or"]: Array.from({ length: 1 + Math.floor(next() * 3) }, () => tree(next, names, depth - 1)) };
};
const fix = (json: JsonValue): JsonValue =>
  JSON.parse(
    JSON.stringify(json)
      .replaceAll('"op":"exists","value":1', '"op":"exists","value":true')
      .replaceAll('"op":"exists","value":2', '"op":"exists","value":false'),
  );

interface Did {
  readonly id: number;
  readonly name: string;
  readonly p: number;
  readonly at: number;
}

const matches = (counter: EventCounter, d: Did): boolean =>
  d.name === counter.eventName && (counter.where.p === undefined || d.p === counter.where.p);

it("is the same as evaluating all the time, whatever happens and in whatever order", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const next = random(seed);
    const names = ["s0", "s1", "s2", "s3"];
    const rules: ActiveRules = activeRulesOf(
      names.map((name, i) => ({ segmentId: name, name, priority: i, rule: storedRule(fix(tree(next, names.slice(0, i), 3))) })).reverse(),
    );
    // two ids that are merged and parted; events keep the id they were done under
    const done: Did[] = [];
    let [merged, x, added] = [false, undefined as JsonValue | undefined, {} as Record<string, number>];
    const countOf = (counter: EventCounter, id: number): Count | undefined => {
      const times = done.filter((d) => d.id === id && matches(counter, d)).map((d) => d.at);
      return times.length === 0 ? undefined : { total: times.length, latest: times.sort((a, b) => b - a).slice(0, counter.keep) };
    };
    const person = (): Omit<RuleFacts, "added"> & { readonly added: Record<string, number> } => ({
      userId: "u",
      traits: x === undefined ? {} : { x },
      segments: new Set(),
      added,
      counts: new Map(
        rules.counters.map((m) => [
          m.counterId,
          mergeCounts(
            (merged ? [0, 1] : [0]).map((id) => countOf(m, id)).filter((c) => c !== undefined),
            m.keep,
          ),
        ]),
      ),
    });
    /** From scratch: every event there is, no counters, segments in the order of their names. */
    const naive = (now: number): string[] => {
      const mine = done.filter((d) => merged || d.id === 0);
      const times = (m: EventCounter) => mine.filter((d) => matches(m, d)).map((d) => d.at);
      const inside = new Set<string>();
      const holds = (rule: Rule, segmentId: string): boolean => {
        switch (rule.kind) {
          case "and":
            return rule.rules.every((r) => holds(r, segmentId));
          case "or":
            return rule.rules.some((r) => holds(r, segmentId));
          case "not":
            return !holds(rule.rule, segmentId);
          case "performed":
            return times(rule.counter).filter((at) => rule.within === null || at > now - rule.within).length >= rule.atLeast;
          case "last_performed": {
            const last = Math.max(...times(rule.counter));
            if (last === -Infinity) return false;
            return rule.within !== null ? last > now - rule.within : last <= now - rule.notWithin!;
          }
          case "manual":
            return Object.hasOwn(added, segmentId);
          case "in_segment":
            return inside.has(rule.name);
          case "random":
            return false;
          case "trait":
            if (rule.op === "exists") return (x !== undefined) === rule.value;
            if (rule.op === "eq") return x === rule.value;
            if (rule.op === "ne") return x !== rule.value;
            return typeof x === "number" && x > (rule.value as number);
        }
      };
      for (const name of names) if (holds(rules.segments.find((f) => f.name === name)!.rule, name)) inside.add(name);
      return [...inside].sort();
    };

    let held: string[] = [];
    let due: number | null = null;
    const look = (now: number): void => {
      const { entered, next: at } = evaluateAll(rules, person(), now);
      held = entered.map((s) => s.name).sort();
      due = at;
      expect(at === null || at > now).toBe(true);
    };
    look(0);
    for (let now = 0; now < 60 * 60_000; now += 15_000) {
      if (next() < 0.15) {
        const what = next();
        if (what < 0.6)
          done.push({
            id: next() < 0.5 ? 0 : 1,
            name: pick(next, ["a", "b"]),
            p: next() < 0.5 ? 1 : 2,
            at: now - Math.floor(next() * 4) * 60_000,
          });
        else if (what < 0.75) x = next() < 0.3 ? undefined : pick<JsonValue>(next, [1, 2, "z"]);
        else if (what < 0.9) merged = !merged;
        else added = next() < 0.5 ? {} : { [pick(next, names)]: now };
        look(now);
      }
      if (due !== null && due <= now) look(now);
      expect(held, `seed ${seed} at ${now / 1000} s`).toEqual(naive(now));
    }
  }
});
