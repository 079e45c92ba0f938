import type { EventLog } from "@marketing/shared/log/eventLog";
import type { UserActive } from "../activity/activity.ts";
import { type MembershipEvent, membershipStream } from "../segment/segmentEvents.ts";
import { evolve, evolveMembership, visitorSeen } from "./evolveUser.ts";
import { initialUser, type UserState } from "./person.ts";
import type { UserEvent } from "./userEvents.ts";

export const userStream = (userId: string): string => `user-${userId}`;
export const activityStream = (userId: string): string => `activity-${userId}`;
export const mergeStream = (mergeId: string): string => `merge-${mergeId}`;

export interface LoadedUser {
  readonly userId: string;
  readonly state: UserState;
  /** 0 = no stream: nobody, or somebody of whom only activity is known. */
  readonly version: number;
  readonly position: number;
}

/** A user as the log knows them. Somebody without a stream may still have been active. */
export const loadUser = async (log: EventLog, tenantId: string, userId: string): Promise<LoadedUser> => {
  const [events, activity, memberships] = await Promise.all([
    log.readStreamAll(tenantId, userStream(userId)),
    log.readStream(tenantId, activityStream(userId), 0, 1),
    log.readStreamAll(tenantId, membershipStream(userId)),
  ]);
  const entering = (state: UserState) => memberships.reduce((s, e) => evolveMembership(s, e as unknown as MembershipEvent), state);
  const last = events.at(-1);
  if (last) {
    const state = events.reduce((s, e) => evolve(s, e as unknown as UserEvent), initialUser);
    return { userId, state: entering(state), version: last.version, position: last.position };
  }
  const [first] = activity;
  if (!first) return { userId, state: { ...initialUser, userId }, version: 0, position: 0 };
  const seen = first.data as UserActive;
  return { userId, state: entering(visitorSeen(userId, seen.externalId, seen.known, seen.firstAt)), version: 0, position: first.position };
};

/** The person an id stands for now: who was merged is somebody else. */
export const loadPerson = async (
  log: EventLog,
  tenantId: string,
  userId: string,
): Promise<LoadedUser & { readonly redirected: boolean }> => {
  let user = await loadUser(log, tenantId, userId);
  for (let depth = 0; user.state.mergedInto !== null && depth < 64; depth++)
    user = await loadUser(log, tenantId, user.state.mergedInto.winnerId);
  return { ...user, redirected: user.userId !== userId };
};

/** The first event of the stream of somebody who so far was only active. */
export const firstEvent = (user: LoadedUser): ReadonlyArray<UserEvent> =>
  user.version === 0 && user.state.exists
    ? [
        {
          type: "user_created",
          data: {
            userId: user.userId,
            externalId: user.state.externalId,
            email: null,
            known: user.state.known,
            createdAt: user.state.createdAt,
            seenAt: null,
            anonymousId: null,
          },
        },
      ]
    : [];
