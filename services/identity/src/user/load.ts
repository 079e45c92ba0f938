import type { Loaded } from "@marketing/shared/command/aggregate";
import type { Recorded } from "@marketing/shared/log/defineEvents";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { type ActivityEvent, activityStream } from "../activity/events.ts";
import { type MembershipEvent, membershipStream } from "../membership/events.ts";
import { createdAtOf } from "./effective.ts";
import type { UserEvent } from "./events.ts";
import { evolve, evolveMembership, visitorSeen } from "./evolve.ts";
import { initialUser, type UserState } from "./state.ts";

export const userStream = (userId: string): string => `user-${userId}`;

/** Version 0 = no stream: nobody, or somebody of whom only activity is known. */
export type LoadedUser = Loaded<UserState>;

/** A user as the log knows them under exactly this id. Somebody without a stream may still have been active. */
export const loadUser = async (log: EventLog, tenantId: string, userId: string): Promise<LoadedUser> => {
  // the codec has made each of them an event of its stream's kind, or thrown
  const [events, [activity], memberships] = (await Promise.all([
    log.readStreamAll(tenantId, userStream(userId)),
    log.readStream(tenantId, activityStream(userId), 0, 1),
    log.readStreamAll(tenantId, membershipStream(userId)),
  ])) as [Recorded<UserEvent>[], Recorded<ActivityEvent>[], Recorded<MembershipEvent>[]];
  const last = events.at(-1);
  if (last) {
    const state = memberships.reduce(evolveMembership, events.reduce(evolve, initialUser));
    return { id: userId, state, version: last.version, position: last.position };
  }
  if (!activity) return { id: userId, state: { ...initialUser, userId }, version: 0, position: 0 };
  const { externalId, known, firstAt } = activity.data;
  const state = memberships.reduce(evolveMembership, visitorSeen(userId, externalId, known, firstAt));
  return { id: userId, state, version: 0, position: activity.position };
};

/** Whether two say the same of each other. Where they do not, one of them has moved between the two reads. */
export const agree = (loser: UserState, other: UserState): boolean =>
  other.layers.some((l) => l.loserId === loser.userId) === (loser.mergedInto?.winnerId === other.userId);

/** More moves of one person than there are while somebody reads. */
export const mostReads = 64;

/** The user an id stands for now: whoever was merged is part of somebody else, who is the canonical user of both ids. */
export const loadCanonicalUser = async (log: EventLog, tenantId: string, userId: string): Promise<LoadedUser> => {
  let user = await loadUser(log, tenantId, userId);
  for (let reads = 0; user.state.mergedInto !== null && reads < mostReads; reads++) {
    const winner = await loadUser(log, tenantId, user.state.mergedInto.winnerId);
    user = agree(user.state, winner.state) ? winner : await loadUser(log, tenantId, userId);
  }
  return user;
};

/** The first event of the stream of somebody who so far was only active. */
export const firstEvent = ({ id: userId, version, state }: LoadedUser): ReadonlyArray<UserEvent> => {
  if (version > 0 || !state.exists) return [];
  const { externalId, known } = state;
  const createdAt = createdAtOf(state);
  return [{ type: "user_created", data: { userId, externalId, email: null, known, createdAt, seenAt: null, anonymousId: null } }];
};
