import { stretched } from "@marketing/tests/support/patience";
import { createTestDatabase, type TestDatabase, type TestVectors, testVectors } from "@marketing/tests/support/servers";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { uuidv7 } from "../base/ids.ts";
import { createLogger } from "../base/logger.ts";
import { sleep } from "../base/sleep.ts";
import { createCodec } from "../log/codec.ts";
import { EventLog } from "../log/eventLog.ts";
import { createPool, type Pool } from "../postgres/pool.ts";
import { rebuildView, verifyView } from "../subscription/generation.ts";
import { logSource } from "../subscription/logSource.ts";
import { startSubscription } from "../subscription/runner.ts";
import { namespaceOf, readLive } from "./generations.ts";
import { type IndexerOptions, startIndexer } from "./indexer.ts";
import { resyncEntities } from "./indexProgress.ts";
import { createVectorIndex } from "./search.ts";
import type { VectorIndex, WantedItem } from "./vectorIndex.ts";
import type { VectorStore } from "./vectorStore.ts";
import { countingEmbedders, item, putThing, storeOn, thingsView } from "./vectorsTesting.ts";

const [tenant, other] = [uuidv7(), uuidv7()];
const logger = createLogger("test", "error");
const { texts, embedder } = countingEmbedders();
const timing = { poll: 20, debounce: 5, manage: 50, countCheck: 150, fullCompare: 500, retry: 100, maxBackoff: 300, retirement: 0 };

let db: TestDatabase;
let server: TestVectors;
let pool: Pool;
let apiPool: Pool;
let log: EventLog;
let store: VectorStore;
let index: VectorIndex;
const running: { stop(): Promise<unknown> }[] = [];

const context = { schema: "identity", owner: "test", logger } as const;
const subscription = (view = thingsView()) => ({ view, source: logSource(log) });
const indexer = (options: Partial<IndexerOptions> = {}) => {
  const started = startIndexer({
    index: "things",
    model: "local-lexical-v2-1536",
    dimensions: 1_536,
    pool,
    owner: `indexer-${running.length}`,
    logger,
    store,
    embedder,
    view: "things",
    timing,
    ...options,
  });
  running.push(started);
  return started;
};
const put = (id: string, items: ReadonlyArray<WantedItem>, tenantId = tenant) => putThing(log, tenantId, id, items);
const many = (id: string, n: number, what = "chapter") =>
  Array.from({ length: n }, (_, i) => item(`${id}#c${i}`, `${what} ${i} of the story of ${id}`));
const search = (text: string, more = {}, tenantId = tenant) => index.search({ tenantId, by: { text }, topK: 10, ...more });
const idsIn = async (tenantId = tenant) => [...(await store.ids(namespaceOf(tenantId, (await readLive(pool))!.generation)))].sort();
const eventually = async (what: string, holds: () => Promise<boolean>, ms = 120_000) => {
  for (const until = Date.now() + ms; Date.now() < until; await sleep(25)) if (await holds()) return;
  throw new Error(`not in ${ms} ms: ${what}`);
};
const settled = (minPosition: number, tenantId = tenant) => search("anything", { minPosition }, tenantId);

beforeAll(async () => {
  db = await createTestDatabase({ services: ["identity"] });
  server = await testVectors({ own: true });
  pool = createPool({ connectionString: db.workerUrl("identity"), schema: "identity", max: 20 });
  apiPool = createPool({ connectionString: db.apiUrl("identity"), schema: "identity" });
  log = new EventLog({ pool, schema: "identity", codec: createCodec({ thing_put: { version: 1 } }) });
  store = storeOn(server, "things");
  const onStale = (t: string, entities: ReadonlyArray<string>) => resyncEntities(pool, t, entities);
  index = createVectorIndex({ pool: apiPool, view: "things", store, embedder, logger, onStale });
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((r) => r.stop()));
});
afterAll(async () => {
  await Promise.all([pool.end(), apiPool.end(), server.release()]);
  await db.drop();
});
const follow = () => running.push(startSubscription({ ...context, pool }, subscription()));

