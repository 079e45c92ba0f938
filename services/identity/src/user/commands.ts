import type { Caller } from "@marketing/shared/command/caller";
import type { Claim } from "@marketing/shared/command/uniqueClaims";
import type { ChangeCommand, UserCommand } from "./decide.ts";
import { findEmail } from "./emailClaims.ts";
import type { IdentifyCommand } from "./identify.ts";
import { agree, type LoadedUser, loadCanonicalUser, loadUser, mostReads } from "./load.ts";
import { mergeIdOf, runUserCommand, type UserLookup, type UserOutcome, withMerge } from "./runCommand.ts";
import type { UserState } from "./state.ts";

const claim = async ({ log, tenantId }: Caller, email: string | null): Promise<Claim | null> =>
  email === null ? null : findEmail(log, tenantId, email);

export type CreateUser = Omit<Extract<UserCommand, { type: "create" }>, "type" | "emailHolder">;

export const createUser = (caller: Caller, c: CreateUser): Promise<LoadedUser> => {
  const load = () => loadUser(caller.log, caller.tenantId, c.userId);
  const look = async (): Promise<UserLookup> => {
    const [user, email] = await Promise.all([load(), claim(caller, c.email)]);
    return { user, email, command: { ...c, type: "create", emailHolder: email?.holder ?? null } };
  };
  return runUserCommand(caller, c.userId, look, load);
};

export interface Identify
  extends Omit<
    Extract<UserCommand, { type: "identify" }>,
    "type" | "under" | "emailHolder" | "visitor" | "holder" | "mergeId" | "firstActivity"
  > {
  /** The id the anonymous id stands for, when a user id is given beside it. */
  readonly visitorId: string | null;
}

export interface Identified extends UserOutcome {
  /** What was decided, and on whom; null = the answer of before was given again. */
  readonly decided: { readonly user: UserState; readonly command: IdentifyCommand } | null;
}

export const identify = async (caller: Caller, { visitorId, ...c }: Identify): Promise<Identified> => {
  const { log, tenantId } = caller;
  const mergeId = mergeIdOf(caller);
  const load = () => loadCanonicalUser(log, tenantId, c.userId);
  let decided: Identified["decided"] = null;
  const look = async (reads = 1): Promise<UserLookup> => {
    const [user, loser, email] = await Promise.all([
      load(),
      visitorId === null ? null : loadUser(log, tenantId, visitorId),
      claim(caller, c.email),
    ]);
    const heldBy = loser?.state.mergedInto?.winnerId ?? null;
    const holder = heldBy === null || heldBy === user.id ? null : await loadUser(log, tenantId, heldBy);
    const atOnce = loser === null || [user, ...(holder ? [holder] : [])].every((other) => agree(loser.state, other.state));
    if (!atOnce && reads < mostReads) return look(reads + 1);
    // somebody of whom only activity is known is created by this call, with what the activity says
    const onlyActive = user.version === 0 && user.state.exists;
    const firstActivity = onlyActive ? user.state.own.firstSeen : null;
    const command: IdentifyCommand = {
      ...{ ...c, type: "identify", userId: user.id, under: c.userId, mergeId, firstActivity },
      ...{ emailHolder: email?.holder ?? null, visitor: loser?.state ?? null, holder: holder?.state ?? null },
    };
    decided = { user: user.state, command };
    return { user: onlyActive ? { ...user, state: { ...user.state, exists: false } } : user, loser, holder, email, command };
  };
  const outcome = await withMerge(caller, mergeId, await runUserCommand(caller, c.userId, () => look(), load));
  return { ...outcome, decided };
};

/** A command about one person: segments, predictions. */
export const changeUser = (caller: Caller, userId: string, command: ChangeCommand): Promise<LoadedUser> => {
  const load = () => loadCanonicalUser(caller.log, caller.tenantId, userId);
  return runUserCommand(caller, userId, async () => ({ user: await load(), command }), load);
};
