import type { RetentionRule } from "@marketing/shared/operations/retention";

/** What content keeps, beside what every service does. Nothing that somebody wrote goes by age. */
export const contentRetention: ReadonlyArray<RetentionRule> = [
  {
    store: "content_library, content_versions, content_chunks, content_performance, performance_totals",
    keeps: "without end",
    reason: "They are the tenant's own work.",
    by: "nothing",
  },
  {
    store: "knowledge_entries, knowledge_chunks",
    keeps: "until they are deleted",
    reason: "Documents belong to whoever put them.",
    by: "their owner",
  },
  {
    store: "campaign_names",
    keeps: "as long as a content names the campaign",
    reason: "What a campaign was called.",
    by: "the projection",
  },
];
