import { Pinecone } from "@pinecone-database/pinecone";
import { FatalError } from "../base/fatal.ts";
import { createCircuitBreaker } from "./circuitBreaker.ts";
import { limits, problemOf, shortFloats, splitIntoBatches } from "./limits.ts";
import { type VectorFilter, type VectorMetadata, type VectorStore, VectorStoreError } from "./vectorStore.ts";

export interface PineconeOptions {
  readonly apiKey: string;
  /** "" = Pinecone's own control plane. */
  readonly controllerHost: string;
  readonly index: string;
  readonly dimensions: number;
  /** Where an index that has to be created goes. */
  readonly cloud: string;
  readonly region: string;
  /** Timeout of a call that somebody waits for; default 1,500 ms. */
  readonly queryMs?: number;
  /** Timeout of a call of the indexer; default 30,000 ms. */
  readonly writeMs?: number;
}

const metric = "cosine";

/** A response with an error status. The errors of Pinecone's client do not tell the status. */
class HttpFailure extends Error {
  override readonly name = "HttpFailure";
  readonly httpStatus: number;
  constructor(httpStatus: number, message: string) {
    super(message);
    this.httpStatus = httpStatus;
  }
}

const messageIn = (body: string): string => {
  try {
    const parsed = JSON.parse(body) as { message?: string; error?: { message?: string } };
    return parsed.error?.message ?? parsed.message ?? body;
  } catch {
    return body;
  }
};

/** `fetch` with a timeout that throws HttpFailure. The statuses 404 and 409 are left to the client, which has error classes for them. */
const fetchWithin =
  (ms: number): typeof fetch =>
  async (url, init) => {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(ms) });
    if (response.ok || response.status === 404 || response.status === 409) return response;
    throw new HttpFailure(response.status, messageIn(await response.text()).slice(0, 500));
  };

const causesOf = (error: unknown): Error[] => (error instanceof Error ? [error, ...causesOf(error.cause)] : []);

const toStoreError = (error: unknown): VectorStoreError => {
  if (error instanceof VectorStoreError) return error;
  const errors = causesOf(error);
  const make = (problem: VectorStoreError["problem"], message: string) => new VectorStoreError(problem, message, error);
  const http = errors.find((e) => e instanceof HttpFailure);
  if (http) {
    const requestAtFault = [400, 413, 414, 422].includes(http.httpStatus);
    return make(requestAtFault ? "refused" : "unavailable", `the vector store answers ${http.httpStatus}: ${http.message}`);
  }
  if (errors.some((e) => e.name === "PineconeNotFoundError")) return make("missing", errors[0]!.message);
  if (errors.some((e) => e.name === "PineconeArgumentError")) return make("refused", errors[0]!.message);
  return make("unavailable", `the vector store does not answer: ${errors.at(-1)?.message ?? String(error)}`);
};

