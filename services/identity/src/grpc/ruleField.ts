import type { Violation } from "@marketing/shared/base/errors";
import { jsonObject } from "@marketing/shared/grpc/schema";
import { fromStruct, type WireStruct } from "@marketing/shared/grpc/struct";
import { parseRule } from "../rule/parseRule.ts";

const depth = 40;

/** A rule in a request; whether it is one is said by `ruleViolations`. */
export const ruleField = jsonObject({ depth, maxBytes: 65_536 });

/** Everything that is wrong with a rule, to be listed beside what is wrong with the other fields. */
export const ruleViolations = (rule: WireStruct | null | undefined): ReadonlyArray<Violation> => {
  if (rule === null || rule === undefined) return [];
  let json: ReturnType<typeof fromStruct>;
  try {
    json = fromStruct(rule, depth);
  } catch {
    return []; // the field itself says what is wrong
  }
  return parseRule(json).problems.map((p) => ({ field: p.path, description: p.message }));
};
