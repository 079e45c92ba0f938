import { Behaviour, type DayBehaviour } from "../pattern/behaviour.ts";
import type { Tracked } from "./tracked.ts";

/** The one event of the streams `activity-<userId>`: what a person did in one batch of tracked events. Times are ms since 1970. */
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
  /** What they did, without anything personal; none of what crawlers did. */
  readonly did: ReadonlyArray<DayBehaviour>;
}

/** At most one event for each person of the batch, in the order of their first appearance. */
export const foldActivity = (
  batch: ReadonlyArray<Tracked>,
): ReadonlyArray<{ readonly tenantId: string; readonly firstEventId: string; readonly activity: UserActive }> => {
  const people = new Map<string, { tenantId: string; firstEventId: string; activity: Omit<UserActive, "did">; behaviour: Behaviour }>();
  for (const e of batch) {
    const key = `${e.tenantId}${e.userId}`;
    const seen = people.get(key);
    if (!seen) {
      const { userId, externalId, known, anonymousId, at, eventName } = e;
      const activity = {
        userId,
        externalId,
        known,
        anonymousId,
        firstAt: at,
        lastAt: e.active ? at : null,
        lastEventName: eventName,
        events: 1,
      };
      const behaviour = new Behaviour();
      behaviour.add(e);
      people.set(key, { tenantId: e.tenantId, firstEventId: e.eventId, activity, behaviour });
      continue;
    }
    seen.behaviour.add(e);
    const a = seen.activity;
    const later = e.active && (a.lastAt === null || e.at >= a.lastAt);
    seen.activity = {
      ...a,
      externalId: a.externalId ?? e.externalId,
      known: a.known || e.known,
      anonymousId: a.anonymousId ?? e.anonymousId,
      firstAt: Math.min(a.firstAt, e.at),
      lastAt: later ? e.at : a.lastAt,
      lastEventName: later ? e.eventName : a.lastEventName,
      events: a.events + 1,
    };
  }
  return [...people.values()].map(({ behaviour, activity, ...rest }) => ({ ...rest, activity: { ...activity, did: behaviour.days() } }));
};
