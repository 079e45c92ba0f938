import { isLater, type Word } from "../consent/state.ts";

/** Whose word counts for a person: their own id, those merged into it, and their address. */
export interface Identities {
  readonly own: string;
  /** Into whom each was merged, and when that was said, ms since 1970. */
  readonly merged: ReadonlyMap<string, { readonly into: string; readonly since: number }>;
  /** The id that stands for the address; null = none is known. */
  readonly address: string | null;
}

/** What counts under one id. */
export interface SaidUnder extends Word {
  readonly subjectId: string;
}

/** The latest of them; null = there is none. */
export const latestWord = <W extends Word>(words: ReadonlyArray<W>): W | null =>
  words.reduce<W | null>((last, word) => (last === null || isLater(word, last) ? word : last), null);

/** Those an id was merged into, one after the other, each since when; itself first. */
const upwards = ({ merged }: Identities, id: string): ReadonlyMap<string, number> => {
  const found = new Map([[id, Number.NEGATIVE_INFINITY]]);
  let [at, since] = [id, Number.NEGATIVE_INFINITY];
  for (let step = merged.get(at); step !== undefined && !found.has(step.into); step = merged.get(at)) {
    [at, since] = [step.into, Math.max(since, step.since)];
    found.set(at, since);
  }
  return found;
};

/**
 * From when on what is said under one id is said of the other too. An address never speaks for a person: whoever lists it as opted in is somebody
 * else than who withdrew.
 */
const speaksSince = (who: Identities, id: string, of: string): number => {
  if (id === who.address) return Number.POSITIVE_INFINITY;
  const mine = upwards(who, id);
  const theirs = upwards(who, of === who.address ? who.own : of);
  for (const [met, since] of mine) if (theirs.has(met)) return Math.max(since, theirs.get(met)!);
  return Number.POSITIVE_INFINITY;
};

/**
 * What counts for the person, of one word an id: the strictest. A withdrawal stands until the same id grants again, or an id by then merged with
 * it does. Null = nothing was said.
 */
export const standing = <W extends SaidUnder>(who: Identities, words: ReadonlyArray<W>): W | null => {
  const grants = words.filter((w) => w.status === "granted");
  const overcome = (w: W) => grants.some((g) => g.at > w.at && g.at > speaksSince(who, g.subjectId, w.subjectId));
  return latestWord(words.filter((w) => w.status === "withdrawn" && !overcome(w))) ?? latestWord(grants);
};
