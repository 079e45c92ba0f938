import { createServer, type Server } from "node:net";
import { stretched } from "@marketing/tests/support/patience";
import { createTestDatabase, type TestDatabase, type TestVectors, testVectors } from "@marketing/tests/support/servers";
import { Pinecone } from "@pinecone-database/pinecone";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { FatalError } from "../base/fatal.ts";
import { createLogger } from "../base/logger.ts";
import { Health } from "../grpc/health.ts";
import { createPool, type Pool } from "../postgres/pool.ts";
import { openVectors } from "./serviceVectors.ts";
import { configOn, storeOn } from "./vectorsTesting.ts";

const names = ["marketing-knowledge", "user-behavior-patterns", "campaign-history"];
const logger = createLogger("test", "error");
const vector = (at: number, dimensions = 1_536): Float32Array =>
  Float32Array.from({ length: dimensions }, (_, i) => (i === at % dimensions ? 1 : 0));

let server: TestVectors;
let db: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  server = await testVectors();
  db = await createTestDatabase({ services: ["identity"] });
  pool = createPool({ connectionString: db.workerUrl("identity"), schema: "identity" });
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  await Promise.all([pool.end(), server.release()]);
  await db.drop();
});
const open = (index: string, config = configOn(server)) => {
  const health = new Health();
  const definition = { name: index, view: "things" };
  return openVectors({ definition, config, pool, health, logger }).then((vectors) => ({ vectors, health }));
};

describe("the indexes", () => {
  it("are made once, however many ask at once, with 1536 dimensions and cosine: exactly the three names", async () => {
    await Promise.all([...names, ...names].map((name) => storeOn(server, name).ensure()));
    const client = new Pinecone({ apiKey: server.apiKey, controllerHostUrl: server.url });
    const { indexes = [] } = await client.indexes.list();
    expect(indexes.map((i) => i.name).sort()).toEqual([...names].sort());
    for (const i of indexes)
      expect(i.schema.fields).toMatchObject({ _values: { type: "dense_vector", dimension: 1_536, metric: "cosine" } });
    expect(await storeOn(server, names[0]!).ensure()).toEqual({ created: false });
  });

  it.each([
    ["other dimensions", 8, "cosine"],
    ["another metric", 1_536, "euclidean"],
  ] as const)("a service does not start on an index of %s, and says why", async (_, dimension, metric) => {
    const client = new Pinecone({ apiKey: server.apiKey, controllerHostUrl: server.url });
    const name = `other-${dimension}-${metric}`;
    await client.indexes.create({
      name,
      schema: { fields: { _values: { type: "dense_vector", dimension, metric } } },
      deployment: { deploymentType: "managed", cloud: "aws", region: "us-east-1" },
    });
    const failure = await open(name).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FatalError);
    expect((failure as Error).message).toContain(
      `${name} has ${dimension} dimensions and the metric ${metric}; it has to have 1536 and cosine`,
    );
    await client.indexes.delete(name);
  });

  it("a service starts without a key, and says that vectors are off; it starts while the store is away", async () => {
    const { vectors, health } = await open("things", configOn(null));
    await expect(vectors.index.search({ tenantId: "t", by: { text: "x" }, topK: 1 })).rejects.toMatchObject({
      code: 9,
      reason: "VECTORS_NOT_CONFIGURED",
    });
    expect(health.ready).toBe(true);
    expect(health.dependencies).toEqual([{ name: "vectors", ok: false, optional: true, detail: "off: PINECONE_API_KEY is not set" }]);
    const away = await open("things", configOn({ url: "http://127.0.0.1:9", apiKey: "k" }));
    await vi.waitFor(() => expect(away.health.dependencies).toMatchObject([{ name: "vectors", ok: false, optional: true }]));
    expect(away.health.ready).toBe(true);
    away.vectors.close();
  });
});

