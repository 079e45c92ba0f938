import type { NewEvent, RecordedEvent } from "../base/event.ts";
import type { EventLog } from "../log/eventLog.ts";
import type { Write } from "./execute.ts";

/** Who holds a value that only one may have, as its stream says, and the version at which it says so. */
export interface Claim {
  readonly value: string;
  readonly holder: string | null;
  readonly version: number;
}

/** A value nobody has taken yet, for values of which that is nearly always true: taking one that is taken is refused by the append. */
export const unclaimed = (value: string): Claim => ({ value, holder: null, version: 0 });

/** A kind of unique value that is taken for good: a platform's id. */
export interface PermanentClaims<Event extends NewEvent> {
  /** Of a value or, where it must not stand in the stream's name, of its hash. */
  readonly streamId: (value: string) => string;
  readonly taken: (holder: string, value: string) => Event;
  /** Whom an event names; null = it gives the value back. */
  readonly holderOf: (event: Event) => string | null;
}

/** A kind of unique value that is also given back: an address, a slug. */
export interface UniqueClaims<Event extends NewEvent> extends PermanentClaims<Event> {
  readonly given: (holder: string, value: string) => Event;
}

/**
 * A value that only one aggregate of a tenant may have. Its stream says who; taking it and giving it back are written in the same append as the
 * aggregate's own events. So nothing has to be confirmed afterwards, and a crash leaves no value taken by nobody.
 */
export const uniqueClaims = <Event extends NewEvent>(kind: UniqueClaims<Event>) => ({
  ...permanentClaims(kind),
  ...kind,

  give: (value: string, holder: string): Write => ({
    streamId: kind.streamId(value),
    expected: "stream-exists",
    events: [kind.given(holder, value)],
  }),
});

/** The same where nothing is ever given back. */
export const permanentClaims = <Event extends NewEvent>(kind: PermanentClaims<Event>) => ({
  ...kind,

  find: async (log: EventLog, tenantId: string, value: string): Promise<Claim> => {
    const last = (await log.readStreamAll(tenantId, kind.streamId(value))).at(-1);
    // the codec has made it an event of this stream's kind, or thrown
    return { value, holder: last ? kind.holderOf(last as RecordedEvent & Event) : null, version: last?.version ?? 0 };
  },

  /** Of those who take a value at once the append of one succeeds; the others look again and find its holder. */
  take: ({ value, version }: Claim, holder: string): Write => ({
    streamId: kind.streamId(value),
    expected: version,
    events: [kind.taken(holder, value)],
  }),
});
