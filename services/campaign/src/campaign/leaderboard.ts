import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { tenantKey } from "@marketing/shared/redis/keys";
import type { Redis } from "ioredis";
import { leaderboard, scoreOf } from "./leaderboardView.ts";

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
    const redisKey = tenantKey(tenantId, leaderboard.name);
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
