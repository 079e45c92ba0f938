import { serviceConfig } from "@marketing/shared/service/config";
import { Config } from "effect";

/** Every environment variable of this service: the common ones and its own. */
export const identityConfig = Config.all({
  common: serviceConfig({ port: 50_051 }),
  /** How often sessions that are over are looked for, ms. */
  sessionSweepMs: Config.Int("SESSION_SWEEP_MS").pipe(Config.withDefault(5_000)),
  /** How long ago, by the server's clock, a session's last event must have arrived before it ends, ms. */
  sessionGraceMs: Config.Int("SESSION_GRACE_MS").pipe(Config.withDefault(60_000)),
  /** For how many hours after the latest event that came to a session a late one may still move, extend or join it. */
  sessionWindowHours: Config.Int("SESSION_WINDOW_HOURS").pipe(Config.withDefault(72)),
  /** How long what people do is gathered before their patterns are made anew, ms. */
  patternDebounceMs: Config.Int("PATTERN_DEBOUNCE_MS").pipe(Config.withDefault(2_000)),
  /** For how many days a device may still move to who claimed it earlier, and how far back such a claim may reach behind the one that stands. */
  claimWindowDays: Config.Int("CLAIM_WINDOW_DAYS").pipe(Config.withDefault(30)),
});

/** What is this service's own of it. */
export type IdentitySettings = Omit<Config.Success<typeof identityConfig>, "common">;
