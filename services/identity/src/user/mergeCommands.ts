import { failedPrecondition, notFound } from "@marketing/shared/base/errors";
import type { Caller } from "@marketing/shared/command/caller";
import { type LoadedUser, loadCanonicalUser, loadUser } from "./load.ts";
import { loadMerge } from "./mergeRecord.ts";
import { mergeIdOf, runUserCommand, type UserLookup, type UserOutcome, withMerge } from "./runCommand.ts";

export interface Merge {
  readonly winnerId: string;
  readonly loserId: string;
  readonly externalId: string | null;
  readonly anonymousId: string | null;
  readonly reason: "alias" | "merge";
  readonly at: number;
  /** By the server's clock, ms since 1970. */
  readonly now: number;
}

export const mergeUsers = async (caller: Caller, { winnerId, loserId, ...c }: Merge): Promise<UserOutcome> => {
  const { log, tenantId } = caller;
  const mergeId = mergeIdOf(caller);
  const winner = () => loadCanonicalUser(log, tenantId, winnerId);
  const look = async (): Promise<UserLookup> => {
    const [user, loser] = await Promise.all([winner(), loadUser(log, tenantId, loserId)]);
    if (c.reason === "merge" && !loser.state.exists) throw notFound("USER_NOT_FOUND", "no such user", { field: "loser_user_id" });
    return { user, loser, command: { ...c, type: "merge", loser: loser.state, mergeId } };
  };
  return withMerge(caller, mergeId, await runUserCommand(caller, winnerId, look, winner));
};

/** Both users as they are after the undo. */
export const undoMerge = async (
  caller: Caller,
  mergeId: string,
  reason: string,
  at: number,
): Promise<{ readonly winner: LoadedUser; readonly loser: LoadedUser }> => {
  const { log, tenantId } = caller;
  const { winnerId, loserId } = await loadMerge(log, tenantId, mergeId);
  const load = (id: string) => loadUser(log, tenantId, id);
  const look = async (): Promise<UserLookup> => {
    const [user, loser] = await Promise.all([load(winnerId), load(loserId)]);
    if (user.state.layers.some((l) => l.mergeId === mergeId) && loser.state.mergedInto?.mergeId !== mergeId)
      throw failedPrecondition("MERGE_CHANGED", "the loser is no longer part of the winner by this merge", { merge_id: mergeId });
    return { user, loser, command: { type: "unmerge", mergeId, reason, at } };
  };
  const winner = await runUserCommand(caller, winnerId, look, () => load(winnerId));
  return { winner, loser: await load(loserId) };
};
