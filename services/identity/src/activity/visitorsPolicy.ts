import { uuidv5 } from "@marketing/shared/base/ids";
import type { BulkItem, EventLog } from "@marketing/shared/log/eventLog";
import type { PostgresView } from "@marketing/shared/subscription/view";
import type { PoolClient } from "pg";
import { countBehaviour } from "../segment/behaviour.ts";
import { foldSessions } from "../session/session.ts";

import { loadSessions, storeSessions } from "../session/sessionState.ts";
import { foldActivity } from "./activity.ts";
import { readTracked, type Tracked, trackedType } from "./tracked.ts";

/** The larger a batch, the fewer events it makes: a person's in it count as one. */
export const visitorsBatch = 5_000;

/**
 * What tracking tells becomes identity's own events: who was active, and in which session. A batch makes at most one event a person and
 * two a session. What segments count is counted on the way. The events, the sessions' state and the checkpoint on tracking's JetStream stream are one transaction, so nothing counts
 * twice; the receipts would catch it if it did.
 */
export const visitorsPolicy = (log: EventLog): PostgresView => ({
  kind: "postgres",
  name: "visitors",
  version: 1,
  tables: [],
  types: new Set([trackedType]),
  batchSize: visitorsBatch,
  committed: () => log.announce(),
  async apply(client, recorded) {
    const batch = recorded.map(readTracked);
    const items: BulkItem[] = foldActivity(batch).map(({ tenantId, firstEventId, activity }) => ({
      tenantId,
      receiptId: uuidv5(`active:${firstEventId}`, activity.userId),
      fingerprint: 0,
      streamId: `activity-${activity.userId}`,
      event: { type: "user_active", data: activity, subjectId: activity.userId },
    }));
    const people = items.map((i) => i.tenantId + i.event.subjectId);
    for (const [tenantId, mine] of Map.groupBy(batch, (e) => e.tenantId)) items.push(...(await sessionItems(client, tenantId, mine)));
    const appended = await log.appendBulkIn(client, items);
    await countBehaviour(client, batch, new Map(people.map((person, i) => [person, appended[i]!.position])));
  },
});

const sessionItems = async (client: PoolClient, tenantId: string, batch: ReadonlyArray<Tracked>): Promise<BulkItem[]> => {
  const folded = foldSessions(batch, await loadSessions(client, tenantId, batch));
  if (folded.length === 0) return [];
  await storeSessions(
    client,
    tenantId,
    folded.map((f) => f.session),
  );
  return folded.flatMap(({ session, events }) =>
    events.map((event) => ({
      tenantId,
      receiptId: uuidv5(`${event.type}:${session.events}`, session.sessionId),
      fingerprint: 0,
      streamId: `session-${session.sessionId}`,
      event,
    })),
  );
};
