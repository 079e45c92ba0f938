import { accept, type Decision, refuse } from "@marketing/shared/base/decider";
import { normaliseEmail } from "@marketing/shared/base/email";
import type { JsonValue } from "@marketing/shared/base/json";
import { sameJson } from "@marketing/shared/base/json";
import { effective } from "./effective.ts";
import type { UserEvent } from "./events.ts";
import { userMerged, visitorStays } from "./merge.ts";
import type { Traits } from "./profileData.ts";
import { initialUser, type UserState } from "./state.ts";

export interface IdentifyCommand {
  readonly type: "identify";
  readonly userId: string;
  readonly externalId: string | null;
  readonly email: string | null;
  /** Who has the email; null = nobody. */
  readonly emailHolder: string | null;
  /** By a user id, not only by an anonymous one. */
  readonly known: boolean;
  /** The request named another id, which was merged into this user: what identifies them is not overwritten. */
  readonly redirected: boolean;
  readonly set: Traits;
  readonly setOnce: Traits;
  readonly unset: ReadonlyArray<string>;
  readonly at: number;
  /** When activity was first seen under this id, if it was before they were identified. */
  readonly firstActivity: number | null;
  readonly active: boolean;
  readonly source: string;
  readonly anonymousId: string | null;
  /** Whoever the anonymous id stands for; they become part of the user where nothing speaks against it. */
  readonly visitor: UserState | null;
  readonly mergeId: string;
}

/** More than anybody describes a person by; a client that makes up names is stopped here. */
const maxTraits = 1_000;

export const emailTaken = (holder: string): Decision<never> =>
  refuse("already_exists", "EMAIL_TAKEN", "the email belongs to another user", { field: "email", user_id: holder });

/**
 * What `set`, `set_once` and `unset` really change. A key in several of them: unset, then set, then set_once.
 * What a merged visitor brought counts as there; setting it makes it the user's own.
 */
const traitChanges = (
  user: UserState,
  { set, setOnce, unset }: Pick<IdentifyCommand, "set" | "setOnce" | "unset">,
): { readonly set: Traits; readonly unset: ReadonlyArray<string> } => {
  const now = effective(user).traits;
  const own = user.own.traits;
  const changed: Array<[string, JsonValue]> = [];
  for (const [name, value] of Object.entries(set))
    if (!Object.hasOwn(own, name) || !sameJson(own[name], value)) changed.push([name, value]);
  for (const [name, value] of Object.entries(setOnce))
    if (!Object.hasOwn(set, name) && (!Object.hasOwn(now, name) || unset.includes(name))) changed.push([name, value]);
  const kept = new Set(changed.map(([name]) => name));
  return {
    set: Object.fromEntries(changed),
    unset: [...new Set(unset)].filter((name) => Object.hasOwn(now, name) && !kept.has(name) && !Object.hasOwn(set, name)),
  };
};

/** That the person was created, or what the call says of them that is new; null = nothing. */
const identification = (c: IdentifyCommand, user: UserState, newEmail: string | null): UserEvent | null => {
  const { userId, anonymousId, known, at, active } = c;
  if (!user.exists) {
    const { externalId, email } = c;
    const emailKey = email === null ? null : normaliseEmail(email);
    const [createdAt, seenAt] = [c.firstActivity ?? at, active ? at : null];
    return { type: "user_created", data: { userId, externalId, email, emailKey, known, createdAt, seenAt, anonymousId } };
  }
  const externalId = user.externalId === null && !c.redirected ? c.externalId : null;
  const isNew =
    newEmail !== null || externalId !== null || (known && !user.known) || (active && at > (user.own.lastSeen ?? Number.NEGATIVE_INFINITY));
  if (!isNew) return null;
  const [previousEmail, emailKey] = newEmail === null ? [null, null] : [user.email, normaliseEmail(newEmail)];
  return {
    type: "user_identified",
    data: { userId: user.userId, externalId, email: newEmail, emailKey, known, previousEmail, anonymousId, at, active },
  };
};

export const decideIdentify = (c: IdentifyCommand, user: UserState): Decision<UserEvent> => {
  const { userId, at } = c;
  const email = c.redirected && user.email !== null ? null : c.email;
  const newEmail = email !== null && email !== user.email ? email : null;
  if (newEmail !== null && c.emailHolder !== null && c.emailHolder !== userId) return emailTaken(c.emailHolder);
  const changes = traitChanges(user, c);
  if (Object.keys({ ...user.own.traits, ...changes.set }).length > maxTraits)
    return refuse("failed_precondition", "TOO_MANY_TRAITS", `a user has at most ${maxTraits} traits`, { field: "traits" });
  const events: UserEvent[] = [];
  const identified = identification(c, user, newEmail);
  if (identified) events.push(identified);
  if (Object.keys(changes.set).length > 0 || changes.unset.length > 0)
    events.push({ type: "traits_changed", data: { userId, ...changes, at, source: c.source } });
  const self = user.exists ? user : { ...initialUser, exists: true, userId };
  if (c.visitor !== null && visitorStays(self, c.visitor) === null)
    events.push(userMerged(c.visitor, { userId, mergeId: c.mergeId, anonymousId: c.anonymousId, reason: "identify", at }));
  return accept(...events);
};
