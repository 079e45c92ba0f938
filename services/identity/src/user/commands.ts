import type { Caller } from "@marketing/shared/command/caller";
import type { Claim } from "@marketing/shared/command/uniqueClaims";
import type { ChangeCommand, UserCommand } from "./decide.ts";
import { findEmail } from "./emailClaims.ts";
import { type LoadedUser, loadCanonicalUser, loadUser } from "./load.ts";
import { mergeIdOf, runUserCommand, type UserLookup, type UserOutcome, withMerge } from "./runCommand.ts";
import { initialUser, type UserState } from "./state.ts";

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
    "type" | "emailHolder" | "visitor" | "mergeId" | "redirected" | "firstActivity"
  > {
  /** The id the anonymous id stands for, when a user id is given beside it. */
  readonly visitorId: string | null;
}

export interface Identified extends UserOutcome {
  /** The user and the visitor as they were when the decision was taken. */
  readonly before: { readonly user: UserState; readonly visitor: UserState | null };
  /** The id that was given was merged into this user before. */
  readonly redirected: boolean;
}

export const identify = async (caller: Caller, { visitorId, ...c }: Identify): Promise<Identified> => {
  const { log, tenantId } = caller;
  const mergeId = mergeIdOf(caller);
  const load = () => loadCanonicalUser(log, tenantId, c.userId);
  const before: { user: UserState; visitor: UserState | null } = { user: initialUser, visitor: null };
  const look = async (): Promise<UserLookup> => {
    const [user, loser, email] = await Promise.all([
      load(),
      visitorId === null ? null : loadUser(log, tenantId, visitorId),
      claim(caller, c.email),
    ]);
    const visitor = loser?.state ?? null;
    const redirected = user.id !== c.userId;
    [before.user, before.visitor] = [user.state, visitor];
    // somebody of whom only activity is known is created by this call, with what the activity says
    const onlyActive = user.version === 0 && user.state.exists;
    const firstActivity = onlyActive ? user.state.createdAt : null;
    const emailHolder = email?.holder ?? null;
    return {
      user: onlyActive ? { ...user, state: { ...user.state, exists: false } } : user,
      loser,
      email,
      command: { ...c, type: "identify", userId: user.id, emailHolder, redirected, firstActivity, visitor, mergeId },
    };
  };
  const outcome = await withMerge(caller, mergeId, await runUserCommand(caller, c.userId, look, load));
  return { ...outcome, before, redirected: outcome.id !== c.userId };
};

/** A command about one person: segments, predictions. */
export const changeUser = (caller: Caller, userId: string, command: ChangeCommand): Promise<LoadedUser> => {
  const load = () => loadCanonicalUser(caller.log, caller.tenantId, userId);
  return runUserCommand(caller, userId, async () => ({ user: await load(), command }), load);
};
