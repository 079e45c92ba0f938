import { Schema } from "effect";
import { failedPrecondition } from "../grpc/errors.ts";
import { type Method, method, serverStream } from "../grpc/method.ts";
import { toTimestamp } from "../grpc/struct.ts";
import type { Pool } from "../postgres/pool.ts";
import { readFailures, readGenerationStatus, readTenantStatus } from "../vectors/indexStatus.ts";
import { createRequest, followRequest } from "../vectors/requests.ts";
import type { VectorIndexDefinition } from "../vectors/vectorIndex.ts";
import type { VectorStore } from "../vectors/vectorStore.ts";

export interface VectorOperations {
  readonly definition: VectorIndexDefinition;
  readonly model: string;
  readonly dimensions: number;
  /** Null where none is configured. */
  readonly store: VectorStore | null;
}

const platform = { scope: "platform:admin", tenant: "none" as const };

/** The part of OperationsService about the vector index. */
export const vectorMethods = (pool: Pool, vectors: VectorOperations | null): Record<string, Method> => {
  const index = (): VectorOperations => {
    if (!vectors) throw failedPrecondition("NO_VECTOR_INDEX", "this service has no vector index");
    return vectors;
  };
  const store = (): VectorStore => {
    const { store: configured } = index();
    if (!configured) throw failedPrecondition("VECTORS_NOT_CONFIGURED", "PINECONE_API_KEY is not set");
    return configured;
  };

  return {
    getVectorStatus: method({
      ...platform,
      request: Schema.Struct({ withTenants: Schema.Boolean }),
      handle: async (_, { withTenants }) => {
        const { definition, model, dimensions, store: configured } = index();
        const [generations, tenants, failures, storeError] = await Promise.all([
          readGenerationStatus(pool),
          withTenants ? readTenantStatus(pool) : [],
          readFailures(pool),
          configured
            ? configured.ping().then(
                () => "",
                (error: Error) => error.message,
              )
            : "no vector store is configured",
        ]);
        return {
          index: definition.name,
          store: configured?.description ?? "",
          storeOk: storeError === "",
          storeError,
          view: definition.view,
          model,
          dimensions,
          generations: generations.map((g) => ({
            ...g,
            createdAt: toTimestamp(g.createdAt),
            oldestPendingSeconds: g.pending > 0 ? g.caughtUpSeconds : 0,
          })),
          tenants,
          failures: failures.map((f) => ({ ...f, nextTry: f.nextTry ? toTimestamp(f.nextTry) : null })),
        };
      },
    }),
    reconcileVectors: serverStream({
      ...platform,
      request: Schema.Struct({}),
      async *handle(ctx) {
        store();
        const id = await createRequest(pool, "reconcile");
        for await (const r of followRequest(pool, id, ctx.signal)) yield { ...r.progress, done: r.state === "done" };
      },
    }),
    reindexVectors: serverStream({
      ...platform,
      request: Schema.Struct({}),
      async *handle(ctx) {
        store();
        const id = await createRequest(pool, "reindex");
        for await (const r of followRequest(pool, id, ctx.signal))
          yield { ...r.progress, generation: r.generation ?? 0, done: r.state === "done" };
      },
    }),
  };
};
