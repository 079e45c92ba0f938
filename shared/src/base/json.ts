import { ExactNumber } from "./exactNumber.ts";
import { ownValue } from "./own.ts";

/** Any value that JSON can represent. */
export type JsonValue = null | boolean | number | string | ExactNumber | ReadonlyArray<JsonValue> | JsonObject;
export type JsonObject = { readonly [key: string]: JsonValue };

/** JSON with the members of objects in one order: the same for values that say the same. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, v: unknown) => {
    if (typeof v === "bigint") return String(v);
    if (typeof v !== "object" || v === null || Array.isArray(v) || JSON.isRawJSON(v)) return v;
    return Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)));
  });

/** Whether two values are the same JSON, in whatever order their members stand. */
export const sameJson = (a: JsonValue | undefined, b: JsonValue | undefined): boolean => {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((v, i) => sameJson(v, b[i]));
  if (a instanceof ExactNumber || b instanceof ExactNumber) return String(a) === String(b);
  const [x, y] = [a as JsonObject, b as JsonObject];
  const keys = Object.keys(x);
  return keys.length === Object.keys(y).length && keys.every((k) => Object.hasOwn(y, k) && sameJson(ownValue(x, k), y[k]));
};
