import type { Redis } from "ioredis";
import { defaults } from "../base/defaults.ts";
import { sleep } from "../base/sleep.ts";
import { type Pool, transaction } from "../postgres/pool.ts";
import { generationKey } from "../redis/keys.ts";
import { readCheckpoint } from "./checkpoint.ts";
import { compareRedis, dropKeys, swapKeys, tableChecksum } from "./compare.ts";
import { isTransient } from "./failures.ts";
import type { Lease } from "./lease.ts";
import { liveGeneration, type Subscription, type SubscriptionContext, sinkOf } from "./runner.ts";
import type { Cursor, SourceBatch } from "./source.ts";
import type { RedisView, View } from "./view.ts";

export interface Progress {
  readonly generation: number;
  readonly position: number;
  readonly target: number;
  readonly events: number;
}

export interface Verdict {
  readonly equal: boolean;
  readonly liveChecksum: string;
  readonly rebuiltChecksum: string;
  readonly rows: number;
  readonly position: number;
  readonly difference: string;
}

interface Building {
  readonly lease: Lease;
  /** Goes on folding to the end of the source, or exactly to `until`. Returns the cursor reached. */
  readonly advance: (until?: number) => Promise<Cursor>;
}

/**
 * Builds a new generation beside the live one, calls `use` when it has caught up, and removes it afterwards unless it went live. Readers
 * and the live runner are not affected before `use` promotes it.
 */
