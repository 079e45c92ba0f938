import { createHash } from "node:crypto";
import type { Redis } from "ioredis";
import type { Pool } from "../postgres/pool.ts";
import { generationKey } from "../redis/keys.ts";

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

const scan = async (redis: Redis, pattern: string): Promise<string[]> => {
  const keys: string[] = [];
  let cursor = "0";
  do {
    const [next, found] = await redis.scan(cursor, "MATCH", pattern.replaceAll(/[[\]?\\]/g, "\\$&"), "COUNT", 1_000);
    cursor = next;
    keys.push(...found);
  } while (cursor !== "0");
  return [...new Set(keys)].sort();
};

/**
 * The keys a view may write (each prefix itself and what begins with it and a colon), of one generation (null = live) of a tenant's view,
 * without what precedes the view's own prefix.
 */
export const viewKeys = async (
  redis: Redis,
  tenantId: string,
  prefixes: ReadonlyArray<string>,
  generation: number | null,
): Promise<ReadonlyArray<string>> => {
  const root = generationKey(tenantId, generation, "");
  const found = await Promise.all(
    prefixes.map(async (p) => [...((await redis.exists(`${root}${p}`)) ? [`${root}${p}`] : []), ...(await scan(redis, `${root}${p}:*`))]),
  );
  return found.flat().map((k) => k.slice(root.length));
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

/** Puts a tenant's rebuilt keys in the place of the live ones, in one script: a reader sees the old view or the new one. */
export const swapKeys = async (
  redis: Redis,
  tenantId: string,
  view: { readonly name: string; readonly prefixes: ReadonlyArray<string> },
  generation: number,
): Promise<void> => {
  const [live, rebuilt] = await Promise.all([
    viewKeys(redis, tenantId, view.prefixes, null),
    viewKeys(redis, tenantId, view.prefixes, generation),
  ]);
  const moved = [...rebuilt, `checkpoint:${view.name}`];
  await redis.eval(
    `for i = 1, tonumber(ARGV[1]) do redis.call('DEL', ARGV[i + 1]) end
     for i = tonumber(ARGV[1]) + 2, #ARGV, 2 do if redis.call('EXISTS', ARGV[i]) == 1 then redis.call('RENAME', ARGV[i], ARGV[i + 1]) end end`,
    1,
    generationKey(tenantId, null, "checkpoint", view.name),
    live.length,
    ...live.map((k) => generationKey(tenantId, null, k)),
    ...moved.flatMap((k) => [generationKey(tenantId, generation, k), generationKey(tenantId, null, k)]),
  );
};

/** Deletes the keys that were built. Other views may be building a generation with the same number. */
export const dropKeys = async (
  redis: Redis,
  tenants: ReadonlyArray<string>,
  view: { readonly name: string; readonly prefixes: ReadonlyArray<string> },
  generation: number,
): Promise<void> => {
  for (const tenant of tenants) {
    const keys = [...(await viewKeys(redis, tenant, view.prefixes, generation)), `checkpoint:${view.name}`].map((k) =>
      generationKey(tenant, generation, k),
    );
    for (let i = 0; i < keys.length; i += 500) await redis.unlink(...keys.slice(i, i + 500));
  }
};
