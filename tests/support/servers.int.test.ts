import { Pinecone } from "@pinecone-database/pinecone";
import { Redis } from "ioredis";
import pg from "pg";
import { expect, it } from "vitest";
import { createTestDatabase, testNats, testRedis, testVectors } from "./servers.ts";

it("gives each test a database of its own, migrated, with the services' roles", async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  expect(one.name).not.toBe(two.name);
  const client = new pg.Client({ connectionString: one.apiUrl("identity") });
  await client.connect();
  const { rows } = await client.query(
    "SELECT current_user AS me, to_regclass('identity.event_log') IS NOT NULL AS log, current_setting('search_path') AS path",
  );
  expect(rows[0]).toMatchObject({ me: "identity_api", log: true });
  expect(rows[0].path).toContain("identity, tracking");
  await client.end();
  await Promise.all([one.drop(), two.drop()]);
});

it("gives each test a Redis database and a NATS server of its own", async () => {
  const [a, b] = [await testRedis(), await testRedis()];
  expect(a.url).not.toBe(b.url);
  const client = new Redis(a.url);
  await client.set("x", "1");
  const other = new Redis(b.url);
  expect(await other.get("x")).toBeNull();
  client.disconnect();
  other.disconnect();
  await Promise.all([a.release(), b.release()]);
  const nats = await testNats();
  await nats.kill();
  await nats.start();
  await nats.release();
});

it("gives each test a vector store of its own, one that can be killed where it asks for it", async () => {
  const [a, b, own] = [await testVectors(), await testVectors(), await testVectors({ own: true })];
  const client = ({ apiKey, url }: { apiKey: string; url: string }) => new Pinecone({ apiKey, controllerHostUrl: url });
  const create = (pinecone: Pinecone) =>
    pinecone.indexes.create({ name: "one", dimension: 2, spec: { serverless: { cloud: "aws", region: "x" } } });
  await Promise.all([create(client(a)), create(client(own))]);
  expect((await client(b).indexes.list()).indexes).toEqual([]);
  await own.kill();
  await expect(client(own).indexes.list()).rejects.toThrow("failed to reach");
  await own.start();
  expect((await client(own).indexes.list()).indexes).toHaveLength(1);
  await own.wipe();
  expect((await client(own).indexes.list()).indexes).toEqual([]);
  await Promise.all([a.release(), b.release(), own.release()]);
});
