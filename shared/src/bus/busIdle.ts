import { defaults } from "../base/defaults.ts";
import type { Cursor } from "../subscription/source.ts";
import { available, type BusReader } from "./busReader.ts";
import { formatToken } from "./busSearch.ts";
import { positionOf } from "./cloudEvent.ts";
import type { NatsConnection } from "./connection.ts";
import { jsRequest } from "./jsApi.ts";
import { lastMessage } from "./storedMessages.ts";

/** What a reader does while no message comes. `filtered`: the server excludes messages, which move the JetStream stream's end all the same. */
export const idleReader = (nc: NatsConnection, stream: string, filtered: boolean) => {
  /** After a while without messages: whether the last that the server delivered have arrived, and no later ones are held. */
  const nothingMissing = async (reader: BusReader): Promise<boolean> => {
    const info = await jsRequest<{ delivered: { consumer_seq: number }; num_pending: number }>(
      nc,
      `CONSUMER.INFO.${stream}.${reader.consumer}`,
    );
    if (info.delivered.consumer_seq > reader.received) reader.lost ??= `delivery ${reader.received + 1} is missing`;
    return info.num_pending === 0 && info.delivered.consumer_seq === reader.received && available(reader) === 0 && !reader.lost;
  };

  /** Moves the bookmark over messages that the filter excluded, so that it does not fall behind the retention. */
  const overtake = async (reader: BusReader, cursor: Cursor): Promise<Cursor> => {
    const last = await lastMessage(nc, stream);
    const position = last ? positionOf(last.headers) : null;
    const all = await nothingMissing(reader);
    if (!all || !last || position === null || last.seq <= reader.sequence || position < cursor.position) return cursor;
    reader.sequence = last.seq;
    reader.position = position;
    return { position, token: formatToken({ created: reader.created, sequence: last.seq }) };
  };

  /** Returns the cursor to continue at. */
  const whileIdle = async (reader: BusReader, cursor: Cursor): Promise<Cursor> => {
    const now = Date.now();
    if (filtered && now - reader.idleSince > defaults.busReader.overtakeMs) {
      reader.idleSince = reader.checkedAt = now;
      return await overtake(reader, cursor);
    }
    if (now - Math.max(reader.idleSince, reader.checkedAt) > defaults.busReader.checkMs) {
      reader.checkedAt = now;
      await nothingMissing(reader);
    }
    return cursor;
  };

  return whileIdle;
};
