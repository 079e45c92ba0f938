import { Redis } from "ioredis";
import type { Logger } from "../base/logger.ts";

/** Reconnects for ever; a command that cannot be sent fails within seconds instead of waiting for ever. */
export const connectRedis = (url: string, logger: Logger): Redis => {
  const redis = new Redis(url, {
    maxRetriesPerRequest: 1,
    connectTimeout: 3_000,
    commandTimeout: 10_000,
    retryStrategy: (attempt) => Math.min(100 * attempt, 2_000),
  });
  let told = 0;
  redis.on("error", (error) => {
    if (Date.now() - told > 5_000) logger.warn("redis is not reachable", { error: error.message });
    told = Date.now();
  });
  return redis;
};
