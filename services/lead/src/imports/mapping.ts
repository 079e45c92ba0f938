import { isUuid } from "@marketing/shared/base/ids";
import type { JsonObject } from "@marketing/shared/base/json";
import { parseTimestamp } from "@marketing/shared/base/timestamp";
import { e164, foldSource, sourceProblem } from "../lead/contact.ts";
import { columnOf, eachField, type FieldName, type Fields, fieldNames, ruleOf } from "../lead/fields.ts";
import type { RowError } from "./events.ts";

const leadField: ReadonlyMap<string, FieldName> = new Map(fieldNames.map((field) => [columnOf(field), field]));
/** Fields a column may go to; beside them `properties.<key>`. */
const fields: ReadonlyArray<string> = [...leadField.keys(), "source", "campaign_id", "created_at"];
/** Only commands move these. */
const serverOwned = new Set(["status", "score", "qualified", "lead_id", "user_id", "last_contacted", "converted_at"]);

/** Other names that columns go by. A map: a header may say "constructor". */
const synonyms: ReadonlyMap<string, string> = new Map(
  Object.entries({
    e_mail: "email",
    email_address: "email",
    mail: "email",
    phone_number: "phone",
    telephone: "phone",
    mobile: "phone",
    full_name: "name",
    contact_name: "name",
    organization: "company",
    organisation: "company",
    company_name: "company",
    title: "job_title",
    position: "job_title",
    role: "job_title",
    lead_source: "source",
    utm_source: "source",
    created: "created_at",
  }),
);

const snake = (header: string): string =>
  header
    .trim()
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_+|_+$/g, "");

/** Why a column cannot go to `field`; null = it can. */
export const fieldProblem = (field: string): string | null => {
  if (fields.includes(field)) return null;
  if (serverOwned.has(field)) return `${field} is the server's own and moves by commands`;
  if (field.startsWith("properties.")) {
    const key = field.slice("properties.".length);
    return key === "" || key.length > 255 || key === "enrichment" || key === "__proto__" ? `${field} names no property` : null;
  }
  return `must be one of ${fields.join(", ")} or properties.<key>`;
};

/** Where each column of a header goes; null = left out. */
export const planColumns = (
  header: ReadonlyArray<string>,
  mapping: ReadonlyArray<{ readonly column: string; readonly field: string }>,
): ReadonlyArray<string | null> => {
  if (mapping.length > 0) {
    const to = new Map(mapping.map((m) => [m.column.trim(), m.field]));
    return header.map((column) => to.get(column.trim()) ?? null);
  }
  const taken = new Set<string>();
  return header.map((column) => {
    const name = snake(column);
    const field = fields.includes(name) ? name : (synonyms.get(name) ?? null);
    if (field !== null && !taken.has(field)) {
      taken.add(field);
      return field;
    }
    return name === "" || serverOwned.has(name) || name === "enrichment" ? null : `properties.${name.slice(0, 255)}`;
  });
};

export type RowProblem = Omit<RowError, "row">;

export interface Row {
  readonly fields: Fields;
  readonly source: string | null;
  readonly campaignId: string | null;
  /** ms since 1970 */
  readonly createdAt: number | null;
  readonly properties: JsonObject;
}

const maxProperty = 4_096;
const tooLong = (value: string, max: number): string | null => (value.length > max ? `must have at most ${max} characters` : null);

const leadFieldProblem = (field: FieldName, value: string): string | null => {
  const { max, problem } = ruleOf(field);
  return tooLong(value, max) ?? (field === "phone" && e164(value) !== null ? null : (problem?.(value) ?? null));
};

const problemOf = (field: string, value: string): string | null => {
  if (value.includes("\0") || !value.isWellFormed()) return "must be text without NUL";
  const name = leadField.get(field);
  if (name !== undefined) return leadFieldProblem(name, value);
  if (field === "source") return sourceProblem(value);
  if (field === "campaign_id") return isUuid(value) ? null : "must be a UUID";
  if (field === "created_at") return parseTimestamp(value) <= Date.now() ? null : "must be a time in the past";
  return tooLong(value, maxProperty);
};

/** A record as a lead's fields, or everything that is wrong with it. */
export const readRow = (
  header: ReadonlyArray<string>,
  plan: ReadonlyArray<string | null>,
  record: ReadonlyArray<string>,
): { readonly row: Row; readonly problems: ReadonlyArray<RowProblem> } => {
  const problems: RowProblem[] = [];
  const values = new Map<string, string>();
  const properties: Record<string, string> = {};
  if (record.length > header.length)
    problems.push({ column: "", field: "", value: "", message: `has ${record.length} values for ${header.length} columns` });
  for (const [i, given] of record.entries()) {
    const [field, value] = [plan[i] ?? null, given.trim()];
    if (field === null || value === "") continue;
    const message = problemOf(field, value);
    if (message !== null) problems.push({ column: header[i]!, field, value: value.slice(0, 100), message });
    else if (field.startsWith("properties.")) properties[field.slice("properties.".length)] = value;
    else values.set(field, value);
  }
  const of = (field: string): string | null => values.get(field) ?? null;
  if (problems.length === 0 && of("email") === null && of("phone") === null)
    problems.push({ column: "", field: "email", value: "", message: "email or phone is required" });
  const createdAt = of("created_at");
  const source = of("source");
  return {
    problems,
    row: {
      fields: eachField((field) => of(columnOf(field))),
      source: source === null || foldSource(source) === "" ? null : source,
      campaignId: of("campaign_id")?.toLowerCase() ?? null,
      createdAt: createdAt === null ? null : parseTimestamp(createdAt),
      properties,
    },
  };
};
