import type { NewEvent } from "../base/event.ts";
import type { EventLog } from "../log/eventLog.ts";
import type { Write } from "./execute.ts";

/** Who holds a value that only one may have, as its stream says, and the version at which it says so. */
export interface Claim {
  readonly value: string;
  readonly holder: string | null;
  readonly version: number;
}

/** A kind of unique value: an address, a slug, a platform's id. */
export interface UniqueClaims<Event extends NewEvent> {
  /** Of a value or, where it must not stand in the stream's name, of its hash. */
  readonly streamId: (value: string) => string;
  readonly taken: (holder: string, value: string) => Event;
  readonly given: (holder: string, value: string) => Event;
  /** Whom an event names; null = it gives the value back. */
  readonly holderOf: (event: Event) => string | null;
}

/**
 * A value that only one aggregate of a tenant may have. Its stream says who; taking it and giving it back are written in the same append as the
 * aggregate's own events. So nothing has to be confirmed afterwards, and a crash leaves no value taken by nobody.
 */
export const uniqueClaims = <Event extends NewEvent>(kind: UniqueClaims<Event>) => ({
  ...kind,

  find: async (log: EventLog, tenantId: string, value: string): Promise<Claim> => {
    const last = (await log.readStreamAll(tenantId, kind.streamId(value))).at(-1);
    // the codec has made it an event of this stream's kind, or thrown
    return { value, holder: last ? kind.holderOf(last as unknown as Event) : null, version: last?.version ?? 0 };
  },

  /** Of those who take a value at once the append of one succeeds; the others look again and find its holder. */
  take: ({ value, version }: Claim, holder: string): Write => ({
    streamId: kind.streamId(value),
    expected: version,
    events: [kind.taken(holder, value)],
  }),

  give: (value: string, holder: string): Write => ({
    streamId: kind.streamId(value),
    expected: "stream-exists",
    events: [kind.given(holder, value)],
  }),
});
