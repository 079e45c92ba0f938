import type { DescEnum, DescMessage, EnumJsonType, JsonObject, MessageJsonType, MessageShape } from "@bufbuild/protobuf";
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { WireStruct, WireTimestamp } from "./struct.ts";

// What the generated contracts say, in the shapes that the proto loader gives and takes: int64 as text, enums by name, an unset message null.
// Both are derived from the generated types by the compiler, so there is nothing beside them that could differ from them.

/** The field of a generated message that a JSON name means; a member of a oneof is looked up in it. */
type FieldOf<M, K> = K extends keyof M ? M[K] : MemberOf<M[keyof M], K>;
type MemberOf<Oneof, K> = Oneof extends { readonly case: K; readonly value: infer Value } ? Value | undefined : never;

type IsMessage<T> = T extends { readonly $typeName: string } ? true : false;

/** What differs between what comes in and what goes out: the loader gives the first and takes the second. */
interface In {
  readonly int64: string;
  readonly bytes: Buffer;
  readonly unset: null | undefined;
}
interface Out {
  readonly int64: string | number;
  readonly bytes: Uint8Array;
  readonly unset: null;
}

/** `M` is the field in the generated message, `J` in its JSON: the first knows what it is, the second the names of enums. */
type Value<M, J, Side extends In | Out> = M extends Timestamp
  ? WireTimestamp
  : M extends bigint
    ? Side["int64"]
    : M extends number
      ? [J] extends [string]
        ? J
        : number
      : M extends string | boolean
        ? M
        : M extends Uint8Array
          ? Side["bytes"]
          : M extends ReadonlyArray<infer Item>
            ? ReadonlyArray<Value<Item, J extends ReadonlyArray<infer ItemJson> ? ItemJson : never, Side>>
            : IsMessage<M> extends true
              ? Fields<M, J, Side>
              : JsonObject extends M
                ? WireStruct
                : { readonly [K in keyof M]: Value<M[K], J extends Record<K, infer ValueJson> ? ValueJson : never, Side> };

type Fields<M, J, Side extends In | Out> = {
  readonly [K in keyof J & string]-?: undefined extends FieldOf<M, K>
    ? Value<NonNullable<FieldOf<M, K>>, NonNullable<J[K]>, Side> | Side["unset"]
    : Value<FieldOf<M, K>, NonNullable<J[K]>, Side>;
};

/** A message as the loader hands it over. */
export type Incoming<Desc extends DescMessage> = Fields<MessageShape<Desc>, MessageJsonType<Desc>, In>;

/**
 * A message as a handler answers it. Every field has to be given, a message or `optional` that is unset as null: a misspelt field, or one that
 * was added to the contract and forgotten here, does not compile.
 */
export type Outgoing<Desc extends DescMessage> = Fields<MessageShape<Desc>, MessageJsonType<Desc>, Out>;

type PrefixOf<Name extends string> = Name extends `${infer Prefix}_UNSPECIFIED` ? Prefix : never;
type Stripped<Name, Prefix extends string> = Name extends `${Prefix}_${infer Value}` ? Lowercase<Value> : never;

/** The name of an enum's value in the contract: "LEAD_STATUS_NEW". */
export type EnumName<Desc extends DescEnum> = EnumJsonType<Desc> & string;

/** The same without its prefix and in lower case, as the domain has it: "new". */
export type EnumValue<Desc extends DescEnum> = Stripped<EnumName<Desc>, PrefixOf<EnumName<Desc>>>;