const withGeneration = async <A>(
  context: SubscriptionContext,
  subscription: Subscription,
  report: (progress: Progress) => void,
  use: (building: Building) => Promise<A>,
): Promise<A> => {
  const { pool } = context;
  const { view, source } = subscription;
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
    const size = Math.max(view.batchSize ?? context.batchSize ?? 0, defaults.subscription.rebuildBatchSize);
    let ahead: { readonly from: number; readonly batch: Promise<SourceBatch> } | null = null;
    /**
     * While a full batch is being written the next one is read ahead. If that was empty it is read again, because it was read too early.
     */
    const read = async (from: Cursor): Promise<SourceBatch> => {
      const early = ahead?.from === from.position ? await ahead.batch.catch(() => null) : null;
      const batch = early && early.events.length > 0 ? early : await source.read(from, size);
      ahead = batch.events.length < size ? null : { from: batch.next.position, batch: source.read(batch.next, size) };
      ahead?.batch.catch(() => undefined);
      return batch;
    };
    const advance = async (until = Number.POSITIVE_INFINITY): Promise<Cursor> => {
      for (let failures = 0; cursor.position < until; ) {
        const batch = await read(cursor);
        if (batch.next.position === cursor.position && batch.events.length === 0) return cursor;
        const kept = batch.events.filter((e) => e.position <= until);
        const next = batch.next.position > until ? { position: until, token: null } : batch.next;
        try {
          cursor = await sink.write({ events: kept, next, head: batch.head }, cursor);
        } catch (error) {
          if (!isTransient(error) || ++failures > 10) throw error;
          await sleep(100 * failures);
          continue;
        }
        failures = 0;
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

const clearGeneration = async ({ pool, redis }: SubscriptionContext, view: View, generation: number): Promise<void> => {
  const { rows } = await pool.query("SELECT 1 FROM projections WHERE name = $1 AND live_generation = $2", [view.name, generation]);
  if (rows.length > 0) return; // it went live
  if (view.kind === "postgres") await pool.query("SELECT drop_generation($1, $2)", [view.tables, generation]);
  else if (redis) await dropKeys(redis, await tenantsOf(pool, view.name), view, generation);
  await pool.query("DELETE FROM checkpoints WHERE subscription = $1 AND generation = $2", [view.name, generation]);
  await pool.query("DELETE FROM redis_tenants WHERE subscription = $1 AND generation = $2", [view.name, generation]);
};

const tenantsOf = async (pool: Pool, view: string): Promise<string[]> => {
  const { rows } = await pool.query<{ tenant_id: string }>("SELECT DISTINCT tenant_id FROM redis_tenants WHERE subscription = $1", [view]);
  return rows.map((r) => r.tenant_id);
};

const livePosition = async (pool: Pool, view: View): Promise<number> =>
  (await readCheckpoint(pool, view.name, await liveGeneration(pool, view))).position;

/**
 * Each tenant's checkpoint as Redis has it. The last script may have run although its runner was put on hold before it could record that.
 */
const standingOf = async (pool: Pool, redis: Redis, view: string): Promise<number[]> => {
  const held = await Promise.all((await tenantsOf(pool, view)).map((t) => redis.get(generationKey(t, null, "checkpoint", view))));
  return held.map((h) => Number(h ?? 0));
};

/** Puts the live runner on hold while `work` runs, for half a minute at most. */
const holding = async <A>({ pool, redis }: SubscriptionContext, view: View, work: (at: number) => Promise<A>): Promise<A> => {
  const live = await liveGeneration(pool, view);
  const hold = (ms: number) =>
    pool.query("UPDATE checkpoints SET hold_until = clock_timestamp() + $3 * interval '1 ms' WHERE subscription = $1 AND generation = $2", [
      view.name,
      live,
      ms,
    ]);
  await hold(30_000);
  const extend = setInterval(() => void hold(30_000).catch(() => undefined), 10_000);
  try {
    if (view.kind === "redis") await sleep(1_000); // a script that was permitted before may still be running
    const { position } = await readCheckpoint(pool, view.name, live);
    return await work(view.kind === "redis" ? Math.max(position, ...(await standingOf(pool, redis as Redis, view.name))) : position);
  } finally {
    clearInterval(extend);
    await hold(0);
  }
};

/** Builds a new generation, catches up, and makes it live in one transaction (Redis: one script per tenant). */
export const rebuildView = (context: SubscriptionContext, subscription: Subscription, report: (p: Progress) => void): Promise<Progress> => {
  const { view } = subscription;
  let last: Progress = { generation: 0, position: 0, target: 0, events: 0 };
  const tell = (p: Progress) => {
    last = p;
    report(p);
  };
  return withGeneration(context, subscription, tell, async (building) => {
    if (view.kind === "redis") {
      await holding(context, view, async (at) => {
        await building.advance(at);
        for (const tenant of await tenantsOf(context.pool, view.name))
          await swapKeys(context.redis as Redis, tenant, view, building.lease.generation);
        await context.pool.query("UPDATE projections SET version = $2 WHERE name = $1", [view.name, view.version]);
      });
      return last;
    }
    for (;;) {
      await building.advance();
      const flipped = await transaction(context.pool, async (client) => {
        await client.query("SET LOCAL lock_timeout = '5s'");
        const { rows } = await client.query<{ flipped: boolean }>("SELECT flip_generation($1, $2, $3, $4) AS flipped", [
          view.name,
          view.version,
          view.tables,
          building.lease.generation,
        ]);
        if (rows[0]!.flipped)
          await client.query(
            "UPDATE checkpoints SET lease_until = '-infinity', lease_owner = NULL WHERE subscription = $1 AND generation = $2",
            [view.name, building.lease.generation],
          );
        return rows[0]!.flipped;
      }).catch((error: unknown) => {
        if (isTransient(error)) return false; // a deadlock, or a reader that takes long: try again
        throw error;
      });
      if (flipped) return last;
      await sleep(20);
    }
  });
};

/** Builds a copy up to exactly the live view's position, compares the two, and discards the copy. */
export const verifyView = (context: SubscriptionContext, subscription: Subscription, report: (p: Progress) => void): Promise<Verdict> => {
  const { view } = subscription;
  const settled = async (): Promise<boolean> => view.kind !== "redis" || ((await view.settled?.()) ?? true);
  return withGeneration(context, subscription, report, async (building) => {
    for (let look = 1; ; look++) {
      // The copy went to the log's end; a live view that is behind gets the time to come as far.
      const { position } = await building.advance(0);
      const ready = async (): Promise<boolean> => (await settled()) && (await livePosition(context.pool, view)) >= position;
      for (const until = Date.now() + 30_000; !(await ready()) && Date.now() < until; ) await sleep(100);
      const verdict = await holding(context, view, async (at) => {
        const reached = await building.advance(at);
        if (look < 5 && !(await settled())) return null;
        const { live, rebuilt, differences } = await compare(context, view, building.lease.generation);
        const equal = live.checksum === rebuilt.checksum && differences.length === 0 && reached.position === at;
        return {
          equal,
          liveChecksum: live.checksum,
          rebuiltChecksum: rebuilt.checksum,
          rows: live.rows,
          position: at,
          difference: equal
            ? ""
            : [`live ${live.rows} rows, rebuilt ${rebuilt.rows} rows at position ${reached.position}`, ...differences].join("; "),
        };
      });
      if (verdict) return verdict;
    }
  });
};

const compare = async ({ pool, redis, schema }: SubscriptionContext, view: View, generation: number) => {
  if (view.kind === "redis")
    return compareRedis(redis as Redis, await tenantsOf(pool, view.name), view.prefixes, generation, (view as RedisView).cache ?? false);
  const [live, rebuilt] = await Promise.all([
    tableChecksum(pool, schema, view.tables),
    tableChecksum(pool, `${schema}_g${generation}`, view.tables),
  ]);
  return { live, rebuilt, differences: [] as string[] };
};
