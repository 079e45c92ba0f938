import type { PoolClient } from "pg";
import type { Tracked } from "../activity/tracked.ts";
import { addCounts, counts, metersInForce, Tally } from "./meters.ts";
import { type Touch, touch } from "./touches.ts";

const unseenSql = `SELECT k.t || k.u::text AS person FROM unnest($1::uuid[], $2::uuid[]) AS k (t, u)
  LEFT JOIN LATERAL (SELECT true AS there FROM users r WHERE r.tenant_id = k.t AND r.user_id = k.u LIMIT 1) x ON true WHERE x.there IS NULL`;

/** Who of them is in nobody's table yet: new people are looked at even by rules that count nothing. */
const unseen = async (client: PoolClient, people: ReadonlyArray<Tracked>): Promise<Set<string>> => {
  const ids = [...new Map(people.map((e) => [e.tenantId + e.userId, e])).values()];
  if (ids.length === 0) return new Set();
  const { rows } = await client.query<{ person: string }>({
    name: "unseen_people",
    text: unseenSql,
    values: [ids.map((e) => e.tenantId), ids.map((e) => e.userId)],
  });
  return new Set(rows.map((r) => r.person));
};

/**
 * What a batch of tracked events means for segments: what their rules count is added up, and whoever did it, or is new, is to be looked at.
 * In the transaction that moves the place on tracking's JetStream stream, so that each event counts once. `positions`: of the event of this log
 * that says the person was active.
 */
export const countBehaviour = async (
  client: PoolClient,
  batch: ReadonlyArray<Tracked>,
  positions: ReadonlyMap<string, number>,
): Promise<void> => {
  const meters = await metersInForce(client, [...new Set(batch.map((e) => e.tenantId))]);
  if (meters.size === 0) return;
  const concerned = batch.filter((e) => meters.has(e.tenantId));
  const fresh = await unseen(client, concerned);
  const touched = new Map<string, Touch>();
  for (const [tenantId, mine] of Map.groupBy(concerned, (e) => e.tenantId)) {
    const byName = Map.groupBy(meters.get(tenantId)!, (m) => m.eventName);
    const tally = new Tally();
    for (const e of mine) {
      const person = e.tenantId + e.userId;
      const hit = (byName.get(e.eventName) ?? []).filter((m) => counts(m, e));
      for (const meter of hit) tally.add(meter, e.userId, e.at);
      if (hit.length > 0 || (fresh.has(person) && !touched.has(person)))
        touched.set(person, {
          tenantId,
          userId: e.userId,
          position: positions.get(person) ?? 0,
          cause: hit.length > 0 ? "behaviour" : "identified",
          causeEvent: e.eventId,
        });
    }
    await addCounts(client, tenantId, tally);
  }
  await touch(client, [...touched.values()]);
};
