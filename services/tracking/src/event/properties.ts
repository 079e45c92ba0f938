import { ExactNumber, readJson } from "@marketing/shared/base/exactNumber";
import type { JsonObject, JsonValue } from "@marketing/shared/base/json";
import { isStorable, storable } from "./text.ts";

export type Properties = JsonObject;

/** UTF-8 bytes of the JSON text. */
export const maxPropertiesBytes = 32 * 1024;
/** The object itself is level 1. */
export const maxDepth = 10;

export type PropertiesResult =
  | {
      readonly ok: true;
      readonly value: Properties;
      readonly sanitized: boolean;
      /** Numbers that are too long to be kept as numbers, and are texts now. */
      readonly asText: ReadonlyArray<string>;
    }
  | { readonly ok: false; readonly reason: "invalid_properties" | "too_deep" | "too_large"; readonly message: string };

const none: ReadonlyArray<string> = [];
const empty: PropertiesResult = { ok: true, value: {}, sanitized: false, asText: none };

/** Deeper than `limit` levels? Stops there, so that a hostile nesting costs nothing. */
const deeper = (value: unknown, limit: number): boolean => {
  if (typeof value !== "object" || value === null) return false;
  if (limit === 0) return true;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === "object" && item !== null && deeper(item, limit - 1)) return true;
    return false;
  }
  for (const item of Object.values(value)) {
    if (typeof item === "object" && item !== null && deeper(item, limit - 1)) return true;
  }
  return false;
};

const sanitize = (value: unknown): JsonValue => {
  if (typeof value === "string") return isStorable(value) ? value : storable(value);
  if (Array.isArray(value)) return value.map(sanitize);
  if (typeof value !== "object" || value === null || value instanceof ExactNumber) return value as JsonValue;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [isStorable(k) ? k : storable(k), sanitize(v)]));
};

/** Brackets nested far beyond the limit are refused before JSON.parse spends its stack on them. */
const hostile = (text: string): boolean => {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inString) {
      if (c === 92) i++;
      else if (c === 34) inString = false;
    } else if (c === 34) inString = true;
    else if (c === 123 || c === 91) {
      if (++depth > 512) return true;
    } else if (c === 125 || c === 93) depth--;
  }
  return false;
};

/** Parses and checks an event's properties; absent text is {}. */
export const parseProperties = (text: string): PropertiesResult => {
  if (text === "" || text === "{}") return empty;
  if (text.length > maxPropertiesBytes || (text.length > maxPropertiesBytes / 3 && Buffer.byteLength(text) > maxPropertiesBytes)) {
    return { ok: false, reason: "too_large", message: `properties may have ${maxPropertiesBytes} bytes at most` };
  }
  if (text.length > 1024 && hostile(text))
    return { ok: false, reason: "too_deep", message: `properties may be nested ${maxDepth} levels deep at most` };
  let value: unknown;
  let asText: string[] | undefined;
  try {
    value = readJson(text, (digits) => {
      asText ??= [];
      asText.push(digits);
    });
  } catch {
    // A bare NUL is no JSON, yet clients send it: it is put right like the escaped one.
    const rest = text.includes("\u0000") ? parseProperties(text.replaceAll("\u0000", "\uFFFD")) : null;
    return rest?.ok ? { ...rest, sanitized: true } : { ok: false, reason: "invalid_properties", message: "properties is not JSON" };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { ok: false, reason: "invalid_properties", message: "properties must be a JSON object" };
  }
  if (deeper(value, maxDepth))
    return { ok: false, reason: "too_deep", message: `properties may be nested ${maxDepth} levels deep at most` };
  // An unstorable character is either in the text itself or escaped as \u0000 or \ud8xx; looking for the escape's start is enough.
  const suspect = !text.isWellFormed() || text.includes("\\u");
  if (!suspect) return { ok: true, value: value as Properties, sanitized: false, asText: asText ?? none };
  const clean = sanitize(value) as Properties;
  return { ok: true, value: clean, sanitized: JSON.stringify(clean) !== JSON.stringify(value), asText: asText ?? none };
};
