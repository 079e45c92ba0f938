import { serviceConfig } from "@marketing/shared/service/config";
import { Config } from "effect";

/** Every environment variable of this service: the common ones and its own. */
export const leadConfig = Config.all({
  // a page of an import has 5,000 rows
  common: serviceConfig({ port: 50_054, maxMessageBytes: 16 * 1024 * 1024 }),
  /** How long after its last check a lead is scored again, ms: time alone changes a score. */
  decayAfterMs: Config.Int("SCORE_DECAY_AFTER_MS").pipe(Config.withDefault(86_400_000)),
  /** How often such leads are searched for, ms. */
  decayEveryMs: Config.Int("SCORE_DECAY_EVERY_MS").pipe(Config.withDefault(600_000)),
});
