import type { EventLog } from "@marketing/shared/log/eventLog";
import type { PoolClient } from "pg";
import { evaluatePeople, membershipItem, removeMembers } from "./evaluatePeople.ts";
import { storedRule } from "./readRule.ts";
import { type Meter, metersOf } from "./rule.ts";
import type { RuleJson } from "./segmentEvents.ts";

export const pageSize = 500;

export interface Building {
  readonly tenant_id: string;
  readonly segment_id: string;
  readonly revision: number;
  readonly name: string;
  readonly rule: RuleJson;
  readonly phase: "waiting" | "backfilling" | "evaluating" | "retiring";
  readonly cause: string;
  readonly wait_for: number | null;
  readonly next_user: string | null;
}

const rowOf = (b: Building): ReadonlyArray<unknown> => [b.tenant_id, b.segment_id, b.revision];
const mine = "tenant_id = $1 AND segment_id = $2 AND revision = $3";

/** Oldest first. */
export const loadBuilding = async (client: PoolClient): Promise<ReadonlyArray<Building>> =>
  (
    await client.query<Building>(
      `SELECT tenant_id, segment_id, revision, name, rule, phase, cause, wait_for, next_user FROM segment_rules
        WHERE phase <> 'ready' ORDER BY started_at, tenant_id, segment_id, revision LIMIT 100`,
    )
  ).rows;

/**
 * What the rule counts is counted from here on. Where "here" is on tracking's stream is known by standing still with it: the policy that counts
 * moves this row first, so what it counts afterwards it counts knowing the new meters, and what it counted before is the backfill's.
 * Then everybody known at the log's head now has to be in the table of people before everybody is evaluated; who comes later is touched.
 */
const prepare = async (client: PoolClient, b: Building): Promise<void> => {
  await client.query(
    "INSERT INTO checkpoints (subscription, generation, source) VALUES ('visitors', 1, 'jetstream:TRACKING') ON CONFLICT DO NOTHING",
  );
  const { rows } = await client.query<{ position: number }>(
    "SELECT position FROM checkpoints WHERE subscription = 'visitors' AND generation = 1 FOR UPDATE",
  );
  const { position } = rows[0]!;
  const made: string[] = [];
  for (const m of metersOf(storedRule(b.rule))) {
    const { rowCount } = await client.query(
      `INSERT INTO segment_meters (tenant_id, meter_id, event_name, conditions, keep, live_from, backfilled)
        VALUES ($1, $2, $3, $4, $5, $6::bigint, $6::bigint = 0) ON CONFLICT DO NOTHING`,
      [b.tenant_id, m.meterId, m.eventName, JSON.stringify(m.where), m.keep, position],
    );
    if (rowCount === 1) made.push(m.meterId);
  }
  // a meter of that kind may have been here before, and let go while somebody still counted
  if (made.length > 0)
    await client.query("DELETE FROM segment_counts WHERE tenant_id = $1 AND meter_id = ANY ($2::uuid[])", [b.tenant_id, made]);
  await client.query(
    `UPDATE segment_rules SET phase = 'backfilling', wait_for = (SELECT last_value FROM log_position) WHERE ${mine}`,
    rowOf(b) as unknown[],
  );
};

const metersReady = async (client: PoolClient, b: Building): Promise<boolean> => {
  const meters = metersOf(storedRule(b.rule)).map((m: Meter) => m.meterId);
  if (meters.length === 0) return true;
  const { rows } = await client.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM segment_meters WHERE tenant_id = $1 AND meter_id = ANY ($2::uuid[]) AND backfilled",
    [b.tenant_id, meters],
  );
  return rows[0]!.n === meters.length;
};

/** From here on this revision decides, and no older one; unless a newer one has taken its place meanwhile. */
const enforce = async (client: PoolClient, b: Building): Promise<void> => {
  const { rowCount } = await client.query(`UPDATE segment_rules SET phase = 'evaluating' WHERE ${mine}`, rowOf(b) as unknown[]);
  if (rowCount !== 1) return;
  await client.query("DELETE FROM segment_rules WHERE tenant_id = $1 AND segment_id = $2 AND revision < $3", rowOf(b) as unknown[]);
  await client.query(
    `UPDATE segment_rules SET total = (SELECT count(*) FROM users WHERE tenant_id = $1 AND merged_into IS NULL) WHERE ${mine}`,
    rowOf(b) as unknown[],
  );
};

