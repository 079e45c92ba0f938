import { randomUUID } from "node:crypto";
import type { NewEvent } from "@marketing/shared/base/event";
import { uuidv5 } from "@marketing/shared/base/ids";
import type { Aggregate } from "@marketing/shared/command/aggregate";
import type { Caller } from "@marketing/shared/command/caller";
import { execute, type Facts, type Handled, type Write } from "@marketing/shared/command/execute";
import type { Claim } from "@marketing/shared/command/uniqueClaims";
import { type UserCommand, userDecider } from "./decide.ts";
import { claimsFor } from "./emailClaims.ts";
import type { UserEvent } from "./events.ts";
import { firstEvent, type LoadedUser, userStream } from "./load.ts";
import { isRecorded, type MergeEvent, mergeStream } from "./mergeRecord.ts";
import type { UserState } from "./state.ts";

const user: Aggregate<UserState, UserCommand, UserEvent> = { category: "user", decider: userDecider, personal: true };

export interface UserOutcome extends LoadedUser {
  /** The merge that the command made; null = none. */
  readonly mergeId: string | null;
}

/** What a command on a user looks up; the others are written in the same append where the decision concerns them. */
export interface UserLookup {
  readonly user: LoadedUser;
  readonly command: UserCommand;
  readonly loser?: LoadedUser | null;
  /** Whom the loser leaves where they move. */
  readonly holder?: LoadedUser | null;
  readonly email?: Claim | null;
}

/**
 * `id`: whom the command names, who may have become part of somebody else. `recall`: whom a repeat is answered with, since the first call may have
 * changed what is looked up now.
 */
export const runUserCommand = (
  caller: Caller,
  id: string,
  look: () => Promise<UserLookup>,
  recall: () => Promise<LoadedUser>,
): Promise<Handled<UserState, UserEvent>> =>
  execute(
    caller,
    user,
    async (): Promise<Facts<UserState, UserCommand, UserEvent>> => {
      const found = await look();
      const { user: current, command } = found;
      return {
        ...{ current, command, first: firstEvent(current) },
        beforehand: (events) => events.flatMap((event) => movingWrites(found, event)),
        alongside: (events) => alongside(found, events),
      };
    },
    { id, recall },
  );

/** The other streams of the append: the loser's, the merge's record, the addresses. */
const alongside = ({ user, loser, email }: UserLookup, events: ReadonlyArray<UserEvent>): ReadonlyArray<Write> => [
  ...(loser ? events.flatMap((event) => mergeWrites(user, loser, event)) : []),
  ...(email ? claimsFor(user.id, user.state.emailKey, events, email) : []),
];

const of = (userId: string, events: ReadonlyArray<UserEvent>): ReadonlyArray<NewEvent> => events.map((e) => ({ ...e, subjectId: userId }));

/** Whom a loser leaves that moves is told so first: nobody is ever part of two. */
const movingWrites = ({ holder }: UserLookup, { type, data }: UserEvent): ReadonlyArray<Write> => {
  if (type !== "user_merged" || !data.movedFrom || !holder) return [];
  const { loserId, at, userId: movedTo, movedFrom } = data;
  const { mergeId } = movedFrom;
  const left: UserEvent = { type: "user_unmerged", data: { mergeId, userId: holder.id, loserId, reason: "claimed_earlier", at, movedTo } };
  return [
    { streamId: userStream(holder.id), expected: holder.version, events: of(holder.id, [left]) },
    {
      streamId: mergeStream(mergeId),
      expected: "stream-exists",
      events: [{ type: "merge_undone", data: { mergeId } } satisfies MergeEvent],
    },
  ];
};

/** What the loser's own stream says of it. */
const loserEvents = (winner: LoadedUser, loser: LoadedUser, { type, data }: UserEvent): ReadonlyArray<UserEvent> => {
  const half = { userId: loser.id, winnerId: winner.id };
  switch (type) {
    case "user_merged": {
      const { mergeId, at, madeAt, messageId, reason, movedFrom } = data;
      const claim = reason === "identify" ? { claim: { at, id: messageId ?? "" } } : {};
      const left: ReadonlyArray<UserEvent> = movedFrom
        ? [{ type: "unmerged_from", data: { mergeId: movedFrom.mergeId, userId: loser.id, winnerId: movedFrom.userId, at } }]
        : [];
      return [
        ...firstEvent(loser),
        ...left,
        { type: "merged_into", data: { ...half, mergeId, at, ...claim, ...(madeAt !== undefined && { madeAt }) } },
      ];
    }
    case "claim_made_earlier": {
      const { mergeId, claim } = data;
      const { madeAt } = loser.state.mergedInto!;
      return [{ type: "merged_into", data: { ...half, mergeId, at: claim.at, claim, ...(madeAt !== null && { madeAt }) } }];
    }
    case "user_unmerged": {
      const { mergeId, at } = data;
      const { said, firstSeen, lastSeen } = winner.state.layers.find((l) => l.mergeId === mergeId)!;
      return [{ type: "unmerged_from", data: { ...half, mergeId, at, back: { said, firstSeen, lastSeen } } }];
    }
    default:
      return [];
  }
};

const recordsOf = ({ type, data }: UserEvent, winnerId: string): ReadonlyArray<Write> => {
  if (type !== "user_merged" && type !== "user_unmerged") return [];
  const { mergeId, loserId } = data;
  const record: MergeEvent =
    type === "user_merged" ? { type: "merge_recorded", data: { mergeId, winnerId, loserId } } : { type: "merge_undone", data: { mergeId } };
  return [{ streamId: mergeStream(mergeId), expected: type === "user_merged" ? "no-stream" : "stream-exists", events: [record] }];
};

const mergeWrites = (winner: LoadedUser, loser: LoadedUser, event: UserEvent): ReadonlyArray<Write> => {
  const events = loserEvents(winner, loser, event);
  if (events.length === 0) return [];
  return [{ streamId: userStream(loser.id), expected: loser.version, events: of(loser.id, events) }, ...recordsOf(event, winner.id)];
};

/** From the receipt: a repeated call means the same merge. */
export const mergeIdOf = ({ appendId }: Caller): string => uuidv5("merge", appendId ?? randomUUID());

export const withMerge = async (
  { log, tenantId }: Caller,
  mergeId: string,
  handled: Handled<UserState, UserEvent>,
): Promise<UserOutcome> => {
  if (!handled.replayed) return { ...handled, mergeId: handled.events.some((e) => e.type === "user_merged") ? mergeId : null };
  if (!(await isRecorded(log, tenantId, mergeId))) return { ...handled, mergeId: null };
  // where the loser moved, what the receipt says first is of whom they left
  const written = (await log.readStreamAll(tenantId, userStream(handled.id))).filter((e) => e.position <= handled.position);
  return { ...handled, version: written.at(-1)?.version ?? handled.version, mergeId };
};
