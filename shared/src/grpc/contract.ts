import type { DescEnum, DescMessage, EnumJsonType, JsonObject, MessageJsonType, MessageShape } from "@bufbuild/protobuf";
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { WireStruct, WireTimestamp } from "./struct.ts";

// What the generated contracts say, in the shapes that the proto loader gives and takes: int64 as text, enums by name, an unset message null.
// Both are derived from the generated types by the compiler, so there is nothing beside them that could differ from them.

/** The field of a generated message that a JSON name means; a member of a oneof is looked up in it. */
type FieldOf<M, K> = K extends keyof M ? M[K] : MemberOf<M[keyof M], K>;
type MemberOf<Oneof, K> = Oneof extends { readonly case: K; readonly value: infer Value } ? Value | undefined : never;

type IsMessage<T> = T extends { readonly $typeName: string } ? true : false;

/** `M` is the field in the generated message, `J` in its JSON: the first knows what it is, the second the names of enums. */
type InValue<M, J> = M extends Timestamp
  ? WireTimestamp
  : M extends bigint
    ? string
    : M extends number
      ? [J] extends [string]
        ? J
        : number
      : M extends string | boolean
        ? M
        : M extends Uint8Array
          ? Buffer
          : M extends ReadonlyArray<infer Item>
            ? ReadonlyArray<InValue<Item, J extends ReadonlyArray<infer ItemJson> ? ItemJson : never>>
            : IsMessage<M> extends true
              ? InMessage<M, J>
              : JsonObject extends M
                ? WireStruct
                : { readonly [K in keyof M]: InValue<M[K], J extends Record<K, infer ValueJson> ? ValueJson : never> };

type InMessage<M, J> = {
  readonly [K in keyof J & string]-?: undefined extends FieldOf<M, K>
    ? InValue<NonNullable<FieldOf<M, K>>, NonNullable<J[K]>> | null | undefined
    : InValue<FieldOf<M, K>, NonNullable<J[K]>>;
};

type OutValue<M, J> = M extends Timestamp
  ? WireTimestamp
  : M extends bigint
    ? string | number
    : M extends number
      ? [J] extends [string]
        ? J
        : number
      : M extends string | boolean
        ? M
        : M extends Uint8Array
          ? Uint8Array
          : M extends ReadonlyArray<infer Item>
            ? ReadonlyArray<OutValue<Item, J extends ReadonlyArray<infer ItemJson> ? ItemJson : never>>
            : IsMessage<M> extends true
              ? OutMessage<M, J>
              : JsonObject extends M
                ? WireStruct
                : { readonly [K in keyof M]: OutValue<M[K], J extends Record<K, infer ValueJson> ? ValueJson : never> };

type OutMessage<M, J> = {
  readonly [K in keyof J & string]-?: undefined extends FieldOf<M, K>
    ? OutValue<NonNullable<FieldOf<M, K>>, NonNullable<J[K]>> | null
    : OutValue<FieldOf<M, K>, NonNullable<J[K]>>;
};

/** A message as the loader hands it over. */
export type Incoming<Desc extends DescMessage> = InMessage<MessageShape<Desc>, MessageJsonType<Desc>>;

/**
 * A message as a handler answers it. Every field has to be given, a message or `optional` that is unset as null: a misspelt field, or one that
 * was added to the contract and forgotten here, does not compile.
 */
export type Outgoing<Desc extends DescMessage> = OutMessage<MessageShape<Desc>, MessageJsonType<Desc>>;

type PrefixOf<Name extends string> = Name extends `${infer Prefix}_UNSPECIFIED` ? Prefix : never;
type Stripped<Name, Prefix extends string> = Name extends `${Prefix}_${infer Value}` ? Lowercase<Value> : never;

/** The name of an enum's value in the contract: "LEAD_STATUS_NEW". */
export type EnumName<Desc extends DescEnum> = EnumJsonType<Desc> & string;

/** The same without its prefix and in lower case, as the domain has it: "new". */
export type EnumValue<Desc extends DescEnum> = Stripped<EnumName<Desc>, PrefixOf<EnumName<Desc>>>;
