import type { RecordedEvent } from "../base/event.ts";
import type { Cursor, SourceBatch } from "../subscription/source.ts";
import type { BusReader } from "./busReader.ts";
import { formatToken } from "./busSearch.ts";
import { decodeCloudEvent, positionOf } from "./cloudEvent.ts";

/**
 * Takes up to `limit` events of these types (null = all) from the reader's buffer, with the cursor behind them. Events at or before the
 * reader's position were delivered before and are skipped, as are events of other types. Throws when the first message is not one of our
 * events.
 */
export const takeBatch = (reader: BusReader, cursor: Cursor, limit: number, types: ReadonlySet<string> | null): SourceBatch => {
  const events: RecordedEvent[] = [];
  const from = reader.given;
  while (reader.given < reader.buffer.length && events.length < limit) {
    const message = reader.buffer[reader.given]!;
    const position = positionOf(message.headers);
    if (position !== null && position > reader.position) {
      let event: RecordedEvent;
      try {
        event = decodeCloudEvent(message.headers, message.data);
      } catch (error) {
        if (events.length > 0) break; // what was read counts; the next read begins with the broken one
        throw error;
      }
      if (!types || types.has(event.type)) events.push(event);
      reader.position = position;
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
