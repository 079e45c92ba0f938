import {
  FactorKindSchema,
  ScoringFactorSchema,
  ScoringModelSchema,
  type SetScoringModelRequestSchema,
  ValueWeightSchema,
} from "@marketing/protos/lead/v1/lead_service";
import type { Violation } from "@marketing/shared/base/errors";
import type { Incoming } from "@marketing/shared/grpc/contract";
import { checked, enumOf, list, message, number, optional, text } from "@marketing/shared/grpc/schema";
import { Schema } from "effect";
import { foldSource } from "../lead/contact.ts";
import { isRange } from "./companySize.ts";
import { type Factor, factorKinds } from "./events.ts";

const worth = number({ min: -1_000, max: 1_000 });
const factor = message(ScoringFactorSchema, {
  name: text(100),
  kind: enumOf(FactorKindSchema, factorKinds),
  weight: number({ min: 0, max: 1 }),
  values: list(message(ValueWeightSchema, { value: text(255), worth }), 500),
  other: worth,
  missing: worth,
  property: optional(text(255)),
  saturation: number({ min: 0, max: 1_000_000 }),
});
/** Given by the server, and ignored in a request, so that a model can be sent back as it was read. */
const serversOwn = optional(Schema.Unknown);

export const modelField = message(ScoringModelSchema, {
  name: text(100),
  version: serversOwn,
  factors: list(factor, 50, 1),
  halfLifeDays: checked(number({ max: 36_500 }), (v) => (v > 0 ? null : "must be more than 0")),
  qualifyAt: number({ min: 0, max: 1 }),
  disqualifyBelow: number({ min: 0, max: 1 }),
  createdAt: serversOwn,
  active: serversOwn,
});
type Read<A> = A extends Schema.Codec<infer Value, unknown> ? Value : never;
type ReadFactor = Read<typeof factor>;

const factorProblems = (x: Incoming<typeof ScoringFactorSchema>, at: string): ReadonlyArray<Violation> => {
  const problems: Violation[] = [];
  const activity = x.kind === "FACTOR_KIND_ACTIVITY";
  const outside = (value: number): boolean => !activity && Math.abs(Number(value)) > 1;
  if (activity && !(Number(x.saturation) > 0)) problems.push({ field: `${at}.saturation`, description: "must be more than 0" });
  if (x.kind === "FACTOR_KIND_PROPERTY" && !x.property) problems.push({ field: `${at}.property`, description: "is required" });
  for (const [j, { value, worth }] of x.values.entries()) {
    if (outside(worth)) problems.push({ field: `${at}.values[${j}].worth`, description: "must be between -1 and 1" });
    if (x.kind === "FACTOR_KIND_COMPANY_SIZE" && !isRange(value))
      problems.push({ field: `${at}.values[${j}].value`, description: 'must be a range, as "11-50" or "1001+"' });
  }
  for (const field of ["other", "missing"] as const)
    if (outside(x[field])) problems.push({ field: `${at}.${field}`, description: "must be between -1 and 1" });
  return problems;
};

/** What the fields of a model must be together. */
export const modelProblems = ({ model }: Incoming<typeof SetScoringModelRequestSchema>): ReadonlyArray<Violation> => {
  if (model === null || model === undefined) return [];
  const { factors } = model;
  const problems: Violation[] = [];
  const sum = factors.reduce((total, { weight }) => total + (Number(weight) || 0), 0);
  if (sum > 1 + 1e-9) problems.push({ field: "model.factors", description: `weights add up to ${sum}; at most 1` });
  if (Number(model.disqualifyBelow) > Number(model.qualifyAt))
    problems.push({ field: "model.disqualify_below", description: "must not be above qualify_at" });
  for (const [i, x] of factors.entries()) {
    const at = `model.factors[${i}]`;
    if (["inactivity", "limit"].includes(x.name) || factors.findIndex(({ name }) => name === x.name) < i)
      problems.push({ field: `${at}.name`, description: "stands for another factor already" });
    problems.push(...factorProblems(x, at));
  }
  return problems;
};

export const factorOf = (x: ReadFactor): Factor => ({
  ...x,
  values: Object.fromEntries(x.values.map(({ value, worth }) => [x.kind === "activity" ? value : foldSource(value), worth])),
  saturation: x.kind === "activity" ? x.saturation : 1,
});
