import type { RecordedEvent } from "../base/event.ts";
import { type Pool, type PoolClient, transaction } from "../postgres/pool.ts";
import { moveCheckpoint, readCheckpoint } from "./checkpoint.ts";
import { runView } from "./failures.ts";
import type { Lease } from "./lease.ts";
import { park, splitParked } from "./parking.ts";
import type { Sink } from "./sink.ts";
import type { Cursor, SourceBatch } from "./source.ts";
import type { PostgresView } from "./view.ts";

/**
 * Writes a batch and its checkpoint in one transaction, so every event counts exactly once, whatever crashes. The commit of a view need not
 * wait for the disk: if it is lost, so is its checkpoint, and the batch is folded again. The commit of a policy, which appends to the log,
 * must wait.
 */
export const postgresSink = (options: { pool: Pool; view: PostgresView; lease: Lease; schema: string; building: boolean }): Sink => {
  const { pool, view, lease } = options;
  const path = options.building ? `SET LOCAL search_path = ${options.schema}_g${lease.generation}, ${options.schema}, pg_temp;` : "";
  const begin = `BEGIN; ${path} ${view.tables.length > 0 ? "SET LOCAL synchronous_commit = off;" : ""}`;

  const wanted = (events: ReadonlyArray<RecordedEvent>): ReadonlyArray<RecordedEvent> =>
    view.types ? events.filter((e) => view.types!.has(e.type)) : events;

  const step = async (batch: SourceBatch, from: Cursor, work: (client: PoolClient) => Promise<void>): Promise<Cursor> => {
    const next = await transaction(
      pool,
      async (client) => {
        await moveCheckpoint(client, lease, from, batch.next, batch.head);
        await work(client);
        return batch.next;
      },
      begin,
    );
    if (batch.events.length > 0) view.committed?.();
    return next;
  };

  return {
    open: () => readCheckpoint(pool, lease.subscription, lease.generation),
    write: (batch, from) =>
      step(batch, from, async (client) => {
        const events = wanted(batch.events);
        if (events.length === 0) return;
        const { live, waiting } = await splitParked(client, view.name, events);
        await park(client, view.name, waiting);
        if (live.length > 0) await runView(() => view.apply(client, live));
      }),
    park: (batch, from, error, attempts) =>
      step(batch, from, (client) => park(client, view.name, wanted(batch.events), { error: error.message || error.name, attempts })),
    idle: (cursor) => Promise.resolve(cursor),
  };
};
