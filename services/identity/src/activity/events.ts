import { defineEvents, type EventOf, event } from "@marketing/shared/log/defineEvents";
import type { DayBehaviour } from "./behaviour.ts";

/** What a person did in one batch of tracked events. Times are ms since 1970. */
export interface UserActive {
  readonly userId: string;
  /** The caller's own id, when the events named one that is no UUID. */
  readonly externalId: string | null;
  /** The events named a user id, not only an anonymous one. */
  readonly known: boolean;
  readonly anonymousId: string | null;
  readonly firstAt: number;
  /** The latest event at which the person was there; null = they were not. */
  readonly lastAt: number | null;
  readonly lastEventName: string;
  readonly events: number;
  /** What they did, without anything personal; none of what crawlers did. Null once the person's key was destroyed. */
  readonly did: ReadonlyArray<DayBehaviour> | null;
}

export const activityStream = (userId: string): string => `activity-${userId}`;

/** Streams `activity-<user id>`, appended by the policy on tracking's events alone. */
export const activityEvents = defineEvents({
  user_active: event<UserActive>({
    version: 2,
    upcasters: { 1: (data: Omit<UserActive, "did">): UserActive => ({ ...data, did: [] }) },
    personal: ["externalId", "anonymousId", "did"],
  }),
});
export type ActivityEvent = EventOf<typeof activityEvents>;
