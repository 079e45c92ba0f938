import { invalidArgument, RpcError, type Violation } from "@marketing/shared/base/errors";
import { decoder, jsonObject, optional, text } from "@marketing/shared/grpc/schema";
import { Schema } from "effect";
import { decimalPattern } from "../decimal.ts";
import { illegalId, invalidEmail } from "../user/identifiers.ts";

type Field<A> = Schema.Codec<A, unknown>;

const checked = <A>(field: Field<A>, problem: (value: A) => string | null): Field<A> =>
  field.pipe(Schema.check(Schema.makeFilter((value: A) => problem(value) ?? true))) as unknown as Field<A>;

/** A person's id: a UUID or the caller's own. What broken clients send in its place is refused. */
export const personId = checked(text(255), illegalId);

export const email = checked(text(1_000), (value) => invalidEmail(value.trim()));

export const segment = checked(text(50), (value) => (value.trim() === value ? null : "must not begin or end with a space"));

const traitNames = (names: ReadonlyArray<string>): string | null => {
  for (const name of names) {
    if (name === "" || name.length > 255) return "names have 1 to 255 characters";
    if (name === "__proto__") return "__proto__ is no name for a trait";
  }
  return null;
};

export const traits = checked(jsonObject({ depth: 10, maxBytes: 32_768 }), (value) => traitNames(Object.keys(value)));
export const traitName = checked(text(255), (name) => traitNames([name]));

/** A decimal from 0 to 999,999,999,999.99, as text. */
export const money = checked(text(64), (value) =>
  !decimalPattern.test(value)
    ? "must be a decimal number that is not negative"
    : Number(value) >= 999_999_999_999.995
      ? "must be at most 999999999999.99"
      : null,
);
export const currency = checked(text(3), (value) => (/^[A-Z]{3}$/.test(value) ? null : "must be an ISO 4217 code"));

const zones = new Map<string, boolean>();
export const timezone = checked(text(64), (value) => {
  let known = zones.get(value);
  if (known === undefined) {
    try {
      new Intl.DateTimeFormat("en", { timeZone: value });
      known = true;
    } catch {
      known = false;
    }
    if (zones.size < 10_000) zones.set(value, known);
  }
  return known ? null : "must be an IANA time zone";
});

export const anId = optional(personId);

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

/** Exactly one, or at least one, of some string fields must be given. */
export const given = (raw: Record<string, unknown>, names: ReadonlyArray<string>): number =>
  names.filter((n) => raw[n] !== undefined && raw[n] !== null && raw[n] !== "").length;