/** What no rule of the tenant counts any more. */
const letGo = async (client: PoolClient, tenantId: string): Promise<void> => {
  const { rows } = await client.query<{ rule: RuleJson }>("SELECT rule FROM segment_rules WHERE tenant_id = $1 AND phase <> 'retiring'", [
    tenantId,
  ]);
  const used = rows.flatMap((r) => metersOf(storedRule(r.rule)).map((m) => m.meterId));
  const gone = await client.query<{ meter_id: string }>(
    "DELETE FROM segment_meters WHERE tenant_id = $1 AND NOT meter_id = ANY ($2::uuid[]) RETURNING meter_id",
    [tenantId, used],
  );
  if (gone.rows.length > 0)
    await client.query("DELETE FROM segment_counts WHERE tenant_id = $1 AND meter_id = ANY ($2::uuid[])", [
      tenantId,
      gone.rows.map((r) => r.meter_id),
    ]);
};

const evaluatePage = async (client: PoolClient, log: EventLog, b: Building, now: number): Promise<number> => {
  const { rows } = await client.query<{ user_id: string }>(
    `SELECT user_id FROM users WHERE tenant_id = $1 AND ($2::uuid IS NULL OR user_id > $2) AND merged_into IS NULL ORDER BY user_id LIMIT $3`,
    [b.tenant_id, b.next_user, pageSize],
  );
  const asked = rows.map((r) => ({ tenantId: b.tenant_id, userId: r.user_id, cause: b.cause, causeEvent: null }));
  const position = await evaluatePeople(client, log, asked, now);
  const done = rows.length < pageSize;
  await client.query(
    `UPDATE segment_rules SET next_user = coalesce($4, next_user), evaluated = evaluated + $5, total = greatest(total, evaluated + $5),
      phase = CASE WHEN $6 THEN 'ready' ELSE phase END, finished_at = CASE WHEN $6 THEN now() END WHERE ${mine}`,
    [...rowOf(b), rows.at(-1)?.user_id ?? null, rows.length, done],
  );
  if (done) await letGo(client, b.tenant_id);
  return position;
};

const retirePage = async (client: PoolClient, log: EventLog, b: Building, now: number): Promise<number> => {
  const { rows } = await client.query<{ user_id: string; priority: number }>(
    "SELECT user_id, priority FROM segment_members WHERE tenant_id = $1 AND segment_id = $2 ORDER BY user_id LIMIT $3",
    [b.tenant_id, b.segment_id, pageSize],
  );
  if (rows.length === 0) {
    await client.query(`DELETE FROM segment_rules WHERE ${mine}`, rowOf(b) as unknown[]);
    await letGo(client, b.tenant_id);
    return 0;
  }
  const { tenant_id: tenantId, segment_id: segmentId, name: segment, cause } = b;
  await removeMembers(
    client,
    rows.map((r) => ({ tenantId, userId: r.user_id, segmentId, segment, priority: r.priority })),
  );
  const items = rows.map(({ user_id: userId, priority }) =>
    membershipItem(tenantId, { type: "segment_exited", data: { userId, segmentId, segment, priority, cause, at: now } }, null),
  );
  return Math.max(...(await log.appendBulkIn(client, items)).map((r) => r.position));
};

/** One step of one build. Null = there is nothing that can be done yet. `usersAt`: how far the table of people is. */
export const buildStep = async (client: PoolClient, log: EventLog, usersAt: number, now: number): Promise<number | null> => {
  for (const b of await loadBuilding(client)) {
    switch (b.phase) {
      case "waiting":
        await prepare(client, b);
        return 0;
      case "backfilling":
        if (usersAt < (b.wait_for ?? 0) || !(await metersReady(client, b))) continue;
        await enforce(client, b);
        return 0;
      case "evaluating":
        return evaluatePage(client, log, b, now);
      case "retiring":
        return retirePage(client, log, b, now);
    }
  }
  return null;
};
