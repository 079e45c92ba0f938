import type { RecordedEvent } from "@marketing/shared/base/event";
import type { CatalogueEvent } from "./segmentEvents.ts";

interface Entry {
  readonly segmentId: string;
  readonly name: string;
  readonly uses: ReadonlyArray<string>;
}

/** Every segment of a tenant that is not archived, as its stream says at `version`. */
export interface Catalogue {
  readonly version: number;
  readonly entries: ReadonlyMap<string, Entry>;
  /** Archived ones. */
  readonly gone: ReadonlyMap<string, Entry>;
}

export const foldCatalogue = (events: ReadonlyArray<RecordedEvent>): Catalogue => {
  const entries = new Map<string, Entry>();
  const gone = new Map<string, Entry>();
  for (const event of events) {
    const { type, data } = event as unknown as CatalogueEvent;
    if (type === "segment_catalogued") entries.set(data.segmentId, data);
    else {
      const entry = entries.get(data.segmentId);
      if (entry) gone.set(data.segmentId, entry);
      entries.delete(data.segmentId);
    }
  }
  return { version: events.at(-1)?.version ?? 0, entries, gone };
};

const called = (entries: Iterable<Entry>, name: string): Entry | undefined =>
  [...entries].find((e) => e.name.toLowerCase() === name.toLowerCase());

/** Two names that differ only in case are one. */
export const named = (catalogue: Catalogue, name: string): Entry | undefined => called(catalogue.entries.values(), name);

/** The one that had the name last, where none has it now. */
export const lastNamed = (catalogue: Catalogue, name: string): Entry | undefined => called([...catalogue.gone.values()].reverse(), name);

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
