import { merged, ownValue } from "@marketing/shared/base/own";
import type { ProfileData, SegmentAssignment, SegmentAssignments, Traits, WholeProfile } from "./profileData.ts";
import type { UserState } from "./state.ts";
import { join, type TraitRegisters, traitsOf } from "./traitRegister.ts";

// A user as everybody sees them: their own data together with that of everybody merged into them.

/** Somebody known by an email or the caller's own id: never merged into another. */
export const identified = (user: UserState): boolean => user.email !== null || user.externalId !== null;

/** Nothing but anonymous ids is known of them. */
export const anonymous = (user: UserState): boolean => !user.known && !identified(user);

export const latest = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.max(a, b));
export const earliest = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.min(a, b));

/** What was said of the person, under each of their ids. */
export const saidOf = (user: UserState): ReadonlyArray<TraitRegisters> => [
  user.own.said,
  ...user.layers.flatMap((l) => Object.values(l.said)),
];

/** The latest word counts, under whichever id it was said. */
export const shownTraits = (user: UserState): Traits => traitsOf(join(...saidOf(user)));

/** Of segments and predictions the winner's own wins, then the one of who was merged earliest. */
export const effective = (user: UserState): WholeProfile => {
  const { said: _, ...own } = user.own;
  const traits = shownTraits(user);
  if (user.layers.length === 0) return { ...own, traits };
  const stack = [...user.layers].reverse();
  const added = [...stack.map((l) => l.added), own.added].filter((a) => a !== undefined);
  return {
    traits,
    segments: merged([...stack.map((l) => l.segments), own.segments]),
    prediction: own.prediction ?? user.layers.find((l) => l.prediction !== null)?.prediction ?? null,
    firstSeen: stack.reduce((seen, l) => earliest(seen, l.firstSeen), own.firstSeen),
    lastSeen: stack.reduce((seen, l) => latest(seen, l.lastSeen), own.lastSeen),
    ...(added.length > 0 ? { added: merged(added) } : {}),
  };
};

/** The earliest that is known of the person, ms since 1970. */
export const createdAtOf = (user: UserState, { firstSeen }: Pick<WholeProfile, "firstSeen"> = effective(user)): number =>
  firstSeen ?? user.namedAt ?? 0;

/** Every segment of the person, assigned or decided by a rule; of one that is both, the higher priority. */
export const segmentsOf = (user: UserState): SegmentAssignments => {
  const assigned = effective(user).segments;
  const entered = Object.values(user.entered);
  if (entered.length === 0) return assigned;
  const all = new Map<string, SegmentAssignment>(Object.entries(assigned));
  for (const { segment, priority, at } of entered) {
    const other = all.get(segment);
    if (!other || other.priority < priority) all.set(segment, { priority, at, source: "rule" });
  }
  return Object.fromEntries(all);
};

/** The segment of highest priority; of equals the first by name. */
export const primarySegment = (segments: SegmentAssignments): string | null => {
  let best: readonly [name: string, assignment: SegmentAssignment] | null = null;
  for (const one of Object.entries(segments).sort(([a], [b]) => (a < b ? -1 : 1)))
    if (best === null || one[1].priority > best[1].priority) best = one;
  return best?.[0] ?? null;
};

/** Everybody merged into this person, directly or not. */
export const mergedIds = (user: UserState): ReadonlyArray<string> => user.layers.flatMap((l) => l.ids);

/** Every id that stands for the person, the one they have kept first. */
export const allIds = (user: UserState): readonly [string, ...string[]] => [user.userId, ...mergedIds(user)];

/** What is known under one of the person's ids; an id of nobody merged is the person's own. */
export const knownUnder = (user: UserState, userId: string): Pick<ProfileData, "said" | "firstSeen" | "lastSeen"> => {
  const layer = user.layers.find((l) => l.ids.includes(userId));
  return layer ? { ...layer, said: ownValue(layer.said, userId) ?? {} } : user.own;
};
