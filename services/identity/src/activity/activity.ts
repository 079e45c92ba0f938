import { Behaviour } from "./behaviour.ts";
import type { UserActive } from "./events.ts";
import type { TrackedEvent } from "./trackedEvent.ts";

/** At most one event for each person of the batch, in the order of their first appearance. */
export const foldActivity = (
  batch: ReadonlyArray<TrackedEvent>,
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
