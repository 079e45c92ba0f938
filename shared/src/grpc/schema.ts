import type { DescEnum, DescMessage } from "@bufbuild/protobuf";
import { Effect, Result, Schema, SchemaGetter, SchemaIssue } from "effect";
import { longerThan } from "../base/codePoints.ts";
import { invalidArgument, RpcError, type Violation } from "../base/errors.ts";
import { mayBeRounded, roundedPaths } from "../base/exactNumber.ts";
import { isUuid } from "../base/ids.ts";
import type { JsonObject } from "../base/json.ts";
import type { EnumName, EnumValue, Incoming } from "./contract.ts";
import { cutTo, type Limit, limited, limitOf } from "./limits.ts";
import { fromStruct, fromTimestamp, StructError, toStruct, toTimestamp, type WireStruct, type WireTimestamp } from "./struct.ts";

// Schemas for what the proto loader gives: an unset message is null, an unset `optional` absent, any other unset scalar its zero.

/** No Error: a request may have thousands of wrong fields, and a stack trace each would cost more than reading it. */
class FieldError {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** A field read by a function that throws FieldError (or StructError) with a message fit for the caller. */
const parsed = <A>(decode: (raw: unknown) => A, encode: (value: A) => unknown): Schema.Codec<A, unknown> =>
  Schema.Unknown.pipe(
    // what comes out is what `decode` gives
    Schema.decodeTo(Schema.Any as unknown as Schema.Codec<A>, {
      decode: SchemaGetter.transformEffect((raw: unknown, options) => {
        try {
          return Effect.succeed(decode(raw));
        } catch (error) {
          if (error instanceof FieldError || error instanceof StructError)
            return Effect.fail(new SchemaIssue.InvalidValue({ message: error.message }, raw, options));
          throw error;
        }
      }),
      encode: SchemaGetter.transform(encode),
    }),
  );

const identity = <A>(value: A): A => value;

const string = (raw: unknown): string => {
  if (typeof raw !== "string") throw new FieldError(raw === null || raw === undefined ? "is required" : "must be a string");
  return raw;
};

/** A string of `min` to `max` characters (code points), without NUL, well-formed. `min` is 1 unless told: an unset string is "". */
export const text = (max: number, min = 1): Schema.Codec<string, unknown> =>
  limited(
    parsed((raw) => {
      const value = string(raw);
      if (value.length < min) throw new FieldError(value === "" ? "is required" : `must have at least ${min} characters`);
      if (longerThan(value, max)) throw new FieldError(`must have at most ${max} characters`);
      if (value.includes("\0")) throw new FieldError("must not contain NUL characters");
      if (!value.isWellFormed()) throw new FieldError("must be valid Unicode");
      return value;
    }, identity),
    { kind: "text", characters: max },
  );

/** A UUID in any case; lower-case inside. */
export const uuid: Schema.Codec<string, unknown> = limited(
  parsed((raw) => {
    const value = string(raw);
    if (value === "") throw new FieldError("is required");
    if (value.length !== 36 || !isUuid(value)) throw new FieldError("must be a UUID");
    return value.toLowerCase();
  }, identity),
  { kind: "text", characters: 36 },
);

const emailPattern =
  /^[^\s@"(),:;<>[\\\]\p{Cc}]{1,64}@(?=.{1,253}$)([\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;

/** An email address of at most 254 characters, as written (normalising is the domain's business). */
export const email: Schema.Codec<string, unknown> = limited(
  parsed((raw) => {
    const value = string(raw);
    if (value === "") throw new FieldError("is required");
    if (value.length > 254 || !emailPattern.test(value)) throw new FieldError("must be an email address");
    return value;
  }, identity),
  { kind: "text", characters: 254 },
);

/** An int64, a string on the wire, as a safe integer within bounds. */
export const int64 = ({ min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = {}): Schema.Codec<number, unknown> =>
  parsed((raw) => {
    if (raw === null || raw === undefined || raw === "") throw new FieldError("is required");
    const value = Number(raw);
    if (!Number.isSafeInteger(value)) throw new FieldError("must be an integer of at most 53 bits");
    if (value < min || value > max) throw new FieldError(`must be between ${min} and ${max}`);
    return value;
  }, String);

/** A finite number (double, float or int32) within bounds. */
export const number = ({ min = -Infinity, max = Infinity } = {}): Schema.Codec<number, unknown> =>
  parsed((raw) => {
    if (typeof raw !== "number") throw new FieldError("must be a number");
    if (!Number.isFinite(raw)) throw new FieldError("must be finite");
    if (raw < min || raw > max) throw new FieldError(`must be between ${min} and ${max}`);
    return raw;
  }, identity);

/** A google.protobuf.Timestamp of the years 1 to 9999, to the millisecond. */
export const timestamp: Schema.Codec<Date, unknown> = parsed((raw) => {
  if (raw === null || raw === undefined) throw new FieldError("is required");
  const date = fromTimestamp(raw as WireTimestamp);
  if (Number.isNaN(date.getTime())) throw new FieldError("must be a time in the years 1 to 9999");
  return date;
}, toTimestamp);

/**
 * A google.protobuf.Struct as a plain object; unset is {}. `depth` counts the object itself; `maxBytes` is the size as JSON. Its numbers are
 * doubles: whole ones beyond 2^53 may have lost digits before they came. They are refused, unless the RPC takes them (`keepRounded`) and warns.
 */
export const jsonObject = ({ depth = 16, maxBytes = 65_536, keepRounded = false } = {}): Schema.Codec<JsonObject, unknown> =>
  limited(
    parsed<JsonObject>((raw) => {
      if (raw === null || raw === undefined) return {};
      const value = fromStruct(raw as WireStruct, depth);
      if (Buffer.byteLength(JSON.stringify(value)) > maxBytes) throw new FieldError(`must be at most ${maxBytes} bytes as JSON`);
      const rounded = keepRounded ? [] : roundedPaths(value);
      if (rounded.length > 0)
        throw new FieldError(
          `${mayBeRounded}: ${rounded.slice(0, 10).join(", ")}${rounded.length > 10 ? ` and ${rounded.length - 10} more` : ""}`,
        );
      return value;
    }, toStruct),
    { kind: "json", bytes: maxBytes },
  );

/** An enum's value in the contract's words: `enumName(LeadStatusSchema, "new")` is "LEAD_STATUS_NEW". */
export const enumName = <Desc extends DescEnum>(desc: Desc, value: EnumValue<Desc>): EnumName<Desc> =>
  `${prefixOf(desc)}_${value.toUpperCase()}` as EnumName<Desc>;
const prefixOf = (desc: DescEnum): string => desc.values[0]!.name.replace(/_UNSPECIFIED$/, "");

/** A value of an enum without its prefix, in lower case: `enumOf(LeadStatusSchema, ["new", "lost"])` reads LEAD_STATUS_NEW as "new". */
export const enumOf = <Desc extends DescEnum, const V extends EnumValue<Desc>>(
  desc: Desc,
  values: ReadonlyArray<V>,
): Schema.Codec<V, unknown> => oneOf(prefixOf(desc), values);

/** An enum that may be unset: null then. */
export const optionalEnumOf = <Desc extends DescEnum, const V extends EnumValue<Desc>>(
  desc: Desc,
  values: ReadonlyArray<V>,
): Schema.Codec<V | null, unknown> =>
  orNull(oneOf(prefixOf(desc), values), (raw) => raw === null || raw === undefined || raw === `${prefixOf(desc)}_UNSPECIFIED`);

/** A proto enum without its prefix, in lower case: `oneOf("LEAD_STATUS", ["new", "won"])` reads LEAD_STATUS_NEW as "new". */
export const oneOf = <const V extends string>(prefix: string, values: ReadonlyArray<V>): Schema.Codec<V, unknown> => {
  const known = new Map(values.map((value) => [`${prefix}_${value.toUpperCase()}`, value]));
  const names = [...known.keys()].join(", ");
  return parsed(
    (raw) => {
      const value = known.get(String(raw));
      if (value === undefined) throw new FieldError(`must be one of ${names}`);
      return value;
    },
    (value) => `${prefix}_${value.toUpperCase()}`,
  );
};

/** A repeated field of `min` to `max` items; too many are refused unread. */
export const list = <A>(item: Schema.Codec<A, unknown>, max: number, min = 0): Schema.Codec<ReadonlyArray<A>, unknown> =>
  limited(
    parsed<ReadonlyArray<unknown>>((raw) => {
      if (!Array.isArray(raw)) throw new FieldError("must be a list");
      if (raw.length > max) throw new FieldError(`must have at most ${max} items`);
      if (raw.length < min) throw new FieldError(`must have at least ${min} items`);
      return raw;
    }, identity).pipe(Schema.decodeTo(Schema.Array(item))) as Schema.Codec<ReadonlyArray<A>, unknown>,
    { kind: "list", items: max, of: limitOf(item) },
  );

const orNull = <A>(field: Schema.Codec<A, unknown>, isUnset: (raw: unknown) => boolean): Schema.Codec<A | null, unknown> =>
  limited(
    Schema.Unknown.pipe(
      Schema.decodeTo(Schema.Union([Schema.Null, field]), {
        decode: SchemaGetter.transform((raw: unknown) => (isUnset(raw) ? null : raw)),
        encode: SchemaGetter.transform((value: unknown) => value),
      }),
      Schema.withDecodingDefaultKey(Effect.succeed(null)),
    ),
    limitOf(field),
  );

/** A message with these fields, as `A`: the loader's object in, what the fields give out. */
export const object = <const Fields extends Readonly<Record<string, Schema.Codec<unknown, unknown>>>>(
  fields: Fields,
): Schema.Codec<{ readonly [K in keyof Fields]: Fields[K]["Type"] }, unknown> =>
  limited(
    // Schema.Struct knows what it takes field by field; here every field takes whatever the wire brings
    Schema.Struct(fields) as unknown as Schema.Codec<{ readonly [K in keyof Fields]: Fields[K]["Type"] }, unknown>,
    { kind: "message", fields: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, limitOf(field)])) },
  );

