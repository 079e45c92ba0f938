import type { JsonObject, JsonValue } from "@marketing/shared/base/json";
import { merged } from "@marketing/shared/base/own";
import { eachField, type FieldName, type Fields, noFields } from "./fields.ts";

/** The newest data of a provider, under its namespace. */
export interface Enrichment {
  readonly provider: string;
  /** ms since 1970 */
  readonly at: number;
  readonly data: JsonObject;
}

/** What is known of somebody under one lead's id. */
export interface Facts extends Fields {
  readonly properties: JsonObject;
  readonly enrichment: { readonly [namespace: string]: Enrichment };
  /** ms since 1970 */
  readonly lastContacted: number | null;
}

/** What a merged lead brought along, kept apart from the winner's own so that a merge can be taken back exactly. */
export interface Layer extends Facts {
  readonly mergeId: string;
  readonly loserId: string;
  /** The loser and every lead merged into it before. */
  readonly ids: ReadonlyArray<string>;
  /** Addresses that stood for the loser, in the form by which they are claimed, and stand for the winner now. */
  readonly emails: ReadonlyArray<string>;
}

export const noFacts: Facts = { ...noFields, properties: {}, enrichment: {}, lastContacted: null };

/** Facts written by an older program lack the fields it did not know. */
export const complete = <F extends Facts>(stored: F): F => ({ ...noFacts, ...stored });

export const latest = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.max(a, b));

/** Several as one: of every field, property and namespace the first value that is known. */
export const combined = (all: ReadonlyArray<Facts>): Facts => {
  const first = (field: FieldName): string | null => all.find((f) => f[field] !== null)?.[field] ?? null;
  const lastFirst = [...all].reverse();
  return {
    ...eachField(first),
    properties: merged(lastFirst.map((f) => f.properties)),
    enrichment: merged(lastFirst.map((f) => f.enrichment)),
    lastContacted: all.reduce<number | null>((at, f) => latest(at, f.lastContacted), null),
  };
};

const without = (properties: JsonObject, names: ReadonlyArray<string>): JsonObject =>
  names.some((n) => Object.hasOwn(properties, n))
    ? Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)))
    : properties;

/** Without these fields and these properties. */
export const cleared = <F extends Facts>(facts: F, fields: ReadonlyArray<FieldName>, properties: ReadonlyArray<string>): F => ({
  ...facts,
  ...Object.fromEntries(fields.map((field) => [field, null])),
  properties: without(facts.properties, properties),
});

/** A property as people gave it, otherwise from the newest data of a provider. */
export const propertyOf = ({ properties, enrichment }: Facts, names: ReadonlyArray<string>): JsonValue | undefined => {
  for (const name of names) if (Object.hasOwn(properties, name) && properties[name] !== null) return properties[name];
  const newest = Object.values(enrichment).sort((a, b) => b.at - a.at || (a.provider < b.provider ? -1 : 1));
  for (const { data } of newest) for (const name of names) if (Object.hasOwn(data, name) && data[name] !== null) return data[name];
  return undefined;
};
