import { type ConsentEvent, type Statement, statusOf } from "./events.ts";
import type { ConsentStatus } from "./terms.ts";

/** What counts of one channel and purpose under one id, and when it was said. */
export interface Word {
  readonly status: ConsentStatus;
  /** ms since 1970 */
  readonly at: number;
  readonly messageId: string;
}

/** By channel and purpose. */
export interface ConsentState {
  readonly words: ReadonlyMap<string, Word>;
}

export const initialConsent: ConsentState = { words: new Map() };

export const placeOf = ({ channel, purpose }: Pick<Statement, "channel" | "purpose">): string => `${channel}/${purpose}`;

/** In whichever order they are heard. Of one message that says both the withdrawal counts. */
export const isLater = (a: Word, b: Word): boolean => {
  if (a.at !== b.at) return a.at > b.at;
  if (a.messageId !== b.messageId) return a.messageId > b.messageId;
  return a.status === "withdrawn" && b.status === "granted";
};

export const evolve = (state: ConsentState, event: ConsentEvent): ConsentState => {
  const { at, messageId } = event.data;
  const place = placeOf(event.data);
  const word: Word = { status: statusOf(event), at, messageId };
  const before = state.words.get(place);
  return before && !isLater(word, before) ? state : { words: new Map(state.words).set(place, word) };
};
