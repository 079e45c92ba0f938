import { OperationsService } from "@marketing/protos/operations/v1/operations_service";
import { failedPrecondition } from "../base/errors.ts";
import { ownValue } from "../base/own.ts";
import { serverStream, unary } from "../grpc/rpc.ts";
import { boolean } from "../grpc/schema.ts";
import { toTimestamp } from "../grpc/struct.ts";
import { readFailures, readGenerationStatus, readTenantStatus } from "../vectors/indexStatus.ts";
import { createRequest, followRequest, type Request } from "../vectors/requests.ts";
import type { VectorOperations } from "../vectors/vectorOperations.ts";
import type { VectorStore } from "../vectors/vectorStore.ts";
import { type OperationsContext, platform } from "./context.ts";

const { getVectorStatus, reconcileVectors, reindexVectors } = OperationsService.method;

/** Figures of a request's progress; what was not counted yet is 0. */
const figure = ({ progress }: Request, name: string): number => Number(ownValue(progress, name) ?? 0);

/** The part of OperationsService about the vector index. */
export const vectorRpcs = ({ pool, vectors }: OperationsContext) => {
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
    getVectorStatus: unary(getVectorStatus, {
      ...platform,
      request: { withTenants: boolean },
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
    reconcileVectors: serverStream(reconcileVectors, {
      ...platform,
      request: {},
      async *handle(ctx) {
        store();
        const id = await createRequest(pool, "reconcile");
        for await (const r of followRequest(pool, id, ctx.signal))
          yield {
            namespaces: figure(r, "namespaces"),
            listed: figure(r, "listed"),
            strays: figure(r, "strays"),
            missing: figure(r, "missing"),
            upserted: figure(r, "upserted"),
            done: r.state === "done",
          };
      },
    }),
    reindexVectors: serverStream(reindexVectors, {
      ...platform,
      request: {},
      async *handle(ctx) {
        store();
        const id = await createRequest(pool, "reindex");
        for await (const r of followRequest(pool, id, ctx.signal))
          yield {
            generation: r.generation ?? 0,
            wanted: figure(r, "wanted"),
            synced: figure(r, "synced"),
            done: r.state === "done",
          };
      },
    }),
  };
};
