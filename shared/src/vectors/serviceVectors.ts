import { Redacted } from "effect";
import { defaults } from "../base/defaults.ts";
import { FatalError } from "../base/fatal.ts";
import type { Logger } from "../base/logger.ts";
import type { Health } from "../grpc/health.ts";
import type { Pool } from "../postgres/pool.ts";
import type { Subscription } from "../subscription/runner.ts";
import { createEmbedders } from "./embedders.ts";
import { startIndexer } from "./indexer.ts";
import { measuredStore } from "./measured.ts";
import { vectorsOff } from "./off.ts";
import { pineconeStore } from "./pinecone.ts";
import { createVectorIndex } from "./search.ts";
import { distrust } from "./standing.ts";
import type { VectorConfig } from "./vectorConfig.ts";
import type { VectorIndex, VectorIndexDefinition } from "./vectorIndex.ts";
import type { VectorOperations } from "./vectorOperations.ts";
import type { VectorStore } from "./vectorStore.ts";

export interface ServiceVectors {
  readonly index: VectorIndex;
  /** Null where the service has no index. */
  readonly operations: VectorOperations | null;
  /** The same subscriptions; the view of the index wakes the indexer when it has committed. */
  watched(subscriptions: ReadonlyArray<Subscription>): ReadonlyArray<Subscription>;
  /** Of the role `project`. */
  startIndexer(owner: string, leaseTtlMs?: number): { stop(): Promise<void> };
  close(): void;
}

export interface ServiceVectorOptions {
  readonly definition: VectorIndexDefinition | undefined;
  readonly config: VectorConfig;
  readonly pool: Pool;
  readonly workerPool: Pool;
  readonly health: Health;
  readonly logger: Logger;
}

const nothing = { stop: () => Promise.resolve() };
const unwatched = {
  watched: (subscriptions: ReadonlyArray<Subscription>) => subscriptions,
  startIndexer: () => nothing,
  close: () => undefined,
};

/** A store that answers within this time at the start has to fit; one that is away may come later. */
const bootMs = defaults.vectors.startMs;

const assertFits = async (store: VectorStore, logger: Logger): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${bootMs} ms`)), bootMs);
  });
  await Promise.race([store.ensure(), late])
    .catch((error: unknown) => {
      if (error instanceof FatalError) throw error;
      logger.warn("the vector store is away; the service goes on without it", { store: store.description, error });
    })
    .finally(() => clearTimeout(timer));
};

/** Tells operators whether the store answers. */
const watchStore = (store: VectorStore, health: Health): (() => void) => {
  let timer: NodeJS.Timeout;
  let closed = false;
  const look = async (): Promise<void> => {
    await store.ping().then(
      () => health.note("vectors", true),
      (error: Error) => health.note("vectors", false, error.message),
    );
    if (!closed) timer = setTimeout(look, 5_000).unref();
  };
  void look();
  return () => {
    closed = true;
    clearTimeout(timer);
  };
};

/** What of vectors a service needs, from its definition and configuration. Throws FatalError when the index in the store is another one. */
export const openVectors = async (options: ServiceVectorOptions): Promise<ServiceVectors> => {
  const { definition, config, pool, workerPool, health, logger } = options;
  if (!definition) return { ...unwatched, index: vectorsOff("this service has none"), operations: null };
  const wanted = { index: definition.name, model: config.embeddingModel, dimensions: config.embeddingDimensions };
  const about = { definition, model: wanted.model, dimensions: wanted.dimensions };
  const apiKey = Redacted.value(config.pineconeApiKey);
  if (apiKey === "") {
    health.note("vectors", false, "off: PINECONE_API_KEY is not set");
    return { ...unwatched, index: vectorsOff(), operations: { ...about, store: null } };
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
  await assertFits(store, logger);
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
      onStale: (tenant, entities) => distrust(workerPool, tenant, entities),
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
    startIndexer: (owner, leaseTtlMs) => {
      const indexer = startIndexer({ ...wanted, pool: workerPool, owner, logger, store, embedder, view, leaseTtlMs });
      wake = indexer.wake;
      return indexer;
    },
    close: watchStore(store, health),
  };
};
