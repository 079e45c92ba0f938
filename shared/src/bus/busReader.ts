import { randomBytes } from "node:crypto";
import type { Logger } from "../base/logger.ts";
import type { Cursor } from "../subscription/source.ts";
import { BehindRetention, findStart, parseToken } from "./busSearch.ts";
import { epochOf, type NatsConnection } from "./connection.ts";
import { holesIn, jsRequest, streamInfo } from "./jsApi.ts";
import { openPull, type Pull, type Pulled } from "./pull.ts";

/** An ephemeral consumer that is kept open, with the messages it has received and not handed on yet. */
export interface BusReader {
  readonly created: string;
  readonly consumer: string;
  readonly pull: Pull;
  readonly buffer: Pulled[];
  /** The connection that its messages came by. */
  readonly epoch: number;
  /** Index in the buffer of the first message not handed on yet. */
  given: number;
  /** The position and sequence behind which the buffer continues: only a cursor at exactly this point can read from it. */
  position: number;
  sequence: number;
  received: number;
  /** True until the first message was handed on. */
  untouched: boolean;
  pending: number;
  head: number;
  lost: string | null;
  /** Sequences were passed over since the last look: a filter leaves them out, they grew old, or they are gone from the middle. */
  jumped: boolean;
  idleSince: number;
  /** When it was last asked whether a delivery is missing. */
  checkedAt: number;
}

export interface BusReaderOptions {
  readonly subject: string | undefined;
  readonly capacity: number;
  readonly behindRetention: "fail" | "continue";
  readonly logger: Logger | undefined;
  /** Called whenever a message came or the consumer was lost. */
  readonly onChange: () => void;
}

/** How many messages are ready to be handed on. */
export const available = (reader: BusReader): number => reader.buffer.length - reader.given;

/** Messages are gone from the middle of the JetStream stream. Whose stream it is fills it anew, so waiting for that loses nothing. */
export class IncompleteStream extends Error {
  override readonly name = "IncompleteStream";
}

/** Throws IncompleteStream when what the reader passed over may have been an event. */
export const assertWhole = async (nc: NatsConnection, stream: string, reader: BusReader): Promise<void> => {
  if (!reader.jumped) return;
  const info = await streamInfo(nc, stream);
  const holes = holesIn(info);
  if (holes > 0) throw new IncompleteStream(`${stream}: ${holes} messages are gone from its middle; its service fills it anew`);
  if (info.created !== reader.created) throw new IncompleteStream(`${stream}: it was filled anew`);
  reader.jumped = false;
};

const placeOf = async (nc: NatsConnection, stream: string, cursor: Cursor, options: BusReaderOptions) => {
  try {
    return await findStart(nc, stream, cursor.position, parseToken(cursor.token));
  } catch (error) {
    if (!(error instanceof BehindRetention) || options.behindRetention !== "continue") throw error;
    options.logger?.error("bus reader goes on behind a gap", { stream, reason: error.message });
    return await findStart(nc, stream, 0, null);
  }
};

const createConsumer = async (nc: NatsConnection, stream: string, consumer: string, sequence: number, subject: string | undefined) => {
  const config = {
    name: consumer,
    deliver_policy: "by_start_sequence",
    opt_start_seq: sequence,
    ack_policy: "none",
    replay_policy: "instant",
    inactive_threshold: 60_000_000_000,
    mem_storage: true,
    num_replicas: 1,
    ...(subject ? { filter_subject: subject } : {}),
  };
  const filter = subject ? `.${subject}` : "";
  return await jsRequest<{ num_pending: number }>(nc, `CONSUMER.CREATE.${stream}.${consumer}${filter}`, { stream_name: stream, config });
};

/** Creates a consumer behind the cursor. After a gap in its deliveries `lost` says so, and later messages are ignored. */
export const openReader = async (nc: NatsConnection, stream: string, cursor: Cursor, options: BusReaderOptions): Promise<BusReader> => {
  const { subject, capacity, onChange } = options;
  const epoch = epochOf(nc);
  const place = await placeOf(nc, stream, cursor, options);
  const consumer = `read_${randomBytes(8).toString("hex")}`;
  const made = await createConsumer(nc, stream, consumer, place.sequence, subject);

  const onMessage = (message: Pulled): void => {
    if (reader.lost) return;
    if (message.consumerSequence !== reader.received + 1) {
      reader.lost = `delivery ${reader.received + 1} is missing`;
    } else {
      reader.jumped ||= message.streamSequence !== (reader.buffer.at(-1)?.streamSequence ?? reader.sequence) + 1;
      reader.received += 1;
      reader.pending = message.pending;
      reader.buffer.push(message);
    }
    onChange();
  };
  const onLost = (reason: string): void => {
    reader.lost ??= reason;
    onChange();
  };

  const reader: BusReader = {
    created: place.created,
    consumer,
    epoch,
    buffer: [],
    given: 0,
    position: cursor.position,
    sequence: place.sequence - 1,
    received: 0,
    untouched: true,
    pending: made.num_pending,
    head: place.head,
    lost: null,
    jumped: false,
    idleSince: Date.now(),
    checkedAt: 0,
    pull: openPull(nc, { stream, consumer, capacity, onMessage, onLost }),
  };
  return reader;
};
