import { firstCharacters, longerThan } from "@marketing/shared/base/codePoints";
import { isUuid } from "@marketing/shared/base/ids";
import type { JsonObject } from "@marketing/shared/base/json";
import { noId } from "@marketing/shared/base/noId";
import { isSalutation } from "@marketing/shared/base/salutation";
import { e164, foldSource, sourceProblem } from "../lead/contact.ts";
import { columnOf, eachField, type FieldName, type Fields, ruleOf } from "../lead/fields.ts";
import { type Column, inTurn, leadField, nameParts } from "./columns.ts";
import { type DateReading, readDate } from "./dates.ts";
import type { RowError } from "./events.ts";

export type RowProblem = Omit<RowError, "row">;

export interface Row {
  readonly fields: Fields;
  readonly source: string | null;
  readonly campaignId: string | null;
  /** ms since 1970 */
  readonly createdAt: number | null;
  readonly properties: JsonObject;
}

/** How the rows of a page are read. */
export interface Reading {
  readonly columns: ReadonlyArray<Column>;
  readonly dates: DateReading;
}

const maxProperty = 4_096;
const tooLong = (value: string, max: number): string | null => (longerThan(value, max) ? `must have at most ${max} characters` : null);

const leadFieldProblem = (field: FieldName, value: string): string | null => {
  const { max, problem } = ruleOf(field);
  return tooLong(value, max) ?? (field === "phone" && e164(value) !== null ? null : (problem?.(value) ?? null));
};

const dateProblem = (value: string, dates: DateReading): string | null => {
  const at = readDate(value, dates);
  if (Number.isNaN(at) && /^\d{5}(?:\.\d+)?$/.test(value))
    return "is no date but a spreadsheet's number for one: format the column as a date";
  if (Number.isNaN(at)) return dates.order === null ? "is no date" : `is no date with the ${dates.order.replace("_", " ")}`;
  return at <= Date.now() ? null : "must be a time in the past";
};

const problemOf = (field: string, value: string, dates: DateReading): string | null => {
  if (value.includes("\0") || !value.isWellFormed()) return "must be text without NUL";
  const name = leadField.get(field);
  if (name !== undefined) return leadFieldProblem(name, value);
  if (field === "source") return sourceProblem(value);
  if (field === "campaign_id") return isUuid(value) && noId(value) === null ? null : "must be a UUID";
  if (field === "created_at") return dateProblem(value, dates);
  return tooLong(value, maxProperty);
};

/** Google writes several addresses or numbers into one cell. */
const several = " ::: ";

/** A value as the field takes it, and what it has no place for. */
const split = (field: string, value: string): { readonly first: string; readonly rest: string } => {
  const at = field === "email" || field === "phone" ? value.indexOf(several) : -1;
  return at === -1 ? { first: value, rest: "" } : { first: value.slice(0, at).trim(), rest: value.slice(at + several.length).trim() };
};

/** Values of a row by field; what a field has no place for becomes a property. */
const sortValues = ({ columns, dates }: Reading, record: ReadonlyArray<string>) => {
  const found: Array<readonly [number, RowProblem]> = [];
  const values = new Map<string, string>();
  const properties = new Map<string, string>();
  const refuse = (at: number, field: string, value: string, message: string) =>
    found.push([at, { column: columns[at]!.header, field, value: firstCharacters(value, 100), message }]);
  const keep = (at: number, key: string, value: string): void => {
    const before = properties.get(key);
    const together = before === undefined || before === value ? value : `${before}; ${value}`;
    const message = problemOf(`properties.${key}`, together, dates);
    if (message === null) properties.set(key, together);
    else refuse(at, `properties.${key}`, value, message);
  };
  for (const [i, { field, property }] of inTurn(columns)) {
    const given = record[i]?.trim() ?? "";
    if (field === null || property === null || given === "") continue;
    if (field.startsWith("properties.")) keep(i, property, given);
    else if (field === "job_title" && isSalutation(given)) keep(i, "salutation", given);
    else if (values.has(field)) {
      if (values.get(field) !== given) keep(i, property, given);
    } else {
      const { first, rest } = split(field, given);
      const message = problemOf(field, first, dates);
      if (message !== null) refuse(i, field, first, message);
      else values.set(field, first);
      if (rest !== "") keep(i, property, rest);
    }
  }
  // told in the order of the columns
  const problems = found.toSorted(([i], [j]) => i - j).map(([, problem]) => problem);
  return { problems, values, properties };
};

/** A record as a lead's fields, or everything that is wrong with it. Empty values behind the last column are none. */
export const readRow = (
  reading: Reading,
  record: ReadonlyArray<string>,
): { readonly row: Row; readonly problems: ReadonlyArray<RowProblem> } => {
  const { columns } = reading;
  const { problems, values, properties } = sortValues(reading, record);
  if (record.slice(columns.length).some((value) => value.trim() !== ""))
    problems.unshift({ column: "", field: "", value: "", message: `has ${record.length} values for ${columns.length} columns` });
  const of = (field: string): string | null => values.get(field) ?? null;
  if (problems.length === 0 && of("email") === null && of("phone") === null)
    problems.push({ column: "", field: "email", value: "", message: "email or phone is required" });
  const parts = nameParts.flatMap((part) => of(part) ?? []);
  for (const part of nameParts) if (of(part) !== null && !properties.has(part)) properties.set(part, of(part)!);
  if (of("name") === null && parts.length > 0) {
    const name = parts.join(" ");
    const message = leadFieldProblem("name", name);
    if (message === null) values.set("name", name);
    else problems.push({ column: "", field: "name", value: firstCharacters(name, 100), message });
  }
  const [createdAt, source] = [of("created_at"), of("source")];
  return {
    problems,
    row: {
      fields: eachField((field) => of(columnOf(field))),
      source: source === null || foldSource(source) === "" ? null : source,
      campaignId: of("campaign_id")?.toLowerCase() ?? null,
      createdAt: createdAt === null ? null : readDate(createdAt, reading.dates),
      properties: Object.fromEntries(properties),
    },
  };
};
