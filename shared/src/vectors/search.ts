import type { PoolClient } from "pg";
import { defaults } from "../base/defaults.ts";
import { invalidField, notFound, type RpcError, unavailable } from "../base/errors.ts";
import { FatalError } from "../base/fatal.ts";
import type { Logger } from "../base/logger.ts";
import { type Pool, withTenant } from "../postgres/pool.ts";
import { type Embedder, EmbedderUnavailable, RefusedText } from "./embedder.ts";
import { readEmbeddings } from "./embeddings.ts";
import { readEntityStatus } from "./entityStatus.ts";
import { type Generation, namespaceOf, readLive } from "./generations.ts";
import { limits } from "./limits.ts";
import type { VectorHit, VectorIndex, VectorQuery } from "./vectorIndex.ts";
import { type ScoredVector, type VectorMetadata, type VectorStore, VectorStoreError } from "./vectorStore.ts";
import { indexedPosition, waitIndexed } from "./waitIndexed.ts";

export interface SearchOptions {
  /** The api role's: row level security makes sure that a tenant finds only its own items. */
  readonly pool: Pool;
  readonly view: string;
  readonly store: VectorStore;
  readonly embedder: (model: string, dimensions: number) => Embedder;
  readonly logger: Logger;
  /** Called with entities whose vectors in the store are not those that the indexer put there. */
  readonly onStale?: (tenantId: string, entityIds: ReadonlyArray<string>) => Promise<unknown>;
}

/** Timeout for embedding the text of a query. */
const embedTimeoutMs = defaults.vectors.embedQueryMs;

const temporarilyUnavailable = (reason: string, error: Error): RpcError =>
  unavailable(reason, error.message, { retryAfterMs: 1_000, cause: error });

const toRpcError = (error: unknown): unknown => {
  if (error instanceof VectorStoreError && error.problem === "refused")
    return invalidField("filter", error.message, "VECTOR_QUERY_REFUSED");
  if (error instanceof VectorStoreError || error instanceof FatalError) return temporarilyUnavailable("VECTOR_STORE_UNAVAILABLE", error);
  if (error instanceof EmbedderUnavailable) return temporarilyUnavailable("EMBEDDER_UNAVAILABLE", error);
  return error;
};

interface WantedRow {
  readonly id: string;
  readonly entityId: string;
  readonly hash: string;
  readonly metadata: VectorMetadata;
  readonly position: number;
  readonly synced: boolean;
}

/** The tenant's items of these ids as the view wants them. `synced` = as far as the indexer knows, the store holds them like that. */
const readWanted = async (client: PoolClient, generation: number, ids: ReadonlyArray<string>): Promise<ReadonlyMap<string, WantedRow>> => {
  const { rows } = await client.query<WantedRow>(
    `SELECT i.item_id AS id, i.entity_id AS "entityId", i.hash, i.metadata, e.position, coalesce(s.hash = e.hash, false) AS synced
       FROM vector_items i JOIN vector_entities e ON e.tenant_id = i.tenant_id AND e.entity_id = i.entity_id
       LEFT JOIN vector_synced s ON s.tenant_id = i.tenant_id AND s.generation = $1 AND s.entity_id = i.entity_id
      WHERE i.item_id = ANY ($2)`,
    [generation, ids],
  );
  return new Map(rows.map((r) => [r.id, r]));
};

/** A cache of the queries embedded last, so that the next page of a search need not embed its query again. The least recently used one is dropped. */
const createCache = (size = defaults.vectors.cachedQueries) => {
  const vectors = new Map<string, Float32Array>();
  return async (key: string, make: () => Promise<Float32Array>): Promise<Float32Array> => {
    const vector = vectors.get(key) ?? (await make());
    vectors.delete(key);
    vectors.set(key, vector);
    if (vectors.size > size) vectors.delete(vectors.keys().next().value!);
    return vector;
  };
};

/** The index as the handlers of a service use it. */
export const createVectorIndex = (options: SearchOptions): VectorIndex => {
  const { pool, view, store, logger } = options;
  const cached = createCache();

  const embed = (g: Generation, text: string): Promise<Float32Array> =>
    cached(`${g.model} ${text}`, async () => {
      const [vector] = await options.embedder(g.model, g.dimensions).embed([text], AbortSignal.timeout(embedTimeoutMs));
      if (vector instanceof RefusedText) throw invalidField("query", vector.message, "QUERY_NOT_EMBEDDABLE");
      return vector!;
    });

  const vectorOf = async (g: Generation, { tenantId, by }: VectorQuery): Promise<Float32Array> => {
    if ("text" in by) return embed(g, by.text);
    const found = await withTenant(pool, tenantId, async (client) => {
      const { rows } = await client.query<{ hash: string; text: string }>(
        "SELECT text_hash AS hash, text FROM vector_items WHERE item_id = $1",
        [by.itemId],
      );
      const item = rows[0];
      if (!item) throw notFound("VECTOR_ITEM_NOT_FOUND", `nothing in the index is ${by.itemId}`);
      const known = await readEmbeddings(client, tenantId, g.model, [item.hash]);
      return { text: item.text, vector: known.get(item.hash) as Float32Array | undefined };
    });
    return found.vector ?? embed(g, found.text);
  };

  /** Asks the store for more than `topK`, leaves out what the view does not want, and asks for four times as much while too few are left. */
  const findHits = async (g: Generation, query: VectorQuery, vector: Float32Array): Promise<VectorHit[]> => {
    const { tenantId, topK, filter } = query;
    const stale = new Set<string>();
    for (let limit = topK + 10; ; limit *= 4) {
      const asked = Math.min(limit, limits.topK);
      const search = { vector, topK: asked, ...(filter ? { filter } : {}) };
      const found = await store.query(namespaceOf(tenantId, g.generation), search);
      const wanted = await withTenant(pool, tenantId, (client) =>
        readWanted(
          client,
          g.generation,
          found.map((f) => f.id),
        ),
      );
      const hits = found.flatMap((f: ScoredVector): VectorHit[] => {
        const row = wanted.get(f.id);
        if (!row) return [];
        if (row.hash !== f.metadata.hash) {
          if (row.synced) stale.add(row.entityId);
          return [];
        }
        return [{ id: f.id, score: f.score, metadata: row.metadata, entityId: row.entityId, position: row.position }];
      });
      if (hits.length >= topK || found.length < asked || asked === limits.topK || limit > 16 * (topK + 10)) {
        if (stale.size > 0) {
          logger.warn("the vector store holds vectors that are not the indexer's", { tenantId, entities: stale.size });
          await options.onStale?.(tenantId, [...stale]).catch(() => undefined);
        }
        return hits.slice(0, topK);
      }
    }
  };

  return {
    search: async (query) => {
      try {
        const { tenantId, minPosition } = query;
        if (minPosition) await waitIndexed({ pool, view, ping: store.ping }, tenantId, minPosition, query.deadline);
        const live = await readLive(pool);
        if (!live) throw unavailable("INDEX_NOT_READY", "the vector index has not been built yet", { retryAfterMs: 1_000 });
        const indexed = await indexedPosition(pool, view, tenantId);
        const { minSimilarity } = options.embedder(live.model, live.dimensions);
        return { hits: await findHits(live, query, await vectorOf(live, query)), indexedPosition: indexed, minSimilarity };
      } catch (error) {
        throw toRpcError(error);
      }
    },
    status: (tenantId, entityId) => withTenant(pool, tenantId, (client) => readEntityStatus(client, entityId)),
  };
};
