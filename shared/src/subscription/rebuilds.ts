import { failedPrecondition } from "../base/errors.ts";
import { uuidv7 } from "../base/ids.ts";
import { sleep } from "../base/sleep.ts";
import { type Pool, transaction } from "../postgres/pool.ts";
import { type Progress, rebuildView, type Verdict, verifyView } from "./generation.ts";
import type { Subscription, SubscriptionContext } from "./runner.ts";

export type Purpose = "rebuild" | "verify" | "upgrade";

export interface Rebuild {
  readonly state: "requested" | "building" | "done" | "failed";
  readonly position: number;
  readonly target: number;
  /** Figures of what was built or compared, when it is done; `error` when it failed. */
  readonly result: Partial<Progress & Verdict & { readonly seconds: number; readonly error: string }> | null;
}

/** Throws FAILED_PRECONDITION where an operator has paused the view: what is built would go on where the view is to stand still. */
export const requestRebuild = async (pool: Pool, view: string, purpose: Purpose): Promise<string> => {
  const paused = await pool.query("SELECT 1 FROM projections WHERE name = $1 AND paused_at IS NOT NULL", [view]);
  if (paused.rows.length > 0) throw failedPrecondition("VIEW_PAUSED", `${view} is paused; resume it first`);
  const id = uuidv7();
  await pool.query("INSERT INTO rebuilds (rebuild_id, view, purpose) VALUES ($1, $2, $3)", [id, view, purpose]);
  return id;
};

/** Yields the state of a rebuild whenever it has changed, until it is done. Throws when no process takes it, or when it failed. */
export async function* followRebuild(pool: Pool, id: string, signal: AbortSignal): AsyncGenerator<Rebuild> {
  let last = "";
  const since = Date.now();
  while (!signal.aborted) {
    const { rows } = await pool.query<Rebuild>("SELECT state, position, target, result FROM rebuilds WHERE rebuild_id = $1", [id]);
    const row = rows[0];
    if (!row) throw failedPrecondition("REBUILD_GONE", "the request is gone");
    if (row.state === "requested" && Date.now() - since > 15_000)
      throw failedPrecondition("NO_WORKER", "no process with the role `project` took the request within 15 s; start one");
    if (row.state === "failed") throw failedPrecondition("REBUILD_FAILED", String(row.result?.error ?? "it failed"));
    const now = JSON.stringify(row);
    if (now !== last) yield row;
    last = now;
    if (row.state === "done") return;
    await sleep(100, signal);
  }
}

const takeSql = `UPDATE rebuilds SET state = 'building', updated_at = clock_timestamp() WHERE rebuild_id = (
    SELECT rebuild_id FROM rebuilds r WHERE view = ANY ($1)
      AND NOT EXISTS (SELECT 1 FROM projections p WHERE p.name = r.view AND p.paused_at IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM rebuilds b WHERE b.view = r.view AND b.state = 'building' AND b.updated_at >= clock_timestamp() - interval '60 s')
      AND (state = 'requested' OR (state = 'building' AND updated_at < clock_timestamp() - interval '60 s'))
    ORDER BY requested_at FOR UPDATE SKIP LOCKED LIMIT 1) RETURNING rebuild_id, view, purpose`;

/** Carries out requested rebuilds, one at a time, and requests those of views whose version is newer than what is live. */
export const startRebuilder = (context: SubscriptionContext, subscriptions: ReadonlyArray<Subscription>): { stop(): Promise<void> } => {
  const stopping = new AbortController();
  const byName = new Map(subscriptions.map((s) => [s.view.name, s]));
  const { pool, logger } = context;

  const once = async (): Promise<boolean> => {
    const { rows } = await pool.query<{ rebuild_id: string; view: string; purpose: Purpose }>(takeSql, [[...byName.keys()]]);
    const job = rows[0];
    if (!job) return false;
    const set = (values: { state?: string; position?: number; target?: number; result?: unknown }) =>
      pool.query(
        "UPDATE rebuilds SET state = coalesce($2, state), position = coalesce($3, position), target = coalesce($4, target), result = coalesce($5, result), updated_at = clock_timestamp() WHERE rebuild_id = $1",
        [
          job.rebuild_id,
          values.state ?? null,
          values.position ?? null,
          values.target ?? null,
          values.result ? JSON.stringify(values.result) : null,
        ],
      );
    const started = Date.now();
    let told = 0;
    const report = (p: Progress): void => {
      if (Date.now() - told < 200) return;
      told = Date.now();
      void set({ position: p.position, target: p.target }).catch(() => undefined);
    };
    const subscription = byName.get(job.view)!;
    logger.info("building a generation", { view: job.view, purpose: job.purpose });
    try {
      const result =
        job.purpose === "verify" ? await verifyView(context, subscription, report) : await rebuildView(context, subscription, report);
      const seconds = (Date.now() - started) / 1_000;
      await set({ state: "done", position: result.position, result: { ...result, seconds } });
      logger.info("generation done", { view: job.view, purpose: job.purpose, ...result, seconds });
    } catch (error) {
      logger.error("building a generation failed", { view: job.view, purpose: job.purpose, error });
      await set({ state: "failed", result: { error: (error as Error).message } });
    }
    return true;
  };

  const upgrade = (): Promise<void> =>
    transaction(pool, async (client) => {
      await client.query("LOCK TABLE rebuilds IN SHARE ROW EXCLUSIVE MODE"); // so that only one of several replicas requests it
      for (const { view } of subscriptions) {
        if (view.kind === "postgres" && view.tables.length === 0) continue;
        await client.query(
          `INSERT INTO rebuilds (rebuild_id, view, purpose) SELECT $1, $2, 'upgrade' FROM projections
           WHERE name = $2 AND version < $3 AND NOT EXISTS (SELECT 1 FROM rebuilds WHERE view = $2 AND purpose = 'upgrade' AND state IN ('requested', 'building'))`,
          [uuidv7(), view.name, view.version],
        );
      }
    });

  const running = (async () => {
    let upgraded = false;
    while (!stopping.signal.aborted) {
      try {
        if (!upgraded) {
          await upgrade();
          upgraded = true;
        }
        if (await once()) continue;
      } catch (error) {
        logger.warn("rebuilds are waiting", { error });
        await sleep(2_000, stopping.signal);
      }
      await sleep(500, stopping.signal);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
};
