import { uuidv5 } from "@marketing/shared/base/ids";
import type { BulkItem, EventLog } from "@marketing/shared/log/eventLog";
import { policy } from "@marketing/shared/subscription/typedView";
import type { PostgresView } from "@marketing/shared/subscription/view";
import type { PoolClient } from "pg";
import { consentItems } from "../consent/tracked.ts";
import { countTrackedEvents } from "../evaluation/countTrackedEvents.ts";
import { sessionStream } from "../session/events.ts";
import { foldSessions } from "../session/fold.ts";
import { loadSessions } from "../session/stateRows.ts";
import { storeSessions } from "../session/storeRows.ts";
import { foldActivity } from "./activity.ts";
import { activityStream } from "./events.ts";
import { eventTracked, readTracked, type TrackedEvent } from "./trackedEvent.ts";

/** The larger a batch, the fewer events it makes: a person's in it count as one. */
export const activityBatch = 5_000;

/**
 * What tracking tells becomes identity's own events: who was active, in which session, and what they said of being addressed. A batch makes at most one event a person and
 * two a session. What the rules of segments count is counted on the way. The events, the sessions' state and the checkpoint on tracking's
 * JetStream stream are one transaction, so nothing counts twice; the receipts would catch it if it did.
 */
export const activityPolicy = (log: EventLog, sessionWindowMs: number): PostgresView =>
  policy({
    name: "visitors",
    events: eventTracked,
    batchSize: activityBatch,
    committed: () => log.announce(),
    apply: async (client, recorded) => {
      const batch = recorded.map(readTracked);
      const items: BulkItem[] = foldActivity(batch).map(({ tenantId, firstEventId, activity }) => ({
        tenantId,
        receiptId: uuidv5(`active:${firstEventId}`, activity.userId),
        fingerprint: 0,
        streamId: activityStream(activity.userId),
        event: { type: "user_active", data: activity, subjectId: activity.userId },
      }));
      const people = items.map((i) => i.tenantId + i.event.subjectId);
      items.push(...consentItems(batch));
      for (const [tenantId, own] of Map.groupBy(batch, (e) => e.tenantId))
        items.push(...(await sessionItems(client, tenantId, own, sessionWindowMs)));
      const appended = await log.appendBulkIn(client, items);
      await countTrackedEvents(client, batch, new Map(people.map((person, i) => [person, appended[i]!.position])));
    },
  });

const sessionItems = async (
  client: PoolClient,
  tenantId: string,
  batch: ReadonlyArray<TrackedEvent>,
  windowMs: number,
): Promise<BulkItem[]> => {
  const { sessions, idsOf } = await loadSessions(client, tenantId, batch);
  const folded = foldSessions(batch, sessions, { idsOf, now: Date.now(), windowMs });
  if (folded.length === 0) return [];
  await storeSessions(client, tenantId, folded);
  return folded.flatMap(({ session, events }) =>
    events.map((event) => ({
      tenantId,
      // an event of tracking's is in one batch, which tells a session's event of each type once
      receiptId: uuidv5(`${event.type}:${batch[0]!.eventId}`, session.sessionId),
      fingerprint: 0,
      streamId: sessionStream(session.sessionId),
      event,
    })),
  );
};
