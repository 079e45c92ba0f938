import { isPageView } from "../activity/pageView.ts";
import type { TrackedEvent } from "../activity/trackedEvent.ts";

const minute = 60_000;
/**
 * Times in ms. A session that the client names ends after an hour without activity. Where it names none, the server derives sessions, and
 * after half an hour without activity another one begins. None lasts longer than twelve hours.
 */
export const sessionLimits = { idleMs: 60 * minute, derivedGapMs: 30 * minute, maxAgeMs: 12 * 60 * minute };

const stretchMs = 5 * minute;
const indexOf = (at: number): number => Math.floor(at / stretchMs);

/** An event of somebody whose user id is known. */
interface SignedIn {
  readonly at: number;
  readonly messageId: string;
  readonly userId: string;
}

/**
 * What somebody did within five minutes of the clock. Of a session its stretches are remembered for a while: from them it follows where it
 * begins, ends and whose it is, in whatever order its events come. One that began before they were remembered is one long stretch.
 */
export interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly events: number;
  readonly pageViews: number;
  /** The earliest event by which the visitor is known. */
  readonly signedIn: SignedIn | null;
}

export const stretchOf = (e: TrackedEvent): Stretch => ({
  first: e.at,
  last: e.at,
  events: 1,
  pageViews: isPageView(e.eventName) ? 1 : 0,
  signedIn: e.known ? { at: e.at, messageId: e.messageId, userId: e.userId } : null,
});

/** Of two at one moment, the one of the smaller message id; so it is for everything that is said of people. */
const earlier = (a: SignedIn | null, b: SignedIn | null): SignedIn | null => {
  if (a === null || b === null) return a ?? b;
  return a.at < b.at || (a.at === b.at && a.messageId <= b.messageId) ? a : b;
};

const plus = (a: Stretch, b: Stretch): Stretch => ({
  first: Math.min(a.first, b.first),
  last: Math.max(a.last, b.last),
  events: a.events + b.events,
  pageViews: a.pageViews + b.pageViews,
  signedIn: earlier(a.signedIn, b.signedIn),
});

export const sumOf = (stretches: ReadonlyArray<Stretch>): Stretch => stretches.reduce(plus);

/** Whether a session of that beginning has room for it as a whole, with whatever else may come of it. */
export const fits = (s: Stretch, startedAt: number): boolean =>
  Math.max(s.last, (indexOf(s.first) + 1) * stretchMs) - startedAt <= sessionLimits.maxAgeMs;

/** Each stretch once, in order of time. */
export const gathered = (stretches: Iterable<Stretch>): ReadonlyArray<Stretch> => {
  const byIndex = new Map<number, Stretch>();
  for (const s of stretches) {
    const key = indexOf(s.first);
    const same = byIndex.get(key);
    byIndex.set(key, same ? plus(same, s) : s);
  }
  return [...byIndex.values()].sort((a, b) => a.first - b.first);
};

/** Gathered stretches, parted by silence, and where a part would last too long. */
export const parted = (stretches: ReadonlyArray<Stretch>, silenceMs: number): ReadonlyArray<ReadonlyArray<Stretch>> => {
  const parts: Stretch[][] = [];
  let [start, last] = [0, 0];
  for (const s of stretches) {
    const part = parts.at(-1);
    if (part && s.first - last <= silenceMs && fits(s, start)) {
      part.push(s);
      last = Math.max(last, s.last);
    } else {
      parts.push([s]);
      [start, last] = [s.first, s.last];
    }
  }
  return parts;
};

/** As they are stored. */
export type PackedStretch = readonly [
  first: number,
  last: number,
  events: number,
  pageViews: number,
  at?: number,
  messageId?: string,
  userId?: string,
];

export const packed = ({ first, last, events, pageViews, signedIn }: Stretch): PackedStretch =>
  signedIn === null ? [first, last, events, pageViews] : [first, last, events, pageViews, signedIn.at, signedIn.messageId, signedIn.userId];

export const unpacked = ([first, last, events, pageViews, at, messageId, userId]: PackedStretch): Stretch => ({
  ...{ first, last, events, pageViews },
  signedIn: at === undefined || messageId === undefined || userId === undefined ? null : { at, messageId, userId },
});
