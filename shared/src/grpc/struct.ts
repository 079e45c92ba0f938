/** google.protobuf.Struct and Timestamp as the loader gives and takes them, to and from plain JSON and Date. */
import { doubleOrText, ExactNumber } from "../base/exactNumber.ts";
import { isStorable } from "../base/isoTime.ts";
import type { JsonValue } from "../base/json.ts";
import { setOwn } from "../base/own.ts";

export interface WireValue {
  readonly kind?: string;
  readonly nullValue?: unknown;
  readonly numberValue?: number;
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly structValue?: WireStruct | null;
  readonly listValue?: { readonly values?: ReadonlyArray<WireValue> } | null;
}
export interface WireStruct {
  readonly fields?: { readonly [key: string]: WireValue };
}

/** A Struct that is not acceptable JSON here; the message is fit for the caller. */
export class StructError extends Error {
  override readonly name = "StructError";
}

const safeText = (text: string): string => {
  if (text.includes("\0")) throw new StructError("must not contain NUL characters");
  return text.isWellFormed() ? text : text.toWellFormed();
};

const fromValue = (value: WireValue, depth: number): JsonValue => {
  switch (value.kind) {
    case "stringValue":
      return safeText(value.stringValue ?? "");
    case "numberValue": {
      const number = value.numberValue ?? 0;
      if (!Number.isFinite(number)) throw new StructError("numbers must be finite");
      return number;
    }
    case "boolValue":
      return value.boolValue ?? false;
    case "structValue":
      return fromStruct(value.structValue ?? {}, depth - 1);
    case "listValue":
      if (depth <= 1) throw new StructError("is nested too deeply");
      return (value.listValue?.values ?? []).map((item) => fromValue(item, depth - 1));
    default:
      return null;
  }
};

/** Struct → JSON. Throws StructError where it is deeper than `depth` levels, holds NUL or a number JSON cannot write. */
export const fromStruct = (struct: WireStruct, depth = 16): Record<string, JsonValue> => {
  if (depth <= 0) throw new StructError("is nested too deeply");
  const result: Record<string, JsonValue> = {};
  const { fields } = struct;
  if (fields) for (const [key, value] of Object.entries(fields)) setOwn(result, safeText(key), fromValue(value, depth));
  return result;
};

/** JSON → Value. `undefined`, as an absent key, is null; a number that no double holds is its digits as text; anything that is no JSON becomes what JSON.stringify would write. */
export const toValue = (value: unknown): WireValue => {
  switch (typeof value) {
    case "string":
      return { kind: "stringValue", stringValue: value };
    case "number":
      return Number.isFinite(value) ? { kind: "numberValue", numberValue: value } : { kind: "nullValue", nullValue: 0 };
    case "boolean":
      return { kind: "boolValue", boolValue: value };
    case "bigint":
      return { kind: "stringValue", stringValue: value.toString() };
    case "object":
      if (value === null) return { kind: "nullValue", nullValue: 0 };
      if (Array.isArray(value)) return { kind: "listValue", listValue: { values: value.map(toValue) } };
      if (value instanceof ExactNumber) return toValue(doubleOrText(value));
      if (value instanceof Date) return { kind: "stringValue", stringValue: value.toISOString() };
      return { kind: "structValue", structValue: toStruct(value) };
    default:
      return { kind: "nullValue", nullValue: 0 };
  }
};

/** JSON object → Struct. Absent members are left out. */
export const toStruct = (object: object): WireStruct => {
  const fields: Record<string, WireValue> = {};
  for (const [key, value] of Object.entries(object)) {
    if (value !== undefined) setOwn(fields, key, toValue(value));
  }
  return { fields };
};

export interface WireTimestamp {
  readonly seconds?: string | number;
  readonly nanos?: number;
}

/** Date, or ms since 1970 → Timestamp, to the millisecond. */
export const toTimestamp = (time: Date | number): { seconds: number; nanos: number } => {
  const ms = typeof time === "number" ? time : time.getTime();
  const seconds = Math.floor(ms / 1000);
  return { seconds, nanos: (ms - seconds * 1000) * 1_000_000 };
};

/** For columns that may be null: an absent message stays absent. */
export const toTimestampOrNull = (time: Date | number | null | undefined) =>
  time === null || time === undefined ? null : toTimestamp(time);

/** Timestamp → Date, or an invalid Date when it is outside the years 1 to 9999. */
export const fromTimestamp = ({ seconds = 0, nanos = 0 }: WireTimestamp): Date => {
  const ms = Number(seconds) * 1000 + Math.floor(nanos / 1e6);
  return new Date(isStorable(ms) && nanos >= 0 && nanos < 1e9 ? ms : Number.NaN);
};
