import type { EventLog } from "@marketing/shared/log/eventLog";
import { type Pool, transaction } from "@marketing/shared/postgres/pool";
import type { Job } from "@marketing/shared/service/jobs";
import type { Lease } from "@marketing/shared/subscription/lease";
import type { PoolClient } from "pg";
import { usersView } from "../user/userView.ts";
import { buildStep, pageSize } from "./build.ts";
import { evaluatePeople } from "./evaluatePeople.ts";

export interface Evaluator {
  readonly pool: Pool;
  readonly log: EventLog;
}

const probeSql = `SELECT EXISTS (SELECT FROM segment_touches) OR EXISTS (SELECT FROM segment_due WHERE due_at <= $1)
  OR EXISTS (SELECT FROM segment_rules WHERE phase <> 'ready') AS work`;

const usersAtSql =
  "SELECT c.position FROM projections p JOIN checkpoints c ON c.subscription = p.name AND c.generation = p.live_generation WHERE p.name = $1";

interface TouchRow {
  readonly touch_id: number;
  readonly tenant_id: string;
  readonly user_id: string;
  readonly cause: string;
  readonly cause_event: string | null;
}
const touchesSql =
  "SELECT touch_id, tenant_id, user_id, cause, cause_event FROM segment_touches WHERE position <= $1 ORDER BY touch_id LIMIT $2";

/** Those something happened to; the rows go with what they brought about. */
const touchStep = async (client: PoolClient, log: EventLog, usersAt: number, now: number): Promise<number | null> => {
  const { rows } = await client.query<TouchRow>({ name: "segment_touches", text: touchesSql, values: [usersAt, 2 * pageSize] });
  if (rows.length === 0) return null;
  const asked = rows.map((r) => ({ tenantId: r.tenant_id, userId: r.user_id, cause: r.cause, causeEvent: r.cause_event }));
  const position = await evaluatePeople(client, log, asked, now);
  await client.query({
    name: "delete_touches",
    text: "DELETE FROM segment_touches t USING unnest($1::uuid[], $2::bigint[]) AS k (t, i) WHERE t.tenant_id = k.t AND t.touch_id = k.i",
    values: [rows.map((r) => r.tenant_id), rows.map((r) => r.touch_id)],
  });
  return position;
};

/** Those for whom time alone may have turned a rule. Looking at them says when next, so nobody stays due. */
const dueStep = async (client: PoolClient, log: EventLog, _usersAt: number, now: number): Promise<number | null> => {
  const { rows } = await client.query<{ tenant_id: string; user_id: string }>({
    name: "segment_due",
    text: "SELECT tenant_id, user_id FROM segment_due WHERE due_at <= $1 ORDER BY due_at LIMIT $2",
    values: [new Date(now), pageSize],
  });
  if (rows.length === 0) return null;
  const keys = [rows.map((r) => r.tenant_id), rows.map((r) => r.user_id)];
  await client.query({
    name: "take_due",
    text: "DELETE FROM segment_due d USING unnest($1::uuid[], $2::uuid[]) AS k (t, u) WHERE d.tenant_id = k.t AND d.user_id = k.u",
    values: keys,
  });
  const asked = rows.map((r) => ({ tenantId: r.tenant_id, userId: r.user_id, cause: "time", causeEvent: null }));
  return evaluatePeople(client, log, asked, now);
};

type Step = (client: PoolClient, log: EventLog, usersAt: number, now: number) => Promise<number | null>;
/** In turns: neither a flood of events nor a build of everybody keeps the others waiting for longer than one page. */
const steps: ReadonlyArray<Step> = [touchStep, dueStep, buildStep];

/** Each kind of work once, in one transaction with what it takes away from the work. False = nothing to do now. */
export const evaluateOnce = async ({ pool, log }: Evaluator, lease: Lease | null = null, now = Date.now()): Promise<boolean> => {
  let worked = false;
  for (const step of steps) {
    const position = await transaction(pool, async (client) => {
      if (lease) await stillMine(client, lease);
      const { rows } = await client.query<{ position: number }>({ name: "users_at", text: usersAtSql, values: [usersView.name] });
      return step(client, log, rows[0]?.position ?? 0, now);
    });
    if (position !== null) worked = true;
    if (position !== null && position > 0) log.announce();
  }
  return worked;
};

/** Nobody else evaluates until this transaction ends: the row of the lease is held. */
const stillMine = async (client: PoolClient, lease: Lease): Promise<void> => {
  const { rowCount } = await client.query({
    name: "segment_lease",
    text: "SELECT 1 FROM checkpoints WHERE subscription = $1 AND generation = $2 AND fence = $3 FOR NO KEY UPDATE",
    values: [lease.subscription, lease.generation, lease.fence],
  });
  if (rowCount !== 1) throw new Error("the segments have another evaluator");
};

/**
 * Decides who is in which segment; one runner at a time. Everybody touched, due or not yet looked at by a new rule is looked at, always with
 * all of their segments.
 */
export const evaluatorJob = (evaluator: Evaluator): Job => ({
  name: "segments",
  everyMs: 200,
  async run(lease) {
    const { rows } = await evaluator.pool.query<{ work: boolean }>({ name: "segment_work", text: probeSql, values: [new Date()] });
    if (!rows[0]!.work) return;
    while (!lease.signal.aborted && (await evaluateOnce(evaluator, lease)));
  },
});
