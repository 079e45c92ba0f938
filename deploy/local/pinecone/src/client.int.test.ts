import { Errors, type Pinecone } from "@pinecone-database/pinecone";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "./testing.ts";

let server: TestServer;
let pc: Pinecone;
beforeAll(async () => {
  server = await startTestServer();
  pc = server.client;
});
afterAll(() => server.release());

const serverless = { serverless: { cloud: "aws", region: "us-west-2" } } as const;
let made = 0;
/** A new index, and its namespace `one`. */
const createIndex = async (dimension: number, metric: "cosine" | "dotproduct" | "euclidean" = "cosine") => {
  made += 1;
  const name = `index-${made}`;
  await pc.indexes.create({ name, dimension, metric, spec: serverless, waitUntilReady: true });
  return { name, index: pc.index({ name, namespace: "one" }) };
};
const ids = ({ matches }: { matches: ReadonlyArray<{ id: string }> }): string[] => matches.map(({ id }) => id);

describe("the official client's control plane", () => {
  it("creates, describes, lists and deletes indexes in both of its wordings", async () => {
    const schema = { fields: { _values: { type: "dense_vector", dimension: 5, metric: "euclidean" } } } as const;
    await pc.indexes.create({ name: "native", schema, tags: { team: "growth" }, waitUntilReady: true });
    await pc.indexes.create({ name: "sparse", vectorType: "sparse", spec: serverless });
    const readCapacity = { mode: "Dedicated", nodeType: "b1", manual: { replicas: 2, shards: 1 } } as const;
    await pc.indexes.create({ name: "dedicated", dimension: 5, spec: { serverless: { cloud: "aws", region: "eu-west-1", readCapacity } } });
    const native = await pc.indexes.describe("native");
    expect(native).toMatchObject({
      name: "native",
      status: { ready: true, state: "Ready" },
      deployment: { deploymentType: "managed", cloud: "aws", region: "us-east-1" },
      schema,
      tags: { team: "growth" },
      deletionProtection: "disabled",
      readCapacity: { mode: "OnDemand" },
    });
    expect([native.dimension, native.metric, native.vectorType]).toEqual([5, "euclidean", "dense"]);
    const sparse = await pc.indexes.describe("sparse");
    expect([sparse.dimension, sparse.metric, sparse.vectorType]).toEqual([undefined, "dotproduct", "sparse"]);
    const dedicated = await pc.indexes.describe("dedicated");
    expect(dedicated.metric).toBe("cosine");
    expect(dedicated.spec).toMatchObject({ serverless: { cloud: "aws", region: "eu-west-1" } });
    expect(dedicated.readCapacity).toMatchObject({ mode: "Dedicated", dedicated: { nodeType: "b1", manual: { replicas: 2, shards: 1 } } });
    const names = async () => (await pc.indexes.list()).indexes?.map(({ name }) => name).filter((name) => !name.startsWith("index-"));
    expect(await names()).toEqual(["native", "sparse", "dedicated"]);
    for (const name of (await names()) ?? []) await pc.indexes.delete(name);
    expect(await names()).toEqual([]);
    await expect(pc.indexes.describe("native")).rejects.toThrow(Errors.PineconeNotFoundError);
  });

  it("changes tags and protection, and nothing that was not asked for", async () => {
    const { name } = await createIndex(2);
    await pc.indexes.configure(name, { tags: { project: "a", other: "b" } });
    await pc.indexes.configure(name, { tags: { other: "" }, deletionProtection: "enabled" });
    const described = await pc.indexes.configure(name, { tags: { project: "c" } });
    expect(described).toMatchObject({ tags: { project: "c" }, deletionProtection: "enabled" });
    expect(described.tags).not.toHaveProperty("other");
    await expect(pc.indexes.delete(name)).rejects.toThrow(/Deletion protection is enabled for this index/);
    await pc.indexes.configure(name, { deletionProtection: "disabled" });
    await pc.indexes.delete(name);
    await expect(pc.indexes.configure(name, { tags: { a: "b" } })).rejects.toThrow(Errors.PineconeNotFoundError);
  });

  it("makes an index that is there already once, where the client asks for that", async () => {
    const options = { name: "twice", dimension: 3, spec: serverless, suppressConflicts: true, waitUntilReady: true } as const;
    await pc.indexes.create(options);
    await pc.index({ name: "twice" }).upsert({ records: [{ id: "kept", values: [1, 2, 3] }] });
    await pc.indexes.create(options);
    expect((await pc.index({ name: "twice" }).fetch({ ids: ["kept"] })).records).toHaveProperty("kept");
    await pc.indexes.delete("twice");
  });

  it("finds as many as there are, where more are asked for, and none of another namespace", async () => {
    const { name, index } = await createIndex(2);
    await index.upsert({ records: [1, 2, 3].map((n) => ({ id: `v${n}`, values: [1, n] })) });
    await pc.index({ name, namespace: "two" }).upsert({ records: [{ id: "foreign", values: [1, 1] }] });
    const { matches, usage } = await index.query({ id: "v1", topK: 11 });
    expect(matches.map(({ id }) => id)).toEqual(["v1", "v2", "v3"]);
    expect(usage?.readUnits).toBeGreaterThan(0);
    await expect(index.query({ vector: [1, 2, 3], topK: 1 })).rejects.toThrow(Errors.PineconeBadRequestError);
    await expect(index.query({ vector: [1, 2], topK: 0 })).rejects.toThrow();
  });

  it("tells each mistake by the class the client has for it", async () => {
    const { name } = await createIndex(2);
    await expect(pc.indexes.create({ name, dimension: 2, spec: serverless })).rejects.toThrow(Errors.PineconeConflictError);
    await expect(pc.indexes.create({ name: "bad-", dimension: 2, spec: serverless })).rejects.toThrow(/alphanumeric character/);
    await expect(pc.indexes.create({ name: "x".repeat(46), dimension: 2, spec: serverless })).rejects.toThrow(
      Errors.PineconeBadRequestError,
    );
    await expect(pc.index({ name: "not-there" }).query({ topK: 1, id: "1" })).rejects.toThrow(Errors.PineconeNotFoundError);
  });
});

