import type { RecordedEvent } from "../base/event.ts";
import type { Cursor, SourceBatch } from "../subscription/source.ts";
import type { BusReader } from "./busReader.ts";
import { formatToken } from "./busSearch.ts";
import { decodeCloudEvent } from "./cloudEvent.ts";
import type { Pulled } from "./pull.ts";

/** The first message of a batch is no event, which has to be looked into before the reader may pass it. */
export class NoEvent extends Error {
  override readonly name = "NoEvent";
  readonly received: Pulled;
  constructor(received: Pulled, cause: Error) {
    super(cause.message, { cause });
    this.received = received;
  }
}

/**
 * Takes up to `limit` events of these types (null = all) from the reader's buffer, with the cursor behind them. Events at or before the
 * reader's position were delivered before and are skipped, as are events of other types and what `passed` says was dealt with. Throws
 * NoEvent when the first message is none.
 */
export const takeBatch = (
  reader: BusReader,
  cursor: Cursor,
  limit: number,
  types: ReadonlySet<string> | null,
  passed: (message: Pulled) => boolean,
): SourceBatch => {
  const events: RecordedEvent[] = [];
  const from = reader.given;
  while (reader.given < reader.buffer.length && events.length < limit) {
    const message = reader.buffer[reader.given]!;
    try {
      const event = decodeCloudEvent(message.headers, message.data);
      if (event.position > reader.position) {
        if (!types || types.has(event.type)) events.push(event);
        reader.position = event.position;
      }
    } catch (error) {
      if (!passed(message)) {
        if (reader.given > from) break; // what was read counts; the next read begins with this one
        throw new NoEvent(message, error as Error);
      }
    }
    reader.sequence = message.streamSequence;
    reader.given += 1;
  }
  const taken = reader.buffer.slice(from, reader.given);
  if (reader.given === reader.buffer.length || reader.given > 4_096) {
    reader.buffer.splice(0, reader.given);
    reader.given = 0;
  }
  if (taken.length > 0) {
    reader.untouched = false;
    reader.idleSince = Date.now();
    reader.pull.taken(taken);
  }
  const next =
    taken.length > 0 ? { position: reader.position, token: formatToken({ created: reader.created, sequence: reader.sequence }) } : cursor;
  return { events, next, head: 0 };
};
