import { createClient } from "@marketing/tests/support/rpcClient";
import { createTestDatabase, type TestDatabase, type TestVectors, testVectors } from "@marketing/tests/support/servers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { secretHash } from "../auth/apiKey.ts";
import { createAuthenticator } from "../auth/authenticator.ts";
import { ownDirectory } from "../auth/keyDirectory.ts";
import { uuidv7 } from "../base/ids.ts";
import { createLogger } from "../base/logger.ts";
import { Health } from "../grpc/health.ts";
import { startServer } from "../grpc/server.ts";
import { createCodec } from "../log/codec.ts";
import { EventLog } from "../log/eventLog.ts";
import { createPool, type Pool } from "../postgres/pool.ts";
import { logSource } from "../subscription/logSource.ts";
import { startSubscription } from "../subscription/runner.ts";
import { namespaceOf, readLive } from "../vectors/generations.ts";
import { startIndexer } from "../vectors/indexer.ts";
import { resyncEntities } from "../vectors/indexProgress.ts";
import { localLexical } from "../vectors/localLexical.ts";
import { createVectorIndex } from "../vectors/search.ts";
import type { VectorIndex, WantedItem } from "../vectors/vectorIndex.ts";
import type { VectorStore } from "../vectors/vectorStore.ts";
import { countingEmbedders, item, putThing, storeOn, thingsView } from "../vectors/vectorsTesting.ts";
import { operations } from "./operations.ts";

const [tenant, other] = [uuidv7(), uuidv7()];
const logger = createLogger("test", "error");
const { texts, embedder } = countingEmbedders();
// Nothing is put right by itself within the test: that is what the operators are to do.
const timing = { poll: 20, debounce: 5, manage: 50, countCheck: 60_000, fullCompare: 500, retry: 60_000, maxBackoff: 300, retirement: 0 };

let db: TestDatabase;
let vectors: TestVectors;
let pool: Pool;
let apiPool: Pool;
let log: EventLog;
let store: VectorStore;
let index: VectorIndex;
let running: ReadonlyArray<{ stop(): Promise<unknown> }>;

const subscription = () => ({ view: thingsView(), source: logSource(log) });
const put = (id: string, items: ReadonlyArray<WantedItem>, tenantId = tenant) => putThing(log, tenantId, id, items);
const settled = (minPosition: number, tenantId = tenant) => index.search({ tenantId, by: { text: "anything" }, topK: 10, minPosition });
const idsIn = async () => [...(await store.ids(namespaceOf(tenant, (await readLive(pool))!.generation)))].sort();

beforeAll(async () => {
  db = await createTestDatabase({ services: ["identity"] });
  vectors = await testVectors({ own: true });
  pool = createPool({ connectionString: db.workerUrl("identity"), schema: "identity", max: 20 });
  apiPool = createPool({ connectionString: db.apiUrl("identity"), schema: "identity" });
  log = new EventLog({ pool, schema: "identity", codec: createCodec({ thing_put: { version: 1 } }) });
  store = storeOn(vectors, "things");
  const onStale = (t: string, entities: ReadonlyArray<string>) => resyncEntities(pool, t, entities);
  index = createVectorIndex({ pool: apiPool, view: "things", store, embedder, logger, onStale });
  running = [
    startSubscription({ schema: "identity", owner: "test", logger, pool }, subscription()),
    startIndexer({
      index: "things",
      model: "local-lexical-v2-1536",
      dimensions: 1_536,
      pool,
      owner: "test",
      logger,
      store,
      embedder,
      view: "things",
      timing,
    }),
  ];
  for (const id of ["storm3", "storm4"])
    await put(
      id,
      Array.from({ length: 3 }, (_, i) => item(`${id}#c${i}`, `chapter ${i} of the story of ${id}`)),
    );
  await settled(await put("cats", [item("cats#1", "a cat purrs")], other), other);
});
afterAll(async () => {
  await Promise.all(running.map((r) => r.stop()));
  await Promise.all([pool.end(), apiPool.end(), vectors.release()]);
  await db.drop();
});

describe("operators", () => {
  const admin = (options: Parameters<typeof createClient>[0]) =>
    createClient({ ...options, apiKey: `mk_${"0".repeat(16)}_${"a".repeat(32)}` });
  const collect = async (answers: AsyncIterable<Record<string, unknown>>) => {
    const all: Record<string, unknown>[] = [];
    for await (const answer of answers) all.push(answer);
    return all;
  };

  it("see where the index stands, have it compared and built anew, without embedding anything; nobody else may", async () => {
    const operating = { service: "identity", owner: "test", pool, log, logger, health: new Health(), subscriptions: [subscription()] };
    const definition = { name: "things", view: "things" };
    const server = await startServer({
      service: "identity",
      address: "127.0.0.1:0",
      logger,
      auth: createAuthenticator({ directory: ownDirectory(apiPool), platformKey: secretHash(`mk_${"0".repeat(16)}_${"a".repeat(32)}`) }),
      implementations: [
        operations({
          takers: () => [],
          ...operating,
          redis: undefined as never,
          retention: [],
          vectors: { definition, model: "local-lexical-v2-1536", dimensions: 1_536, store },
        }),
      ],
    });
    const at = { address: `127.0.0.1:${server.port}`, package: "marketing.operations.v1", service: "OperationsService" };
    const client = admin(at);
    await settled(await put("odd", [item("odd#1", "an unspeakable thing")]));
    const live = (await readLive(pool))!;
    const complete = await idsIn();
    const before = texts.length;
    const status = await client.call("GetVectorStatus", { withTenants: true });
    expect(status).toMatchObject({ index: "things", storeOk: true, view: "things", model: "local-lexical-v2-1536" });
    expect(status.generations).toMatchObject([
      {
        generation: live.generation,
        state: "live",
        vectors: String(complete.length + 1),
        pending: "0",
        failed: "1",
        oldestPendingSeconds: 0,
      },
    ]);
    expect(status.failures).toMatchObject([
      { tenantId: tenant, entityId: "odd", error: expect.stringContaining("odd#1: the endpoint does not like it") },
    ]);
    expect(status.tenants.map((t: { tenantId: string }) => t.tenantId)).toEqual([tenant, other].sort());

    const values = (await localLexical(1_536).embed(["alien"]))[0] as Float32Array;
    await store.remove(namespaceOf(tenant, live.generation), ["storm3#c0", "storm4#c0"]);
    await store.upsert(namespaceOf(tenant, live.generation), [{ id: "alien", values, metadata: {} }]);
    const compared = (await collect(client.stream("ReconcileVectors", {}))).at(-1);
    expect(compared).toMatchObject({ done: true, strays: "1", missing: "2", upserted: "6" });
    expect(await idsIn()).toEqual(complete);

    await settled(await put("odd", []));
    const rebuilt = (await collect(client.stream("ReindexVectors", {}))).at(-1);
    expect(rebuilt).toMatchObject({ done: true, generation: live.generation + 1 });
    expect((await readLive(pool))!.generation).toBe(live.generation + 1);
    expect(await idsIn()).toEqual(complete);
    expect(texts.slice(before).filter((t) => t.includes("story"))).toEqual([]);
    await expect(createClient({ ...at, apiKey: "nobody" }).call("GetVectorStatus", {})).rejects.toMatchObject({ code: 16 });
    client.close();
    await server.close({ graceMs: 100 });
  });
});
