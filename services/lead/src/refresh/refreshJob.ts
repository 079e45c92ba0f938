import type { Logger } from "@marketing/shared/base/logger";
import type { Taker } from "@marketing/shared/operations/deadLetters";
import { inTurns } from "@marketing/shared/postgres/inTurns";
import type { Pool } from "@marketing/shared/postgres/pool";
import type { Job } from "@marketing/shared/service/jobs";
import { waitForPosition } from "@marketing/shared/subscription/waitFor";
import { type Refresh, refreshLead } from "./refreshLead.ts";
import { refreshPerson } from "./refreshPerson.ts";
import { requestWork, type WorkKind, workKinds } from "./work.ts";

interface Item {
  readonly tenant_id: string;
  readonly kind: WorkKind;
  readonly key: string;
  /** As text, to the microsecond: it identifies the request. */
  readonly requested_at: string;
  readonly waited_ms: number;
  readonly attempts: number;
}

const batch = 500;
const atOnce = 8;
const maxAttempts = 5;
const backoffMs = [500, 2_000, 10_000, 60_000];

const takeSql = inTurns({
  columns: `tenant_id, kind, key, requested_at::text, attempts,
    (extract(epoch FROM clock_timestamp() - first_requested_at) * 1000)::float8 AS waited_ms`,
  from: "lead_work WHERE due_at <= clock_timestamp()",
  due: "due_at",
  limit: "$1",
});
// What was requested again meanwhile stays.
const doneSql = `DELETE FROM lead_work w USING unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[]) AS d (tenant_id, kind, key, requested_at)
  WHERE w.tenant_id = d.tenant_id AND w.kind = d.kind AND w.key = d.key AND w.requested_at = d.requested_at::timestamptz`;
const checkedSql = `INSERT INTO score_checks (tenant_id, lead_id, checked_at)
  SELECT t, l, clock_timestamp() FROM (SELECT DISTINCT * FROM unnest($1::uuid[], $2::uuid[]) AS k (t, l)) d ORDER BY 1, 2
  ON CONFLICT (tenant_id, lead_id) DO UPDATE SET checked_at = excluded.checked_at`;
const everyLeadSql = `INSERT INTO lead_work (tenant_id, kind, key, requested_at, due_at)
  SELECT tenant_id, 'lead', lead_id, clock_timestamp(), clock_timestamp() FROM leads
   WHERE tenant_id = $1 AND merged_into IS NULL AND status IN ('new', 'contacted', 'qualified') ORDER BY lead_id
  ON CONFLICT (tenant_id, kind, key) DO UPDATE SET requested_at = excluded.requested_at, due_at = least(lead_work.due_at, excluded.due_at)`;

export interface RefreshJob extends Refresh {
  readonly logger: Logger;
}

const work = async (r: RefreshJob, item: Item): Promise<"done" | "later"> => {
  if (item.kind === "lead") await refreshLead(r, item.tenant_id, item.key);
  else if (item.kind === "model") await r.pool.query(everyLeadSql, [item.tenant_id]);
  else return refreshPerson(r, item.tenant_id, item.key, item.waited_ms);
  return "done";
};

const postpone = (pool: Pool, i: Item, delayMs: number, attempts: number): Promise<unknown> =>
  pool.query(
    "UPDATE lead_work SET due_at = clock_timestamp() + $4 * interval '1 ms', attempts = $5 WHERE tenant_id = $1 AND kind = $2 AND key = $3",
    [i.tenant_id, i.kind, i.key, delayMs, attempts],
  );

/** Tried again with growing delays, then kept among the dead letters: others go on. */
const failed = async (r: RefreshJob, item: Item, error: Error): Promise<"done" | "again"> => {
  const attempts = item.attempts + 1;
  r.logger.warn("a lead could not be brought up to date", { tenantId: item.tenant_id, kind: item.kind, key: item.key, attempts, error });
  if (attempts < maxAttempts) {
    await postpone(r.pool, item, backoffMs[attempts - 1] ?? 60_000, attempts);
    return "again";
  }
  await r.pool.query(
    `INSERT INTO dead_letters (reaction, event_id, tenant_id, event, error, attempts) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (reaction, event_id) DO UPDATE SET error = excluded.error, attempts = excluded.attempts, died_at = now()`,
    [`refresh_${item.kind}`, item.key, item.tenant_id, JSON.stringify(item), error.message, attempts],
  );
  return "done";
};

/** What was given up is requested again. */
export const refreshTakers = (pool: Pool): ReadonlyArray<Taker> =>
  workKinds.map((kind) => ({
    name: `refresh_${kind}`,
    take: ({ tenant_id: tenantId, key }) => requestWork(pool, [{ tenantId: String(tenantId), kind, key: String(key) }]),
  }));

/** Works off what is due, once. Returns how much that was. */
export const refreshOnce = async (r: RefreshJob): Promise<number> => {
  const { rows } = await r.pool.query<Item>({ name: "take_work", text: takeSql, values: [batch] });
  if (rows.length === 0) return 0;
  // A link that was just made must be seen by the merge that moves it.
  if (rows.some((i) => i.kind === "person"))
    await waitForPosition(r.pool, "leads", await r.log.head(), new Date(Date.now() + 2_000)).catch(() => undefined);
  const done: Item[] = [];
  const queue = [...rows];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item; item = queue.shift()) {
      const i = item;
      const outcome = await work(r, i).catch((error: Error) => failed(r, i, error));
      if (outcome === "done") done.push(i);
      else if (outcome === "later") await postpone(r.pool, i, 200, i.attempts);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, queue.length) }, worker));
  const leads = done.filter((i) => i.kind === "lead");
  if (leads.length > 0)
    await r.pool.query({ name: "checked", text: checkedSql, values: [leads.map((i) => i.tenant_id), leads.map((i) => i.key)] });
  await r.pool.query({
    name: "work_done",
    text: doneSql,
    values: [done.map((i) => i.tenant_id), done.map((i) => i.kind), done.map((i) => i.key), done.map((i) => i.requested_at)],
  });
  return rows.length;
};

/** Links and scores whatever the views requested, within moments. */
export const refreshJob = (r: RefreshJob): Job => ({
  name: "refresh",
  everyMs: 100,
  run: async (lease) => {
    while (!lease.signal.aborted && (await refreshOnce(r)) > 0);
  },
});

const dueSql = `INSERT INTO lead_work (tenant_id, kind, key, requested_at, due_at)
  SELECT c.tenant_id, 'lead', c.lead_id, clock_timestamp(), clock_timestamp()
    FROM (SELECT tenant_id, lead_id FROM score_checks WHERE checked_at < clock_timestamp() - $1 * interval '1 ms' ORDER BY checked_at LIMIT $2) c
  ON CONFLICT (tenant_id, kind, key) DO NOTHING`;

/** How long after its last check a lead is scored again, and how often such leads are searched for, ms. */
export interface Decay {
  readonly decayAfterMs: number;
  readonly decayEveryMs: number;
}

/** Requests a refresh of every lead that was not checked for a while: time alone changes its score. */
export const decayJob = (pool: Pool, { decayAfterMs, decayEveryMs }: Decay): Job => ({
  name: "score_decay",
  everyMs: decayEveryMs,
  run: async (lease) => {
    const limit = 5_000;
    while (!lease.signal.aborted) {
      const { rows } = await pool.query<{ n: number }>("SELECT count(*)::int AS n FROM lead_work");
      if (rows[0]!.n > limit) return; // enough to do
      if (((await pool.query(dueSql, [decayAfterMs, limit])).rowCount ?? 0) < limit) return;
    }
  },
});
