import type { JsonObject, JsonValue } from "@marketing/shared/base/json";
import { parseTimestamp } from "@marketing/shared/base/timestamp";
import type { Scalar } from "./rule.ts";

// What stands in rules as JSON: windows, dates and plain values.

export const isObject = (v: JsonValue | undefined): v is JsonObject => typeof v === "object" && v !== null && !Array.isArray(v);
export const isScalar = (v: JsonValue | undefined): v is Scalar =>
  v === null || typeof v === "string" || typeof v === "number" || typeof v === "boolean";

const maxWindow = 5 * 365 * 86_400_000;
const units = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;
/** "30d" in ms; null when it is no window. */
export const readWindow = (text: JsonValue | undefined): number | null => {
  const match = typeof text === "string" ? /^(\d{1,7})([mhdw])$/.exec(text) : null;
  if (!match) return null;
  const ms = Number(match[1]) * units[match[2] as keyof typeof units];
  return ms > 0 && ms <= maxWindow ? ms : null;
};

const isoDate = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;
/** An RFC 3339 date or time in ms since 1970; null when it is none. A date is its first moment in UTC. */
export const readDate = (value: JsonValue | undefined): number | null => {
  if (typeof value !== "string" || !isoDate.test(value)) return null;
  const at = parseTimestamp(value);
  return Number.isNaN(at) ? null : at;
};
