import type { PoolClient } from "pg";
import type { EventTypes, Recorded, TypedEvent } from "../log/defineEvents.ts";
import type { RedisCommand } from "../redis/command.ts";
import type { PostgresView, RedisView } from "./view.ts";

// Views that name the events they fold, and get them with their types.

/** A view over `events`: its `types` follow, and `apply` is given these events and no others. */
export const postgresView = <E extends TypedEvent>({
  events,
  apply,
  ...rest
}: Omit<PostgresView, "kind" | "types" | "apply"> & {
  readonly events: EventTypes<E>;
  readonly apply: (client: PoolClient, events: ReadonlyArray<Recorded<E>>) => Promise<void>;
}): PostgresView => ({
  ...rest,
  kind: "postgres",
  types: events.types,
  // the subscription delivers these types alone
  apply: (client, delivered) => apply(client, delivered as ReadonlyArray<Recorded<E>>),
});

/** A policy: like a view it folds events once each, in order; it writes no table of its own and is never rebuilt. */
export const policy = <E extends TypedEvent>(definition: Omit<Parameters<typeof postgresView<E>>[0], "tables" | "version">): PostgresView =>
  postgresView<E>({ ...definition, version: 1, tables: [] });

/** A Redis view over `events`. */
export const redisView = <E extends TypedEvent>({
  events,
  fold,
  ...rest
}: Omit<RedisView, "kind" | "types" | "fold"> & {
  readonly events: EventTypes<E>;
  readonly fold: (
    tenantId: string,
    events: ReadonlyArray<Recorded<E>>,
    key: (...parts: ReadonlyArray<string>) => string,
  ) => Promise<ReadonlyArray<RedisCommand>> | ReadonlyArray<RedisCommand>;
}): RedisView => ({
  ...rest,
  kind: "redis",
  types: events.types,
  fold: (tenantId, delivered, key) => fold(tenantId, delivered as ReadonlyArray<Recorded<E>>, key),
});
