import { sameJson } from "@marketing/shared/base/json";
import { defineEvents, type EventOf, event } from "@marketing/shared/log/defineEvents";
import { storedRule } from "../rule/parseRule.ts";
import { segmentsUsedBy } from "../rule/rule.ts";
import type { SegmentEvent } from "./events.ts";
import type { SegmentState } from "./state.ts";

/**
 * Stream `segment_catalogue-<tenant>`: which names are taken, and whose rules look at which segments. It is one stream, so that no two commands
 * at once can close a cycle.
 */
export const catalogueEvents = defineEvents({
  segment_catalogued: event<Entry>({ version: 1 }),
  segment_uncatalogued: event<{ readonly segmentId: string }>({ version: 1 }),
});
export type CatalogueEvent = EventOf<typeof catalogueEvents>;
export const catalogueStream = (tenantId: string): string => `segment_catalogue-${tenantId}`;

interface Entry {
  readonly segmentId: string;
  readonly name: string;
  /** Names of the segments its rule looks at. */
  readonly uses: ReadonlyArray<string>;
}

/** Every segment of a tenant that is not archived, as its stream says at `version`. */
export interface Catalogue {
  readonly version: number;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly archived: ReadonlyMap<string, Entry>;
}

export const foldCatalogue = (events: ReadonlyArray<CatalogueEvent & { readonly version: number }>): Catalogue => {
  const entries = new Map<string, Entry>();
  const archived = new Map<string, Entry>();
  for (const { type, data } of events) {
    if (type === "segment_catalogued") entries.set(data.segmentId, data);
    else {
      const entry = entries.get(data.segmentId);
      if (entry) archived.set(data.segmentId, entry);
      entries.delete(data.segmentId);
    }
  }
  return { version: events.at(-1)?.version ?? 0, entries, archived };
};

const called = (entries: Iterable<Entry>, name: string): Entry | undefined =>
  [...entries].find((e) => e.name.toLowerCase() === name.toLowerCase());

/** Two names that differ only in case are one. */
export const named = (catalogue: Catalogue, name: string): Entry | undefined => called(catalogue.entries.values(), name);

/** The one that had the name last, where none has it now. */
export const lastNamed = (catalogue: Catalogue, name: string): Entry | undefined =>
  called([...catalogue.archived.values()].reverse(), name);

/** Those whose rules look at the segment. */
export const usersOf = (catalogue: Catalogue, name: string): ReadonlyArray<string> =>
  [...catalogue.entries.values()].filter((e) => e.uses.includes(name)).map((e) => e.name);

/** The way by which a segment of this name, with a rule that looks at these, leads back to itself; null = it does not. */
export const cycleOf = (catalogue: Catalogue, name: string, uses: ReadonlyArray<string>): ReadonlyArray<string> | null => {
  const usesByName = new Map([...catalogue.entries.values()].map((e) => [e.name, e.uses]));
  const seen = new Set<string>();
  const walk = (at: string, way: ReadonlyArray<string>): ReadonlyArray<string> | null => {
    if (at === name) return [...way, at];
    if (seen.has(at)) return null;
    seen.add(at);
    for (const next of usesByName.get(at) ?? []) {
      const found = walk(next, [...way, at]);
      if (found) return found;
    }
    return null;
  };
  for (const next of uses) {
    const found = walk(next, [name]);
    if (found) return found;
  }
  return null;
};

/** What a segment's new events mean for the catalogue; written in the same append. */
export const catalogueChanges = (events: ReadonlyArray<SegmentEvent>, before: SegmentState): ReadonlyArray<CatalogueEvent> =>
  events.flatMap(({ type, data }): ReadonlyArray<CatalogueEvent> => {
    if (type === "segment_archived") return [{ type: "segment_uncatalogued", data: { segmentId: data.segmentId } }];
    if (type === "segment_activated" || (type === "segment_updated" && sameJson(data.rule, before.rule))) return [];
    const { segmentId, name, rule } = data;
    return [{ type: "segment_catalogued", data: { segmentId, name, uses: segmentsUsedBy(storedRule(rule)) } }];
  });
