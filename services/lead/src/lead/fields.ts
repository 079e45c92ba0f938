import { invalidEmail } from "@marketing/shared/base/email";
import { e164 } from "./contact.ts";

/** One text that describes a lead. */
interface TextField {
  /** Longest value, in characters: of the column too. */
  readonly max: number;
  /** What else is wrong with a value; null = nothing. */
  readonly problem?: (value: string) => string | null;
  /** Spaces around it are removed whoever sends it. */
  readonly trimmed?: true;
  /** How the table and the answers have it, where that is not as it was given. */
  readonly shown?: (value: string) => string;
  /** A field of the public event LeadCaptured as well. */
  readonly announced?: true;
}

/**
 * The texts that describe a lead, by their names in the contract; the columns have the same names in snake case. A new one is a line here, a
 * field of the messages (Lead, CaptureLeadRequest, UpdateLeadRequest, and LeadCaptured if it is announced) and a column: requests, imports,
 * events, state, table and answers follow from this list.
 */
const textFields = {
  email: { max: 255, problem: invalidEmail, trimmed: true, announced: true },
  phone: {
    max: 50,
    problem: (value) => (/\d{3}/.test(value) ? null : "is not a telephone number"),
    trimmed: true,
    shown: (value) => e164(value) ?? value,
  },
  name: { max: 255 },
  company: { max: 255 },
  jobTitle: { max: 100 },
} as const satisfies Readonly<Record<string, TextField>>;

export type FieldName = keyof typeof textFields;
export const fieldNames = Object.keys(textFields) as ReadonlyArray<FieldName>;

/** As given; null = nothing is known. */
export type Fields = { readonly [F in FieldName]: string | null };

/** New values of some fields: null clears, absent leaves as it is. */
export type FieldChanges = { readonly [F in FieldName]?: string | null };

export const ruleOf = (field: FieldName): TextField => textFields[field];

/** The field's column, and its name in the caller's terms: "job_title". */
export const columnOf = (field: string): string => field.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

/** Something of every field. */
export const eachField = <A>(of: (field: FieldName) => A): { readonly [F in FieldName]: A } => {
  const all: { [F in FieldName]?: A } = {};
  for (const field of fieldNames) all[field] = of(field);
  return all as { readonly [F in FieldName]: A };
};

/** The fields of something that has others too; what it does not have, as an event older than the field, is null. */
export const fieldsOf = (of: FieldChanges): Fields => eachField((field) => of[field] ?? null);

export const noFields: Fields = fieldsOf({});

/** A field as the table and the answers have it. */
export const shown = (fields: Fields, field: FieldName): string | null => {
  const value = fields[field];
  return value === null ? null : (ruleOf(field).shown?.(value) ?? value);
};

type Announced = { [F in FieldName]: (typeof textFields)[F] extends { readonly announced: true } ? F : never }[FieldName];

/** The fields that the public event LeadCaptured carries. */
export const announcedOf = (fields: Fields): { readonly [F in Announced]: string | undefined } =>
  Object.fromEntries(fieldNames.filter((field) => ruleOf(field).announced).map((field) => [field, fields[field] ?? undefined])) as {
    readonly [F in Announced]: string | undefined;
  };
