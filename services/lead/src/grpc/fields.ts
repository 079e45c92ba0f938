import { invalidArgument, RpcError, type Violation } from "@marketing/shared/base/errors";
import { decoder, jsonObject, optional, text } from "@marketing/shared/grpc/schema";
import { Schema } from "effect";
import { foldSource, invalidEmail } from "../lead/contact.ts";

type Field<A> = Schema.Codec<A, unknown>;

export const checked = <A>(field: Field<A>, problem: (value: A) => string | null): Field<A> =>
  field.pipe(Schema.check(Schema.makeFilter((value: A) => problem(value) ?? true))) as unknown as Field<A>;

export const email = checked(text(1_000), (value) => invalidEmail(value.trim()));
export const phone = checked(text(50), (value) => (/\d{3}/.test(value) ? null : "is not a telephone number"));
export const name = text(255);
export const company = text(255);
export const jobTitle = text(100);
export const source = checked(text(100), (value) => (foldSource(value) === "" ? "must not be blank" : null));
export const reason = text(500);
/** A person's id: a UUID or the caller's own. */
export const personId = text(255);
export const currency = checked(text(3), (value) => (/^[A-Z]{3}$/.test(value) ? null : "must be an ISO 4217 code"));
export const boolean = Schema.Boolean as Field<boolean>;

const names = (value: object): string | null => {
  for (const key of Object.keys(value)) {
    if (key === "" || key.length > 255) return "names have 1 to 255 characters";
    if (key === "__proto__" || key === "enrichment") return `${key} is the server's own`;
  }
  return null;
};
const anyProperties = jsonObject({ depth: 10, maxBytes: 32_768 });
export const properties = checked(anyProperties, names);
/** For containment: may look into `enrichment`. */
export const contained = anyProperties;
export const optionalContained = optional(contained);

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

/** How many of some fields are given. */
export const given = (raw: Record<string, unknown>, fields: ReadonlyArray<string>): number =>
  fields.filter((n) => raw[n] !== undefined && raw[n] !== null && raw[n] !== "").length;
