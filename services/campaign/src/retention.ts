import type { EventLog } from "@marketing/shared/log/eventLog";
import { ageRule, type RetentionRule } from "@marketing/shared/operations/retention";
import type { Pool } from "@marketing/shared/postgres/pool";
import { retireRule } from "./campaign/retireRule.ts";
import { taskAge } from "./task/view.ts";

/** What campaign keeps, beside what every service does. */
export const campaignRetention = (pool: Pool, log: EventLog): ReadonlyArray<RetentionRule> => [
  retireRule(pool, log),
  {
    store:
      "campaign_revenue, ad_campaigns, ad_performance_history, campaigns_archive, campaign_revenue_archive, ad_campaigns_archive, ad_performance_history_archive",
    keeps: "as long as their campaign",
    reason: "A campaign's ads and figures go where it goes.",
    by: "retention of campaigns",
  },
  {
    store: "campaign_history, ad_campaign_history",
    keeps: "as long as the campaign",
    reason: "What a plan is compared with.",
    by: "the projection",
  },
  ageRule(pool, "agent_tasks", taskAge, {
    days: 366,
    reason: "A year of what agents did; work that died stays until somebody replays it.",
  }),
  {
    store: "touches, person_links, known_segments, campaign_leads, conversions",
    keeps: "as long as what they tell of",
    reason: "Revenue is attributed by them, and late conversions too.",
    by: "the projection",
  },
  {
    store: "redis:agent_tasks, redis:campaign_performance",
    keeps: "until claimed; as long as the campaign",
    reason: "Copies of tables, made again when lost.",
    by: "the projection",
  },
];
