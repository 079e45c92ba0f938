import { Redacted } from "effect";
import { defaults } from "../base/defaults.ts";
import { FatalError } from "../base/fatal.ts";
import type { Logger } from "../base/logger.ts";
import type { Health } from "../grpc/health.ts";
import type { Pool } from "../postgres/pool.ts";
import type { Subscription } from "../subscription/runner.ts";
import { disabledVectorIndex } from "./disabledVectorIndex.ts";
import { createEmbedders } from "./embedders.ts";
import { startIndexer } from "./indexer.ts";
import { resyncEntities } from "./indexProgress.ts";
import { measuredStore } from "./measured.ts";
import { pineconeStore } from "./pinecone.ts";
import { createVectorIndex } from "./search.ts";
import type { VectorConfig } from "./vectorConfig.ts";
import type { VectorIndex, VectorIndexDefinition } from "./vectorIndex.ts";
import type { VectorOperations } from "./vectorOperations.ts";
import type { VectorStore } from "./vectorStore.ts";

export interface ServiceVectors {
  readonly index: VectorIndex;
  /** Null where the service has no index. */
  readonly operations: VectorOperations | null;
  /** The same subscriptions, except that the view of the index wakes the indexer after every commit. */
  watched(subscriptions: ReadonlyArray<Subscription>): ReadonlyArray<Subscription>;
  /** For processes with the role `project`; with the worker role's pool. */
  startIndexer(pool: Pool, owner: string, leaseTtlMs?: number): { stop(): Promise<void> };
  close(): void;
}

export interface ServiceVectorOptions {
  readonly definition: VectorIndexDefinition | undefined;
  readonly config: VectorConfig;
  /** The api role's. */
  readonly pool: Pool;
  readonly health: Health;
  readonly logger: Logger;
}

const noIndexer = { stop: () => Promise.resolve() };
const disabled = {
  watched: (subscriptions: ReadonlyArray<Subscription>) => subscriptions,
  startIndexer: () => noIndexer,
  close: () => undefined,
};

/** How long a start waits for the store to check that its index fits. One that does not answer is checked later. */
const startupTimeoutMs = defaults.vectors.startMs;

const checkIndex = async (store: VectorStore, logger: Logger): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${startupTimeoutMs} ms`)), startupTimeoutMs);
  });
  await Promise.race([store.ensure(), timeout])
    .catch((error: unknown) => {
      if (error instanceof FatalError) throw error;
      logger.warn("the vector store is unavailable; the service goes on without it", { store: store.description, error });
    })
    .finally(() => clearTimeout(timer));
};

/** Reports in the health status whether the store answers. */
const reportHealth = (store: VectorStore, health: Health): (() => void) => {
  let timer: NodeJS.Timeout;
  let closed = false;
  const check = async (): Promise<void> => {
    await store.ping().then(
      () => health.note("vectors", true),
      (error: Error) => health.note("vectors", false, error.message),
    );
    if (!closed) timer = setTimeout(check, 5_000).unref();
  };
  void check();
  return () => {
    closed = true;
    clearTimeout(timer);
  };
};

/** Opens a service's vector index by its definition and configuration. Throws FatalError when the index in the store has other dimensions or another metric. */
export const openVectors = async (options: ServiceVectorOptions): Promise<ServiceVectors> => {
  const { definition, config, pool, health, logger } = options;
  if (!definition) return { ...disabled, index: disabledVectorIndex("this service has none"), operations: null };
  const wanted = { index: definition.name, model: config.embeddingModel, dimensions: config.embeddingDimensions };
  const about = { definition, model: wanted.model, dimensions: wanted.dimensions };
  const apiKey = Redacted.value(config.pineconeApiKey);
  if (apiKey === "") {
    health.note("vectors", false, "off: PINECONE_API_KEY is not set");
    return { ...disabled, index: disabledVectorIndex(), operations: { ...about, store: null } };
  }
  const pinecone = pineconeStore({
    apiKey,
    controllerHost: config.pineconeControllerHost,
    index: definition.name,
    dimensions: wanted.dimensions,
    cloud: config.pineconeCloud,
    region: config.pineconeRegion,
  });
  const store = measuredStore(pinecone, definition.name);
  await checkIndex(store, logger);
  const embedder = createEmbedders(config);
  const { view } = definition;
  let wake: () => void = () => undefined;
  return {
    index: createVectorIndex({
      pool,
      view,
      store,
      embedder,
      logger,
      onStale: (tenant, entities) => resyncEntities(pool, tenant, entities),
    }),
    operations: { ...about, store },
    watched: (subscriptions) => {
      if (!subscriptions.some((s) => s.view.name === view)) throw new Error(`no view ${view}, which index ${definition.name} follows`);
      return subscriptions.map((s) => {
        const { view: watched } = s;
        if (watched.name !== view || watched.kind !== "postgres") return s;
        const committed = (): void => {
          watched.committed?.();
          wake();
        };
        return { ...s, view: { ...watched, committed } };
      });
    },
    startIndexer: (workerPool, owner, leaseTtlMs) => {
      const indexer = startIndexer({ ...wanted, pool: workerPool, owner, logger, store, embedder, view, leaseTtlMs });
      wake = indexer.wake;
      return indexer;
    },
    close: reportHealth(store, health),
  };
};
