import { SpanKind } from "@opentelemetry/api";
import type { Pool } from "../postgres/pool.ts";
import { attributes as a } from "../telemetry/attributes.ts";
import { causedBy, maxLinks } from "../telemetry/causes.ts";
import { instruments } from "../telemetry/instruments.ts";
import { spans } from "../telemetry/spans.ts";
import { telemetry } from "../telemetry/state.ts";
import { errorTypeOf, type SpanSpec, traced } from "../telemetry/tracing.ts";
import type { Embedder } from "./embedder.ts";
import { estimateTokens } from "./openaiEmbedder.ts";
import type { VectorStore } from "./vectorStore.ts";

/** The same store with a span for each upsert, delete and query. */
export const measuredStore = (store: VectorStore, index: string): VectorStore => {
  if (!telemetry.traces) return store;
  const as = <A>(operation: string, size: number, work: () => Promise<A>): Promise<A> => {
    const attributes = { [a.dbSystem]: "pinecone", [a.dbOperation]: operation, [a.dbCollection]: index, [a.dbBatchSize]: size };
    return traced(spans.store(operation, index), { kind: SpanKind.CLIENT, attributes }, work);
  };
  return {
    ...store,
    upsert: (namespace, vectors) => as("upsert", vectors.length, () => store.upsert(namespace, vectors)),
    remove: (namespace, ids) => as("delete", ids.length, () => store.remove(namespace, ids)),
    query: (namespace, search) => as("query", search.topK, () => store.query(namespace, search)),
  };
};

/** The same embedder with spans and metrics. */
export const measuredEmbedder = (embedder: Embedder): Embedder => {
  if (!telemetry.traces && !telemetry.metrics) return embedder;
  const about = { [a.embeddingModel]: embedder.model };
  return {
    ...embedder,
    embed: (texts, signal) =>
      traced(spans.embed(embedder.model), { kind: SpanKind.CLIENT, attributes: { ...about, [a.dbBatchSize]: texts.length } }, async () => {
        try {
          const result = await embedder.embed(texts, signal);
          instruments.embeddingCalls.add(1, about);
          instruments.embeddingTokens.add(
            texts.reduce((sum, text) => sum + estimateTokens(text), 0),
            about,
          );
          return result;
        } catch (error) {
          instruments.embeddingCalls.add(1, { ...about, [a.errorType]: errorTypeOf(error) });
          throw error;
        }
      }),
  };
};

const causesSql =
  "SELECT event_id AS \"eventId\", jsonb_build_object('traceparent', metadata->>'traceparent') AS metadata FROM event_log WHERE position = ANY ($1)";

/** Runs `work`, which indexes the events at these positions, in a span of their trace, or linked to their traces when there are several. */
export const tracedIndexing = async <A>(pool: Pool, view: string, positions: ReadonlyArray<number>, work: () => Promise<A>): Promise<A> => {
  if (!telemetry.traces) return work();
  const { rows } = await pool.query<{ eventId: string; metadata: { traceparent: string } }>(causesSql, [positions.slice(0, maxLinks)]);
  const spec: SpanSpec = { ...causedBy(rows), attributes: { [a.subscription]: view, [a.messagingBatch]: positions.length } };
  return traced(spans.index(view), spec, work);
};
