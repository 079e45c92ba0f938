import { serviceConfig } from "@marketing/shared/service/config";
import { Config } from "effect";

/** Every environment variable of this service: the common ones and its own. */
export const contentConfig = Config.all({
  // a text may have 5 MiB, and a comparison shows two
  common: serviceConfig({ port: 50_055, maxMessageBytes: 16 * 1024 * 1024 }),
  /** How often contents whose time has come are looked for, ms. */
  schedulePollMs: Config.Int("SCHEDULE_POLL_MS").pipe(Config.withDefault(500)),
});
