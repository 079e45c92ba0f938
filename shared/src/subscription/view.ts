import type { PoolClient } from "pg";
import type { RecordedEvent } from "../base/event.ts";
import type { RedisCommand } from "../redis/command.ts";

/**
 * A read table (or several that move together), folded from events, as SQL in the worker's transaction.
 * The client's search_path puts the generation being built first: name the tables without a schema.
 * `apply` must be deterministic (no clock, no random) and must write a batch with a constant number of statements.
 * A thrown error rolls the batch back; the runner then finds the poison event and parks it with its stream.
 */
export interface PostgresView {
  readonly kind: "postgres";
  readonly name: string;
  /** Raise it when the fold or the tables change: the new version is built beside the live one and flipped. */
  readonly version: number;
  /** Every table it writes; cloned empty for a new generation. Empty for a policy, which is never rebuilt. */
  readonly tables: ReadonlyArray<string>;
  /** Event types it folds; others only move the checkpoint. Absent = all. */
  readonly types?: ReadonlySet<string>;
  /** Events a batch; default 500. */
  readonly batchSize?: number;
  apply(client: PoolClient, events: ReadonlyArray<RecordedEvent>): Promise<void>;
  /** After the batch is committed: a policy says here that it appended (`log.announce`). */
  readonly committed?: () => void;
}

/** A Redis view: the commands of a batch run in one script together with the tenant's checkpoint, so each counts once. */
export interface RedisView {
  readonly kind: "redis";
  readonly name: string;
  readonly version: number;
  /** First part of every key it writes, as in `event_buffer:<user>` → "event_buffer"; a key of one part is its own prefix. Used to find, compare and replace its keys. */
  readonly prefixes: ReadonlyArray<string>;
  readonly types?: ReadonlySet<string>;
  readonly batchSize?: number;
  /** Its keys may expire and are refilled by whoever reads them; a missing one is then no difference. */
  readonly cache?: boolean;
  /** False while something else that writes its keys (a recount) still has work to do: a comparison waits for it. */
  readonly settled?: () => Promise<boolean>;
  /** Commands for the events of ONE tenant, in order. `key("event_buffer", userId)` gives `t:{tenant}:event_buffer:<user>`. */
  fold(
    tenantId: string,
    events: ReadonlyArray<RecordedEvent>,
    key: (...parts: ReadonlyArray<string>) => string,
  ): Promise<ReadonlyArray<RedisCommand>> | ReadonlyArray<RedisCommand>;
}

export type View = PostgresView | RedisView;