/** As `object`, for a message of a contract: its fields, all of them and no others. */
export const message = <
  Desc extends DescMessage,
  const Fields extends { readonly [K in keyof Incoming<Desc>]: Schema.Codec<unknown, unknown> },
>(
  _desc: Desc,
  fields: Fields & { readonly [K in Exclude<keyof Fields, keyof Incoming<Desc>>]: never },
): Schema.Codec<{ readonly [K in keyof Fields]: Fields[K] extends Schema.Codec<infer A, unknown> ? A : never }, unknown> =>
  // the same fields, without the marks for those that the message does not have
  object<Fields & Readonly<Record<string, Schema.Codec<unknown, unknown>>>>(fields) as never;

/** A field that must also be as `problem` says; it gives the reason, or null. */
export const checked = <A>(field: Schema.Codec<A, unknown>, problem: (value: A) => string | null): Schema.Codec<A, unknown> =>
  limited(field.pipe(Schema.check(Schema.makeFilter((value: A) => problem(value) ?? true))), limitOf(field));

/** A currency by its ISO 4217 code, as EUR. */
export const currency: Schema.Codec<string, unknown> = checked(text(3), (code) =>
  /^[A-Z]{3}$/.test(code) ? null : "must be an ISO 4217 code",
);

/** A `map<string, string>` of so many entries at most, whose keys and values have so many characters at most. */
export const textMap = (entries: number, characters: number): Schema.Codec<Readonly<Record<string, string>>, unknown> =>
  limited(
    parsed((raw) => {
      if (typeof raw !== "object" || raw === null) throw new FieldError("must be a map");
      const given = Object.entries(raw).map(([key, value]) => [key, string(value)] as const);
      if (given.length > entries) throw new FieldError(`must have at most ${entries} entries`);
      if (given.some(([key, value]) => longerThan(key, characters) || longerThan(value, characters)))
        throw new FieldError(`must have keys and values of at most ${characters} characters`);
      return Object.fromEntries(given);
    }, identity),
    { kind: "map", entries, characters },
  );