describe("requests", () => {
  it("stay under 1,000 vectors and 2 MB each: 2,500 go in three and more, and all of them arrive", async () => {
    const store = storeOn(server, names[0]!);
    await store.ensure();
    const bodies: { vectors: unknown[]; bytes: number }[] = [];
    const real = globalThis.fetch;
    vi.spyOn(globalThis, "fetch").mockImplementation((url, init) => {
      const body = String(init?.body ?? "");
      if (String(url).endsWith("/vectors/upsert")) bodies.push({ vectors: JSON.parse(body).vectors, bytes: Buffer.byteLength(body) });
      return real(url, init);
    });
    const vectors = Array.from({ length: 2_500 }, (_, i) => ({ id: `v${i}`, values: vector(i), metadata: { n: i } }));
    await store.upsert("many", vectors);
    expect(bodies.length).toBeGreaterThanOrEqual(3);
    for (const { vectors: sent, bytes } of bodies) {
      expect(sent.length).toBeLessThanOrEqual(1_000);
      expect(bytes).toBeLessThanOrEqual(2 * 1024 * 1024);
    }
    expect((await store.ids("many")).length).toBe(2_500);
    expect((await store.counts()).get("many")).toBe(2_500);
    await store.remove(
      "many",
      vectors.slice(0, 1_200).map((v) => v.id),
    );
    await store.remove("many", ["never there"]);
    await store.remove("no such namespace", ["x"]);
    expect((await store.ids("many")).length).toBe(1_300);
    expect((await store.query("many", { vector: vector(1_300), topK: 1 }))[0]).toMatchObject({
      id: "v1300",
      score: expect.closeTo(1, 5),
      metadata: { n: 1_300 },
    });
    await store.dropNamespace("many");
    await store.dropNamespace("many");
    expect(await store.ids("many")).toEqual([]);
  });

  it("that the store would refuse are refused before anything is sent", async () => {
    const store = storeOn(server, names[0]!);
    const sent = vi.spyOn(globalThis, "fetch");
    const fine = { id: "a", values: vector(1), metadata: {} };
    for (const [bad, why] of [
      [{ ...fine, values: vector(1, 3_072) }, /3072 dimensions; the index has 1536/],
      [{ ...fine, metadata: { text: "ä".repeat(20_600) } }, /41\d{3} bytes; 40960/],
      [{ ...fine, id: "x".repeat(513) }, /512/],
      [{ ...fine, values: new Float32Array(1_536) }, /zero/],
      [{ ...fine, values: vector(1).fill(Number.NaN, 0, 1) }, /no number/],
    ] as const)
      await expect(store.upsert("n", [fine, bad])).rejects.toMatchObject({ problem: "refused", message: expect.stringMatching(why) });
    await expect(store.query("n", { vector: vector(1, 3), topK: 1 })).rejects.toMatchObject({ problem: "refused" });
    expect(sent).not.toHaveBeenCalled();
  });

  it("to an index that is gone say so; a filter nobody understands is the caller's", async () => {
    await expect(storeOn(server, "nobody-made-it").counts()).rejects.toMatchObject({ problem: "missing" });
    await expect(storeOn(server, names[0]!).query("n", { vector: vector(1), topK: 1, filter: { a: { $near: 1 } } })).rejects.toMatchObject({
      problem: "refused",
    });
  });

  it("to a store that hangs fail within two seconds, and then at once", async () => {
    const hanging = await new Promise<Server>((resolve) => {
      const s = createServer(() => undefined).listen(0, "127.0.0.1", () => resolve(s));
    });
    const { port } = hanging.address() as { port: number };
    const store = storeOn({ url: `http://127.0.0.1:${port}`, apiKey: "k" }, "things");
    const ask = async (): Promise<number> => {
      const started = Date.now();
      await expect(store.query("n", { vector: vector(1), topK: 1 })).rejects.toMatchObject({ problem: "unavailable" });
      return Date.now() - started;
    };
    expect(await ask()).toBeLessThan(stretched(2_000));
    expect(await ask()).toBeLessThan(stretched(100));
    hanging.close();
  });
});
