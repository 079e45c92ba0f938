import { e164, foldSource, invalidEmail } from "../lead/contact.ts";
import type { Json } from "../lead/json.ts";
import type { Fields } from "../lead/leadState.ts";

/** Fields a column may go to; beside them `properties.<key>`. */
const fields = ["email", "phone", "name", "company", "job_title", "source", "campaign_id", "created_at"] as const;
type Field = (typeof fields)[number];
/** Only commands move these. */
const serverOwned = new Set(["status", "score", "qualified", "lead_id", "user_id", "last_contacted", "converted_at"]);

const synonyms: Readonly<Record<string, Field>> = {
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
};

const snake = (header: string): string =>
  header
    .trim()
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_+|_+$/g, "");

const isField = (name: string): name is Field => (fields as ReadonlyArray<string>).includes(name);

/** Why a column cannot go to `field`; null = it can. */
export const fieldProblem = (field: string): string | null => {
  if (isField(field)) return null;
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
    const field = isField(name) ? name : (synonyms[name] ?? null);
    if (field !== null && !taken.has(field)) {
      taken.add(field);
      return field;
    }
    return name === "" || serverOwned.has(name) || name === "enrichment" ? null : `properties.${name.slice(0, 255)}`;
  });
};

export interface RowProblem {
  readonly column: string;
  readonly field: string;
  readonly value: string;
  readonly message: string;
}
export interface Row {
  readonly fields: Fields;
  readonly source: string | null;
  readonly campaignId: string | null;
  /** ms since 1970 */
  readonly createdAt: number | null;
  readonly properties: { readonly [key: string]: Json };
}

const limits: Readonly<Record<string, number>> = { email: 255, phone: 50, name: 255, company: 255, job_title: 100, source: 100 };
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const problemOf = (field: string, value: string): string | null => {
  if (value.includes("\0") || !value.isWellFormed()) return "must be text without NUL";
  const limit = limits[field];
  if (limit !== undefined && value.length > limit) return `must have at most ${limit} characters`;
  if (field === "email") return invalidEmail(value);
  if (field === "phone") return e164(value) === null && !/\d{3}/.test(value) ? "is not a telephone number" : null;
  if (field === "campaign_id") return uuid.test(value) ? null : "must be a UUID";
  if (field === "created_at")
    return Number.isFinite(Date.parse(value)) && Date.parse(value) <= Date.now() ? null : "must be a time in the past";
  if (field.startsWith("properties.") && value.length > 4_096) return "must have at most 4096 characters";
  return null;
};

/** A record as a lead's fields, or everything that is wrong with it. */
export const readRow = (
  header: ReadonlyArray<string>,
  plan: ReadonlyArray<string | null>,
  record: ReadonlyArray<string>,
): { readonly row: Row; readonly problems: ReadonlyArray<RowProblem> } => {
  const problems: RowProblem[] = [];
  const values = new Map<string, string>();
  const properties: Record<string, Json> = {};
  if (record.length > header.length)
    problems.push({ column: "", field: "", value: "", message: `has ${record.length} values for ${header.length} columns` });
  for (const [i, field] of plan.entries()) {
    const value = (record[i] ?? "").trim();
    if (field === null || value === "") continue;
    const message = problemOf(field, value);
    if (message !== null) problems.push({ column: header[i]!, field, value: value.slice(0, 100), message });
    else if (field.startsWith("properties.")) properties[field.slice("properties.".length)] = value;
    else values.set(field, value);
  }
  const of = (field: Field): string | null => values.get(field) ?? null;
  if (problems.length === 0 && of("email") === null && of("phone") === null)
    problems.push({ column: "", field: "email", value: "", message: "email or phone is required" });
  const createdAt = of("created_at");
  const source = of("source");
  return {
    problems,
    row: {
      fields: { email: of("email"), phone: of("phone"), name: of("name"), company: of("company"), jobTitle: of("job_title") },
      source: source === null || foldSource(source) === "" ? null : source,
      campaignId: of("campaign_id")?.toLowerCase() ?? null,
      createdAt: createdAt === null ? null : Date.parse(createdAt),
      properties,
    },
  };
};
