import type { EventLog } from "@marketing/shared/log/eventLog";
import type { PoolClient } from "pg";
import { storedRule } from "../rule/parseRule.ts";
import { countersOf, type EventCounter, type RuleJson } from "../rule/rule.ts";
import { evaluateUsers } from "./evaluateUsers.ts";
import { removeMembers } from "./memberRows.ts";
import { membershipItem } from "./membershipItem.ts";
import { removeCounts, removeUnusedCounters } from "./unusedCounters.ts";

export const pageSize = 500;

/** A revision of a segment's rule on its way to deciding, or a segment on its way out: a row of `segment_rules`. */
interface Build {
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

const thisBuild = "tenant_id = $1 AND segment_id = $2 AND revision = $3";
const keyOf = (b: Build): unknown[] => [b.tenant_id, b.segment_id, b.revision];
const countersFor = (b: Build): ReadonlyArray<EventCounter> => countersOf(storedRule(b.rule));

/** Of each tenant the oldest first, and tenants by chance: none waits for all that another has to build. */
const loadBuilds = async (client: PoolClient): Promise<ReadonlyArray<Build>> =>
  (
    await client.query<Build>(
      `SELECT tenant_id, segment_id, revision, name, rule, phase, cause, wait_for, next_user
         FROM (SELECT *, row_number() OVER (PARTITION BY tenant_id ORDER BY started_at, segment_id, revision) AS turn
                 FROM segment_rules WHERE phase <> 'ready') builds
        ORDER BY turn, random() LIMIT 100`,
    )
  ).rows;

/** Where the policy that counts tracking's events is in their stream. Its row is held, so that it stays there until this transaction ends. */
const holdPlaceOfCounting = async (client: PoolClient): Promise<number> => {
  await client.query(
    "INSERT INTO checkpoints (subscription, generation, source) VALUES ('visitors', 1, 'jetstream:TRACKING') ON CONFLICT DO NOTHING",
  );
  const { rows } = await client.query<{ position: number }>(
    "SELECT position FROM checkpoints WHERE subscription = 'visitors' AND generation = 1 FOR UPDATE",
  );
  return rows[0]!.position;
};

/**
 * What the rule counts is counted from here on. The policy that counts moves its checkpoint first, so what it counts afterwards it counts
 * knowing the new counters, and what came before its present place is the backfill's.
 * Everybody known at the log's head now has to be in the table of users before everybody is evaluated; who comes later is evaluated on request.
 */
const startCounters = async (client: PoolClient, b: Build): Promise<void> => {
  const position = await holdPlaceOfCounting(client);
  const created: string[] = [];
  for (const c of countersFor(b)) {
    const { rowCount } = await client.query(
      `INSERT INTO segment_meters (tenant_id, meter_id, event_name, conditions, keep, live_from, backfilled)
        VALUES ($1, $2, $3, $4, $5, $6::bigint, $6::bigint = 0) ON CONFLICT DO NOTHING`,
      [b.tenant_id, c.counterId, c.eventName, JSON.stringify(c.where), c.keep, position],
    );
    if (rowCount === 1) created.push(c.counterId);
  }
  // the same counter may have been here before, and been removed while somebody still counted
  if (created.length > 0) await removeCounts(client, b.tenant_id, created);
  await client.query(
    `UPDATE segment_rules SET phase = 'backfilling', wait_for = (SELECT last_value FROM log_position) WHERE ${thisBuild}`,
    keyOf(b),
  );
};

const countersReady = async (client: PoolClient, b: Build): Promise<boolean> => {
  const ids = countersFor(b).map((c) => c.counterId);
  if (ids.length === 0) return true;
  const { rows } = await client.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM segment_meters WHERE tenant_id = $1 AND meter_id = ANY ($2::uuid[]) AND backfilled",
    [b.tenant_id, ids],
  );
  return rows[0]!.n === ids.length;
};

/** From here on this revision decides, and no older one; unless a newer one has taken its place meanwhile. */
const activate = async (client: PoolClient, b: Build): Promise<void> => {
  const { rowCount } = await client.query(`UPDATE segment_rules SET phase = 'evaluating' WHERE ${thisBuild}`, keyOf(b));
  if (rowCount !== 1) return;
  await client.query("DELETE FROM segment_rules WHERE tenant_id = $1 AND segment_id = $2 AND revision < $3", keyOf(b));
  await client.query(
    `UPDATE segment_rules SET total = (SELECT count(*) FROM users WHERE tenant_id = $1 AND merged_into IS NULL) WHERE ${thisBuild}`,
    keyOf(b),
  );
};

const evaluatePage = async (client: PoolClient, log: EventLog, b: Build, now: number): Promise<number> => {
  const { rows } = await client.query<{ user_id: string }>(
    `SELECT user_id FROM users WHERE tenant_id = $1 AND ($2::uuid IS NULL OR user_id > $2) AND merged_into IS NULL ORDER BY user_id LIMIT $3`,
    [b.tenant_id, b.next_user, pageSize],
  );
  const requests = rows.map((r) => ({ tenantId: b.tenant_id, userId: r.user_id, cause: b.cause, causeEvent: null }));
  const position = await evaluateUsers(client, log, requests, now);
  const done = rows.length < pageSize;
  await client.query(
    `UPDATE segment_rules SET next_user = coalesce($4, next_user), evaluated = evaluated + $5, total = greatest(total, evaluated + $5),
      phase = CASE WHEN $6 THEN 'ready' ELSE phase END, finished_at = CASE WHEN $6 THEN now() END WHERE ${thisBuild}`,
    [...keyOf(b), rows.at(-1)?.user_id ?? null, rows.length, done],
  );
  if (done) await removeUnusedCounters(client, b.tenant_id);
  return position;
};

const retirePage = async (client: PoolClient, log: EventLog, b: Build, now: number): Promise<number> => {
  const { rows } = await client.query<{ user_id: string; priority: number }>(
    "SELECT user_id, priority FROM segment_members WHERE tenant_id = $1 AND segment_id = $2 ORDER BY user_id LIMIT $3",
    [b.tenant_id, b.segment_id, pageSize],
  );
  if (rows.length === 0) {
    await client.query(`DELETE FROM segment_rules WHERE ${thisBuild}`, keyOf(b));
    await removeUnusedCounters(client, b.tenant_id);
    return 0;
  }
  const { tenant_id: tenantId, segment_id: segmentId, name: segment, cause } = b;
  const gone = rows.map((r) => ({ tenantId, userId: r.user_id, segmentId, segment, priority: r.priority }));
  await removeMembers(client, gone);
  const items = gone.map(({ userId, priority }) =>
    membershipItem(tenantId, { type: "segment_exited", data: { userId, segmentId, segment, priority, cause, at: now } }, null),
  );
  return Math.max(...(await log.appendBulkIn(client, items)).map((r) => r.position));
};

/** One step of one build. Null = there is nothing that can be done yet. `usersAt`: how far the table of users is. */
export const buildStep = async (client: PoolClient, log: EventLog, usersAt: number, now: number): Promise<number | null> => {
  for (const b of await loadBuilds(client)) {
    switch (b.phase) {
      case "waiting":
        await startCounters(client, b);
        return 0;
      case "backfilling":
        if (usersAt < (b.wait_for ?? 0) || !(await countersReady(client, b))) continue;
        await activate(client, b);
        return 0;
      case "evaluating":
        return evaluatePage(client, log, b, now);
      case "retiring":
        return retirePage(client, log, b, now);
    }
  }
  return null;
};
