import type { Redis } from "ioredis";
import { generationKey } from "../redis/keys.ts";

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
