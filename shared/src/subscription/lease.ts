import { defaults } from "../base/defaults.ts";
import type { Logger } from "../base/logger.ts";
import { sleep } from "../base/sleep.ts";
import type { Pool } from "../postgres/pool.ts";

/** The right to run a subscription. `fence` grows with every new holder, and a write with an older fence is refused. */
export interface Lease {
  readonly subscription: string;
  readonly generation: number;
  readonly fence: number;
  /** Aborts when the lease is lost or given up. */
  readonly signal: AbortSignal;
  /** How long it lasts after each renewal. */
  readonly ttlMs?: number;
}

export interface LeaseOptions {
  readonly pool: Pool;
  readonly subscription: string;
  /** Which generation to run. Called at every attempt, because it changes when another generation goes live. */
  readonly generation: () => Promise<number>;
  readonly source: string;
  /** Names this process; no two processes have the same name. */
  readonly owner: string;
  readonly logger: Logger;
  /** Until a holder that dies is replaced; default 5,000. */
  readonly leaseTtlMs?: number | undefined;
  /** Runs while the lease is held; must end when `lease.signal` aborts. */
  readonly work: (lease: Lease) => Promise<void>;
}

const ensureSql = "INSERT INTO checkpoints (subscription, generation, source) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
const acquireSql = `UPDATE checkpoints SET lease_owner = $3, fence = fence + 1, lease_until = clock_timestamp() + $4 * interval '1 ms'
  WHERE subscription = $1 AND generation = $2 AND lease_until < clock_timestamp() RETURNING fence`;
const renewSql = `UPDATE checkpoints SET lease_until = clock_timestamp() + $4 * interval '1 ms'
  WHERE subscription = $1 AND generation = $2 AND fence = $3 RETURNING 1`;
const releaseSql =
  "UPDATE checkpoints SET lease_until = clock_timestamp(), lease_owner = NULL WHERE subscription = $1 AND generation = $2 AND fence = $3";

/**
 * Tries to acquire the lease until stopped, and runs `work` while it has it. A holder that dies is replaced after its lease has expired;
 * one that stops releases it at once.
 */
export const holdLease = (options: LeaseOptions): { stop(): Promise<void> } => {
  const { pool, subscription, logger, leaseTtlMs: ttlMs = defaults.lease.ttlMs } = options;
  const stopping = new AbortController();

  const once = async (): Promise<void> => {
    const generation = await options.generation();
    await pool.query(ensureSql, [subscription, generation, options.source]);
    const { rows } = await pool.query<{ fence: number }>(acquireSql, [subscription, generation, options.owner, ttlMs]);
    if (!rows[0]) return;
    const { fence } = rows[0];
    const lost = new AbortController();
    // Who was stopped during the try has an aborted signal from the first: a listener added now would never be called.
    const signal = AbortSignal.any([stopping.signal, lost.signal]);
    let renewedAt = Date.now();
    let renewing = false;
    const renew = async (): Promise<void> => {
      // one at a time: a batch that waits for a lock holds the row, and renewals that wait for it would take every connection of the pool
      if (renewing) return;
      renewing = true;
      try {
        if ((await pool.query(renewSql, [subscription, generation, fence, ttlMs])).rowCount === 1) renewedAt = Date.now();
        else lost.abort();
      } catch {
        if (Date.now() - renewedAt > ttlMs) lost.abort();
      } finally {
        renewing = false;
      }
    };
    const timer = setInterval(() => void renew(), ttlMs / 4);
    logger.debug("lease acquired", { subscription, generation, fence });
    try {
      if (!signal.aborted) await options.work({ subscription, generation, fence, signal, ttlMs });
    } finally {
      clearInterval(timer);
      lost.abort();
      await pool.query(releaseSql, [subscription, generation, fence]).catch(() => undefined); // otherwise it expires by itself
    }
  };

  const running = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await once();
      } catch (error) {
        logger.warn("subscription interrupted", { subscription, error });
      }
      await sleep(defaults.lease.retryMs * (1 + Math.random()), stopping.signal);
    }
  })();

  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
};
