import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@marketing/local/ports";
import { silent } from "@marketing/local/progress";
import { startVectors } from "@marketing/local/vectorServer";
import { openJournal } from "@marketing/pinecone/index/journal";
import { encode } from "@marketing/pinecone/index/operation";
import { singleProject } from "@marketing/pinecone/index/project";
import { Pinecone } from "@pinecone-database/pinecone";
import type { CreateContender } from "../contender.ts";
import { embeddingLike, firstQuery } from "../embeddingLike.ts";
import { inBatches, percentiles } from "../load.ts";

const apiKey = "bench";
const name = "bench";

/** What a server finds in its data directory: written beside it, because a hundred thousand vectors as JSON take a minute. */
const fill = async (dataDir: string, vectors: number, dimension: number): Promise<void> => {
  const projects = singleProject(join(dataDir, "vectors"), apiKey, { sync: false });
  const schema = { fields: { _values: { type: "dense_vector", dimension, metric: "cosine" } } };
  const { directory } = projects.byApiKey(apiKey)!.create({ name, schema });
  await projects.close();
  const journal = openJournal(join(dataDir, "vectors/project", directory, "journal"), () => undefined, { sync: false });
  const make = embeddingLike(dimension);
  let n = 0;
  for (const batch of inBatches(vectors, 500, () => n++)) {
    const items = batch.map((row) => {
      const values = new Float32Array(dimension);
      make(row, values);
      return { id: String(row), values, metadata: { source: row % 2 === 0 ? "document" : "content" } };
    });
    await journal.append([encode({ op: "upsert", namespace: "tenant", vectors: items })]);
  }
  journal.close();
};

/** The local Pinecone-compatible server, through the official client, over HTTP: exact as the loop is. */
export const create: CreateContender = async (_, { vectors = 100_000, dimension = 1_536 }) => {
  const dataDir = mkdtempSync(join(tmpdir(), "marketing-bench-vectors-"));
  for (const folder of ["logs", "vectors"]) mkdirSync(join(dataDir, folder));
  await fill(dataDir, vectors, dimension);
  const server = await startVectors({ dataDir, port: await freePort(), password: apiKey, progress: silent });
  const index = new Pinecone({ apiKey, controllerHostUrl: server.url }).index({ name, namespace: "tenant" });
  const make = embeddingLike(dimension);
  const vector = (n: number): Float32Array => {
    const values = new Float32Array(dimension);
    make(n, values);
    return values;
  };
  const search = async (query: Float32Array): Promise<string[]> =>
    (await index.query({ vector: [...query], topK: 10 })).matches.map(({ id }) => id);
  let next = firstQuery;
  return {
    pids: () => [server.process!.pid],
    run: async ({ queries = 30 }) => {
      const latencies: number[] = [];
      const start = performance.now();
      for (let n = 0; n < queries; n++) {
        const query = vector(next++);
        const before = performance.now();
        await search(query);
        latencies.push(performance.now() - before);
      }
      return { count: queries, seconds: (performance.now() - start) / 1_000, latency: percentiles(latencies) };
    },
    // By another road than the server's: the last query once more, over vectors made anew, in double precision.
    check: async () => {
      const query = vector(next - 1);
      const row = new Float32Array(dimension);
      const scores = Array.from({ length: vectors }, (_, n) => {
        make(n, row);
        let [dot, squares] = [0, 0];
        for (let i = 0; i < dimension; i++) {
          dot += row[i]! * query[i]!;
          squares += row[i]! * row[i]!;
        }
        return { id: String(n), score: dot / Math.sqrt(squares) };
      });
      const wanted = scores
        .sort((a, b) => b.score - a.score)
        .slice(0, 10)
        .map(({ id }) => id);
      const found = await search(query);
      return wanted.join() === found.join() ? [] : [`found ${found.join()} instead of ${wanted.join()}`];
    },
    close: async () => {
      await server.process?.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