export const boolean: Schema.Codec<boolean, unknown> = parsed((raw) => {
  if (typeof raw !== "boolean") throw new FieldError("must be true or false");
  return raw;
}, identity);

/** Unset is null: for messages, `optional` fields and plain strings alike (an empty plain string is unset). */
export const optional = <A>(field: Schema.Codec<A, unknown>) => orNull(field, (raw) => raw === null || raw === undefined || raw === "");

/** As `optional`, but an empty string is a value of its own, as for `optional string` fields that can be cleared. */
export const optionalKeepingEmpty = <A>(field: Schema.Codec<A, unknown>) => orNull(field, (raw) => raw === null || raw === undefined);

/** Fields every command request has. `request_id`: a repeat returns the first result. */
export const commandFields = { requestId: optional(text(128)), expectedVersion: optional(int64({ min: 0 })) };

/** Fields every query has: wait until the view has reached this log position. */
export const queryFields = { minPosition: optional(int64({ min: 0 })) };

/** Fields every list has; `page` in paging.ts reads them. */
export const pageFields = { pageSize: number({ min: 0 }), pageToken: text(4_096, 0) };

const toSnake = (name: string): string => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

/** Path in the caller's terms. Inside a Struct the keys are the caller's own and stay as they are. */
const fieldPath = (path: ReadonlyArray<PropertyKey>, request: unknown): string => {
  let at: unknown = request;
  let own = false;
  let result = "";
  for (const segment of path) {
    const parent = at as Record<PropertyKey, unknown> | null | undefined;
    if (!own && parent && typeof parent === "object" && "fields" in parent && !Object.hasOwn(parent, segment)) own = true;
    if (typeof segment === "number") result += `[${segment}]`;
    else result += `${result && "."}${own ? String(segment) : toSnake(String(segment))}`;
    at = parent && typeof parent === "object" && Object.hasOwn(parent, segment) ? parent[segment] : undefined;
  }
  return result;
};

