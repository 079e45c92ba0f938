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

/** What a command on a user looks up; `loser` and `email` are written in the same append where the decision concerns them. */
export interface UserLookup {
  readonly user: LoadedUser;
  readonly command: UserCommand;
  readonly loser?: LoadedUser | null;
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
      return { current, command, first: firstEvent(current), alongside: (events) => alongside(found, events) };
    },
    { id, recall },
  );

/** The other streams of the append: the loser's, the merge's record, the addresses. */
const alongside = ({ user, loser, email }: UserLookup, events: ReadonlyArray<UserEvent>): ReadonlyArray<Write> => [
  ...(loser ? events.flatMap((event) => mergeWrites(user, loser, event)) : []),
  ...(email ? claimsFor(user.id, user.state.emailKey, events, email) : []),
];

const mergeWrites = (winner: LoadedUser, loser: LoadedUser, { type, data }: UserEvent): ReadonlyArray<Write> => {
  if (type !== "user_merged" && type !== "user_unmerged") return [];
  const { mergeId, at } = data;
  const half = { mergeId, userId: loser.id, winnerId: winner.id, at };
  const events: ReadonlyArray<UserEvent> =
    type === "user_merged" ? [...firstEvent(loser), { type: "merged_into", data: half }] : [{ type: "unmerged_from", data: half }];
  const record: MergeEvent =
    type === "user_merged"
      ? { type: "merge_recorded", data: { mergeId, winnerId: winner.id, loserId: loser.id } }
      : { type: "merge_undone", data: { mergeId } };
  return [
    { streamId: userStream(loser.id), expected: loser.version, events: events.map((e): NewEvent => ({ ...e, subjectId: loser.id })) },
    { streamId: mergeStream(mergeId), expected: type === "user_merged" ? "no-stream" : "stream-exists", events: [record] },
  ];
};

/** From the receipt: a repeated call means the same merge. */
export const mergeIdOf = ({ appendId }: Caller): string => uuidv5("merge", appendId ?? randomUUID());

export const withMerge = async (
  { log, tenantId }: Caller,
  mergeId: string,
  handled: Handled<UserState, UserEvent>,
): Promise<UserOutcome> => {
  const made = handled.replayed ? await isRecorded(log, tenantId, mergeId) : handled.events.some((e) => e.type === "user_merged");
  return { ...handled, mergeId: made ? mergeId : null };
};
