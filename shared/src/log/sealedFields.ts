import { failedPrecondition } from "../base/errors.ts";
import { readJson } from "../base/exactNumber.ts";
import type { PersonKey, Subject } from "./personKeys.ts";
import { openBytes, sealBytes } from "./sealing.ts";

// The personal fields of an event are sealed together, as one text beside the others. Its name is no field's: events from before are plain, and
// the two are told apart by it alone, whatever anybody wrote into a field.
const field = "$sealed";

type Data = Readonly<Record<string, unknown>>;

/** What is sealed opens for this person and type of event only. */
const contextOf = (type: string, tenantId: string, subjectId: string): string => `${type} ${tenantId} ${subjectId}`;

export interface SealedFor {
  readonly type: string;
  readonly tenantId: string;
  readonly subjectId: string;
}

export const seal = (data: Data, personal: ReadonlyArray<string>, of: SealedFor, key: PersonKey | undefined): Data => {
  if (key === null) throw failedPrecondition("PERSON_ERASED", "the person was erased: nothing is stored of them any more");
  if (key === undefined) throw new Error("a person's event is to be sealed, and the person has no key");
  const plain: Record<string, unknown> = {};
  const secret: Record<string, unknown> = {};
  // what is null already tells nothing
  for (const [name, value] of Object.entries(data))
    (value !== null && value !== undefined && personal.includes(name) ? secret : plain)[name] = value;
  plain[field] = sealBytes(key, JSON.stringify(secret), contextOf(of.type, of.tenantId, of.subjectId)).toString("base64");
  return plain;
};

export const sealedText = (data: object): string | null => {
  const text = Object.hasOwn(data, field) ? (data as Data)[field] : null;
  return typeof text === "string" ? text : null;
};

interface Definition {
  readonly personal?: ReadonlyArray<string>;
  readonly blank?: object;
}

/** Null in place of every personal field, or what the event's definition says. */
export const blank = (data: object, { personal = [], blank: instead = {} }: Definition): object => ({
  ...data,
  ...Object.fromEntries(personal.map((name) => [name, null])),
  ...instead,
});

/** The data as they were before they were sealed. Null: the key was destroyed. Throws where it is not there, or not the one. */
export const open = (data: object, text: string, of: SealedFor, key: PersonKey | undefined): object | null => {
  if (key === null) return null;
  if (key === undefined)
    throw new Error(
      "a person's event is sealed, and there is no key: KEY_ENCRYPTION_KEY is not set, or person_keys has to be restored from the backup of keys",
    );
  const { [field]: _, ...plain } = data as Data;
  return {
    ...plain,
    ...(readJson(openBytes(key, Buffer.from(text, "base64"), contextOf(of.type, of.tenantId, of.subjectId)).toString()) as object),
  };
};

export const withoutSealed = (data: object): object => {
  const { [field]: _, ...plain } = data as Data;
  return plain;
};

/** Whose keys it takes to read the rows. A text that has the mark elsewhere costs a look-up and nothing else. */
export const readSubjects = (
  rows: ReadonlyArray<{ readonly tenantId: string; readonly subjectId: string | null; readonly data: string }>,
): ReadonlyArray<Subject> =>
  rows
    .filter(({ subjectId, data }) => subjectId !== null && data.includes(`"${field}"`))
    .map(({ tenantId, subjectId }) => ({ tenantId, subjectId: subjectId! }));
