import { accept, type Decision, refuse } from "@marketing/shared/base/decider";
import { normaliseEmail } from "@marketing/shared/base/email";
import { type Claiming, claimEvents } from "./claim.ts";
import { knownUnder } from "./effective.ts";
import type { UserEvent } from "./events.ts";
import { tooManyTraits, traitsChanged } from "./saidTraits.ts";
import { initialUser, type UserState } from "./state.ts";
import { isBefore, type SaidTraits } from "./traitRegister.ts";

export interface IdentifyCommand extends Claiming {
  readonly type: "identify";
  readonly userId: string;
  /** The id that the request named, where that was merged into this user: what is said of it stays with it. */
  readonly under: string;
  readonly externalId: string | null;
  readonly email: string | null;
  /** Who has the email; null = nobody. */
  readonly emailHolder: string | null;
  /** By a user id, not only by an anonymous one. */
  readonly known: boolean;
  readonly traits: SaidTraits;
  /** When activity was first seen under this id, if it was before they were identified. */
  readonly firstActivity: number | null;
  readonly active: boolean;
  readonly source: string;
}

export const emailTaken = (holder: string): Decision<never> =>
  refuse("already_exists", "EMAIL_TAKEN", "the email belongs to another user", { field: "email", user_id: holder });

/** The id that the request named was merged into this user: what identifies them is not overwritten. */
const redirected = ({ userId, under }: IdentifyCommand): boolean => userId !== under;

/** The email that the person has from now on; null = the one they had. Of two that are theirs, the one said later. */
export const newEmail = (c: IdentifyCommand, user: UserState): string | null => {
  if (c.email === null || c.email === user.email || (redirected(c) && user.email !== null)) return null;
  return user.emailSaid !== null && isBefore(c.said, user.emailSaid) ? null : c.email;
};

/** That the person was created, or what the call says of them that is new; null = nothing. */
const identification = (c: IdentifyCommand, user: UserState, email: string | null): UserEvent | null => {
  const { userId, under, anonymousId, known, active } = c;
  const { at, id: messageId } = c.said;
  const emailKey = email === null ? null : normaliseEmail(email);
  if (!user.exists) {
    const { externalId, firstActivity } = c;
    const [createdAt, seenAt] = [Math.min(firstActivity ?? at, at), active ? at : null];
    return { type: "user_created", data: { userId, externalId, email, emailKey, known, createdAt, at, seenAt, anonymousId, messageId } };
  }
  const externalId = user.externalId === null && !redirected(c) ? c.externalId : null;
  const { firstSeen, lastSeen } = knownUnder(user, under);
  const seenAnew = at < (firstSeen ?? Number.POSITIVE_INFINITY) || (active && at > (lastSeen ?? Number.NEGATIVE_INFINITY));
  if (email === null && externalId === null && (!known || user.known) && !seenAnew) return null;
  const previousEmail = email === null ? null : user.email;
  const of = redirected(c) ? { of: under } : {};
  return {
    type: "user_identified",
    data: { userId, externalId, email, emailKey, known, previousEmail, anonymousId, at, active, messageId, ...of },
  };
};

export const decideIdentify = (c: IdentifyCommand, user: UserState): Decision<UserEvent> => {
  const { userId, under } = c;
  const email = newEmail(c, user);
  if (email !== null && c.emailHolder !== null && c.emailHolder !== userId) return emailTaken(c.emailHolder);
  const self = user.exists ? user : { ...initialUser, exists: true, userId };
  const refused = tooManyTraits(knownUnder(self, under).said, c.traits);
  if (refused) return refused;
  const events: UserEvent[] = [];
  const identified = identification(c, user, email);
  if (identified) events.push(identified);
  events.push(...traitsChanged(self, under, c.traits, c.said, c.source));
  events.push(...claimEvents(c, self));
  return accept(...events);
};
