import type { EventLog } from "@marketing/shared/log/eventLog";
import { type Pool, transaction } from "@marketing/shared/postgres/pool";
import type { Job } from "@marketing/shared/service/jobs";
import type { Lease } from "@marketing/shared/subscription/lease";
import type { PoolClient } from "pg";
import { usersPosition } from "../user/view.ts";
import { buildStep, pageSize } from "./build.ts";
import { evaluateUsers } from "./evaluateUsers.ts";
import { removeDue } from "./memberRows.ts";

export interface Evaluator {
  readonly pool: Pool;
  readonly log: EventLog;
}

/** One kind of work, a page of it, in the caller's transaction: the last position appended, 0 = none; null = there was nothing to do. */
type Step = (client: PoolClient, log: EventLog, usersAt: number, now: number) => Promise<number | null>;

const workSql = `SELECT EXISTS (SELECT FROM segment_touches) OR EXISTS (SELECT FROM segment_due WHERE due_at <= $1)
  OR EXISTS (SELECT FROM segment_rules WHERE phase <> 'ready') AS work`;

interface RequestRow {
  readonly touch_id: number;
  readonly tenant_id: string;
  readonly user_id: string;
  readonly cause: string;
  readonly cause_event: string | null;
}
const requestsSql =
  "SELECT touch_id, tenant_id, user_id, cause, cause_event FROM segment_touches WHERE position <= $1 ORDER BY touch_id LIMIT $2";

/** Those to whom something happened; their requests are removed together with what they bring about. */
const requestedStep: Step = async (client, log, usersAt, now) => {
  const { rows } = await client.query<RequestRow>({ name: "evaluation_requests", text: requestsSql, values: [usersAt, 2 * pageSize] });
  if (rows.length === 0) return null;
  const requests = rows.map((r) => ({ tenantId: r.tenant_id, userId: r.user_id, cause: r.cause, causeEvent: r.cause_event }));
  const position = await evaluateUsers(client, log, requests, now);
  await client.query({
    name: "remove_evaluation_requests",
    text: "DELETE FROM segment_touches t USING unnest($1::uuid[], $2::bigint[]) AS k (t, i) WHERE t.tenant_id = k.t AND t.touch_id = k.i",
    values: [rows.map((r) => r.tenant_id), rows.map((r) => r.touch_id)],
  });
  return position;
};

/** Those for whom time alone may have changed what a rule says. Evaluating them says when next, so nobody stays due. */
const dueStep: Step = async (client, log, _usersAt, now) => {
  const { rows } = await client.query<{ tenant_id: string; user_id: string }>({
    name: "segment_due",
    text: "SELECT tenant_id, user_id FROM segment_due WHERE due_at <= $1 ORDER BY due_at LIMIT $2",
    values: [new Date(now), pageSize],
  });
  if (rows.length === 0) return null;
  const requests = rows.map((r) => ({ tenantId: r.tenant_id, userId: r.user_id, cause: "time", causeEvent: null }));
  await removeDue(client, requests);
  return evaluateUsers(client, log, requests, now);
};

/** In turns: neither a flood of events nor a build of everybody keeps the others waiting for longer than one page. */
const steps: ReadonlyArray<Step> = [requestedStep, dueStep, buildStep];

/** Nobody else evaluates until this transaction ends: the row of the lease is held. */
const holdLease = async (client: PoolClient, lease: Lease): Promise<void> => {
  const { rowCount } = await client.query({
    name: "segment_lease",
    text: "SELECT 1 FROM checkpoints WHERE subscription = $1 AND generation = $2 AND fence = $3 FOR NO KEY UPDATE",
    values: [lease.subscription, lease.generation, lease.fence],
  });
  if (rowCount !== 1) throw new Error("the segments have another evaluator");
};

/** Each kind of work once, each in one transaction with what it removes from the work. False = nothing to do now. */
export const evaluateOnce = async ({ pool, log }: Evaluator, lease: Lease | null = null, now = Date.now()): Promise<boolean> => {
  let worked = false;
  for (const step of steps) {
    const position = await transaction(pool, async (client) => {
      if (lease) await holdLease(client, lease);
      return step(client, log, await usersPosition(client), now);
    });
    if (position !== null) worked = true;
    if (position !== null && position > 0) log.announce();
  }
  return worked;
};

/** Decides who is in which segment; one runner at a time. Every evaluation of a person is one of all their segments. */
export const evaluatorJob = (evaluator: Evaluator): Job => ({
  name: "segments",
  everyMs: 200,
  async run(lease) {
    const { rows } = await evaluator.pool.query<{ work: boolean }>({ name: "segment_work", text: workSql, values: [new Date()] });
    if (!rows[0]!.work) return;
    while (!lease.signal.aborted && (await evaluateOnce(evaluator, lease)));
  },
});
