import { uuidv5 } from "@marketing/shared/base/ids";
import type { Json } from "../user/person.ts";

export type Scalar = null | boolean | number | string;
export const traitOps = ["eq", "ne", "gt", "gte", "lt", "lte", "exists", "contains", "in", "starts_with"] as const;
export type TraitOp = (typeof traitOps)[number];

/** What is counted for a rule: events of a name whose properties have these values. */
export interface Meter {
  /** The same for the same thing counted, within a tenant. */
  readonly meterId: string;
  readonly eventName: string;
  readonly where: { readonly [property: string]: Scalar };
  /** How many of the latest times are kept: a window is exact with as many as its rule asks for. */
  readonly keep: number;
}

/** A rule as it is evaluated; windows in ms. Rules are stored as the JSON they were given as, see readRule.ts. */
export type Rule =
  | { readonly kind: "and" | "or"; readonly rules: ReadonlyArray<Rule> }
  | { readonly kind: "not"; readonly rule: Rule }
  | { readonly kind: "trait"; readonly trait: string; readonly op: TraitOp; readonly value: Json; readonly date: boolean }
  | { readonly kind: "performed"; readonly meter: Meter; readonly atLeast: number; readonly within: number | null }
  | { readonly kind: "last_performed"; readonly meter: Meter; readonly within: number | null; readonly notWithin: number | null }
  | { readonly kind: "in_segment"; readonly name: string }
  | { readonly kind: "manual" }
  | { readonly kind: "random"; readonly percent: number; readonly salt: string };

const noTenant = "00000000-0000-0000-0000-000000000000";
const powerOfTwo = (n: number): number => 2 ** Math.ceil(Math.log2(n));

/** `atLeast` in a window needs so many times; without a window the total suffices, and the latest. */
export const meterOf = (eventName: string, where: Meter["where"], times: number): Meter => {
  const sorted = Object.fromEntries(Object.entries(where).sort(([a], [b]) => (a < b ? -1 : 1)));
  const keep = powerOfTwo(times);
  return { meterId: uuidv5(JSON.stringify([eventName, sorted, keep]), noTenant), eventName, where: sorted, keep };
};

export const leaves = (rule: Rule): ReadonlyArray<Rule> =>
  rule.kind === "and" || rule.kind === "or" ? rule.rules.flatMap(leaves) : rule.kind === "not" ? leaves(rule.rule) : [rule];

export const metersOf = (rule: Rule): ReadonlyArray<Meter> => {
  const found = leaves(rule).flatMap((l) => (l.kind === "performed" || l.kind === "last_performed" ? [l.meter] : []));
  return [...new Map(found.map((m) => [m.meterId, m])).values()];
};

/** Names of the segments the rule looks at. */
export const usesOf = (rule: Rule): ReadonlyArray<string> => [
  ...new Set(leaves(rule).flatMap((l) => (l.kind === "in_segment" ? [l.name] : []))),
];

export const isManual = (rule: Rule): boolean => leaves(rule).some((l) => l.kind === "manual");
