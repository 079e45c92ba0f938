import { anonymous, mergedIds } from "./effective.ts";
import type { UserEvent } from "./events.ts";
import { userMerged } from "./merge.ts";
import type { UserState } from "./state.ts";
import { isBefore, type Said } from "./traitRegister.ts";

// Who identifies themselves on a device claims it. It is theirs who claimed it first, however late that is heard of.

export interface Claiming {
  /** When the claim was made, and in which message. */
  readonly said: Said;
  /** The caller told when. Otherwise it was now, when whatever stands had been there already, by whatever part of a moment. */
  readonly timed: boolean;
  readonly anonymousId: string | null;
  /** Whoever the anonymous id stands for; null = the request names none. */
  readonly visitor: UserState | null;
  /** Whose the visitor is now; null = nobody's. */
  readonly holder: UserState | null;
  readonly mergeId: string;
  /** By the server's clock, ms since 1970. */
  readonly now: number;
  /** For how long a merge may move, and how far back a claim may reach behind the one that stands, ms. */
  readonly claimWindowMs: number;
}

/** What becomes of a claim; the last five say why nothing does. */
export type Claimed =
  | "merged"
  | "moved"
  | "made_earlier"
  | "same"
  | "anonymous_id_merged_elsewhere"
  | "claim_too_late"
  | "anonymous_id_identified"
  | "merge_was_undone";

const tooLate = (c: Claiming, standing: Said, madeAt: number | null): boolean =>
  standing.at - c.said.at > c.claimWindowMs || c.now - (madeAt ?? Number.NEGATIVE_INFINITY) > c.claimWindowMs;

export const claimed = (c: Claiming, visitor: UserState, user: UserState): Claimed => {
  const { userId, mergedInto } = visitor;
  if (mergedInto?.winnerId === user.userId) return mergedInto.claim && isBefore(c.said, mergedInto.claim) ? "made_earlier" : "same";
  if (userId === user.userId || mergedIds(user).includes(userId)) return "same";
  if (mergedInto !== null) {
    const isFirst = c.timed && mergedInto.claim !== null && isBefore(c.said, mergedInto.claim);
    if (!isFirst || c.holder === null || c.holder.mergedInto !== null) return "anonymous_id_merged_elsewhere";
    if (tooLate(c, mergedInto.claim, mergedInto.madeAt)) return "claim_too_late";
  } else if (!anonymous(visitor)) return "anonymous_id_identified";
  if (user.undone.includes(userId)) return "merge_was_undone";
  return mergedInto === null ? "merged" : "moved";
};

export const claimEvents = (c: Claiming, user: UserState): ReadonlyArray<UserEvent> => {
  const { visitor, holder, said, mergeId, anonymousId, now } = c;
  const outcome = visitor === null ? "same" : claimed(c, visitor, user);
  const merge = { userId: user.userId, mergeId, anonymousId, reason: "identify", at: said.at, messageId: said.id, madeAt: now } as const;
  switch (outcome) {
    case "merged":
      return [userMerged(visitor!, merge)];
    case "moved": {
      const from = visitor!.mergedInto!;
      const layer = holder!.layers.find((l) => l.mergeId === from.mergeId)!;
      const movedFrom = { mergeId: from.mergeId, userId: from.winnerId };
      return [{ type: "user_merged", data: { ...merge, loserId: visitor!.userId, layer: { ...layer, mergeId }, movedFrom } }];
    }
    case "made_earlier": {
      const standing = visitor!.mergedInto!.mergeId;
      return [{ type: "claim_made_earlier", data: { userId: user.userId, mergeId: standing, loserId: visitor!.userId, claim: said } }];
    }
    default:
      return [];
  }
};
