import { positionOf } from "./cloudEvent.ts";
import type { NatsConnection } from "./connection.ts";
import { BusUnavailable, type StreamInfo, streamInfo } from "./jsApi.ts";
import { messageFrom } from "./storedMessages.ts";

/** A subscription's bookmark in a JetStream stream: when the JetStream stream was created, and the last sequence that was processed. */
export interface BusToken {
  readonly created: string;
  readonly sequence: number;
}

/** "<created>|<sequence>" */
export const formatToken = (t: BusToken): string => `${t.created}|${t.sequence}`;

export const parseToken = (token: string | null): BusToken | null => {
  const cut = token?.lastIndexOf("|") ?? -1;
  if (!token || cut < 1) return null;
  const sequence = Number(token.slice(cut + 1));
  return Number.isSafeInteger(sequence) ? { created: token.slice(0, cut), sequence } : null;
};

/** The subscription was away for longer than the bus keeps events, so it has missed some. They must be read from the log. */
export class BehindRetention extends Error {
  override readonly name = "BehindRetention";
}

interface Held {
  readonly seq: number;
  readonly position: number;
}

/** The first of our messages held at `seq` or after it. */
export const heldFrom = async (nc: NatsConnection, stream: string, seq: number): Promise<Held | null> => {
  let at = Math.max(1, seq);
  for (;;) {
    const message = await messageFrom(nc, stream, at);
    if (!message) return null;
    if (message.fault === null) return { seq: message.seq, position: positionOf(message.headers)! };
    at = message.seq + 1; // not one of ours, or broken
  }
};

/** Binary search for the first sequence whose message lies behind `position`; `last_seq + 1` when there is none. */
const searchByPosition = async (nc: NatsConnection, stream: string, info: StreamInfo, position: number): Promise<number> => {
  let [low, high] = [Math.max(1, info.state.first_seq), info.state.last_seq + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const held = await heldFrom(nc, stream, middle);
    if (held === null || held.seq >= high || held.position > position) high = middle;
    else low = held.seq + 1;
  }
  return low;
};

export interface StartPlace {
  readonly created: string;
  /** First sequence to read. */
  readonly sequence: number;
  readonly head: number;
}

/**
 * Finds the sequence from which a subscription at `position` continues. Its bookmark is used only if the JetStream stream is still the same
 * and the messages on both sides of the bookmark fit; otherwise the sequence is searched by log position. Throws BehindRetention when
 * messages between the bookmark and the oldest stored one have expired.
 */
export const findStart = async (nc: NatsConnection, stream: string, position: number, token: BusToken | null): Promise<StartPlace> => {
  const info = await streamInfo(nc, stream);
  const { created, state } = info;
  const last = state.messages > 0 ? await heldFrom(nc, stream, state.last_seq) : null;
  const head = last?.position ?? 0;
  if (position === 0 && token === null) return { created, sequence: Math.max(1, state.first_seq), head };
  if (token && token.created === created && token.sequence <= state.last_seq) {
    const after = await heldFrom(nc, stream, token.sequence + 1);
    const at = token.sequence > 0 ? await heldFrom(nc, stream, token.sequence) : null;
    const fits = (!after || after.position > position) && (!at || at.seq > token.sequence || at.position <= position);
    if (fits) {
      const aged = state.first_seq > token.sequence + 1 && info.config.max_age > 0;
      // what is skipped for it is lost to the subscription: one answer is not enough
      const agreed = aged && (await streamInfo(nc, stream)).state.first_seq >= state.first_seq;
      if (aged && !agreed) throw new BusUnavailable(`${stream}: two answers about its beginning differ`);
      if (aged) throw new BehindRetention(`${stream}: sequences ${token.sequence + 1} to ${state.first_seq - 1} are past retention`);
      return { created, sequence: token.sequence + 1, head };
    }
  }
  return { created, sequence: await searchByPosition(nc, stream, info, position), head };
};
