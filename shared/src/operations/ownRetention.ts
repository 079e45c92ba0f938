import type { Pool } from "../postgres/pool.ts";
import { type RetentionRule, removal } from "./retention.ts";

const days = (ms: number): string => `${Math.round(ms / 86_400_000)} days`;

export interface KeptFor {
  readonly receiptRetentionMs: number;
  readonly receiptEpochMs: number;
  readonly streamMaxAgeMs: number;
}

/** What every service keeps by being one. */
export const ownRetention = (pool: Pool, { receiptRetentionMs, receiptEpochMs, streamMaxAgeMs }: KeptFor): ReadonlyArray<RetentionRule> => [
  {
    store: "event_log, streams",
    keeps: "without end",
    reason: "It is the truth: every table and index is built from it.",
    by: "nothing",
  },
  {
    store: "append_receipts, receipt_epochs",
    keeps: `${days(receiptRetentionMs)} after their epoch of ${days(receiptEpochMs)}`,
    reason: "A repeated request finds its first result for as long as callers are promised.",
    by: "maintenance, by whole partitions",
  },
  {
    store: "parked_events",
    keeps: "until they are replayed or discarded",
    reason: "A view lacks them: to forget them by age would lose data without a word.",
    by: "an operator: marketing parked replay, marketing parked discard",
  },
  {
    store: "operator_actions, discarded_events",
    keeps: "without end",
    reason: "Who decided what about a view, and which events no later generation of it may fold.",
    by: "nothing",
  },
  removal({
    pool,
    table: "dead_letters",
    where: "died_at < $1",
    days: 90,
    reason: "A quarter to look at what a reaction could not do. They hold other people's data, so not for ever.",
  }),
  removal({
    pool,
    table: "inbox",
    where: "handled_at < $1",
    days: Math.ceil((2 * streamMaxAgeMs) / 86_400_000),
    reason: "An event comes again while the bus keeps it; twice that long is on the safe side.",
  }),
  {
    store: "rebuilds",
    keeps: "7 days after they ended",
    reason: "Progress and verdicts of rebuilds, for whoever asks the day after.",
    by: "maintenance",
  },
  {
    store: "tenants_directory, api_keys_directory",
    keeps: "as long as the tenant",
    reason: "A copy of identity's; a revoked key has to be known as revoked.",
    by: "the projection",
  },
  {
    store:
      "projections, checkpoints, redis_tenants, bus_consumers, row_ages, safeguards, log_migrations, service_migrations, migration_checksums",
    keeps: "as long as the service",
    reason: "Where everything stands; a few rows.",
    by: "nothing",
  },
  {
    store: "bus",
    keeps: days(streamMaxAgeMs),
    reason: "Subscribers catch up from it; older history comes from the log. JETSTREAM_MAX_AGE_MS sets it.",
    by: "JetStream's max_age",
  },
  {
    store: "vector_entities, vector_items, vector_synced, vector_generations, vector_requests, embeddings, the vector store",
    keeps: "as long as what they stand for",
    reason: "The index holds what the view wants, and nothing else.",
    by: "the indexer",
  },
  {
    store: "logs of the process",
    keeps: "as long as the machine's collector does",
    reason: "They go to standard output; the service stores none.",
    by: "the collector",
  },
];
