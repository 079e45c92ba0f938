import { defaults } from "../base/defaults.ts";
import type { Logger } from "../base/logger.ts";
import type { Pool } from "../postgres/pool.ts";

const stalledSql = "UPDATE projections SET stalled_at = $2 WHERE name = $1 AND stalled_at IS DISTINCT FROM $2";

/**
 * Tells when a runner is busy with one batch for too long: a read that never comes back, a statement that waits for a lock. It is told beside the
 * checkpoint, whose row such a batch holds itself. The log's end says how far a view of the own log is behind; of a foreign source only its runner
 * knows.
 */
export const watchProgress = (pool: Pool, view: string, logger: Logger) => {
  const { stalledMs } = defaults.subscription;
  let turnedAt = Date.now();
  /** Undefined until the first look, which forgets what another runner left. */
  let told: number | null | undefined;
  const tell = (since: number | null): void => {
    if (told === since) return;
    told = since;
    if (since !== null) logger.error("subscription makes no progress", { view, seconds: Math.round((Date.now() - since) / 1_000) });
    pool.query(stalledSql, [view, since === null ? null : new Date(since)]).catch(() => {
      told = undefined;
    });
  };
  const look = () => tell(Date.now() - turnedAt > stalledMs ? turnedAt : null);
  const timer = setInterval(look, stalledMs / 10);
  look();
  return {
    /** To be called between batches. */
    turn: (): void => {
      turnedAt = Date.now();
    },
    stop: (): void => {
      clearInterval(timer);
      if (told) tell(null);
    },
  };
};
