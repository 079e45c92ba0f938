import { serviceConfig } from "@marketing/shared/service/config";
import { Config } from "effect";

/** Every environment variable of this service: the common ones and its own. */
export const leadConfig = Config.all({
  common: serviceConfig({ port: 50_054 }),
  /** How long after its last check a lead is scored again, ms: time alone changes a score. */
  decayAfterMs: Config.Int("SCORE_DECAY_AFTER_MS").pipe(Config.withDefault(86_400_000)),
  /** How often such leads are searched for, ms. */
  decayEveryMs: Config.Int("SCORE_DECAY_EVERY_MS").pipe(Config.withDefault(600_000)),
});
