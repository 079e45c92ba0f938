import { accept, type Decider, type Decision, refuse } from "@marketing/shared/base/decider";
import { normaliseEmail } from "@marketing/shared/base/email";
import { ownValue } from "@marketing/shared/base/own";
import { effective } from "./effective.ts";
import type { PredictionSet } from "./eventData.ts";
import type { UserEvent } from "./events.ts";
import { evolve } from "./evolve.ts";
import { decideIdentify, emailTaken, type IdentifyCommand } from "./identify.ts";
import { decideMerge, decideUnmerge, type MergeCommand, type UnmergeCommand } from "./merge.ts";
import type { Traits } from "./profileData.ts";
import { traitsChanged } from "./saidTraits.ts";
import { initialUser, type UserState } from "./state.ts";

interface CreateCommand {
  readonly type: "create";
  readonly userId: string;
  readonly externalId: string | null;
  readonly email: string | null;
  /** Who has the email; null = nobody. */
  readonly emailHolder: string | null;
  readonly traits: Traits;
  readonly messageId: string;
  readonly now: number;
}

/** What changes somebody who is there already. */
export type ChangeCommand =
  | { readonly type: "assign_segment"; readonly segment: string; readonly priority: number; readonly source: string; readonly at: number }
  | { readonly type: "remove_segment"; readonly segment: string; readonly source: string; readonly at: number }
  | { readonly type: "add_member" | "remove_member"; readonly segmentId: string; readonly at: number }
  | ({ readonly type: "predict" } & Omit<PredictionSet, "userId">);

/** Facts that were looked up arrive in the command: who holds the email, who the other person is. Times are ms since 1970. */
export type UserCommand = CreateCommand | IdentifyCommand | MergeCommand | UnmergeCommand | ChangeCommand;

const create = (c: CreateCommand, user: UserState): Decision<UserEvent> => {
  const { userId, externalId, email, traits, messageId, now } = c;
  if (user.exists) return refuse("already_exists", "USER_EXISTS", `user ${userId} exists`, { field: "user_id", user_id: userId });
  if (email !== null && c.emailHolder !== null) return emailTaken(c.emailHolder);
  const emailKey = email === null ? null : normaliseEmail(email);
  const data = { userId, externalId, email, emailKey, known: true, createdAt: now, seenAt: null, anonymousId: null, messageId };
  const self = { ...initialUser, exists: true, userId };
  return accept<UserEvent>(
    { type: "user_created", data },
    ...traitsChanged(self, userId, { set: traits }, { at: now, id: messageId }, "api"),
  );
};

const decide = (c: UserCommand, user: UserState): Decision<UserEvent> => {
  if (c.type === "create") return create(c, user);
  if (c.type === "identify") return decideIdentify(c, user);
  if (c.type === "merge") return decideMerge(c, user);
  if (!user.exists) return refuse("not_found", "USER_NOT_FOUND", "no such user");
  const { userId } = user;
  switch (c.type) {
    case "unmerge":
      return decideUnmerge(c, user);
    case "assign_segment": {
      const { segment, priority, source, at } = c;
      if (ownValue(user.own.segments, segment)?.priority === priority) return accept();
      return accept({ type: "segment_assigned", data: { userId, segment, priority, source, at } });
    }
    case "remove_segment": {
      const { segment, source, at } = c;
      if (!Object.hasOwn(effective(user).segments, segment)) {
        if (!Object.values(user.entered).some((e) => e.segment === segment)) return accept();
        return refuse("failed_precondition", "SEGMENT_HAS_RULE", "the person is in this segment by its rule", { segment });
      }
      return accept({ type: "segment_removed", data: { userId, segment, source, at } });
    }
    case "add_member":
    case "remove_member": {
      const { segmentId, at } = c;
      const isMember = Object.hasOwn(effective(user).added ?? {}, segmentId);
      if (isMember === (c.type === "add_member")) return accept();
      return accept({ type: isMember ? "member_removed" : "member_added", data: { userId, segmentId, at } });
    }
    case "predict": {
      const { type: _, ...prediction } = c;
      const last = effective(user).prediction;
      if (last !== null && prediction.predictedAt < last.predictedAt) return accept();
      return accept({ type: "prediction_set", data: { userId, ...prediction } });
    }
  }
};

export const userDecider: Decider<UserState, UserCommand, UserEvent> = { initialState: initialUser, decide, evolve };
