import { serviceConfig } from "@marketing/shared/service/config";
import { Config } from "effect";

/** What campaign can be told besides what all services share. Times in ms. */
export interface CampaignOptions {
  /** How often campaigns that are due by their schedule are looked for. */
  readonly scheduleSweepMs: number;
  /** How often leases that ran out are taken away. */
  readonly leaseSweepMs: number;
  /** Until a task that failed for the first time is handed out again; twice as long each time. */
  readonly taskRetryBaseMs: number;
  /** How often conversions that are due are attributed. */
  readonly attributionSweepMs: number;
  /** How long a conversion waits for touchpoints and merges that are on their way. */
  readonly attributionSettleMs: number;
}

/** Every environment variable of this service: the common ones and its own. */
export const campaignConfig = Config.all({
  common: serviceConfig({ port: 50_053 }),
  scheduleSweepMs: Config.Int("SCHEDULE_SWEEP_MS").pipe(Config.withDefault(1_000)),
  leaseSweepMs: Config.Int("LEASE_SWEEP_MS").pipe(Config.withDefault(1_000)),
  taskRetryBaseMs: Config.Int("TASK_RETRY_BASE_MS").pipe(Config.withDefault(1_000)),
  attributionSweepMs: Config.Int("ATTRIBUTION_SWEEP_MS").pipe(Config.withDefault(1_000)),
  attributionSettleMs: Config.Int("ATTRIBUTION_SETTLE_MS").pipe(Config.withDefault(3_000)),
});
