import { crc32 } from "node:zlib";
import { decodeCloudEvent, isForeign } from "./cloudEvent.ts";
import { epochOf, type NatsConnection, replaceConnection } from "./connection.ts";
import { BusUnavailable, hasCode, jsRequest, messageNotFound, streamInfo } from "./jsApi.ts";
import type { Pulled } from "./pull.ts";

export interface StoredMessage {
  readonly subject: string;
  readonly seq: number;
  /** Header block as text. */
  readonly headers: string;
  readonly data: Buffer;
  /** Why it is no event: somebody else wrote it, or what the store holds is broken. */
  readonly fault: Error | null;
}

/** Bytes that two connections brought alike and that are no event: they are so in the store. */
const faultyInStore = new Set<string>();
const bytesOf = (stream: string, seq: number, headers: string, data: Uint8Array): string =>
  `${stream} ${seq} ${crc32(data, crc32(headers))} ${data.length}`;

const faultOf = (headers: string, data: Uint8Array): Error | null => {
  try {
    decodeCloudEvent(headers, data);
    return null;
  } catch (error) {
    return error as Error;
  }
};

const getOnce = async (nc: NatsConnection, stream: string, body: unknown): Promise<StoredMessage | null> => {
  try {
    const { message: m } = await jsRequest<{ message: { subject: string; seq: number; hdrs?: string; data?: string } }>(
      nc,
      `STREAM.MSG.GET.${stream}`,
      body,
    );
    const [headers, data] = [m.hdrs ? Buffer.from(m.hdrs, "base64").toString("latin1") : "", Buffer.from(m.data ?? "", "base64")];
    return { subject: m.subject, seq: m.seq, headers, data, fault: faultOf(headers, data) };
  } catch (error) {
    if (hasCode(error, messageNotFound)) return null;
    throw error;
  }
};

const tries = 5;

/** One message. What is no event is fetched once more, by another connection if it was one of ours, until two answers are the same. */
const get = async (nc: NatsConnection, stream: string, body: unknown): Promise<StoredMessage | null> => {
  let before = "";
  for (let n = 0; n < tries; n += 1) {
    const epoch = epochOf(nc);
    const found = await getOnce(nc, stream, body);
    if (!found?.fault) return found;
    const bytes = bytesOf(stream, found.seq, found.headers, found.data);
    if (bytes === before) {
      if (faultyInStore.size > 10_000) faultyInStore.clear();
      faultyInStore.add(bytes);
    }
    if (faultyInStore.has(bytes)) return found;
    before = bytes;
    if (!isForeign(found.headers)) await replaceConnection(nc, epoch);
  }
  throw new BusUnavailable(`${stream}: a message comes broken, each time otherwise`);
};

/** The message held at `seq`, as the store has it. */
export const messageAt = (nc: NatsConnection, stream: string, seq: number): Promise<StoredMessage | null> => get(nc, stream, { seq });

/**
 * The message that came broken, as the store has it: by another connection, unless nothing in it was ours. Null when it is held no more.
 */
export const fetchedAgain = async (
  nc: NatsConnection,
  stream: string,
  { streamSequence, headers }: Pulled,
  epoch: number,
): Promise<StoredMessage | null> => {
  if (!isForeign(headers)) await replaceConnection(nc, epoch);
  return messageAt(nc, stream, streamSequence);
};

/** The first message held at `seq` or after it. */
export const messageFrom = (nc: NatsConnection, stream: string, seq: number): Promise<StoredMessage | null> =>
  get(nc, stream, { seq, next_by_subj: ">" });

/**
 * The newest message that the JetStream stream holds. Servers of version 2.9 find none when the newest ones were deleted; then it is found
 * by binary search.
 */
export const lastMessage = async (nc: NatsConnection, stream: string): Promise<StoredMessage | null> => {
  const last = await get(nc, stream, { last_by_subj: ">" });
  if (last) return last;
  const { state } = await streamInfo(nc, stream);
  if (state.messages === 0) return null;
  let found: StoredMessage | null = null;
  for (let [low, high] = [state.first_seq, state.last_seq]; low <= high; ) {
    const middle = Math.floor((low + high) / 2);
    const held = await messageFrom(nc, stream, middle);
    if (held) {
      found = held;
      low = held.seq + 1;
    } else high = middle - 1;
  }
  return found;
};
