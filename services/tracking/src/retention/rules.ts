import type { RetentionRule } from "@marketing/shared/operations/retention";
import type { Pool } from "@marketing/shared/postgres/pool";
import { eventRule } from "./eventRule.ts";
import { eventMonths } from "./terms.ts";

/** What tracking keeps, beside what every service does. */
export const trackingRetention = (pool: Pool): ReadonlyArray<RetentionRule> => [
  eventRule(pool),
  {
    store: "events_archive",
    keeps: `from month ${eventMonths.active} to month ${eventMonths.kept}`,
    reason: "As of events, whose rule fills and empties it.",
    by: "retention of events",
  },
  {
    store: "event_horizons, event_days",
    keeps: "as long as the service",
    reason: "They say which events are past which time, and from when on a partition is a day.",
    by: "nothing",
  },
  {
    store: "known_users",
    keeps: "as long as a merge stands",
    reason: "It says which ids are one person; without it a timeline falls apart.",
    by: "the projection",
  },
  {
    store: "recounts",
    keeps: "until the day is counted anew",
    reason: "It is a list of work.",
    by: "the recount job",
  },
  {
    store: "redis:event_buffer",
    keeps: "the last 100 events of an id",
    reason: "A buffer for what has just happened; timelines come from the table.",
    by: "the projection",
  },
  {
    store: "redis:unique_users",
    keeps: "8 days",
    reason: "Counts of the days that are still looked at; older ones are counted from the table.",
    by: "Redis, by expiry",
  },
];
