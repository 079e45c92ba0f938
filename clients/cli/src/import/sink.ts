import type { AliasItem, EventItem, IdentifyItem } from "./item.ts";

export interface EventAnswer {
  readonly status: "accepted" | "duplicate" | "rejected";
  /** Place in the tracking log; of the first one for a duplicate. */
  readonly eventId: string;
  /** Of a rejection. */
  readonly reason: string | null;
  readonly message: string | null;
  readonly warnings: ReadonlyArray<string>;
}

export interface PersonAnswer {
  readonly status: "done" | "rejected";
  readonly reason: string | null;
  readonly message: string | null;
  /** Whether an anonymous visitor became part of a known user by this call. */
  readonly merged: boolean;
  readonly warnings: ReadonlyArray<string>;
}

/** Where an import goes. Throws on what may pass (service away, over quota); what the service refuses is an answer. */
export interface Sink {
  /** What an event takes of a request's bytes. */
  readonly bytesOf: (event: EventItem) => number;
  readonly track: (events: ReadonlyArray<EventItem>) => Promise<ReadonlyArray<EventAnswer>>;
  readonly identify: (item: IdentifyItem) => Promise<PersonAnswer>;
  readonly alias: (item: AliasItem) => Promise<PersonAnswer>;
}
