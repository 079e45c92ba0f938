import type { Pool } from "../postgres/pool.ts";
import { Fenced } from "../subscription/failures.ts";
import type { Lease } from "../subscription/lease.ts";
import { type Embedder, RefusedText } from "./embedder.ts";
import { embedOnce } from "./embeddings.ts";
import { type Generation, namespaceOf } from "./generations.ts";
import { problemOf } from "./limits.ts";
import { type Candidate, type EntityKey, fenced, readCandidates, type SyncOutcome, type WantedRow, writeOutcomes } from "./synced.ts";
import { type StoredVector, type VectorStore, VectorStoreError } from "./vectorStore.ts";

export interface SyncContext {
  /** The worker role's. */
  readonly pool: Pool;
  readonly store: VectorStore;
  readonly embedder: (model: string, dimensions: number) => Embedder;
  /** First wait after an item was refused, in ms; it doubles with each try, to an hour at most. */
  readonly retryMs: number;
}

interface Prepared {
  readonly candidate: Candidate;
  readonly vectors: StoredVector[];
  /** Item id → why it cannot be in the index. */
  readonly problems: Map<string, string>;
}

const metadataOf = (c: Candidate, item: WantedRow, g: Generation): StoredVector["metadata"] => ({
  ...item.metadata,
  entity_id: c.entityId,
  position: c.position,
  model: g.model,
  dims: g.dimensions,
  hash: item.hash,
});

const prepare = async (
  context: SyncContext,
  g: Generation,
  candidates: ReadonlyArray<Candidate>,
  signal: AbortSignal,
): Promise<Prepared[]> => {
  const embedder = context.embedder(g.model, g.dimensions);
  const prepared = candidates.map((candidate): Prepared => ({ candidate, vectors: [], problems: new Map() }));
  for (const [tenantId, of] of Map.groupBy(prepared, (p) => p.candidate.tenantId)) {
    const accepted: { p: Prepared; item: WantedRow; metadata: StoredVector["metadata"] }[] = [];
    for (const p of of)
      for (const item of p.candidate.items) {
        const metadata = metadataOf(p.candidate, item, g);
        const problem = problemOf({ id: item.id, metadata }, g.dimensions);
        if (problem) p.problems.set(item.id, problem);
        else accepted.push({ p, item, metadata });
      }
    const texts = accepted.map(({ item }) => ({ hash: item.textHash, text: item.text }));
    const vectors = await embedOnce(context.pool, tenantId, embedder, texts, signal);
    for (const { p, item, metadata } of accepted) {
      const values = vectors.get(item.textHash)!;
      if (values instanceof RefusedText) p.problems.set(item.id, values.message);
      else p.vectors.push({ id: item.id, values, metadata });
    }
  }
  return prepared;
};

/** Bisects a batch that the store refuses, so that only the vectors that are the cause fail. */
const upsert = async (store: VectorStore, namespace: string, of: ReadonlyArray<{ p: Prepared; vector: StoredVector }>): Promise<void> => {
  if (of.length === 0) return;
  try {
    await store.upsert(
      namespace,
      of.map(({ vector }) => vector),
    );
  } catch (error) {
    if (!(error instanceof VectorStoreError) || error.problem !== "refused") throw error;
    if (of.length === 1) of[0]!.p.problems.set(of[0]!.vector.id, error.message);
    else {
      await upsert(store, namespace, of.slice(0, of.length >> 1));
      await upsert(store, namespace, of.slice(of.length >> 1));
    }
  }
};

/** Those of the ids that some entity of the tenant wants: an item that moved from one entity to another must not be deleted. */
const stillWanted = async (pool: Pool, tenantId: string, ids: ReadonlyArray<string>): Promise<ReadonlySet<string>> => {
  const { rows } = await pool.query<{ id: string }>("SELECT item_id AS id FROM vector_items WHERE tenant_id = $1 AND item_id = ANY ($2)", [
    tenantId,
    ids,
  ]);
  return new Set(rows.map((r) => r.id));
};

const outcomeOf = ({ candidate: c, vectors, problems }: Prepared, retryMs: number): SyncOutcome => {
  const ids = vectors.filter((v) => !problems.has(v.id)).map((v) => v.id);
  const base = { tenantId: c.tenantId, entityId: c.entityId, position: c.position, ids };
  const [problem] = problems;
  if (!problem) return { ...base, hash: c.hash, attempts: 0, error: "", retryMs: null };
  const error = `${problem[0]}: ${problem[1]}${problems.size > 1 ? ` (and ${problems.size - 1} more)` : ""}`.slice(0, 1_000);
  return { ...base, hash: null, attempts: c.attempts + 1, error, retryMs: Math.min(retryMs * 2 ** c.attempts, 3_600_000) };
};

export interface Synced {
  readonly upserted: number;
  readonly removed: number;
  readonly failed: number;
}

/**
 * Makes the store agree with what the view wants of these entities, in an order that survives a kill at any point: record the ids, upsert the
 * vectors, delete the obsolete ones, and only then record the entities as synced. It is idempotent. When an item is refused its entity counts
 * as failed; the other items of the entity are in the index. Throws errors that concern all of them: VectorStoreError, EmbedderUnavailable,
 * Fenced.
 */
export const syncEntities = async (context: SyncContext, lease: Lease, g: Generation, keys: ReadonlyArray<EntityKey>): Promise<Synced> => {
  const { pool, store } = context;
  const prepared = await prepare(context, g, await readCandidates(pool, g.generation, keys), lease.signal);
  await fenced(pool, lease, (client) =>
    writeOutcomes(
      client,
      g.generation,
      prepared.map(({ candidate: c, vectors }) => ({
        tenantId: c.tenantId,
        entityId: c.entityId,
        position: c.position,
        ids: [...new Set([...c.ids, ...vectors.map((v) => v.id)])],
        hash: null,
        attempts: c.attempts,
        error: "",
        retryMs: c.attempts > 0 || c.hash === "" ? 0 : null,
      })),
    ),
  );
  let upserted = 0;
  let removed = 0;
  for (const [tenantId, of] of Map.groupBy(prepared, (p) => p.candidate.tenantId)) {
    if (lease.signal.aborted) throw new Fenced("the lease is lost");
    const namespace = namespaceOf(tenantId, g.generation);
    const vectors = of.flatMap((p) => p.vectors.map((vector) => ({ p, vector })));
    await upsert(store, namespace, vectors);
    upserted += vectors.length;
    const stored = new Set(vectors.filter(({ p, vector }) => !p.problems.has(vector.id)).map(({ vector }) => vector.id));
    const refused = new Set(of.flatMap((p) => [...p.problems.keys()]));
    const leftover = [...new Set(of.flatMap((p) => p.candidate.ids))].filter((id) => !stored.has(id));
    const wanted = await stillWanted(pool, tenantId, leftover);
    const obsolete = leftover.filter((id) => refused.has(id) || !wanted.has(id));
    if (obsolete.length > 0) await store.remove(namespace, obsolete);
    removed += obsolete.length;
  }
  const outcomes = prepared.map((p) => outcomeOf(p, context.retryMs));
  await fenced(pool, lease, (client) => writeOutcomes(client, g.generation, outcomes));
  return { upserted, removed, failed: outcomes.filter((o) => o.attempts > 0).length };
};
