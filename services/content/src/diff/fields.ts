import type { JsonObject, JsonValue } from "@marketing/shared/base/json";
import { sameJson } from "@marketing/shared/base/json";

export interface FieldChange {
  readonly field: string;
  /** As JSON; "" = it was not there. */
  readonly before: string;
  readonly after: string;
}

const isObject = (v: JsonValue | undefined): v is JsonObject => typeof v === "object" && v !== null && !Array.isArray(v);
const json = (v: JsonValue | undefined): string => (v === undefined ? "" : JSON.stringify(v));

/** What differs, field by field; objects are looked into, lists are not. */
export const diffFields = (path: string, a: JsonValue | undefined, b: JsonValue | undefined): ReadonlyArray<FieldChange> => {
  if (sameJson(a, b)) return [];
  if (!isObject(a) || !isObject(b)) return [{ field: path, before: json(a), after: json(b) }];
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return names.flatMap((name) =>
    diffFields(
      path === "" ? name : `${path}.${name}`,
      Object.hasOwn(a, name) ? a[name] : undefined,
      Object.hasOwn(b, name) ? b[name] : undefined,
    ),
  );
};