describe("the official client's data plane", () => {
  it("upserts, fetches, updates and deletes; a value comes back as it was sent", async () => {
    const { index } = await createIndex(2);
    const metadata = { flavor: "vanilla", year: 2020, open: true, tags: ["p", "q"] };
    await index.upsert({
      records: [
        { id: "a", values: [0.5, 0.4], metadata },
        { id: "b", values: [1, -1e-7] },
      ],
    });
    const fetched = await index.fetch({ ids: ["a", "b", "missing"] });
    expect(fetched).toMatchObject({ namespace: "one", usage: { readUnits: 1 } });
    expect(fetched.records).toEqual({ a: { id: "a", values: [0.5, 0.4], metadata }, b: { id: "b", values: [1, -1e-7] } });
    await index.upsert({ records: [{ id: "a", values: [0.1, 0.7] }] }); // an upsert takes the place of all of it
    expect((await index.fetch({ ids: ["a"] })).records.a).toEqual({ id: "a", values: [0.1, 0.7] });
    await index.update({ id: "a", metadata: { flavor: "mint" } });
    await index.update({ id: "a", values: [0.2, 0.2], metadata: { year: 1 } });
    await index.update({ id: "missing", metadata: { year: 1 } });
    expect((await index.fetch({ ids: ["a", "missing"] })).records).toEqual({
      a: { id: "a", values: [0.2, 0.2], metadata: { flavor: "mint", year: 1 } },
    });
    await index.deleteOne({ id: "a" });
    await index.deleteMany({ ids: ["b", "missing"] });
    expect((await index.fetch({ ids: ["a", "b"] })).records).toEqual({});
  });

  it("finds the nearest by vector, by id and with a filter, and says how near they are", async () => {
    const records = [
      { id: "east", values: [1, 0], metadata: { axis: "x" } },
      { id: "north", values: [0, 2], metadata: { axis: "y" } },
      { id: "both", values: [3, 3], metadata: { axis: ["x", "y"] } },
      { id: "west", values: [-1, 0], metadata: { axis: "x" } },
    ];
    const scores = async (metric: "cosine" | "dotproduct" | "euclidean") => {
      const { index } = await createIndex(2, metric);
      await index.upsert({ records });
      return (await index.query({ vector: [1, 0], topK: 10 })).matches.map(({ id, score }) => [id, score]);
    };
    expect(await scores("cosine")).toEqual([
      ["east", 1],
      ["both", 0.70710677],
      ["north", 0],
      ["west", -1],
    ]);
    expect(await scores("dotproduct")).toEqual([
      ["both", 3],
      ["east", 1],
      ["north", 0],
      ["west", -1],
    ]);
    expect(await scores("euclidean")).toEqual([
      ["east", 0],
      ["west", 4],
      ["north", 5],
      ["both", 13],
    ]);
    const { name, index } = await createIndex(2);
    await index.upsert({ records });
    expect(ids(await index.query({ id: "north", topK: 2 }))).toEqual(["north", "both"]);
    expect((await index.query({ id: "nobody", topK: 2 })).matches).toEqual([]);
    expect(ids(await index.query({ vector: [0, 1], topK: 2, filter: { axis: "x" } }))).toEqual(["both", "east"]);
    const [whole] = (await index.query({ vector: [1, 0], topK: 1, includeValues: true, includeMetadata: true })).matches;
    expect(whole).toEqual({ id: "east", score: 1, values: [1, 0], metadata: { axis: "x" } });
    expect((await pc.index({ name, namespace: "nowhere" }).query({ vector: [1, 0], topK: 1 })).matches).toEqual([]);
  });

  it("puts equals in the order of their ids, every time", async () => {
    const { index } = await createIndex(2);
    const records = Array.from({ length: 50 }, (_, i) => ({ id: `v${String((i * 37) % 50).padStart(2, "0")}`, values: [1, 1] }));
    await index.upsert({ records });
    const first = Array.from({ length: 7 }, (_, i) => `v0${i}`);
    for (let n = 0; n < 3; n++) expect(ids(await index.query({ vector: [2, 2], topK: 7 }))).toEqual(first);
  });

  it("changes, fetches and deletes by metadata", async () => {
    const { index } = await createIndex(2);
    await index.upsert({
      records: Array.from({ length: 25 }, (_, i) => ({ id: `r${i}`, values: [1, i + 1], metadata: { even: i % 2 === 0 } })),
    });
    await index.update({ filter: { even: true }, metadata: { seen: "yes" } });
    const first = await index.fetchByMetadata({ filter: { seen: { $eq: "yes" } }, limit: 10 });
    expect(Object.keys(first.records)).toHaveLength(10);
    const rest = await index.fetchByMetadata({ filter: { seen: { $eq: "yes" } }, limit: 10, paginationToken: first.pagination!.next! });
    expect(rest.pagination).toBeUndefined();
    const all = { ...first.records, ...rest.records };
    expect(Object.keys(all)).toHaveLength(13);
    expect(Object.values(all).every(({ metadata }) => metadata?.even === true && metadata.seen === "yes")).toBe(true);
    await index.deleteMany({ filter: { even: { $eq: true } } });
    expect(await index.describeIndexStats()).toMatchObject({
      namespaces: { one: { recordCount: 12 } },
      totalRecordCount: 12,
      dimension: 2,
    });
  });

  it("lists ids by prefix in pages, and namespaces", async () => {
    const { name, index } = await createIndex(2);
    await index.upsert({ records: ["doc#1", "doc#2", "doc#3", "doc2#1", "x"].map((id) => ({ id, values: [1, 2] })) });
    expect((await index.listPaginated()).pagination).toBeUndefined();
    const one = await index.listPaginated({ prefix: "doc#", limit: 2 });
    expect([one.namespace, one.vectors?.map(({ id }) => id)]).toEqual(["one", ["doc#1", "doc#2"]]);
    await index.deleteOne({ id: "doc#2" }); // a page goes on where the last ended
    const two = await index.listPaginated({ prefix: "doc#", limit: 2, paginationToken: one.pagination!.next! });
    expect([two.vectors, two.pagination]).toEqual([[{ id: "doc#3" }], undefined]);

    const made = await index.createNamespace({ name: "planned", schema: { fields: { test: { filterable: true } } } });
    expect(made).toMatchObject({ name: "planned", recordCount: 0, schema: { fields: { test: { filterable: true } } } });
    await pc.index({ name }).upsert({ records: [{ id: "a", values: [1, 1] }] });
    const names = async () => (await index.listNamespaces()).namespaces?.map((one) => one.name);
    expect(await names()).toEqual(["__default__", "one", "planned"]);
    expect(await index.describeNamespace("one")).toMatchObject({ name: "one", recordCount: 4 });
    await index.deleteNamespace("planned");
    await index.deleteAll(); // one that was not made by hand goes with its last vector
    expect(await names()).toEqual(["__default__"]);
    await expect(index.deleteNamespace("planned")).rejects.toThrow(Errors.PineconeNotFoundError);
    await expect(index.deleteAll()).rejects.toThrow(Errors.PineconeNotFoundError);
  });

  it("keeps sparse vectors, and dense ones with sparse values beside", async () => {
    await pc.indexes.create({ name: "lexical", vectorType: "sparse", spec: serverless });
    const sparse = pc.index({ name: "lexical" });
    await sparse.upsert({
      records: [
        { id: "a", sparseValues: { indices: [9, 1], values: [0.5, 2] } },
        { id: "b", sparseValues: { indices: [9], values: [0.4] } },
      ],
    });
    // The client sends it; its types of 9.0.0 want a dense vector beside.
    const bySparse = (indices: number[], values: number[]) => sparse.query({ sparseVector: { indices, values }, topK: 5 } as never);
    expect((await bySparse([9], [2])).matches).toMatchObject([
      { id: "a", score: 1 },
      { id: "b", score: 0.8 },
    ]);
    expect(ids(await bySparse([1], [1]))).toEqual(["a"]);
    await sparse.update({ id: "a", sparseValues: { indices: [0, 1], values: [0.5, 0.4] } });
    expect((await sparse.fetch({ ids: ["a"] })).records.a?.sparseValues).toEqual({ indices: [0, 1], values: [0.5, 0.4] });
    const { index } = await createIndex(2, "dotproduct");
    await index.upsert({
      records: [
        { id: "dense", values: [1, 0] },
        { id: "hybrid", values: [0.5, 0], sparseValues: { indices: [3], values: [1] } },
      ],
    });
    expect(ids(await index.query({ vector: [1, 0], topK: 2 }))).toEqual(["dense", "hybrid"]);
    expect(ids(await index.query({ vector: [1, 0], sparseVector: { indices: [3], values: [1] }, topK: 2 }))).toEqual(["hybrid", "dense"]);
  });
});
