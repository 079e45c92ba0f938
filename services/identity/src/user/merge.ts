import { accept, type Decision, refuse } from "@marketing/shared/base/decider";
import { effective, identified, mergedIds } from "./effective.ts";
import type { UserMerged } from "./eventData.ts";
import type { UserEvent } from "./events.ts";
import type { UserState } from "./state.ts";

export interface MergeCommand {
  readonly type: "merge";
  /** The winner's own id, where the caller named them so: then they may be new. */
  readonly externalId: string | null;
  readonly loser: UserState;
  readonly anonymousId: string | null;
  readonly reason: "alias" | "merge";
  readonly mergeId: string;
  readonly at: number;
  readonly now: number;
}

export interface UnmergeCommand {
  readonly type: "unmerge";
  readonly mergeId: string;
  readonly reason: string;
  readonly at: number;
}

export const userMerged = (loser: UserState, merge: Omit<UserMerged, "loserId" | "layer">): UserEvent => {
  const { userId: loserId, own, layers } = loser;
  const { traits: _, ...whole } = effective(loser);
  const said = Object.assign({ [loserId]: own.said }, ...layers.map((l) => l.said));
  const layer = { ...whole, mergeId: merge.mergeId, loserId, ids: [loserId, ...mergedIds(loser)], said };
  return { type: "user_merged", data: { ...merge, loserId, layer } };
};

export const decideMerge = (c: MergeCommand, winner: UserState): Decision<UserEvent> => {
  const { loser, externalId, mergeId, anonymousId, reason, at, now } = c;
  const { userId } = winner;
  if (!winner.exists && externalId === null) return refuse("not_found", "USER_NOT_FOUND", "no such user");
  if (loser.userId === userId || mergedIds(winner).includes(loser.userId)) return accept();
  const ids = { winner_user_id: userId, loser_user_id: loser.userId };
  if (loser.mergedInto !== null)
    return refuse("failed_precondition", "MERGED_ELSEWHERE", `the loser is already part of ${loser.mergedInto.winnerId}`, {
      ...ids,
      merge_id: loser.mergedInto.mergeId,
    });
  if (identified(loser))
    return refuse(
      "failed_precondition",
      "LOSER_IS_IDENTIFIED",
      "a person with an email or an external id is never merged into another",
      ids,
    );
  const merged = userMerged(loser, { userId, mergeId, anonymousId, reason, at, madeAt: now });
  if (winner.exists) return accept(merged);
  const created = { userId, externalId, email: null, known: true, createdAt: at, seenAt: null, anonymousId: null };
  return accept<UserEvent>({ type: "user_created", data: created }, merged);
};

export const decideUnmerge = ({ mergeId, reason, at }: UnmergeCommand, winner: UserState): Decision<UserEvent> => {
  const layer = winner.layers.find((l) => l.mergeId === mergeId);
  if (layer === undefined) return accept();
  if (winner.mergedInto !== null)
    return refuse(
      "failed_precondition",
      "WINNER_IS_MERGED",
      `the winner is itself part of ${winner.mergedInto.winnerId}: undo that merge first`,
      { merge_id: winner.mergedInto.mergeId },
    );
  return accept({ type: "user_unmerged", data: { mergeId, userId: winner.userId, loserId: layer.loserId, reason, at } });
};
