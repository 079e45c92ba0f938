import { uuidv5 } from "@marketing/shared/base/ids";
import type { JsonObject, JsonValue } from "@marketing/shared/base/json";

/** A rule as it was given, validated: this is what is stored. */
export type RuleJson = JsonObject;

export type Scalar = null | boolean | number | string;
export const traitOps = ["eq", "ne", "gt", "gte", "lt", "lte", "exists", "contains", "in", "starts_with"] as const;
export type TraitOp = (typeof traitOps)[number];

/** What is counted for a rule: events of a name whose properties have these values. */
export interface EventCounter {
  /** The same wherever the same is counted: rules that ask for it share a counter. */
  readonly counterId: string;
  readonly eventName: string;
  readonly where: { readonly [property: string]: Scalar };
  /** How many of the latest times are kept: a window is exact with as many as its rule asks for. */
  readonly keep: number;
}

/** A rule as it is evaluated; windows in ms. Rules are stored as the JSON they were given as, see parseRule.ts. */
export type Rule =
  | { readonly kind: "and" | "or"; readonly rules: ReadonlyArray<Rule> }
  | { readonly kind: "not"; readonly rule: Rule }
  | { readonly kind: "trait"; readonly trait: string; readonly op: TraitOp; readonly value: JsonValue; readonly date: boolean }
  | { readonly kind: "performed"; readonly counter: EventCounter; readonly atLeast: number; readonly within: number | null }
  | { readonly kind: "last_performed"; readonly counter: EventCounter; readonly within: number | null; readonly notWithin: number | null }
  | { readonly kind: "in_segment"; readonly name: string }
  | { readonly kind: "manual" }
  | { readonly kind: "random"; readonly percent: number; readonly salt: string };

const noTenant = "00000000-0000-0000-0000-000000000000";
const powerOfTwo = (n: number): number => 2 ** Math.ceil(Math.log2(n));

/** `atLeast` in a window needs so many times; without a window the total suffices, and the latest. */
export const counterOf = (eventName: string, where: EventCounter["where"], times: number): EventCounter => {
  const sorted = Object.fromEntries(Object.entries(where).sort(([a], [b]) => (a < b ? -1 : 1)));
  const keep = powerOfTwo(times);
  return { counterId: uuidv5(JSON.stringify([eventName, sorted, keep]), noTenant), eventName, where: sorted, keep };
};

export const leaves = (rule: Rule): ReadonlyArray<Rule> =>
  rule.kind === "and" || rule.kind === "or" ? rule.rules.flatMap(leaves) : rule.kind === "not" ? leaves(rule.rule) : [rule];

export const countersOf = (rule: Rule): ReadonlyArray<EventCounter> => {
  const found = leaves(rule).flatMap((l) => (l.kind === "performed" || l.kind === "last_performed" ? [l.counter] : []));
  return [...new Map(found.map((c) => [c.counterId, c])).values()];
};

/** Names of the segments the rule looks at. */
export const segmentsUsedBy = (rule: Rule): ReadonlyArray<string> => [
  ...new Set(leaves(rule).flatMap((l) => (l.kind === "in_segment" ? [l.name] : []))),
];

export const isManual = (rule: Rule): boolean => leaves(rule).some((l) => l.kind === "manual");
