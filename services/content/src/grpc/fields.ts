import { invalidArgument, RpcError, type Violation } from "@marketing/shared/base/errors";
import { decoder, jsonObject, number, oneOf, text } from "@marketing/shared/grpc/schema";
import { Schema } from "effect";
import { contentTypes, type Metadata } from "../content/contentEvents.ts";
import { maxTextBytes, seoProblems } from "../content/text.ts";

type Field<A> = Schema.Codec<A, unknown>;

const checked = <A>(field: Field<A>, problem: (value: A) => string | null): Field<A> =>
  field.pipe(Schema.check(Schema.makeFilter((value: A) => problem(value) ?? true))) as unknown as Field<A>;

export const contentType = oneOf("CONTENT_TYPE", contentTypes);
export const contentTypeFilter = oneOf("CONTENT_TYPE", ["unspecified", ...contentTypes]);
export const stateFilter = oneOf("CONTENT_STATE", ["unspecified", "draft", "in_review", "approved", "published", "archived"]);
export const anyOrNull = <V extends string>(value: V | null): Exclude<V, "unspecified"> | null =>
  value === null || value === "unspecified" ? null : (value as Exclude<V, "unspecified">);

export const title = text(500, 0);
const atMostBytes = (value: string): string | null =>
  value.length > maxTextBytes / 3 && Buffer.byteLength(value) > maxTextBytes ? `must have at most ${maxTextBytes} bytes` : null;
/** At most 5 MiB of UTF-8. */
export const body = checked(text(maxTextBytes, 0), atMostBytes);
export const filledBody = checked(text(maxTextBytes), atMostBytes);
export const metadata = jsonObject({ depth: 10, maxBytes: 65_536 });
export const language = checked(text(3), (value) => (/^[a-z]{2,3}$/.test(value) ? null : "must be an ISO 639-1 code in lower case"));
export const version = (min: number): Field<number> =>
  checked(number({ min, max: 2_147_483_647 }), (value) => (Number.isInteger(value) ? null : "must be an integer"));

const isStruct = (raw: unknown): boolean => typeof raw === "object" && raw !== null;

/** A schema, and rules over several fields or inside the metadata: all violations of both at once. */
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

const decodeMetadata = decoder(metadata as Field<Metadata>);

/** What is wrong with metadata.seo; what is no metadata at all, the schema says. */
export const seoRules = (raw: Record<string, unknown>): ReadonlyArray<Violation> => {
  if (!isStruct(raw.metadata)) return [];
  let read: Metadata;
  try {
    read = decodeMetadata(raw.metadata);
  } catch {
    return [];
  }
  return seoProblems(read);
};
