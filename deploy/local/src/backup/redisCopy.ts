import { cpSync, renameSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readJson } from "@marketing/shared/process/jsonFile";
import { Redis } from "ioredis";
import type { Kept } from "./kept.ts";

/**
 * Copies a snapshot of Redis beside the backups. A restore does not need it: Redis is filled from the log, and only what nobody would miss (units that
 * are used up in this hour) is in no log. Resolves to the copy's path.
 */
export const copyRedis = async ({ dataDir, secrets, repository }: Kept): Promise<string> => {
  const { redis: port = 0 } = readJson<Record<string, number>>(join(dataDir, "ports.json")) ?? {};
  const client = new Redis({ port, password: secrets.redis, lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  client.on("error", () => undefined); // the call that fails tells
  try {
    await client.connect();
    const before = await client.lastsave();
    while (Math.floor(Date.now() / 1_000) === before) await sleep(100); // it tells of whole seconds
    await client.bgsave("SCHEDULE");
    while ((await client.lastsave()) === before) await sleep(50);
  } finally {
    client.disconnect();
  }
  const copy = join(repository.directory, "redis.rdb");
  cpSync(join(dataDir, "redis", "dump.rdb"), `${copy}.new`);
  renameSync(`${copy}.new`, copy);
  return copy;
};
