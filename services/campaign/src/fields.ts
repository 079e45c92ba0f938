import type { Violation } from "@marketing/shared/base/errors";
import type { JsonObject } from "@marketing/shared/base/json";
import { checked, int64, jsonObject, text } from "@marketing/shared/grpc/schema";
import { fromStruct, type WireStruct } from "@marketing/shared/grpc/struct";
import { maxAmount } from "./money.ts";

// Fields that requests of several aggregates have.

/** 1 to 255 characters that are not all spaces; trimmed where it is used. */
export const name = checked(text(255), (value) => (value.trim() === "" ? "is required" : null));
export const amount = int64({ min: 1, max: maxAmount });
export const budget = int64({ min: 0, max: maxAmount });
export const count = int64({ min: 0, max: 1_000_000_000_000 });
export const object = jsonObject({ depth: 12, maxBytes: 32_768 });

/** A Struct for rules that need it beside other fields; null where it is no acceptable one, which its own field says. */
export const structOf = (raw: WireStruct | null | undefined): JsonObject | null => {
  try {
    return raw === null || raw === undefined ? {} : fromStruct(raw, 12);
  } catch {
    return null;
  }
};

/** Null where nothing is filtered by. */
export const unlessEmpty = (o: JsonObject): JsonObject | null => (Object.keys(o).length > 0 ? o : null);

/** The fields an update is about: those of its mask or, without one, those that are set. */
export const changedFields = <Field extends string>(mask: ReadonlyArray<string>, isSet: Readonly<Record<Field, boolean>>) => {
  const known = Object.keys(isSet) as Field[];
  const violations: Violation[] = mask.flatMap((field, i) =>
    Object.hasOwn(isSet, field) ? [] : [{ field: `update_mask[${i}]`, description: `must be one of ${known.join(", ")}` }],
  );
  const fields: ReadonlySet<string> = new Set(mask.length > 0 ? mask : known.filter((field) => isSet[field]));
  if (fields.size === 0) violations.push({ field: "update_mask", description: "nothing is to be changed" });
  return { changes: (field: Field): boolean => fields.has(field), violations };
};
