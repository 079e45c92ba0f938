import { Pinecone } from "@pinecone-database/pinecone";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "./testing.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  const created = await server.call("POST", "/indexes", {
    name: "wire",
    dimension: 2,
    metric: "dotproduct",
    spec: { serverless: { cloud: "aws", region: "r" } },
  });
  expect(created.status).toBe(201);
});
afterAll(() => server.release());

const data = (path: string, body: unknown) => server.call("POST", `/index/wire${path}`, body);
const upsert = (...vectors: unknown[]) => data("/vectors/upsert", { vectors, namespace: "limits" });
const vector = (id: string, more: object = {}) => ({ id, values: [1, 2], ...more });

describe("the wire protocol", () => {
  it("speaks the API of 2026-04 and before: dimension, metric, spec", async () => {
    const version = { "x-pinecone-api-version": "2026-04" };
    const spec = { serverless: { cloud: "aws", region: "us-west-2" } };
    const created = await server.call(
      "POST",
      "/indexes",
      { name: "older", dimension: 3, spec, vector_type: "dense", tags: { a: "b" } },
      version,
    );
    const described = await server.call("GET", "/indexes/older", undefined, version);
    expect(created).toMatchObject({ status: 201, body: described.body as object });
    expect(described.body).toMatchObject({
      name: "older",
      dimension: 3,
      metric: "cosine",
      vector_type: "dense",
      host: `${server.url}/index/older`,
      deletion_protection: "disabled",
      tags: { a: "b" },
      status: { ready: true, state: "Ready" },
      spec: { serverless: { cloud: "aws", region: "us-west-2", read_capacity: { mode: "OnDemand", status: { state: "Ready" } } } },
    });
    const pod = { pod: { environment: "us-east-1-aws", pod_type: "p1.x1", pods: 1 } };
    expect(await server.call("POST", "/indexes", { name: "pod", dimension: 3, metric: "cosine", spec: pod }, version)).toMatchObject({
      body: { spec: pod },
    });
    expect(
      await server.call(
        "POST",
        "/indexes",
        { name: "fromit", dimension: 3, spec: { pod: { ...pod.pod, source_collection: "gone" } } },
        version,
      ),
    ).toMatchObject({
      status: 400,
      body: { error: { message: "Resource gone not found" } },
    });
    expect(await server.call("PATCH", "/indexes/pod", { spec: { pod: { replicas: 2 } } }, version)).toMatchObject({
      body: { spec: { pod: { replicas: 2 } } },
    });
    expect((await server.call("DELETE", "/indexes/older", undefined, version)).status).toBe(202);
  });

  it("lets nobody in without the key, neither plane", async () => {
    for (const path of ["/indexes", "/indexes/wire", "/index/wire/describe_index_stats"]) {
      expect((await server.call("GET", path, undefined, { "api-key": "wrong" })).status).toBe(401);
      expect((await fetch(`${server.url}${path}`)).status).toBe(401);
    }
    const stranger = new Pinecone({ apiKey: "wrong", controllerHostUrl: server.url });
    await expect(stranger.indexes.list()).rejects.toThrow(`The API key you provided was rejected while calling ${server.url}/indexes`);
    await expect(stranger.index({ host: `${server.url}/index/wire` }).fetch({ ids: ["a"] })).rejects.toMatchObject({
      name: "PineconeAuthorizationError",
    });
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it("says what it does not do", async () => {
    const calls = [
      ["POST", "/embed"],
      ["POST", "/rerank"],
      ["GET", "/models"],
      ["GET", "/collections"],
      ["POST", "/indexes/wire/backups"],
      ["POST", "/indexes/create-for-model"],
      ["GET", "/assistant/assistants"],
      ["POST", "/index/wire/bulk/imports"],
      ["POST", "/index/wire/records/namespaces/n/search"],
      ["POST", "/index/wire/namespaces/n/documents/search"],
    ] as const;
    for (const [method, path] of calls) {
      const { status, body } = await server.call(method, path, method === "GET" ? undefined : {});
      expect([path, status, JSON.stringify(body)]).toEqual([path, 405, expect.stringContaining("not supported by this local server")]);
    }
    const text = { fields: { text: { type: "string", full_text_search: {} } } };
    expect((await server.call("POST", "/indexes", { name: "docs", schema: text })).status).toBe(405);
    expect((await server.call("GET", "/nothing")).status).toBe(404);
  });

  it.each<[string, string, unknown, RegExp]>([
    ["no JSON", "/query", "{", /no JSON/],
    ["no object", "/query", [], /must be an object/],
    ["no topK", "/query", { vector: [1, 2] }, /topK/],
    ["topK of 0", "/query", { vector: [1, 2], topK: 0 }, /topK/],
    ["topK above the limit", "/query", { vector: [1, 2], topK: 10_001 }, /10000/],
    ["neither id nor vector", "/query", { topK: 1 }, /needs an id or/],
    ["id and vector", "/query", { topK: 1, id: "a", vector: [1, 2] }, /not both/],
    ["another dimension", "/query", { topK: 1, vector: [1, 2, 3] }, /Vector dimension 3 does not match the dimension of the index 2/],
    ["a bad filter", "/query", { topK: 1, vector: [1, 2], filter: { a: { $regex: "x" } } }, /\$regex/],
    ["stats with a filter", "/describe_index_stats", { filter: { a: 1 } }, /do not support describing index stats/],
    ["a delete of everything and some", "/vectors/delete", { deleteAll: true, ids: ["a"] }, /either/],
    ["a delete of nothing", "/vectors/delete", {}, /either/],
    ["an update of nothing", "/vectors/update", { id: "a" }, /needs values/],
    ["an update of id and filter", "/vectors/update", { id: "a", filter: { a: 1 }, setMetadata: { a: 1 } }, /not both/],
    ["values by filter", "/vectors/update", { filter: { a: 1 }, values: [1, 2] }, /metadata only/],
    ["a spoilt token", "/vectors/fetch_by_metadata", { filter: { a: 1 }, paginationToken: "?" }, /pagination token/],
  ])("refuses %s", async (_, path, body, message) => {
    const answer = await data(path, body);
    expect(answer).toMatchObject({ status: 400, body: { code: 3, message: expect.stringMatching(message) } });
  });

  it("counts without changing when an update by filter is a dry run", async () => {
    await data("/vectors/upsert", { vectors: [vector("a", { metadata: { k: 1 } }), vector("b")], namespace: "dry" });
    const change = { namespace: "dry", filter: { k: 1 }, setMetadata: { k: 2 } };
    expect((await data("/vectors/update", { ...change, dryRun: true })).body).toEqual({ matchedRecords: 1 });
    expect((await data("/vectors/update", change)).body).toEqual({ matchedRecords: 1 });
    expect((await data("/vectors/update", change)).body).toEqual({ matchedRecords: 0 });
  });
});

describe("Pinecone's limits", () => {
  const bytes = (size: number) => ({ metadata: { text: "x".repeat(size - '{"text":""}'.length) } });
  it.each<[string, () => Promise<{ status: number; body: unknown }>, number, RegExp]>([
    ["1,000 vectors", () => upsert(...Array.from({ length: 1_000 }, (_, i) => vector(`v${i}`))), 200, /1000/],
    ["1,001 vectors", () => upsert(...Array.from({ length: 1_001 }, (_, i) => vector(`v${i}`))), 400, /1000 vectors/],
    ["no vectors", () => upsert(), 400, /at least one/],
    ["2 MB", () => upsert(...Array.from({ length: 52 }, (_, i) => vector(`v${i}`, bytes(40_000)))), 200, /52/],
    [
      "more than 2 MB",
      () => upsert(...Array.from({ length: 53 }, (_, i) => vector(`v${i}`, bytes(40_000)))),
      400,
      /maximum supported size of 2MB/,
    ],
    ["metadata of 40 KB", () => upsert(vector("a", bytes(40_960))), 200, /1/],
    ["metadata above", () => upsert(vector("a", bytes(40_961))), 400, /Metadata size is 40961 bytes, which exceeds the limit of 40960/],
    ["an id of 512", () => upsert(vector("i".repeat(512))), 200, /1/],
    ["an id of 513", () => upsert(vector("i".repeat(513))), 400, /512/],
    ["an id that is not ASCII", () => upsert(vector("é")), 400, /ASCII/],
    [
      "another dimension",
      () => upsert(vector("a"), { id: "b", values: [1] }),
      400,
      /Vector dimension 1 does not match the dimension of the index 2/,
    ],
    ["a vector of zeros", () => upsert({ id: "a", values: [0, 0] }), 400, /non-zero/],
    ["no number", () => upsert({ id: "a", values: [1, "2"] }), 400, /32-bit/],
    ["a number too large", () => upsert({ id: "a", values: [1, 1e39] }), 400, /32-bit/],
    ["null metadata", () => upsert(vector("a", { metadata: { x: null } })), 400, /got 'null' for field 'x'/],
    ["nested metadata", () => upsert(vector("a", { metadata: { x: { y: 1 } } })), 400, /for field 'x'/],
    ["a list of numbers", () => upsert(vector("a", { metadata: { x: [1] } })), 400, /for field 'x'/],
  ])("%s", async (_, call, status, message) => {
    const answer = await call();
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([status, expect.stringMatching(message)]);
  });

  it("a request is taken whole or not at all, and an update may not outgrow the metadata either", async () => {
    await data("/vectors/upsert", { vectors: [vector("a", bytes(30_000)), vector("b"), { id: "c", values: [1] }], namespace: "atomic" });
    expect((await server.call("GET", "/index/wire/namespaces/atomic")).status).toBe(404);
    await data("/vectors/upsert", { vectors: [vector("a", bytes(30_000))], namespace: "atomic" });
    expect((await data("/vectors/update", { namespace: "atomic", id: "a", setMetadata: { more: "x".repeat(20_000) } })).status).toBe(400);
  });

  it("an answer above 4 MB is refused", async () => {
    for (let n = 0; n < 3; n++)
      await data("/vectors/upsert", {
        vectors: Array.from({ length: 50 }, (_, i) => vector(`${n}-${i}`, bytes(40_000))),
        namespace: "large",
      });
    const query = { namespace: "large", vector: [1, 1], includeMetadata: true };
    expect((await data("/query", { ...query, topK: 100 })).status).toBe(200);
    expect(await data("/query", { ...query, topK: 150 })).toMatchObject({ status: 400, body: { message: expect.stringContaining("4MB") } });
  });
});
