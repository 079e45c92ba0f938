import { createHash } from "node:crypto";
import type { Redis } from "ioredis";
import type { Pool } from "../postgres/pool.ts";
import { generationKey } from "../redis/keys.ts";
import { viewKeys } from "./generationKeys.ts";

export interface Checksum {
  readonly rows: number;
  readonly checksum: string;
}

/** A hash over all rows of the tables, independent of their order. */
export const tableChecksum = async (pool: Pool, schema: string, tables: ReadonlyArray<string>): Promise<Checksum> => {
  let rows = 0;
  const hash = createHash("sha256");
  for (const table of tables) {
    const { rows: found } = await pool.query<{ n: number; sum: string }>(
      `SELECT count(*) AS n, coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text AS sum FROM ${schema}.${table} t`,
    );
    rows += found[0]!.n;
    hash.update(`${table}:${found[0]!.n}:${found[0]!.sum};`);
  }
  return { rows, checksum: hash.digest("hex").slice(0, 16) };
};

const readValue = async (redis: Redis, key: string): Promise<string> => {
  switch (await redis.type(key)) {
    case "hash":
      return JSON.stringify(Object.entries(await redis.hgetall(key)).sort());
    case "list":
      return JSON.stringify(await redis.lrange(key, 0, -1));
    case "set":
      return JSON.stringify((await redis.smembers(key)).sort());
    case "zset":
      return JSON.stringify(await redis.zrange(key, "0", "-1", "WITHSCORES"));
    case "stream":
      return JSON.stringify(await redis.xrange(key, "-", "+"));
    case "string": {
      const value = await redis.getBuffer(key);
      // Two HyperLogLogs of the same members may differ in bytes (sparse and dense); what they count is what they mean.
      if (value?.subarray(0, 4).toString() === "HYLL") return `pfcount ${await redis.pfcount(key)}`;
      return value?.toString("base64") ?? "";
    }
    default:
      return "";
  }
};

export interface Difference {
  readonly live: Checksum;
  readonly rebuilt: Checksum;
  /** The first keys that differ, in words. */
  readonly differences: ReadonlyArray<string>;
}

/** Compares values, not times to live. With `cache`, keys that only the rebuilt side has do not count: the live ones may have expired. */
export const compareRedis = async (
  redis: Redis,
  tenants: ReadonlyArray<string>,
  prefixes: ReadonlyArray<string>,
  generation: number,
  cache: boolean,
): Promise<Difference> => {
  const hashes = { live: createHash("sha256"), rebuilt: createHash("sha256") };
  const rows = { live: 0, rebuilt: 0 };
  const differences: string[] = [];
  for (const tenant of [...tenants].sort()) {
    const [live, rebuilt] = await Promise.all([viewKeys(redis, tenant, prefixes, null), viewKeys(redis, tenant, prefixes, generation)]);
    const liveSet = new Set(live);
    const all = [...new Set([...live, ...rebuilt])].sort();
    for (let i = 0; i < all.length; i += 500) {
      await Promise.all(
        all.slice(i, i + 500).map(async (key) => {
          if (cache && !liveSet.has(key)) return [key, "", ""] as const;
          const [a, b] = await Promise.all([
            readValue(redis, generationKey(tenant, null, key)),
            readValue(redis, generationKey(tenant, generation, key)),
          ]);
          return [key, a, b] as const;
        }),
      ).then((pairs) => {
        for (const [key, a, b] of pairs) {
          if (a !== "") hashes.live.update(`${tenant} ${key} ${a};`);
          if (b !== "") hashes.rebuilt.update(`${tenant} ${key} ${b};`);
          if (a !== "") rows.live++;
          if (b !== "") rows.rebuilt++;
          if (a !== b && differences.length < 5)
            differences.push(a === "" ? `${key} is missing` : b === "" ? `${key} should not be there` : `${key} differs`);
        }
      });
    }
  }
  const done = (h: ReturnType<typeof createHash>) => h.digest("hex").slice(0, 16);
  return {
    live: { rows: rows.live, checksum: done(hashes.live) },
    rebuilt: { rows: rows.rebuilt, checksum: done(hashes.rebuilt) },
    differences,
  };
};
