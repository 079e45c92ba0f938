import { defaults } from "../base/defaults.ts";
import { sleep } from "../base/sleep.ts";
import type { Pool } from "../postgres/pool.ts";
import { isTransient } from "./failures.ts";
import { dropKeys } from "./generationKeys.ts";
import type { Lease } from "./lease.ts";
import { readAhead } from "./readAhead.ts";
import { liveGeneration, type Subscription, type SubscriptionContext, sinkOf } from "./runner.ts";
import type { Cursor } from "./source.ts";
import { standstill, within } from "./standstill.ts";
import type { View } from "./view.ts";

export interface Progress {
  readonly generation: number;
  readonly position: number;
  readonly target: number;
  readonly events: number;
}

export interface Building {
  readonly lease: Lease;
  /** Goes on folding to the end of the source, or exactly to `until`. Returns the cursor reached. */
  readonly advance: (until?: number) => Promise<Cursor>;
}

/** Why a generation is given up. Nobody but its builder has seen it. */
export const standsStill = (view: View, what: string): Error =>
  new Error(
    `${view.name}: ${what} for ${defaults.subscription.rebuildStalledMs / 1_000} s. What was built is dropped and readers see what they saw; see what holds it up, and ask again`,
  );

/**
 * Builds a new generation beside the live one, calls `use` when it has caught up, and removes it afterwards unless it went live. Readers
 * and the live runner are not affected before `use` promotes it. Throws when nothing gets further, or `context.stopping` is aborted.
 */
export const withGeneration = async <A>(
  context: SubscriptionContext,
  subscription: Subscription,
  report: (progress: Progress) => void,
  use: (building: Building) => Promise<A>,
): Promise<A> => {
  const { pool, stopping } = context;
  const { view, source } = subscription;
  const { rebuildStalledMs: stalledMs, rebuildBatchSize } = defaults.subscription;
  await liveGeneration(pool, view);
  const { rows } = await pool.query<{ generation: number; fence: number }>(
    `INSERT INTO checkpoints (subscription, generation, source, lease_owner, fence, lease_until)
     SELECT $1, greatest(coalesce(max(c.generation), 0), (SELECT live_generation FROM projections WHERE name = $1)) + 1, $2, $3, 1, 'infinity'
       FROM checkpoints c WHERE c.subscription = $1 RETURNING generation, fence`,
    [view.name, source.name, context.owner],
  );
  const lease: Lease = {
    subscription: view.name,
    generation: rows[0]!.generation,
    fence: rows[0]!.fence,
    signal: new AbortController().signal,
  };
  try {
    if (view.kind === "postgres") await pool.query("SELECT create_generation($1, $2)", [view.tables, lease.generation]);
    const sink = sinkOf(context, view, lease, true);
    let cursor = await sink.open();
    let events = 0;
    const read = readAhead(source, Math.max(view.batchSize ?? context.batchSize ?? 0, rebuildBatchSize));
    const step = <B>(what: string, work: () => Promise<B>): Promise<B> =>
      within(stalledMs, work, () => standsStill(view, `${what} position ${cursor.position} has not come to an end`));
    const advance = async (until = Number.POSITIVE_INFINITY): Promise<Cursor> => {
      const isStill = standstill(stalledMs);
      let furthest = cursor.position;
      for (let failures = 0; cursor.position < until; ) {
        stopping?.throwIfAborted();
        const batch = await step(`reading ${source.name} behind`, () => read(cursor));
        if (batch.next.position === cursor.position && batch.events.length === 0) return cursor;
        const kept = batch.events.filter((e) => e.position <= until);
        const next = batch.next.position > until ? { position: until, token: null } : batch.next;
        try {
          cursor = await step("writing what comes behind", () => sink.write({ events: kept, next, head: batch.head }, cursor));
        } catch (error) {
          if (!isTransient(error) || ++failures > 10) throw error;
          await sleep(100 * failures);
          continue;
        }
        failures = 0;
        furthest = Math.max(furthest, cursor.position);
        if (isStill(furthest)) throw standsStill(view, `it comes to position ${furthest} and loses again what it wrote,`);
        events += kept.length;
        report({ generation: lease.generation, position: cursor.position, target: batch.head, events });
        if (until === Number.POSITIVE_INFINITY && cursor.position >= batch.head) return cursor;
      }
      return cursor;
    };
    await advance();
    return await use({ lease, advance });
  } finally {
    await clearGeneration(context, view, lease.generation);
  }
};

/** Removes what builders left that were killed. Only for whoever alone builds for the view: another's would be gone too, and its build fail. */
export const clearLeft = async (context: SubscriptionContext, view: View): Promise<void> => {
  const { rows } = await context.pool.query<{ generation: number }>(
    "SELECT c.generation FROM checkpoints c JOIN projections p ON p.name = c.subscription WHERE p.name = $1 AND c.generation <> p.live_generation",
    [view.name],
  );
  for (const { generation } of rows) await clearGeneration(context, view, generation);
};

const clearGeneration = async ({ pool, redis }: SubscriptionContext, view: View, generation: number): Promise<void> => {
  const { rows } = await pool.query("SELECT 1 FROM projections WHERE name = $1 AND live_generation = $2", [view.name, generation]);
  if (rows.length > 0) return; // it went live
  if (view.kind === "postgres") await pool.query("SELECT drop_generation($1, $2)", [view.tables, generation]);
  else if (redis) await dropKeys(redis, await tenantsOf(pool, view.name), view, generation);
  await pool.query("DELETE FROM checkpoints WHERE subscription = $1 AND generation = $2", [view.name, generation]);
  await pool.query("DELETE FROM redis_tenants WHERE subscription = $1 AND generation = $2", [view.name, generation]);
};

/** For whom a Redis view ever wrote anything. */
export const tenantsOf = async (pool: Pool, view: string): Promise<string[]> => {
  const { rows } = await pool.query<{ tenant_id: string }>("SELECT DISTINCT tenant_id FROM redis_tenants WHERE subscription = $1", [view]);
  return rows.map((r) => r.tenant_id);
};
