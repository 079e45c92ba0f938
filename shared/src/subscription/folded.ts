import type { PoolClient } from "pg";
import type { EventTypes, Recorded, TypedEvent } from "../log/defineEvents.ts";
import { postgresView } from "./typedView.ts";
import type { PostgresView } from "./view.ts";

/** What a row of a read table stands for: the state that was folded, and the stream's version it was folded to. */
export interface Folded<State> {
  readonly tenantId: string;
  readonly id: string;
  readonly state: State;
  readonly version: number;
}

export interface FoldedView<State, E extends TypedEvent> {
  readonly name: string;
  readonly version: number;
  readonly tables: ReadonlyArray<string>;
  readonly events: EventTypes<E>;
  readonly batchSize?: number;
  /** Of which row an event tells. */
  readonly idOf: (event: Recorded<E>) => string;
  /** The rows that are there already, in one statement. */
  readonly load: (
    client: PoolClient,
    keys: ReadonlyArray<{ readonly tenantId: string; readonly id: string }>,
  ) => Promise<ReadonlyArray<Folded<State>>>;
  readonly initial: (id: string) => State;
  readonly evolve: (state: State, event: Recorded<E>) => State;
  /** Writes what became of the rows, in a constant number of statements. `steps`: each event with the state before and after it, in order. */
  readonly write: (client: PoolClient, rows: ReadonlyArray<Folded<State>>, steps: ReadonlyArray<Step<State, E>>) => Promise<void>;
}

export interface Step<State, E extends TypedEvent> {
  readonly event: Recorded<E>;
  readonly before: State;
  readonly after: State;
}

/** A read table with a row for each aggregate: load the rows that a batch is about, fold its events in memory, write them back. */
export const foldedView = <State, E extends TypedEvent>(view: FoldedView<State, E>): PostgresView =>
  postgresView<E>({
    name: view.name,
    version: view.version,
    tables: view.tables,
    events: view.events,
    ...(view.batchSize === undefined ? {} : { batchSize: view.batchSize }),
    apply: async (client, events) => {
      const keyOf = (tenantId: string, id: string): string => `${tenantId}${id}`;
      const wanted = new Map(events.map((e) => [keyOf(e.tenantId, view.idOf(e)), { tenantId: e.tenantId, id: view.idOf(e) }]));
      const rows = new Map<string, Folded<State>>();
      for (const row of await view.load(client, [...wanted.values()])) rows.set(keyOf(row.tenantId, row.id), row);
      const steps = events.map((event): Step<State, E> => {
        const { tenantId, version } = event;
        const id = view.idOf(event);
        const before = rows.get(keyOf(tenantId, id))?.state ?? view.initial(id);
        const after = view.evolve(before, event);
        rows.set(keyOf(tenantId, id), { tenantId, id, state: after, version });
        return { event, before, after };
      });
      await view.write(
        client,
        [...wanted.keys()].map((key) => rows.get(key)!),
        steps,
      );
    },
  });
