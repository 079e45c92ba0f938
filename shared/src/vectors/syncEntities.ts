import { defaults } from "../base/defaults.ts";
import type { Pool } from "../postgres/pool.ts";
import { Fenced } from "../subscription/failures.ts";
import type { Lease } from "../subscription/lease.ts";
import { type Embedder, RefusedText } from "./embedder.ts";
import { embedOnce } from "./embeddings.ts";
import { type Generation, namespaceOf } from "./generations.ts";
import { problemOf } from "./limits.ts";
import { type Candidate, type EntityKey, fenced, readCandidates, type SyncOutcome, type WantedRow, writeOutcomes } from "./synced.ts";
import { type StoredVector, type VectorStore, VectorStoreError } from "./vectorStore.ts";

/** What one batch has: a larger entity is synced in slices, so that others need not wait for all of it. */
const { itemsPerBatch } = defaults.vectors;

/** What earlier slices did of an entity as the view wants it still. */
interface Earlier {
  readonly hash: string;
  readonly stored: Set<string>;
  readonly problems: Map<string, string>;
}

/**
 * The entities that are synced in part, by generation and entity. The process alone knows it: the next indexer begins such an entity anew, with the
 * embeddings that are stored.
 */
export type PartlySynced = Map<string, Earlier>;

export interface SyncContext {
  /** The worker role's. */
  readonly pool: Pool;
  readonly store: VectorStore;
  readonly embedder: (model: string, dimensions: number) => Embedder;
  /** First wait after an item was refused, in ms; it doubles with each try, to an hour at most. */
  readonly retryMs: number;
  readonly partly: PartlySynced;
}

interface Prepared {
  readonly candidate: Candidate;
  /** Those of its items whose turn it is. */
  readonly items: ReadonlyArray<WantedRow>;
  /** True = with these it has all its items. */
  readonly last: boolean;
  /** Of its other items those that earlier slices stored. */
  readonly stored: ReadonlySet<string>;
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

const partlyKey = (g: Generation, c: Candidate): string => `${g.generation} ${c.tenantId} ${c.entityId}`;

/** The next slice of an entity: most have one. */
const slice = (context: SyncContext, g: Generation, candidate: Candidate): Prepared => {
  const known = context.partly.get(partlyKey(g, candidate));
  const { stored, problems } = known?.hash === candidate.hash ? known : { stored: new Set<string>(), problems: new Map<string, string>() };
  const left = candidate.items.filter((i) => !stored.has(i.id) && !problems.has(i.id));
  const items = left.slice(0, itemsPerBatch);
  return { candidate, items, last: items.length === left.length, stored, vectors: [], problems: new Map(problems) };
};

const prepare = async (
  context: SyncContext,
  g: Generation,
  candidates: ReadonlyArray<Candidate>,
  signal: AbortSignal,
): Promise<Prepared[]> => {
  const embedder = context.embedder(g.model, g.dimensions);
  const prepared = candidates.map((c) => slice(context, g, c));
  for (const [tenantId, of] of Map.groupBy(prepared, (p) => p.candidate.tenantId)) {
    const accepted: { p: Prepared; item: WantedRow; metadata: StoredVector["metadata"] }[] = [];
    for (const p of of)
      for (const item of p.items) {
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

/** The ids of its items that are in the store. */
const storedOf = ({ stored, vectors, problems }: Prepared): ReadonlyArray<string> => [
  ...stored,
  ...vectors.filter((v) => !problems.has(v.id)).map((v) => v.id),
];

const outcomeOf = (p: Prepared, retryMs: number): SyncOutcome => {
  const { candidate: c, problems } = p;
  const ids = storedOf(p);
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
  /** Those that have more items than one batch takes: another call goes on with them. */
  readonly unfinished: ReadonlyArray<EntityKey>;
}

/**
 * Makes the store agree with what the view wants of these entities, in an order that survives a kill at any point: record the ids, upsert the
 * vectors, delete the obsolete ones, and only then record the entities as synced. It is idempotent. Of an entity with more items than a batch takes
 * it does the next slice. When an item is refused its entity counts as failed; the other items of the entity are in the index. Throws errors
 * that concern all of them: VectorStoreError, EmbedderUnavailable, Fenced.
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
    const whole = of.filter((p) => p.last);
    const stored = new Set(whole.flatMap(storedOf));
    const refused = new Set(whole.flatMap((p) => [...p.problems.keys()]));
    const leftover = [...new Set(whole.flatMap((p) => p.candidate.ids))].filter((id) => !stored.has(id));
    const wanted = await stillWanted(pool, tenantId, leftover);
    const obsolete = leftover.filter((id) => refused.has(id) || !wanted.has(id));
    if (obsolete.length > 0) await store.remove(namespace, obsolete);
    removed += obsolete.length;
  }
  const [whole, parts] = [prepared.filter((p) => p.last), prepared.filter((p) => !p.last)];
  const outcomes = whole.map((p) => outcomeOf(p, context.retryMs));
  await fenced(pool, lease, (client) => writeOutcomes(client, g.generation, outcomes));
  for (const p of whole) context.partly.delete(partlyKey(g, p.candidate));
  for (const p of parts)
    context.partly.set(partlyKey(g, p.candidate), {
      hash: p.candidate.hash,
      stored: new Set(storedOf(p)),
      problems: p.problems,
    });
  const failed = outcomes.filter((o) => o.attempts > 0).length;
  return { upserted, removed, failed, unfinished: parts.map((p) => p.candidate) };
};
