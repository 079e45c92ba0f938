import { Pinecone } from "@pinecone-database/pinecone";
import { FatalError } from "../base/fatal.ts";
import { createCircuit } from "./circuit.ts";
import { inBatches, limits, problemOf, shortFloats } from "./limits.ts";
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
  /** Of one call that a caller waits for; default 1,500 ms. */
  readonly queryMs?: number;
  /** Of one call of the indexer; default 30,000 ms. */
  readonly writeMs?: number;
}

const metric = "cosine";

/** What the server said to a request it did not accept. The client's own errors lose the status. */
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

/** Bounded in time; a failure keeps its status. */
const fetchWithin =
  (ms: number): typeof fetch =>
  async (url, init) => {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(ms) });
    if (response.ok || response.status === 404 || response.status === 409) return response;
    throw new HttpFailure(response.status, messageIn(await response.text()).slice(0, 500));
  };

const chain = (error: unknown): Error[] => (error instanceof Error ? [error, ...chain(error.cause)] : []);

const toStoreError = (error: unknown): VectorStoreError => {
  if (error instanceof VectorStoreError) return error;
  const errors = chain(error);
  const make = (problem: VectorStoreError["problem"], message: string) => new VectorStoreError(problem, message, error);
  const http = errors.find((e) => e instanceof HttpFailure);
  if (http) {
    const lasting = [400, 413, 414, 422].includes(http.httpStatus);
    return make(lasting ? "refused" : "unavailable", `the vector store answers ${http.httpStatus}: ${http.message}`);
  }
  if (errors.some((e) => e.name === "PineconeNotFoundError")) return make("missing", errors[0]!.message);
  if (errors.some((e) => e.name === "PineconeArgumentError")) return make("refused", errors[0]!.message);
  return make("unavailable", `the vector store does not answer: ${errors.at(-1)?.message ?? String(error)}`);
};

/** One index, through the official client, which knows Pinecone and every server that speaks as it does. */
export const pineconeStore = (options: PineconeOptions): VectorStore => {
  const { index: name, dimensions } = options;
  const client = (ms: number): Pinecone =>
    new Pinecone({
      apiKey: options.apiKey,
      maxRetries: 0, // the indexer and the callers try again by their own rules
      fetchApi: fetchWithin(ms),
      ...(options.controllerHost ? { controllerHostUrl: options.controllerHost } : {}),
    });
  const reader = client(options.queryMs ?? 1_500);
  const writer = client(options.writeMs ?? 30_000);
  const circuit = createCircuit();
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
  /** The host is asked for once, and again after a failure: an index that was created anew may have another. */
  const at = async (from: Pinecone) => {
    host ??= describe(from);
    return from.index({ host: await host });
  };
  const attempt = async <A>(work: () => Promise<A>): Promise<A> => {
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
      return await attempt(work);
    } catch (error) {
      if (!(error instanceof VectorStoreError) || error.problem !== "missing") throw error;
      await attempt(() => describe(writer)); // the namespace is missing, or the index
      return otherwise;
    }
  };

  return {
    description: `${name} at ${options.controllerHost || "Pinecone"}`,
    dimensions,
    ensure: () =>
      attempt(async () => {
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
      attempt(async () => {
        for (const v of vectors) {
          const problem = problemOf(v, dimensions);
          if (problem) throw new VectorStoreError("refused", `${v.id}: ${problem}`);
        }
        const index = await at(writer);
        for (const batch of inBatches(vectors))
          await index.upsert({
            namespace,
            records: batch.map((v) => ({ id: v.id, values: shortFloats(v.values), metadata: v.metadata as Record<string, string> })),
          });
      }),
    remove: (namespace, ids) =>
      unlessMissing(async () => {
        const index = await at(writer);
        for (let i = 0; i < ids.length; i += limits.batch) await index.deleteMany({ namespace, ids: ids.slice(i, i + limits.batch) });
      }, undefined),
    ids: (namespace) =>
      unlessMissing(async () => {
        const index = await at(writer);
        const found: string[] = [];
        for (let token: string | undefined; ; ) {
          const page = await index.listPaginated({ namespace, limit: 100, ...(token ? { paginationToken: token } : {}) });
          for (const { id } of page.vectors ?? []) if (id) found.push(id);
          token = page.pagination?.next;
          if (!token) return found;
        }
      }, []),
    query: (namespace, { vector, topK, filter }) =>
      circuit(() =>
        attempt(async () => {
          if (vector.length !== dimensions)
            throw new VectorStoreError("refused", `the vector has ${vector.length} dimensions; the index has ${dimensions}`);
          const index = await at(reader);
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
      attempt(async () => {
        const { namespaces = {} } = await (await at(writer)).describeIndexStats();
        return new Map(Object.entries(namespaces).map(([namespace, { recordCount }]) => [namespace, recordCount]));
      }),
    dropNamespace: (namespace) => unlessMissing(async () => (await at(writer)).deleteNamespace(namespace), undefined),
    ping: () =>
      circuit(() =>
        attempt(async () => {
          await (await at(reader)).describeIndexStats();
        }),
      ),
  };
};
