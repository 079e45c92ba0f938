import { positionOf } from "./cloudEvent.ts";
import type { NatsConnection } from "./connection.ts";
import { holesIn, type StreamInfo, streamInfo } from "./jsApi.ts";
import { lastMessage, messageAt, type StoredMessage } from "./storedMessages.ts";

/** The end of a JetStream stream, and the log position that it corresponds to. */
export interface StreamEnd {
  readonly created: string;
  /** The sequence given last; the next message gets the one after it. */
  readonly lastSequence: number;
  /**
   * Sequence of the newest message still stored: lower than `lastSequence` when later ones were deleted or expired, 0 when none is stored.
   */
  readonly heldSequence: number;
  /** Log position of that message; 0 when none is stored. */
  readonly position: number;
  /** Nothing is stored because everything expired, not because somebody purged the JetStream stream. */
  readonly aged: boolean;
  /** Messages that are gone from its middle. */
  readonly holes: number;
}

/**
 * Reads the end of the JetStream stream. It needs two answers and repeats both until they agree: a message stored between them would be in
 * the sequence and not in the position. Throws JetStreamError when there is no such JetStream stream.
 */
export const readStreamEnd = async (nc: NatsConnection, stream: string): Promise<StreamEnd> => {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const last = await lastMessage(nc, stream);
    const info = await streamInfo(nc, stream);
    const held = last?.seq ?? 0;
    const agree = info.state.last_seq === held || (await lastMessage(nc, stream))?.seq === last?.seq;
    if (!agree) continue;
    let position = last ? placeOf(last) : 0;
    // A message that was put there by somebody else, or is broken in the store, does not count: the one before it does, and the event of a
    // broken one is published again.
    for (let seq = held - 1; position === null && seq >= info.state.first_seq; seq -= 1) {
      const before = await messageAt(nc, stream, seq);
      position = before && placeOf(before);
    }
    const { created, state } = info;
    return {
      created,
      lastSequence: state.last_seq,
      heldSequence: held,
      position: position ?? 0,
      aged: hasAged(info),
      holes: holesIn(info),
    };
  }
  throw new Error(`${stream}: another publisher is writing to the JetStream stream`);
};

const placeOf = ({ fault, headers }: StoredMessage): number | null => (fault === null ? positionOf(headers) : null);

const hasAged = ({ config, state }: StreamInfo): boolean => {
  const age = config.max_age / 1_000_000;
  const skew = Math.min(age / 20, 60_000); // the server's clock may differ from ours
  return state.messages === 0 && age > 0 && Date.parse(state.last_ts) + age <= Date.now() + skew;
};
