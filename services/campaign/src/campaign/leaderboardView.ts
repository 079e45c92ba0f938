import { allOf } from "@marketing/shared/log/defineEvents";
import type { Pool } from "@marketing/shared/postgres/pool";
import type { RedisCommand } from "@marketing/shared/redis/command";
import { redisView } from "@marketing/shared/subscription/typedView";
import type { RedisView } from "@marketing/shared/subscription/view";
import { waitForPosition } from "@marketing/shared/subscription/waitFor";
import { revenueEvents } from "../revenue/events.ts";
import { campaignEvents } from "./events.ts";
import { campaignsView } from "./view.ts";

/** The view, and the key of its sorted set. */
export const leaderboard = { name: "campaign_performance" } as const;

/** 100 x performance_score as the sorted set has it: "0.9550" is 95.5. */
export const scoreOf = (performanceScore: string): number => Number(performanceScore.replace(".", "")) / 100;

/** Waits for the table. When it does not come, these events are tried again later: they are not at fault. */
const tableReached = (pool: Pool, position: number): Promise<void> =>
  waitForPosition(pool, campaignsView.name, position, new Date(Date.now() + 5_000)).catch((error: Error) => {
    throw Object.assign(new Error(error.message), { code: "TIMEOUT" });
  });

/**
 * `campaign_performance`: a sorted set of campaign ids by 100 x performance_score, which is 100 x revenue / (revenue + spent): 0 = all was spent for
 * nothing, 50 = it paid back what it cost, towards 100 = it earned many times its cost. Campaigns that moved no money are not in it. Copied from
 * the table once that has folded the same events. `pool` is the worker's.
 */
export const leaderboardView = (pool: Pool): RedisView =>
  redisView({
    ...leaderboard,
    version: 1,
    prefixes: [leaderboard.name],
    events: allOf(campaignEvents.only("spend_recorded", "campaign_archived"), revenueEvents),
    cache: true,
    async fold(tenantId, events, key) {
      await tableReached(pool, events.at(-1)!.position);
      const ids = [...new Set(events.map((e) => e.data.campaignId))];
      const { rows } = await pool.query<{ campaign_id: string; performance_score: string | null }>({
        name: "scores_of",
        text: "SELECT campaign_id, performance_score FROM campaigns WHERE tenant_id = $1 AND campaign_id = ANY ($2::uuid[])",
        values: [tenantId, ids],
      });
      const scores = new Map(rows.map((row) => [row.campaign_id, row.performance_score]));
      return ids.map((id): RedisCommand => {
        const score = scores.get(id) ?? null; // an archived one has no row any more
        return score === null ? ["ZREM", key(leaderboard.name), id] : ["ZADD", key(leaderboard.name), scoreOf(score), id];
      });
    },
  });
