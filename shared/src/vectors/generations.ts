import type { PoolClient } from "pg";
import { type Pool, transaction } from "../postgres/pool.ts";

export interface Generation {
  readonly generation: number;
  readonly model: string;
  readonly dimensions: number;
  readonly state: "building" | "live" | "retired";
  /** Retired for longer than any search takes, so that its vectors may be deleted. */
  readonly clearable: boolean;
}

export interface WantedModel {
  readonly index: string;
  readonly model: string;
  readonly dimensions: number;
}

/** Every tenant has a namespace of its own in each generation. */
export const namespaceOf = (tenantId: string, generation: number): string => `${tenantId}.g${generation}`;

/** Name of the indexer's rows in `checkpoints`. Row 0 holds its lease; row g its cursor in generation g, whose token is the view's own generation. */
export const subscription = "vectors";

const columns = `generation, model, dimensions, state, changed_at < clock_timestamp() - $1 * interval '1 ms' AS clearable`;

export const readLive = async (connection: Pick<Pool, "query">): Promise<Generation | null> =>
  (await connection.query<Generation>(`SELECT ${columns} FROM vector_generations WHERE state = 'live'`, [0])).rows[0] ?? null;

/** The live one first, then the one being built and the retired ones whose namespaces are still in the store. */
export const readGenerations = async (connection: Pick<Pool, "query">, graceMs: number): Promise<ReadonlyArray<Generation>> =>
  (
    await connection.query<Generation>(
      `SELECT ${columns} FROM vector_generations WHERE state <> 'retired' OR cleared_at IS NULL ORDER BY state = 'live' DESC, generation`,
      [graceMs],
    )
  ).rows;

const insertGeneration = async (client: PoolClient, wanted: WantedModel, state: "live" | "building"): Promise<number> => {
  const { rows } = await client.query<{ generation: number }>(
    `INSERT INTO vector_generations (generation, index_name, model, dimensions, state)
     SELECT coalesce(max(generation), 0) + 1, $1, $2, $3, $4 FROM vector_generations RETURNING generation`,
    [wanted.index, wanted.model, wanted.dimensions, state],
  );
  const generation = rows[0]!.generation;
  await client.query("INSERT INTO checkpoints (subscription, generation, source) VALUES ($1, $2, 'view')", [subscription, generation]);
  return generation;
};

const retire = (client: PoolClient, state: "live" | "building"): Promise<unknown> =>
  client.query("UPDATE vector_generations SET state = 'retired', changed_at = clock_timestamp() WHERE state = $1", [state]);

/**
 * Returns the generations after making sure that one has the configured model: the very first is live at once; for another model or number of
 * dimensions one is built beside the live one, and one that was being built for a model no longer configured is retired.
 */
export const ensureGenerations = async (pool: Pool, wanted: WantedModel, graceMs: number): Promise<ReadonlyArray<Generation>> => {
  const upToDate = (known: ReadonlyArray<Generation>): boolean => {
    const of = (state: Generation["state"]) => known.find((g) => g.state === state);
    const newest = of("building") ?? of("live");
    return of("live") !== undefined && newest?.model === wanted.model && newest.dimensions === wanted.dimensions;
  };
  const known = await readGenerations(pool, graceMs);
  if (upToDate(known)) return known;
  return transaction(pool, async (client) => {
    await client.query("LOCK TABLE vector_generations IN SHARE ROW EXCLUSIVE MODE");
    if (!upToDate(await readGenerations(client, graceMs))) {
      await retire(client, "building");
      const live = await readLive(client);
      if (!live) await insertGeneration(client, wanted, "live");
      else if (live.model !== wanted.model || live.dimensions !== wanted.dimensions) await insertGeneration(client, wanted, "building");
    }
    return readGenerations(client, graceMs);
  });
};

/** Begins another generation of the configured model beside the live one, though that may have the same model. One that was being built is retired. */
export const beginGeneration = (pool: Pool, wanted: WantedModel): Promise<number> =>
  transaction(pool, async (client) => {
    await client.query("LOCK TABLE vector_generations IN SHARE ROW EXCLUSIVE MODE");
    await retire(client, "building");
    return insertGeneration(client, wanted, (await readLive(client)) ? "building" : "live");
  });

/** Makes a generation the live one and retires the old one; in one transaction, so that readers see either. */
export const promote = async (client: PoolClient, generation: number): Promise<void> => {
  await retire(client, "live");
  await client.query("UPDATE vector_generations SET state = 'live', changed_at = clock_timestamp() WHERE generation = $1", [generation]);
};

/** Records that the namespaces of a retired generation are deleted from the store. */
export const markCleared = (pool: Pool, generation: number): Promise<void> =>
  transaction(pool, async (client) => {
    await client.query("DELETE FROM vector_synced WHERE generation = $1", [generation]);
    await client.query("DELETE FROM checkpoints WHERE subscription = $1 AND generation = $2", [subscription, generation]);
    await client.query("UPDATE vector_generations SET cleared_at = clock_timestamp() WHERE generation = $1", [generation]);
  });