/** One index, through Pinecone's own client, on Pinecone or a compatible server. */
export const pineconeStore = (options: PineconeOptions): VectorStore => {
  const { index: name, dimensions } = options;
  const client = (ms: number): Pinecone =>
    new Pinecone({
      apiKey: options.apiKey,
      maxRetries: 0, // the indexer and the callers have retry rules of their own
      fetchApi: fetchWithin(ms),
      ...(options.controllerHost ? { controllerHostUrl: options.controllerHost } : {}),
    });
  const reader = client(options.queryMs ?? 1_500);
  const writer = client(options.writeMs ?? 30_000);
  const breaker = createCircuitBreaker();
  let host: Promise<string> | null = null;

  const describe = async (from: Pinecone): Promise<string> => {
    const model = await from.indexes.describe(name);
    const field = Object.values(model.schema.fields).find((f) => "type" in f && f.type === "dense_vector");
    const found = field && "dimension" in field && "metric" in field ? { dimension: field.dimension, metric: field.metric } : null;
    if (found?.dimension !== dimensions || found.metric !== metric)
      throw new FatalError(
        `the vector index ${name} has ${found?.dimension ?? "no"} dimensions and the metric ${found?.metric ?? "none"}; it has to have ${dimensions} and ${metric}. Delete it, or name another project.`,
      );
    if (!model.status.ready || !model.host) throw new VectorStoreError("unavailable", `the vector index ${name} is not ready yet`);
    return model.host;
  };
  /** The address of the index is asked for once, and again after a failure: an index that was deleted and created again may have another. */
  const connect = async (from: Pinecone) => {
    host ??= describe(from);
    return from.index({ host: await host });
  };
  const withStoreErrors = async <A>(work: () => Promise<A>): Promise<A> => {
    try {
      return await work();
    } catch (error) {
      const failure = error instanceof FatalError ? error : toStoreError(error);
      if (failure instanceof FatalError || failure.problem !== "refused") host = null;
      throw failure;
    }
  };
  const unlessMissing = async <A>(work: () => Promise<A>, otherwise: A): Promise<A> => {
    try {
      return await withStoreErrors(work);
    } catch (error) {
      if (!(error instanceof VectorStoreError) || error.problem !== "missing") throw error;
      await withStoreErrors(() => describe(writer)); // throws when the index itself is missing
      return otherwise;
    }
  };

  return {
    description: `${name} at ${options.controllerHost || "Pinecone"}`,
    dimensions,
    ensure: () =>
      withStoreErrors(async () => {
        const { indexes = [] } = await reader.indexes.list();
        const created = !indexes.some((i) => i.name === name);
        if (created)
          await writer.indexes.create({
            name,
            schema: { fields: { _values: { type: "dense_vector", dimension: dimensions, metric } } },
            deployment: { deploymentType: "managed", cloud: options.cloud, region: options.region },
            waitUntilReady: true,
            timeout: 60_000,
            suppressConflicts: true,
          });
        const found = describe(reader);
        host = found;
        await found;
        return { created };
      }),
    upsert: (namespace, vectors) =>
      withStoreErrors(async () => {
        for (const v of vectors) {
          const problem = problemOf(v, dimensions);
          if (problem) throw new VectorStoreError("refused", `${v.id}: ${problem}`);
        }
        const index = await connect(writer);
        for (const batch of splitIntoBatches(vectors))
          await index.upsert({
            namespace,
            records: batch.map((v) => ({ id: v.id, values: shortFloats(v.values), metadata: v.metadata as Record<string, string> })),
          });
      }),
    remove: (namespace, ids) =>
      unlessMissing(async () => {
        const index = await connect(writer);
        for (let i = 0; i < ids.length; i += limits.batch) await index.deleteMany({ namespace, ids: ids.slice(i, i + limits.batch) });
      }, undefined),
    ids: (namespace) =>
      unlessMissing(async () => {
        const index = await connect(writer);
        const found: string[] = [];
        for (let token: string | undefined; ; ) {
          const page = await index.listPaginated({ namespace, limit: 100, ...(token ? { paginationToken: token } : {}) });
          for (const { id } of page.vectors ?? []) if (id) found.push(id);
          token = page.pagination?.next;
          if (!token) return found;
        }
      }, []),
    query: (namespace, { vector, topK, filter }) =>
      breaker(() =>
        withStoreErrors(async () => {
          if (vector.length !== dimensions)
            throw new VectorStoreError("refused", `the vector has ${vector.length} dimensions; the index has ${dimensions}`);
          const index = await connect(reader);
          const { matches } = await index.query({
            namespace,
            vector: shortFloats(vector),
            topK: Math.min(topK, limits.topK),
            includeMetadata: true,
            ...(filter && Object.keys(filter).length > 0 ? { filter: filter as VectorFilter } : {}),
          });
          return matches.map((m) => ({ id: m.id, score: m.score ?? 0, metadata: (m.metadata ?? {}) as VectorMetadata }));
        }),
      ),
    counts: () =>
      withStoreErrors(async () => {
        const { namespaces = {} } = await (await connect(writer)).describeIndexStats();
        return new Map(Object.entries(namespaces).map(([namespace, { recordCount }]) => [namespace, recordCount]));
      }),
    dropNamespace: (namespace) => unlessMissing(async () => (await connect(writer)).deleteNamespace(namespace), undefined),
    ping: () =>
      breaker(() =>
        withStoreErrors(async () => {
          await (await connect(reader)).describeIndexStats();
        }),
      ),
  };
};
