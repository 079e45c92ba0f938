import { ageRule, type RetentionRule } from "@marketing/shared/operations/retention";
import type { Pool } from "@marketing/shared/postgres/pool";
import { sessionAge } from "./session/view.ts";

/** What identity keeps, beside what every service does. People never go by age: what is due to them is erasure, when they ask. */
export const identityRetention = (pool: Pool): ReadonlyArray<RetentionRule> => [
  {
    store: "users, trait_history, merges",
    keeps: "as long as there is a lawful reason",
    reason: "A person is known until they ask to be forgotten.",
    by: "an erasure",
  },
  ageRule(pool, "sessions", sessionAge, { days: 731, reason: "As long as the events they are made of are in use." }),
  {
    store: "session_state",
    keeps: "until the session has ended",
    reason: "What the policy remembers of sessions that are open.",
    by: "the policy",
  },
  {
    store: "segments, segment_memberships, segment_history, segment_rules, segment_meters, segment_counts, segment_members, segment_leads",
    keeps: "as long as the person and the segment",
    reason: "Who was in which segment when, and what the rules count.",
    by: "the projection",
  },
  {
    store: "segment_touches, segment_due",
    keeps: "until it is worked off",
    reason: "Lists of work.",
    by: "the evaluator",
  },
  {
    store: "user_patterns, pattern_actions, behaviour_days, pattern_state",
    keeps: "as long as the person",
    reason: "Counts by day, and what a pattern of the last 90 days is made of.",
    by: "the projection",
  },
  {
    store: "tenants, api_keys",
    keeps: "as long as the tenant",
    reason: "Who may call, and who might once.",
    by: "nothing",
  },
  {
    store: "redis:session, redis:user_profile",
    keeps: "an hour after the last activity; 24 hours",
    reason: "Copies for speed, refilled from the tables.",
    by: "Redis, by expiry",
  },
  {
    store: "redis:rate_limit",
    keeps: "an hour",
    reason: "The window that limits count in.",
    by: "Redis, by expiry",
  },
];
