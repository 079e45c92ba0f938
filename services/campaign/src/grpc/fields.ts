import { invalidArgument, RpcError, type Violation } from "@marketing/shared/base/errors";
import type { JsonObject } from "@marketing/shared/base/json";
import { decoder, int64, jsonObject, list, number, optional, text, uuid } from "@marketing/shared/grpc/schema";
import { fromStruct, type WireStruct } from "@marketing/shared/grpc/struct";
import { Schema } from "effect";
import { maxAmount } from "../money.ts";

type Field<A> = Schema.Codec<A, unknown>;

const checked = <A>(field: Field<A>, problem: (value: A) => string | null): Field<A> =>
  field.pipe(Schema.check(Schema.makeFilter((value: A) => problem(value) ?? true))) as unknown as Field<A>;

/** 1 to 255 characters that are not all spaces; trimmed where it is used. */
export const name = checked(text(255), (value) => (value.trim() === "" ? "is required" : null));
export const amount = int64({ min: 1, max: maxAmount });
export const budget = int64({ min: 0, max: maxAmount });
export const currency = checked(text(3), (value) => (/^[A-Z]{3}$/.test(value) ? null : "must be an ISO 4217 code"));
export const count = int64({ min: 0, max: 1_000_000_000_000 });
export const flag = Schema.Boolean as Schema.Codec<boolean, unknown>;
export const object = jsonObject({ depth: 12, maxBytes: 32_768 });
export const taskType = checked(text(50), (value) => (/^[a-z0-9_-]+$/.test(value) ? null : "may have only a-z, 0-9, _ and -"));
export const workerId = text(100);
/** An enum's _UNSPECIFIED is null. */
export const named = <A extends string>(value: A | "unspecified" | null): A | null => (value === "unspecified" ? null : value);
/** 0 = unset. */
export const leaseSeconds = number({ min: 0, max: 3_600 });

const creative = Schema.Struct({
  variantId: text(100),
  contentId: optional(uuid),
  contentVersion: number({ min: 0, max: 2_147_483_647 }),
  weight: number({ min: 1, max: 100 }),
  data: object,
});
export const creatives = list(creative, 50);

/** A Struct for rules that need it beside other fields; null where it is no acceptable one, which its own field says. */
export const structOf = (raw: unknown): JsonObject | null => {
  try {
    return raw === null || raw === undefined ? {} : fromStruct(raw as WireStruct, 12);
  } catch {
    return null;
  }
};

/** A schema, and what several fields must be together: all violations of both at once. */
export const withRules = <S extends { readonly Type: unknown }>(
  schema: S,
  rules: (raw: Record<string, unknown>) => ReadonlyArray<Violation>,
): ((raw: never) => S["Type"]) => {
  const decode = decoder(schema as unknown as Field<S["Type"]>);
  return (raw) => {
    const broken = rules(raw as Record<string, unknown>);
    let value: S["Type"];
    try {
      value = decode(raw);
    } catch (error) {
      if (error instanceof RpcError && error.violations.length > 0 && broken.length > 0)
        throw invalidArgument([...error.violations, ...broken]);
      throw error;
    }
    if (broken.length > 0) throw invalidArgument(broken);
    return value;
  };
};

/** The fields a change is about: those of the mask, or without one those that are set. */
export const changedFields = (raw: Record<string, unknown>, known: Readonly<Record<string, (raw: Record<string, unknown>) => boolean>>) => {
  const mask = Array.isArray(raw.updateMask) ? (raw.updateMask as ReadonlyArray<string>) : [];
  const violations = mask.flatMap((field, i) =>
    Object.hasOwn(known, field) ? [] : [{ field: `update_mask[${i}]`, description: `must be one of ${Object.keys(known).join(", ")}` }],
  );
  const fields = mask.length > 0 ? mask : Object.keys(known).filter((field) => known[field]!(raw));
  if (fields.length === 0) violations.push({ field: "update_mask", description: "nothing is to be changed" });
  return { fields: new Set(fields), violations };
};
