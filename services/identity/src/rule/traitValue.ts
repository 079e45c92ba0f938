import type { JsonValue } from "@marketing/shared/base/json";
import { type TraitOp, traitOps } from "./rule.ts";
import { isScalar, readDate } from "./values.ts";

const maxValues = 1_000;

const listProblems = (value: JsonValue | undefined, date: boolean): ReadonlyArray<string> => {
  const problems: string[] = [];
  const isList = Array.isArray(value);
  if (!isList || value.length === 0 || value.length > maxValues) problems.push(`must be a list of 1 to ${maxValues} values`);
  if (isList && !value.every(isScalar)) problems.push("must hold texts, numbers, booleans or null");
  if (isList && date && !value.every((v) => readDate(v) !== null)) problems.push("must hold RFC 3339 dates");
  return problems;
};

const scalarProblem = (op: TraitOp, value: JsonValue | undefined): string | null => {
  switch (op) {
    case "starts_with":
      return typeof value === "string" && value !== "" ? null : "must be a text";
    case "eq":
    case "ne":
    case "contains":
      return isScalar(value) ? null : "must be a text, a number, a boolean or null";
    default:
      return !traitOps.includes(op) || typeof value === "number" || typeof value === "string" ? null : "must be a number or a text";
  }
};

/** What is wrong with the value that a trait is compared with; `date`: as a date. */
export const traitValueProblems = (op: TraitOp, value: JsonValue | undefined, date: boolean): ReadonlyArray<string> => {
  if (op === "exists") return value === undefined || typeof value === "boolean" ? [] : ["must be true or false"];
  if (op === "in") return listProblems(value, date);
  const problem = scalarProblem(op, value);
  const comparesDates = date && ["eq", "ne", "gt", "gte", "lt", "lte"].includes(op);
  return [
    ...(problem === null ? [] : [problem]),
    ...(comparesDates && readDate(value) === null ? ["must be an RFC 3339 date or time"] : []),
  ];
};
