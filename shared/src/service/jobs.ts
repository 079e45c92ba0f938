import { defaults } from "../base/defaults.ts";
import type { Logger } from "../base/logger.ts";
import { sleep } from "../base/sleep.ts";
import type { KeyEncryption } from "../log/keyEncryption.ts";
import { rewrapKeys } from "../log/rewrapKeys.ts";
import type { Pool } from "../postgres/pool.ts";
import { holdLease, type Lease } from "../subscription/lease.ts";
import type { Settings } from "./settings.ts";

/** Something that one of all replicas does periodically. A run that throws is logged, and the next one comes as usual. */
export interface Job {
  readonly name: string;
  readonly everyMs: number;
  run(lease: Lease): Promise<void>;
}

/** Each of them, whatever becomes of those before it; what went wrong first is thrown in the end. Else one tenant's failure is everybody's. */
export const eachAlone = async <T>(items: Iterable<T>, work: (item: T) => Promise<unknown>): Promise<void> => {
  const failures: unknown[] = [];
  for (const item of items) await work(item).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
};

export const startJob = (
  context: { pool: Pool; owner: string; logger: Logger; leaseTtlMs?: number },
  job: Job,
): { stop(): Promise<void> } =>
  holdLease({
    ...context,
    subscription: `job:${job.name}`,
    generation: () => Promise.resolve(1),
    source: "job",
    work: async (lease) => {
      while (!lease.signal.aborted) {
        await job.run(lease).catch((error: unknown) => context.logger.error("a job failed", { job: job.name, error }));
        await sleep(job.everyMs, lease.signal);
      }
    },
  });

/**
 * The upkeep that every log needs: partitions ahead of the head are created, and old receipts are dropped by the epoch, as the settings
 * say.
 */
export const maintenance = (pool: Pool, keep: Pick<Settings, "receiptEpochMs" | "receiptRetentionMs"> = defaults.log): Job => ({
  name: "maintenance",
  everyMs: defaults.service.maintenanceMs,
  run: async () => {
    await pool.query("SELECT ensure_log_partitions(), rotate_receipts($1 * interval '1 ms', $2 * interval '1 ms')", [
      keep.receiptEpochMs,
      keep.receiptRetentionMs,
    ]);
    await pool.query("DELETE FROM rebuilds WHERE state IN ('done', 'failed') AND updated_at < now() - interval '7 days'");
  },
});

/** After a new key-encryption key was put before the former ones: when it is done, and said, those can be taken away. */
export const rewrapping = (pool: Pool, kek: KeyEncryption, logger: Logger): Job => ({
  name: "rewrap",
  everyMs: defaults.service.maintenanceMs,
  run: async ({ signal }) => {
    const keys = await rewrapKeys(pool, kek, signal);
    if (keys > 0) logger.info("people's keys are wrapped with the current key-encryption key; former ones are of no more use", { keys });
  },
});
