import type { PoolClient } from "pg";
import { type Pool, transaction } from "../postgres/pool.ts";

export interface Generation {
  readonly generation: number;
  readonly model: string;
  readonly dimensions: number;
  readonly state: "building" | "live" | "retired";
  /** Retired for longer than any search takes. */
  readonly clearable: boolean;
}

export interface WantedModel {
  readonly index: string;
  readonly model: string;
  readonly dimensions: number;
}

/** A vector namespace is one tenant's in one generation. */
export const namespaceOf = (tenantId: string, generation: number): string => `${tenantId}.g${generation}`;

/** Where the indexer stands: row 0 holds the lease, row g what of the view is in generation g; its token is the generation of the view. */
export const subscription = "vectors";

const columns = `generation, model, dimensions, state, changed_at < clock_timestamp() - $1 * interval '1 ms' AS clearable`;

export const readLive = async (connection: Pick<Pool, "query">): Promise<Generation | null> =>
  (await connection.query<Generation>(`SELECT ${columns} FROM vector_generations WHERE state = 'live'`, [0])).rows[0] ?? null;

/** Live, building, and the retired ones whose namespaces are still in the store. */
export const readGenerations = async (connection: Pick<Pool, "query">, graceMs: number): Promise<ReadonlyArray<Generation>> =>
  (
    await connection.query<Generation>(
      `SELECT ${columns} FROM vector_generations WHERE state <> 'retired' OR cleared_at IS NULL ORDER BY state = 'live' DESC, generation`,
      [graceMs],
    )
  ).rows;

const add = async (client: PoolClient, wanted: WantedModel, state: "live" | "building"): Promise<number> => {
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
 * What the configuration asks for: the first generation ever is live at once, another model or number of dimensions is built beside it, and
 * a building one that nobody asks for any more is retired.
 */
export const settleGenerations = async (pool: Pool, wanted: WantedModel, graceMs: number): Promise<ReadonlyArray<Generation>> => {
  const settled = (known: ReadonlyArray<Generation>): boolean => {
    const of = (state: Generation["state"]) => known.find((g) => g.state === state);
    const newest = of("building") ?? of("live");
    return of("live") !== undefined && newest?.model === wanted.model && newest.dimensions === wanted.dimensions;
  };
  const known = await readGenerations(pool, graceMs);
  if (settled(known)) return known;
  return transaction(pool, async (client) => {
    await client.query("LOCK TABLE vector_generations IN SHARE ROW EXCLUSIVE MODE");
    if (!settled(await readGenerations(client, graceMs))) {
      await retire(client, "building");
      const live = await readLive(client);
      if (!live) await add(client, wanted, "live");
      else if (live.model !== wanted.model || live.dimensions !== wanted.dimensions) await add(client, wanted, "building");
    }
    return readGenerations(client, graceMs);
  });
};

/** A generation of the configured model beside the live one, whatever the live one's model; one that was being built is retired. */
export const beginGeneration = (pool: Pool, wanted: WantedModel): Promise<number> =>
  transaction(pool, async (client) => {
    await client.query("LOCK TABLE vector_generations IN SHARE ROW EXCLUSIVE MODE");
    await retire(client, "building");
    return add(client, wanted, (await readLive(client)) ? "building" : "live");
  });

/** Readers see the old one or the new one. */
export const flip = async (client: PoolClient, generation: number): Promise<void> => {
  await retire(client, "live");
  await client.query("UPDATE vector_generations SET state = 'live', changed_at = clock_timestamp() WHERE generation = $1", [generation]);
};

/** Its namespaces are gone from the store. */
export const forget = (pool: Pool, generation: number): Promise<void> =>
  transaction(pool, async (client) => {
    await client.query("DELETE FROM vector_synced WHERE generation = $1", [generation]);
    await client.query("DELETE FROM checkpoints WHERE subscription = $1 AND generation = $2", [subscription, generation]);
    await client.query("UPDATE vector_generations SET cleared_at = clock_timestamp() WHERE generation = $1", [generation]);
  });