describe("what the log wants is what a search finds", () => {
  it("waits for a position, finds by text and by item, filters, and says where it stands", async () => {
    follow();
    indexer();
    await put("cats", [item("cats#1", "a cat purrs on the warm sofa", { kind: "pet" })]);
    const position = await put("dogs", [
      item("dogs#1", "the dog barks at the postman", { kind: "pet" }),
      item("dogs#2", "a kennel for the dog", { kind: "thing" }),
    ]);
    const found = await search("barking dogs", { minPosition: position });
    expect(found.hits.map((h) => h.id)).toEqual(["dogs#1", "dogs#2", "cats#1"]);
    expect(found.hits[0]).toMatchObject({ entityId: "dogs", position, metadata: { kind: "pet" } });
    expect(found.indexedPosition).toBeGreaterThanOrEqual(position);
    expect((await search("dog", { filter: { kind: "thing" } })).hits.map((h) => h.id)).toEqual(["dogs#2"]);
    expect((await index.search({ tenantId: tenant, by: { itemId: "cats#1" }, topK: 1 })).hits[0]).toMatchObject({
      id: "cats#1",
      score: expect.closeTo(1, 4),
    });
    await expect(index.search({ tenantId: tenant, by: { itemId: "nobody" }, topK: 1 })).rejects.toMatchObject({
      reason: "VECTOR_ITEM_NOT_FOUND",
    });
    expect(await index.status(tenant, "dogs")).toMatchObject({
      state: "indexed",
      indexedPosition: position,
      items: 2,
      model: "local-lexical-v2-1536",
    });
    expect(await index.status(tenant, "nobody")).toMatchObject({ state: "absent", wantedPosition: 0 });
    await expect(search("dog", { minPosition: position + 1_000 })).rejects.toMatchObject({ reason: "POSITION_AHEAD_OF_LOG" });
  });

  it("says that it is behind while nobody brings the view's items into it", async () => {
    follow();
    const position = await put("behind", [item("behind#1", "a tortoise on its way")]);
    await expect(search("tortoise", { minPosition: position, deadline: new Date(Date.now() + 200) })).rejects.toMatchObject({
      code: 4,
      reason: "INDEX_BEHIND",
    });
  });

  it("five items that become two leave two, none leaves none, and an unchanged text is not embedded again", async () => {
    follow();
    indexer();
    await settled(await put("book", many("book", 5)));
    const before = texts.length;
    await settled(await put("book", many("book", 2)));
    expect((await idsIn()).filter((id) => id.startsWith("book"))).toEqual(["book#c0", "book#c1"]);
    await settled(await put("book", [item("book#c0", "chapter 0 of the story of book", { edition: 2 })]));
    expect((await search("chapter of the book", { filter: { edition: 2 } })).hits.map((h) => h.id)).toEqual(["book#c0"]);
    expect(texts.slice(before).filter((t) => t.includes("story of book"))).toEqual([]);
    await settled(await put("book", []));
    expect((await idsIn()).filter((id) => id.startsWith("book"))).toEqual([]);
    expect(await index.status(tenant, "book")).toMatchObject({ state: "absent", items: 0 });
  });

  it("another tenant sees nothing of it, not even under the same ids, and not what lies in its namespace by mistake", async () => {
    follow();
    indexer();
    await settled(await put("cats", [item("cats#1", "somebody else's cat")], other), other);
    expect((await search("cat", {}, other)).hits).toMatchObject([{ id: "cats#1", entityId: "cats" }]);
    expect((await search("the dog barks at the postman", {}, other)).hits.map((h) => h.id)).toEqual(["cats#1"]);
    expect(await index.status(other, "dogs")).toMatchObject({ state: "absent" });
    expect(await idsIn(other)).toEqual(["cats#1"]);
    for (const table of ["vector_entities", "vector_items", "vector_synced", "embeddings"]) {
      expect((await apiPool.query(`SELECT FROM ${table}`)).rowCount, `${table} without a tenant`).toBe(0);
      await expect(apiPool.query(`DELETE FROM ${table}`)).rejects.toMatchObject({ code: "42501" });
    }
    await expect(apiPool.query("SELECT FROM vector_requests")).rejects.toMatchObject({ code: "42501" });
    const [vector] = await embedder("m", 1_536).embed(["the dog barks at the postman"]);
    const planted = { values: vector as Float32Array, metadata: { entity_id: "dogs", hash: "x" } };
    await store.upsert(namespaceOf(other, 1), [
      { id: "dogs#1", ...planted },
      { id: "cats#1", ...planted },
    ]);
    // dogs#1 is nobody's here; cats#1 is not what was put there, and is put right
    expect((await search("the dog barks at the postman", {}, other)).hits).toEqual([]);
    await eventually("the stray goes", async () => (await idsIn(other)).join() === "cats#1");
    await eventually("the other is put right", async () => (await search("cat", {}, other)).hits.length === 1);
  });

  it("a large entity is synced slice by slice, and what comes after it is found before it is whole", async () => {
    follow();
    const tale = (edition: number) => many("tale", 900, `edition ${edition}, page`);
    const tellsOf = (edition: number) => texts.filter((t) => t.startsWith(`edition ${edition}, page`)).length;
    let whatComes: Promise<number> | null = null;
    let found = false;
    /** The small one comes while the first slice is embedded; of the large one there is a second slice, and no third before the small one was found. */
    const watched: IndexerOptions["embedder"] = (model, dimensions) => ({
      ...embedder(model, dimensions),
      embed: async (asked) => {
        if (asked[0]!.startsWith("edition 1")) {
          whatComes ??= put("note", [item("note#1", "a quokka smiles")]);
          const position = await whatComes;
          await eventually("the view has it", async () => (await index.status(tenant, "note")).wantedPosition === position);
          if (tellsOf(1) >= 512) await eventually("the small one is found", async () => found);
        }
        return embedder(model, dimensions).embed(asked);
      },
    });
    const large = await put("tale", tale(1));
    indexer({ embedder: watched });
    await eventually("it is found", async () => (await search("quokka smiles", { topK: 1 })).hits[0]?.id === "note#1");
    expect(await index.status(tenant, "tale")).toMatchObject({ state: "pending", items: 900 });
    expect((await search("edition page story of tale", { topK: 1 })).hits[0]!.entityId).toBe("tale");
    await expect(search("quokka", { minPosition: large, deadline: new Date(Date.now() + 200) })).rejects.toMatchObject({
      reason: "INDEX_BEHIND",
    });
    found = true;
    await eventually("it is whole", async () => (await index.status(tenant, "tale")).state === "indexed");
    expect((await idsIn()).filter((id) => id.startsWith("tale"))).toHaveLength(900);
    expect(tellsOf(1)).toBe(900);
    // it changes while slices of it are under way: they count no more, and nothing of it stays that is wanted no more
    const shorter = (edition: number, n: number) => tale(edition).slice(0, n);
    await put("tale", tale(2));
    await eventually("some of it is embedded", async () => tellsOf(2) > 0);
    const position = await put("tale", shorter(3, 600));
    await eventually("the last one is whole", async () => (await index.status(tenant, "tale")).indexedPosition === position);
    expect((await idsIn()).filter((id) => id.startsWith("tale"))).toHaveLength(600);
    expect((await search("edition 3, page 599 of the story of tale", { topK: 1 })).hits[0]!.id).toBe("tale#c599");
    await settled(await put("tale", []));
    expect((await idsIn()).filter((id) => id.startsWith("tale"))).toEqual([]);
  });

  it("an item that is refused fails alone, with its error, is tried again, and nobody waits for it for ever", async () => {
    follow();
    indexer();
    const position = await put("mixed", [
      item("mixed#good", "a fine zebra"),
      item("mixed#bad", "an unspeakable zebra"),
      item("mixed#fat", "a zebra of metadata", { text: "x".repeat(41_000) }),
    ]);
    const after = await put("fine", [item("fine#1", "another zebra")]);
    expect((await search("zebra", { minPosition: after, topK: 2 })).hits.map((h) => h.id).sort()).toEqual(["fine#1", "mixed#good"]);
    expect(await index.status(tenant, "mixed")).toMatchObject({
      state: "failed",
      wantedPosition: position,
      error: expect.stringMatching(/mixed#.*1 more/),
    });
    const tries = () => texts.filter((t) => t.includes("unspeakable")).length;
    const tried = tries();
    await eventually("it is tried again", async () => tries() > tried);
    await settled(await put("mixed", [item("mixed#bad", "a speakable zebra")]));
    expect(await index.status(tenant, "mixed")).toMatchObject({ state: "indexed", error: "" });
    expect((await idsIn()).filter((id) => id.startsWith("mixed"))).toEqual(["mixed#bad"]);
  });
});

describe("whatever dies", () => {
  it("an indexer cut off between the store and the mark is followed by one that leaves neither duplicate nor orphan", async () => {
    follow();
    indexer();
    await settled(await put("cut", many("cut", 4)));
    await running.pop()!.stop();
    let reached = (): void => undefined;
    const stuck = new Promise<void>((resolve) => (reached = resolve));
    let held = true;
    const upsert: VectorStore["upsert"] = async (namespace, vectors) => {
      await store.upsert(namespace, vectors);
      reached();
      while (held) await sleep(20); // it never says so
    };
    indexer({ owner: "cut-off", store: { ...store, upsert } });
    await put("cut", [item("cut#v2", "the second edition of cut")]);
    await stuck;
    // wanted changes once more while nobody knows that #v2 lies there; the old holder is replaced
    const position = await put("cut", [item("cut#v3", "the third edition of cut")]);
    await pool.query("UPDATE checkpoints SET lease_until = '-infinity' WHERE subscription = 'vectors' AND generation = 0");
    indexer({ owner: "heir" });
    await settled(position);
    expect((await idsIn()).filter((id) => id.startsWith("cut"))).toEqual(["cut#v3"]);
    held = false; // the one that was cut off wakes up and may not mark what it did
    await sleep(200);
    expect(await index.status(tenant, "cut")).toMatchObject({ state: "indexed", indexedPosition: position });
  });

  it("two indexers at once, the store killed and started under them: all is there, once, and searches say at once that it is away", async () => {
    follow();
    indexer();
    indexer();
    const first = await put("storm", many("storm", 3));
    await settled(first);
    await server.kill();
    const positions = await Promise.all(Array.from({ length: 30 }, (_, i) => put(`storm${i}`, many(`storm${i}`, 3))));
    const started = Date.now();
    await expect(search("storm")).rejects.toMatchObject({ code: 14, reason: "VECTOR_STORE_UNAVAILABLE" });
    await expect(search("storm", { minPosition: Math.max(...positions) })).rejects.toMatchObject({ reason: "VECTOR_STORE_UNAVAILABLE" });
    expect(Date.now() - started).toBeLessThan(stretched(3_000));
    expect((await index.status(tenant, "storm7")).state).toBe("pending");
    await server.start();
    await eventually("the store answers", () =>
      store.ping().then(
        () => true,
        () => false,
      ),
    );
    await settled(Math.max(...positions));
    expect((await idsIn()).filter((id) => id.startsWith("storm"))).toHaveLength(93);
    expect((await search("chapter 2 of the story of storm7")).hits[0]!.id).toBe("storm7#c2");
  });

  it("an index that was wiped, deleted, or lost some is filled again by itself, without embedding anything", async () => {
    follow();
    indexer();
    const complete = (await idsIn()).length;
    expect(complete).toBeGreaterThan(90);
    const embedded = texts.filter((t) => !t.includes("anything")).length;
    const namespace = namespaceOf(tenant, 1);
    await store.remove(namespace, ["storm1#c0", "storm2#c1"]);
    await store.upsert(namespace, [
      { id: "alien", values: (await embedder("m", 1_536).embed(["alien"]))[0] as Float32Array, metadata: {} },
    ]);
    await eventually("what was lost is back", async () => (await idsIn()).length >= complete && !(await idsIn()).includes("alien"));
    await store.dropNamespace(namespace);
    await eventually("the namespace is back", async () => (await idsIn()).length === complete);
    await server.wipe();
    await eventually("the index is back", async () => (await idsIn().catch(() => [])).length === complete);
    expect(texts.filter((t) => !/anything|alien|unspeakable/.test(t)).length - embedded).toBeLessThanOrEqual(0);
  });
});

describe("generations", () => {
  it("a view that is built anew is equal and embeds nothing; one whose items change is indexed anew", async () => {
    follow();
    indexer();
    const last = await put("again", many("again", 2));
    await settled(last);
    const before = texts.length;
    expect(await verifyView({ ...context, pool }, subscription(), () => undefined)).toMatchObject({ equal: true });
    await rebuildView({ ...context, pool }, subscription(), () => undefined);
    await settled(last);
    expect(texts.slice(before).filter((t) => !/anything|unspeakable/.test(t))).toEqual([]);
    const loud = thingsView(2, (i) => ({ ...i, text: i.text.toUpperCase(), id: `${i.id}!` }));
    await rebuildView({ ...context, pool }, subscription(loud), () => undefined);
    await settled(last);
    expect((await idsIn()).every((id) => id.endsWith("!"))).toBe(true);
    await rebuildView({ ...context, pool }, subscription(), () => undefined);
    await settled(last);
    expect((await idsIn()).some((id) => id.endsWith("!"))).toBe(false);
  });

  it("another model builds a generation beside the live one and flips while searches go on; the old one's vectors are deleted", async () => {
    follow();
    const generation = (await readLive(pool))!.generation;
    const complete = (await idsIn()).length;
    let watching = true;
    const seen: string[] = [];
    const watch = (async () => {
      for (; watching; await sleep(5)) seen.push((await search("chapter 2 of the story of storm7")).hits[0]?.id ?? "nothing");
    })();
    indexer({ model: "another-model" });
    await eventually("the flip", async () => (await readLive(pool))!.model === "another-model");
    const position = await put("late", many("late", 1));
    await settled(position);
    watching = false;
    await watch;
    expect(new Set(seen)).toEqual(new Set(["storm7#c2"]));
    expect((await idsIn()).length).toBe(complete + 1);
    await eventually("the old namespaces go", async () => ![...(await store.counts()).keys()].some((n) => n.endsWith(`.g${generation}`)));
  });
});
