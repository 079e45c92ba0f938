import { Config, Schema } from "effect";
import { defaults } from "../base/defaults.ts";

/** What operators may set of the mechanism's numbers; everything else is as base/defaults.ts says. */
export interface Settings {
  /** Events a batch, of views that say nothing else. */
  readonly subscriptionBatchSize: number;
  /** Until another process takes over from one that died. */
  readonly leaseTtlMs: number;
  /** Messages that the relay has in flight. */
  readonly relayWindow: number;
  /** In flight without an answer for longer: the relay finds its place again. */
  readonly relayAckTimeoutMs: number;
  /** How long the service's JetStream stream keeps an event. */
  readonly streamMaxAgeMs: number;
  /** Handlers at once, of reactions that say nothing else. */
  readonly reactionConcurrency: number;
  /** Tries of a reaction before the dead letter. */
  readonly reactionMaxDeliver: number;
  /** What a handler may take without a sign before its event is delivered again. */
  readonly reactionAckWaitMs: number;
  /** How long a repeated request finds its first result, at the least; never less than the seven days that callers are promised. */
  readonly receiptRetentionMs: number;
  /** Receipts are forgotten by the epoch: a receipt lives so much longer at the most. */
  readonly receiptEpochMs: number;
  /** How long a revoked API key may still be accepted. */
  readonly keyCacheMs: number;
  /** Connections of the api role, and as many of the worker role. */
  readonly poolSize: number;
  /** Connections for queries that look at much of what a tenant has. */
  readonly analyticsPoolSize: number;
  /** A statement made for a call ends after this, whatever the call's deadline. */
  readonly statementTimeoutMs: number;
  /** Between two looks at a dependency. */
  readonly dependencyCheckMs: number;
}

const minute = 60_000;

const whole = (name: string, otherwise: number, least = 1): Config.Config<number> =>
  Config.schema(Schema.Int.check(Schema.isGreaterThanOrEqualTo(least)), name).pipe(Config.withDefault(otherwise));

/** Times in ms. */
export const settingsConfig: Config.Config<Settings> = Config.all({
  subscriptionBatchSize: whole("SUBSCRIPTION_BATCH_SIZE", defaults.subscription.batchSize),
  leaseTtlMs: whole("LEASE_TTL_MS", defaults.lease.ttlMs, 1_000),
  relayWindow: whole("RELAY_WINDOW", defaults.relay.window, 2),
  relayAckTimeoutMs: whole("RELAY_ACK_TIMEOUT_MS", defaults.relay.ackTimeoutMs, 100),
  streamMaxAgeMs: whole("JETSTREAM_MAX_AGE_MS", defaults.stream.maxAgeMs, minute),
  reactionConcurrency: whole("REACTION_CONCURRENCY", defaults.reaction.concurrency),
  reactionMaxDeliver: whole("REACTION_MAX_DELIVER", defaults.reaction.maxDeliver),
  reactionAckWaitMs: whole("REACTION_ACK_WAIT_MS", defaults.reaction.ackWaitMs, 1_000),
  receiptRetentionMs: whole("RECEIPT_RETENTION_MS", defaults.log.receiptRetentionMs, 7 * 24 * 60 * minute),
  receiptEpochMs: whole("RECEIPT_EPOCH_MS", defaults.log.receiptEpochMs, minute),
  keyCacheMs: whole("API_KEY_CACHE_MS", defaults.auth.keyCacheMs),
  poolSize: whole("DATABASE_POOL_SIZE", defaults.postgres.poolSize),
  analyticsPoolSize: whole("DATABASE_ANALYTICS_POOL_SIZE", defaults.postgres.analyticsPoolSize),
  statementTimeoutMs: whole("DATABASE_STATEMENT_TIMEOUT_MS", defaults.postgres.statementTimeoutMs, 1_000),
  dependencyCheckMs: whole("DEPENDENCY_CHECK_MS", defaults.service.dependencyCheckMs, 100),
});
