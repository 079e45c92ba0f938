import type { PoolClient } from "pg";
import type { TrackedEvent } from "../activity/trackedEvent.ts";
import { activeCounters, addCounts } from "./counterRows.ts";
import { CountBatch, matches } from "./counters.ts";
import { type EvaluationRequest, requestEvaluation } from "./requests.ts";

const newPeopleSql = `SELECT k.t || k.u::text AS person FROM unnest($1::uuid[], $2::uuid[]) AS k (t, u)
  LEFT JOIN LATERAL (SELECT true AS there FROM users r WHERE r.tenant_id = k.t AND r.user_id = k.u LIMIT 1) x ON true WHERE x.there IS NULL`;

/** Who of them is not in the table of users yet: new people are evaluated even for rules that count nothing. */
const newPeople = async (client: PoolClient, events: ReadonlyArray<TrackedEvent>): Promise<Set<string>> => {
  const people = [...new Map(events.map((e) => [e.tenantId + e.userId, e])).values()];
  if (people.length === 0) return new Set();
  const { rows } = await client.query<{ person: string }>({
    name: "new_people",
    text: newPeopleSql,
    values: [people.map((e) => e.tenantId), people.map((e) => e.userId)],
  });
  return new Set(rows.map((r) => r.person));
};

/**
 * What a batch of tracked events means for segments: what their rules count is added up, and an evaluation is requested for whoever did it, or is
 * new. It runs in the transaction that moves the place on tracking's JetStream stream, so that each event counts once. `positions`: of the event
 * of this log that says the person was active.
 */
export const countTrackedEvents = async (
  client: PoolClient,
  batch: ReadonlyArray<TrackedEvent>,
  positions: ReadonlyMap<string, number>,
): Promise<void> => {
  const counters = await activeCounters(client, [...new Set(batch.map((e) => e.tenantId))]);
  if (counters.size === 0) return;
  const concerned = batch.filter((e) => counters.has(e.tenantId));
  const fresh = await newPeople(client, concerned);
  const requests = new Map<string, EvaluationRequest>();
  for (const [tenantId, own] of Map.groupBy(concerned, (e) => e.tenantId)) {
    const byName = Map.groupBy(counters.get(tenantId)!, (c) => c.eventName);
    const counted = new CountBatch();
    for (const e of own) {
      const person = e.tenantId + e.userId;
      const matching = (byName.get(e.eventName) ?? []).filter((c) => matches(c, e));
      for (const counter of matching) counted.add(counter, e.userId, e.at);
      if (matching.length > 0 || (fresh.has(person) && !requests.has(person)))
        requests.set(person, {
          tenantId,
          userId: e.userId,
          position: positions.get(person) ?? 0,
          cause: matching.length > 0 ? "behaviour" : "identified",
          causeEvent: e.eventId,
        });
    }
    await addCounts(client, tenantId, counted);
  }
  await requestEvaluation(client, [...requests.values()]);
};
