export type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [key: string]: Json };
export type Traits = { readonly [name: string]: Json };

export interface Membership {
  readonly priority: number;
  /** ms since 1970 */
  readonly at: number;
  readonly source: string;
}

/** Decimals are exact strings: ltv with two places, churn with four. */
export interface Prediction {
  readonly ltvPrediction: string | null;
  readonly currency: string | null;
  readonly churnRisk: string | null;
  readonly modelVersion: string;
  /** ms since 1970 */
  readonly predictedAt: number;
}

/** What is known of somebody under one id. */
export interface Facts {
  readonly traits: Traits;
  /** Given by name; those that a rule decides are not among them. */
  readonly segments: { readonly [segment: string]: Membership };
  /** Ids of the segments whose rules find the person added by hand, and when that was, ms since 1970. Absent = none. */
  readonly added?: { readonly [segmentId: string]: number };
  readonly prediction: Prediction | null;
  /** ms since 1970; null = never there. */
  readonly lastSeen: number | null;
}

/** A segment whose rule holds for the person. */
export interface Entered {
  readonly segment: string;
  readonly priority: number;
  /** ms since 1970 */
  readonly at: number;
}

/** What a merged person brought along. Kept apart from the winner's own, so that a merge can be taken back exactly. */
export interface Layer extends Facts {
  readonly mergeId: string;
  readonly loserId: string;
  /** The loser and everybody merged into the loser before. */
  readonly ids: ReadonlyArray<string>;
}

export interface UserState {
  readonly exists: boolean;
  readonly userId: string;
  readonly externalId: string | null;
  readonly email: string | null;
  /** Somebody called them by a user id, their own UUID or the caller's, and not only by an anonymous one. */
  readonly known: boolean;
  /** ms since 1970 */
  readonly createdAt: number;
  readonly own: Facts;
  /** In the order of merging. */
  readonly layers: ReadonlyArray<Layer>;
  readonly mergedInto: { readonly mergeId: string; readonly winnerId: string } | null;
  /** Ids whose merge into this one was taken back: Identify does not merge them again by itself. */
  readonly undone: ReadonlyArray<string>;
  /** By segment id. Of the person as a whole: nothing of it is merged, the rules are evaluated anew. */
  readonly entered: { readonly [segmentId: string]: Entered };
}

export const noFacts: Facts = { traits: {}, segments: {}, prediction: null, lastSeen: null };

export const initialUser: UserState = {
  exists: false,
  userId: "",
  externalId: null,
  email: null,
  known: false,
  createdAt: 0,
  own: noFacts,
  layers: [],
  mergedInto: null,
  undone: [],
  entered: {},
};

/** Somebody known by an email or the caller's own id: never swallowed by another. */
export const identified = (user: UserState): boolean => user.email !== null || user.externalId !== null;

/** Nothing but anonymous ids is known of them. */
export const anonymous = (user: UserState): boolean => !user.known && !identified(user);

export const latest = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.max(a, b));

/** The person as everybody sees them: the winner's own value wins, then the earlier merged one's. */
export const effective = (user: UserState): Facts => {
  if (user.layers.length === 0) return user.own;
  const stack = [...user.layers].reverse();
  const added = [...stack.map((l) => l.added), user.own.added].filter((a) => a !== undefined);
  return {
    traits: Object.assign({}, ...stack.map((l) => l.traits), user.own.traits),
    segments: Object.assign({}, ...stack.map((l) => l.segments), user.own.segments),
    prediction: user.own.prediction ?? user.layers.find((l) => l.prediction !== null)?.prediction ?? null,
    lastSeen: stack.reduce((seen, l) => latest(seen, l.lastSeen), user.own.lastSeen),
    ...(added.length > 0 ? { added: Object.assign({}, ...added) } : {}),
  };
};

/** Every segment of the person, given or decided by a rule: one of them where both are so. */
export const segmentsOf = (user: UserState): Facts["segments"] => {
  const given = effective(user).segments;
  const entered = Object.values(user.entered);
  if (entered.length === 0) return given;
  const all: { [segment: string]: Membership } = { ...given };
  for (const { segment, priority, at } of entered) {
    const other = Object.hasOwn(all, segment) ? all[segment] : undefined;
    if (!other || other.priority < priority) all[segment] = { priority, at, source: "rule" };
  }
  return all;
};

/** The segment of highest priority; of equals the first by name. */
export const primarySegment = (segments: Facts["segments"]): string | null => {
  let best: string | null = null;
  for (const name of Object.keys(segments).sort()) if (best === null || segments[name]!.priority > segments[best]!.priority) best = name;
  return best;
};

/** Everybody merged into this person, directly or not. */
export const mergedIds = (user: UserState): ReadonlyArray<string> => user.layers.flatMap((l) => l.ids);

export const sameJson = (a: Json | undefined, b: Json | undefined): boolean => {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((v, i) => sameJson(v, b[i]));
  const [x, y] = [a as Traits, b as Traits];
  const keys = Object.keys(x);
  return keys.length === Object.keys(y).length && keys.every((k) => Object.hasOwn(y, k) && sameJson(x[k], y[k]));
};
