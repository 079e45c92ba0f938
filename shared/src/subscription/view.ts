import type { PoolClient } from "pg";
import type { RecordedEvent } from "../base/event.ts";
import type { RedisCommand } from "../redis/command.ts";

/**
 * A read table (or several that move together), folded from events, as SQL in the worker's transaction.
 * Name the tables without a schema: while a generation is being built, the client's search_path leads to its clones.
 * `apply` must be deterministic (no clock, no random) and must write a batch with a constant number of statements.
 * A thrown error rolls the batch back; the runner then finds the poison event and parks it with its stream.
 */
export interface PostgresView {
  readonly kind: "postgres";
  readonly name: string;
  /** Raise it when the fold or the tables change: the new version is then built beside the live one and replaces it when it is complete. */
  readonly version: number;
  /** Every table that it writes; a new generation gets empty clones of them. No tables for a policy, which is never rebuilt. */
  readonly tables: ReadonlyArray<string>;
  /** Event types it folds; others only move the checkpoint. Absent = all. */
  readonly types?: ReadonlySet<string>;
  /** Events a batch; default 500. */
  readonly batchSize?: number;
  apply(client: PoolClient, events: ReadonlyArray<RecordedEvent>): Promise<void>;
  /** Called after the batch was committed: a policy announces here that it has appended (`log.announce`). */
  readonly committed?: () => void;
}

/** A view in Redis. The commands of a batch run in one script together with the tenant's checkpoint, so each is applied exactly once. */
export interface RedisView {
  readonly kind: "redis";
  readonly name: string;
  readonly version: number;
  /**
   * First part of every key it writes, as in `event_buffer:<user>` → "event_buffer"; a key of one part is its own prefix. Used to find,
   * compare and replace its keys.
   */
  readonly prefixes: ReadonlyArray<string>;
  readonly types?: ReadonlySet<string>;
  readonly batchSize?: number;
  /** The keys may expire and are refilled by their readers, so a comparison ignores missing ones. */
  readonly cache?: boolean;
  /** False while another writer of its keys (a recount) still has work to do; a comparison waits for it. */
  readonly settled?: () => Promise<boolean>;
  /** Commands for the events of ONE tenant, in order. `key("event_buffer", userId)` gives `t:{tenant}:event_buffer:<user>`. */
  fold(
    tenantId: string,
    events: ReadonlyArray<RecordedEvent>,
    key: (...parts: ReadonlyArray<string>) => string,
  ): Promise<ReadonlyArray<RedisCommand>> | ReadonlyArray<RedisCommand>;
}

export type View = PostgresView | RedisView;