const formatter = SchemaIssue.makeFormatterStandardSchemaV1({
  leafHook: (issue) => (issue._tag === "MissingKey" ? "is required" : SchemaIssue.defaultLeafHook(issue)),
});

const violationsOf = (issue: SchemaIssue.Issue, request: unknown): ReadonlyArray<Violation> =>
  formatter(issue).issues.map(({ path = [], message }) => ({
    field: fieldPath(
      path.map((segment) => (typeof segment === "object" ? segment.key : segment)),
      request,
    ),
    description: message,
  }));

/** A schema as a function on raw requests, made once. It throws INVALID_ARGUMENT with every violation at once. */
export const decoder = <A>(schema: Schema.Codec<A, unknown> | Schema.Codec<A, never>): ((request: unknown) => A) => {
  const decode = Schema.decodeUnknownResult(schema as Schema.Codec<A, unknown>, { errors: "all" });
  return (request) => {
    const result = decode(request);
    if (Result.isSuccess(result)) return result.success;
    throw invalidArgument(violationsOf(result.failure.issue, request));
  };
};

/**
 * A schema, and what several fields must be together: all violations of both at once. The rules read what the caller sent, cut to what each
 * field may bring, and say nothing more of a field that is wrong by itself.
 */
export const withRules = <A>(
  schema: Schema.Codec<A, unknown>,
  rules: (raw: unknown) => ReadonlyArray<Violation> = () => [],
): ((raw: unknown) => A) => {
  const decode = decoder(schema);
  const limit: Limit | undefined = limitOf(schema);
  return (raw) => {
    const broken = rules(cutTo(limit, raw));
    let value: A;
    try {
      value = decode(raw);
    } catch (error) {
      if (!(error instanceof RpcError && error.violations.length > 0)) throw error;
      const wrong = new Set(error.violations.map(({ field }) => field));
      throw invalidArgument([...error.violations, ...broken.filter(({ field }) => !wrong.has(field))]);
    }
    if (broken.length > 0) throw invalidArgument(broken);
    return value;
  };
};

/** How many of some fields are given: set, and not the empty text. */
export const given = (raw: object, fields: ReadonlyArray<string>): number =>
  Object.entries(raw).filter(([name, value]) => fields.includes(name) && value !== undefined && value !== null && value !== "").length;

const decoders = new WeakMap<object, (request: unknown) => unknown>();

/** Decodes once-off; a handler's schema is compiled by `method`. */
export const decodeRequest = <A>(schema: Schema.Codec<A, unknown>, request: unknown): A => {
  let decode = decoders.get(schema);
  if (!decode) {
    decode = decoder(schema);
    decoders.set(schema, decode);
  }
  return decode(request) as A;
};
