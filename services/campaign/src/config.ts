import { serviceConfig } from "@marketing/shared/service/config";
import { Config } from "effect";

/** Every environment variable of this service: the common ones and its own. Times in ms. */
export const campaignConfig = Config.all({
  common: serviceConfig({ port: 50_053 }),
  /** How often campaigns that are due by their schedule are looked for. */
  scheduleSweepMs: Config.Int("SCHEDULE_SWEEP_MS").pipe(Config.withDefault(1_000)),
  /** How often leases that ran out are taken away. */
  leaseSweepMs: Config.Int("LEASE_SWEEP_MS").pipe(Config.withDefault(1_000)),
  /** Until a task that failed for the first time is handed out again; twice as long each time. */
  taskRetryBaseMs: Config.Int("TASK_RETRY_BASE_MS").pipe(Config.withDefault(1_000)),
  /** How often conversions that are due are attributed. */
  attributionSweepMs: Config.Int("ATTRIBUTION_SWEEP_MS").pipe(Config.withDefault(1_000)),
  /** How long a conversion waits for touches and merges that are on their way. */
  attributionSettleMs: Config.Int("ATTRIBUTION_SETTLE_MS").pipe(Config.withDefault(3_000)),
});
