import { defaults } from "../base/defaults.ts";
import { uuidv7 } from "../base/ids.ts";
import { sleep } from "../base/sleep.ts";
import { transaction } from "../postgres/pool.ts";
import { clearLeft, type Progress } from "./building.ts";
import { rebuildView, verifyView } from "./generation.ts";
import type { Purpose } from "./rebuilds.ts";
import type { Subscription, SubscriptionContext } from "./runner.ts";

const takeSql = `UPDATE rebuilds SET state = 'building', updated_at = clock_timestamp() WHERE rebuild_id = (
    SELECT rebuild_id FROM rebuilds r WHERE view = ANY ($1)
      AND NOT EXISTS (SELECT 1 FROM projections p WHERE p.name = r.view AND p.paused_at IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM rebuilds b WHERE b.view = r.view AND b.state = 'building' AND b.updated_at >= clock_timestamp() - $2 * interval '1 ms')
      AND (state = 'requested' OR (state = 'building' AND updated_at < clock_timestamp() - $2 * interval '1 ms'))
    ORDER BY requested_at FOR UPDATE SKIP LOCKED LIMIT 1) RETURNING rebuild_id, view, purpose`;

/** Carries out requested rebuilds, one at a time, and requests those of views whose version is newer than what is live. */
export const startRebuilder = (options: SubscriptionContext, subscriptions: ReadonlyArray<Subscription>): { stop(): Promise<void> } => {
  const stopping = new AbortController();
  const context: SubscriptionContext = { ...options, stopping: stopping.signal };
  const { rebuildBeatMs, rebuildGoneMs } = defaults.subscription;
  const byName = new Map(subscriptions.map((s) => [s.view.name, s]));
  const { pool, logger } = context;

  const once = async (): Promise<boolean> => {
    const { rows } = await pool.query<{ rebuild_id: string; view: string; purpose: Purpose }>(takeSql, [[...byName.keys()], rebuildGoneMs]);
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
    const beat = setInterval(() => void set({}).catch(() => undefined), rebuildBeatMs);
    logger.info("building a generation", { view: job.view, purpose: job.purpose });
    try {
      await clearLeft(context, subscription.view);
      const result =
        job.purpose === "verify" ? await verifyView(context, subscription, report) : await rebuildView(context, subscription, report);
      const seconds = (Date.now() - started) / 1_000;
      await set({ state: "done", position: result.position, result: { ...result, seconds } });
      logger.info("generation done", { view: job.view, purpose: job.purpose, ...result, seconds });
    } catch (error) {
      if (stopping.signal.aborted) {
        logger.info("building a generation is left to another process", { view: job.view, purpose: job.purpose });
        await set({ state: "requested" });
        return true;
      }
      logger.error("building a generation failed", { view: job.view, purpose: job.purpose, error });
      await set({ state: "failed", result: { error: (error as Error).message } });
    } finally {
      clearInterval(beat);
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
