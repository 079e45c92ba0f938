import { firstCharacters, longerThan } from "../base/codePoints.ts";
import { ownValue } from "../base/own.ts";

/** How much a field may bring. A field's schema says it once: the check, docs/api.md and the tests of every RPC follow from that. */
export type Limit =
  /** Code points. */
  | { readonly kind: "text"; readonly characters: number }
  /** The size as JSON. */
  | { readonly kind: "json"; readonly bytes: number }
  | { readonly kind: "list"; readonly items: number; readonly of: Limit | undefined }
  | { readonly kind: "map"; readonly entries: number; readonly characters: number }
  | { readonly kind: "message"; readonly fields: Readonly<Record<string, Limit | undefined>> };

const limits = new WeakMap<object, Limit>();

/** The limit of a field that is read by this schema; undefined = it brings one value of fixed size. */
export const limitOf = (schema: object): Limit | undefined => limits.get(schema);

export const limited = <S extends object>(schema: S, limit: Limit | undefined): S => {
  if (limit) limits.set(schema, limit);
  return schema;
};

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

/** Whether a raw field, or anything in it, brings more than its limit. It looks at lengths and reads nothing. */
export const exceeds = (value: unknown, limit: Limit | undefined): boolean => {
  if (limit === undefined || value === null || value === undefined) return false;
  switch (limit.kind) {
    case "text":
      return typeof value === "string" && longerThan(value, limit.characters);
    case "list":
      return (
        lengthOf(value) > limit.items || (limit.of !== undefined && Array.isArray(value) && value.some((item) => exceeds(item, limit.of)))
      );
    case "message":
      return (
        typeof value === "object" &&
        Object.entries(limit.fields).some(([name, of]) => exceeds(ownValue(value as Readonly<Record<string, unknown>>, name), of))
      );
    default:
      return false; // its schema measures it while it reads it, and stops
  }
};

/** A raw field with everything in it that is over its limit cut to it. */
export const cutTo = (limit: Limit | undefined, value: unknown): unknown => {
  if (!exceeds(value, limit)) return value;
  switch (limit?.kind) {
    case "text":
      return firstCharacters(value as string, limit.characters);
    case "list":
      return (value as ReadonlyArray<unknown>).slice(0, limit.items).map((item) => cutTo(limit.of, item));
    case "message": {
      const fields = value as Readonly<Record<string, unknown>>;
      return {
        ...fields,
        ...Object.fromEntries(Object.entries(limit.fields).map(([name, of]) => [name, cutTo(of, ownValue(fields, name))])),
      };
    }
    default:
      return value;
  }
};
