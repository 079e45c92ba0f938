import { randomUUID } from "node:crypto";
import { uuidv7 } from "@marketing/shared/base/ids";
import { Pinecone } from "@pinecone-database/pinecone";
import { afterAll, beforeAll, expect, it } from "vitest";
import { until } from "../support/patience.ts";
import { caller } from "../support/rpc.ts";
import { type TestVectors, testVectors } from "../support/servers.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let vectors: TestVectors;
const tenant = uuidv7();
let call: ReturnType<typeof caller>;
beforeAll(async () => {
  vectors = await testVectors({ own: true });
  world = await openWorld({ services: ["content"], plays: ["identity", "campaign", "tracking"], env: vectors.env });
  call = caller(world.as(tenant, "KnowledgeService"));
});
afterAll(async () => {
  await world?.close();
  await vectors?.release();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const body = (name: string, sentences: number): string =>
  Array.from({ length: sentences }, (_, i) => `Sentence ${i} of ${name} says something of its own.`).join(" ");

it("the index converges to what is wanted, whatever is killed while a hundred documents come, change and go", async () => {
  const ids = Array.from({ length: 100 }, () => randomUUID());
  /** Until it is accepted: the same document again is the same document. */
  const insist = async (rpc: string, request: object): Promise<void> => {
    for (;;) {
      const [code] = await call(rpc, request).then(
        () => [0],
        (error: { code: number }) => [error.code],
      );
      if (code === 0 || (rpc === "DeleteDocument" && code === 5)) return;
      await pause(50);
    }
  };
  const put = (i: number, sentences: number) =>
    insist("PutDocument", {
      documentId: ids[i],
      title: `Document ${i}`,
      text: body(`document ${i}`, sentences),
      source: "KNOWLEDGE_SOURCE_DOCUMENT",
      category: "KNOWLEDGE_CATEGORY_PRODUCT_DOCS",
    });
  let done = 0;
  const ingest = (async () => {
    for (let i = 0; i < ids.length; i++) {
      await put(i, 100);
      if (i % 3 === 0) await put(i, 10);
      if (i % 10 === 0) await insist("DeleteDocument", { documentId: ids[i] });
      done = i + 1;
    }
  })();
  await until("some are put", async () => done >= 20);
  await vectors.kill();
  await until("more are put without the store", async () => done >= 45);
  await vectors.start();
  await until("still more are put", async () => done >= 60);
  await Promise.all([vectors.kill(), world.service().kill()]);
  await vectors.start();
  await world.restart();
  call = caller(world.as(tenant, "KnowledgeService"));
  await ingest;

  const wanted = async (): Promise<string[]> =>
    (await world.pool().query("SELECT item_id FROM vector_items WHERE tenant_id = $1 ORDER BY item_id", [tenant])).rows.map(
      (r) => r.item_id,
    );
  const stored = async (): Promise<string[]> => {
    const index = new Pinecone({ apiKey: vectors.apiKey, controllerHostUrl: vectors.url }).index({
      name: "marketing-knowledge",
      namespace: `${tenant}.g1`,
    });
    const found: string[] = [];
    for (let paginationToken: string | undefined; ; ) {
      const page = await index.listPaginated({ limit: 100, ...(paginationToken ? { paginationToken } : {}) });
      found.push(...(page.vectors ?? []).map((v) => v.id!));
      paginationToken = page.pagination?.next;
      if (!paginationToken) return found.sort();
    }
  };
  const expected = ids.flatMap((id, i) =>
    i % 10 === 0 ? [] : i % 3 === 0 ? [`${id}#v2#c0`] : [`${id}#v1#c0`, `${id}#v1#c1`, `${id}#v1#c2`],
  );
  await until("everything is folded", async () => (await wanted()).length === expected.length);
  expect(await wanted()).toEqual([...expected].sort());
  await until("the store agrees", async () => JSON.stringify(await stored()) === JSON.stringify(await wanted()));
  const { passages, degraded } = await call("RetrieveKnowledge", { query: '"sentence 99 of document 98"' });
  expect(degraded).toBe(false);
  expect(passages[0].citation).toMatchObject({ documentId: ids[98], exactTokens: ['"sentence 99 of document 98"'] });
});
