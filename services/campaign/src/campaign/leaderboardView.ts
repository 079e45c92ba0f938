import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import type { RedisCommand } from "@marketing/shared/redis/command";
import { tenantKey } from "@marketing/shared/redis/keys";
import type { RedisView } from "@marketing/shared/subscription/view";
import { waitForPosition } from "@marketing/shared/subscription/waitFor";
import type { Redis } from "ioredis";
import { campaignsView } from "./campaignView.ts";

const board = "campaign_performance";
/** 100 x performance_score as the sorted set has it: "0.9550" is 95.5. */
const scoreOf = (performanceScore: string): number => Number(performanceScore.replace(".", "")) / 100;

/** Waits for the table; time, not the events, mends it when it does not come. */
const tableReached = (pool: Pool, position: number): Promise<void> =>
  waitForPosition(pool, campaignsView.name, position, new Date(Date.now() + 5_000)).catch((error: Error) => {
    throw Object.assign(new Error(error.message), { code: "TIMEOUT" });
  });

/**
 * `campaign_performance`: a sorted set of campaign ids by 100 x performance_score, which is 100 x revenue / (revenue + spent): 0 = all was spent for
 * nothing, 50 = it paid back what it cost, towards 100 = it earned many times its cost. Campaigns that moved no money are not in it. Copied from
 * the table once that has folded the same events. `pool` is the worker's.
 */
export const leaderboardView = (pool: Pool): RedisView => ({
  kind: "redis",
  name: board,
  version: 1,
  prefixes: [board],
  types: new Set(["spend_recorded", "revenue_attributed"]),
  cache: true,
  async fold(tenantId, events, key) {
    await tableReached(pool, events.at(-1)!.position);
    const ids = [...new Set(events.map((e) => e.data.campaignId as string))];
    const { rows } = await pool.query<{ campaign_id: string; performance_score: string | null }>({
      name: "scores_of",
      text: "SELECT campaign_id, performance_score FROM campaigns WHERE tenant_id = $1 AND campaign_id = ANY ($2::uuid[])",
      values: [tenantId, ids],
    });
    return rows.map(
      ({ campaign_id: id, performance_score: score }): RedisCommand =>
        score === null ? ["ZREM", key(board), id] : ["ZADD", key(board), scoreOf(score), id],
    );
  },
});

export interface Ranked {
  readonly campaignId: string;
  /** 0..100 */
  readonly score: number;
  readonly name: string;
}

export const bestSql = `SELECT campaign_id, name, performance_score FROM campaigns
  WHERE tenant_id = $1 AND performance_score IS NOT NULL ORDER BY performance_score DESC, campaign_id DESC LIMIT $2`;
const replace = "redis.call('DEL', KEYS[1]) for i = 1, #ARGV, 2 do redis.call('ZADD', KEYS[1], ARGV[i], ARGV[i + 1]) end";
/** How many Redis is given back at once when it lost them. */
const mostKept = 10_000;

/** From Redis; from the table when Redis is away or does not hold as many as there are, and then put back. Best first. `pool` is the api role's. */
export const bestCampaigns = (pool: Pool, redis: Redis, tenantId: string, limit: number): Promise<Ranked[]> =>
  withTenant(pool, tenantId, async (client) => {
    const redisKey = tenantKey(tenantId, board);
    const held = await Promise.all([redis.zcard(redisKey), redis.zrange(redisKey, "0", String(limit - 1), "REV", "WITHSCORES")]).catch(
      () => null,
    );
    const { rows: counted } = await client.query<{ n: number }>(
      "SELECT count(*) AS n FROM campaigns WHERE tenant_id = $1 AND performance_score IS NOT NULL",
      [tenantId],
    );
    if (held && held[0] === counted[0]!.n) {
      const ids = held[1].filter((_, i) => i % 2 === 0);
      const { rows } = await client.query<{ campaign_id: string; name: string }>(
        "SELECT campaign_id, name FROM campaigns WHERE tenant_id = $1 AND campaign_id = ANY ($2::uuid[])",
        [tenantId, ids],
      );
      const names = new Map(rows.map((r) => [r.campaign_id, r.name]));
      return ids.map((campaignId, i) => ({ campaignId, score: Number(held[1][2 * i + 1]), name: names.get(campaignId) ?? "" }));
    }
    const { rows } = await client.query<{ campaign_id: string; name: string; performance_score: string }>(bestSql, [
      tenantId,
      held ? Math.max(limit, mostKept) : limit,
    ]);
    const best = rows.map((r) => ({ campaignId: r.campaign_id, score: scoreOf(r.performance_score), name: r.name }));
    if (held && rows.length > 0)
      await redis.eval(replace, 1, redisKey, ...best.flatMap((b) => [b.score, b.campaignId])).catch(() => undefined);
    return best.slice(0, limit);
  });
