import type { Redis } from "ioredis";
import { defaults } from "../base/defaults.ts";
import type { Logger } from "../base/logger.ts";
import { sleep } from "../base/sleep.ts";
import { createWaker } from "../base/waker.ts";
import type { Pool } from "../postgres/pool.ts";
import { deliver } from "./deliver.ts";
import { Fenced, Held, isTransient, Paused } from "./failures.ts";
import { holdLease, type Lease } from "./lease.ts";
import { measuredBatch } from "./measured.ts";
import { postgresSink } from "./postgresSink.ts";
import { watchProgress } from "./progress.ts";
import { readAhead } from "./readAhead.ts";
import { redisSink } from "./redisSink.ts";
import type { Sink } from "./sink.ts";
import type { Source } from "./source.ts";
import type { View } from "./view.ts";

export interface SubscriptionContext {
  /** The worker role's pool. */
  readonly pool: Pool;
  readonly schema: string;
  /** Required for Redis views. */
  readonly redis?: Redis;
  /** Names this process in leases. */
  readonly owner: string;
  readonly logger: Logger;
  /** The batch size of views that do not set their own; default 500 events. */
  readonly batchSize?: number;
  readonly leaseTtlMs?: number;
  /** Aborts when this process gives up building generations, because it stops. */
  readonly stopping?: AbortSignal;
}

export interface Subscription {
  readonly view: View;
  readonly source: Source;
}

const timing = defaults.subscription;

export const sinkOf = (context: SubscriptionContext, view: View, lease: Lease, building: boolean): Sink => {
  const { pool, schema, redis } = context;
  if (view.kind === "postgres") return postgresSink({ pool, view, lease, schema, building });
  if (!redis) throw new Error(`view ${view.name} needs Redis`);
  return redisSink({ pool, redis, view, lease, building });
};

/** Keeps a view up to date from its source. A lease makes sure that one of all replicas does it. */
export const startSubscription = (context: SubscriptionContext, { view, source }: Subscription): { stop(): Promise<void> } =>
  holdLease({
    pool: context.pool,
    subscription: view.name,
    generation: () => liveGeneration(context.pool, view),
    source: source.name,
    owner: context.owner,
    logger: context.logger,
    leaseTtlMs: context.leaseTtlMs,
    work: (lease) => follow(context, { view, source }, lease),
  });

/** The generation that readers see. The view is registered if it is not yet. */
export const liveGeneration = async (pool: Pool, view: View): Promise<number> => {
  const { rows } = await pool.query<{ live_generation: number }>(
    `INSERT INTO projections (name, version) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING live_generation`,
    [view.name, view.version],
  );
  return rows[0]!.live_generation;
};

const follow = async (context: SubscriptionContext, { view, source }: Subscription, lease: Lease): Promise<void> => {
  const sink = sinkOf(context, view, lease, false);
  const limit = view.batchSize ?? context.batchSize ?? timing.batchSize;
  const waker = createWaker();
  const unsubscribe = source.onWake(waker.wake);
  lease.signal.addEventListener("abort", waker.wake, { once: true });
  const progress = watchProgress(context.pool, view.name, context.logger);
  let failures = 0;
  let idleMs = timing.idleMs;
  const read = readAhead(source, limit);
  try {
    let cursor = await sink.open();
    while (!lease.signal.aborted) {
      progress.turn();
      try {
        const batch = await read(cursor);
        if (batch.next.position === cursor.position && batch.next.token === cursor.token && batch.events.length === 0) {
          cursor = await sink.idle(cursor);
          if (failures > 0) await clearError(context.pool, lease); // no batch comes that would move the checkpoint and clear it
          failures = 0;
          await waker.wait(idleMs);
          waker.reset();
          idleMs = Math.min(idleMs * 2, timing.longestIdleMs);
          continue;
        }
        idleMs = timing.idleMs;
        const from = cursor;
        cursor = await measuredBatch(view, source, batch, () => deliver(context.logger, view, sink, batch, from, lease));
        failures = 0;
      } catch (error) {
        if (error instanceof Fenced) return;
        if (error instanceof Held) {
          await sleep(error instanceof Paused ? timing.pausedMs : timing.heldMs, lease.signal);
          continue;
        }
        failures++;
        const delay = Math.min(timing.backoffMs * 2 ** failures, timing.longestBackoffMs);
        context.logger[isTransient(error) ? "warn" : "error"]("subscription cannot go on; trying again", { view: view.name, delay, error });
        await recordError(context.pool, lease, error);
        await sleep(delay, lease.signal);
        cursor = await sink.open().catch(() => cursor);
      }
    }
  } finally {
    progress.stop();
    unsubscribe();
    lease.signal.removeEventListener("abort", waker.wake);
  }
};

const clearError = (pool: Pool, lease: Lease): Promise<unknown> =>
  pool.query("UPDATE checkpoints SET error = NULL, error_since = NULL WHERE subscription = $1 AND generation = $2 AND fence = $3", [
    lease.subscription,
    lease.generation,
    lease.fence,
  ]);

const recordError = (pool: Pool, lease: Lease, error: unknown): Promise<unknown> =>
  pool
    .query(
      "UPDATE checkpoints SET error = $4, error_since = coalesce(error_since, clock_timestamp()), updated_at = clock_timestamp() WHERE subscription = $1 AND generation = $2 AND fence = $3",
      [lease.subscription, lease.generation, lease.fence, String((error as Error)?.message ?? error).slice(0, 500)],
    )
    .catch(() => undefined);
