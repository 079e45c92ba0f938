import { randomUUID } from "node:crypto";
import { uuidv7 } from "@marketing/shared/base/ids";
import type { Caller } from "@marketing/shared/command/caller";
import { codecOf } from "@marketing/shared/log/codec";
import { EventLog } from "@marketing/shared/log/eventLog";
import { createPool, type Pool, transaction, withTenant } from "@marketing/shared/postgres/pool";
import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandContent, type GivenCommand } from "../content/commands.ts";
import { textFacts } from "../content/text.ts";
import type { Metadata } from "../content/version.ts";
import { commandPolicy } from "../policy/commands.ts";
import { type KnowledgeFilter, queryOf } from "../search/knowledgeQuery.ts";
import { retrieveByText } from "../search/textRetriever.ts";
import { parseSearch } from "../search/websearch.ts";
import { storedEvents } from "../service.ts";
import { commandDocument } from "./commands.ts";
import type { DocumentFields } from "./events.ts";
import { knowledgeView } from "./view.ts";

let database: TestDatabase;
let pool: Pool;
let api: Pool;
let log: EventLog;
let view: ReturnType<typeof knowledgeView>;
let folded = 0;
beforeAll(async () => {
  database = await createTestDatabase({ services: ["content"] });
  pool = createPool({ connectionString: database.workerUrl("content"), schema: "content" });
  api = createPool({ connectionString: database.apiUrl("content"), schema: "content", max: 2 });
  log = new EventLog({ pool, schema: "content", codec: codecOf(storedEvents) });
  view = knowledgeView(log);
});
afterAll(async () => {
  await Promise.all([pool.end(), api.end()]);
  await database.drop();
});

const at = 1_700_000_000_000;
const caller = (tenantId: string): Caller => ({ log, tenantId, appendId: null, expectedVersion: null, metadata: { actor: "test" } });
const content = (tenantId: string, id: string, command: GivenCommand, text?: string | null) =>
  commandContent(caller(tenantId), id, command, text);
const create = (tenantId: string, id: string, text: string, more: { title?: string; metadata?: Metadata; campaignId?: string } = {}) =>
  content(
    tenantId,
    id,
    {
      type: "create",
      contentId: id,
      contentType: "blog",
      title: "A title",
      metadata: {},
      language: "en",
      text: textFacts(text),
      generatedBy: null,
      campaignId: null,
      model: null,
      promptHash: null,
      at,
      ...more,
    },
    text,
  );
const asIs = { title: undefined, metadata: undefined, language: undefined, text: undefined, campaignId: undefined };
const edit = (tenantId: string, id: string, text: string) =>
  content(tenantId, id, { ...asIs, type: "edit", text: textFacts(text), at: at + 1 }, text);
const publish = async (tenantId: string, id: string) => {
  await commandPolicy(caller(tenantId), { contentType: "blog", approvalRequired: false, authorMayApprove: null });
  return content(tenantId, id, { type: "publish", at: at + 2 });
};

const fields: DocumentFields = {
  title: "Doc",
  uri: null,
  source: "document",
  category: "product_docs",
  tags: [],
  format: "text",
  language: "en",
};
const put = (tenantId: string, documentId: string, text: string, more: Partial<DocumentFields> = {}) => {
  const { hash, sizeBytes } = textFacts(text);
  const command = { type: "put", documentId, fields: { ...fields, ...more }, lastUpdated: null, text: { hash, sizeBytes }, at } as const;
  return commandDocument(caller(tenantId), documentId, command, text);
};

const foldAll = async (from: number, size = 50): Promise<void> => {
  const { events, scannedTo } = await log.readAll(from, 10_000);
  const mine = events.filter((e) => view.types!.has(e.type));
  for (let i = 0; i < mine.length; i += size) await transaction(pool, (client) => view.apply(client, mine.slice(i, i + size)));
  folded = scannedTo;
};
const items = async (tenantId: string): Promise<string[]> =>
  (await pool.query("SELECT item_id FROM vector_items WHERE tenant_id = $1 ORDER BY 1", [tenantId])).rows.map((r) => r.item_id);
const prose = (sentences: number, word = "alpha"): string =>
  Array.from({ length: sentences }, (_, i) => `The ${word} sentence number ${i} says something of its own.`).join(" ");

describe("the view", () => {
  it("folds to the same tables whatever the batches are, and wants exactly the newest pieces", async () => {
    const tenant = uuidv7();
    const campaign = randomUUID();
    const [a, b, c, doc, gone] = Array.from({ length: 5 }, () => randomUUID()) as [string, string, string, string, string];
    await create(tenant, a, prose(180), { campaignId: campaign, metadata: { seo: { keywords: ["k2", "k1"] } } });
    await publish(tenant, a);
    await edit(tenant, a, prose(50, "beta"));
    await create(tenant, b, "<h1>Pricing</h1><p>Seats cost money.</p>", { campaignId: campaign });
    await publish(tenant, b);
    await put(tenant, doc, "# Guide\n\nFirst.", { format: "markdown", tags: ["x"] });
    await put(tenant, doc, "# Guide\n\nFirst.", { format: "markdown", tags: ["x", "y"] });
    await put(tenant, gone, "to be deleted");
    await create(tenant, c, "never published");
    await content(tenant, c, { type: "archive", at });
    await publish(tenant, a);
    await content(tenant, b, { ...asIs, type: "edit", campaignId: randomUUID(), at });
    await log.appendBulk([
      {
        tenantId: tenant,
        receiptId: uuidv7(),
        fingerprint: 0,
        streamId: `campaign-${campaign}`,
        event: { type: "campaign_purged", data: { campaignId: campaign } },
      },
    ]);
    await commandDocument(caller(tenant), gone, { type: "delete", at });
    const results: unknown[] = [];
    for (const size of [50, 1, 2, 3, 7]) {
      for (const table of view.tables) await pool.query(`DELETE FROM ${table}`);
      await foldAll(0, size);
      const tables: Record<string, unknown> = {};
      for (const table of view.tables)
        tables[table] = (
          await pool.query(`SELECT md5(string_agg(md5(t::text), '' ORDER BY t::text)) AS all, count(*)::int AS n FROM ${table} t`)
        ).rows[0];
      results.push(tables);
    }
    for (const result of results.slice(1)) expect(result).toEqual(results[0]);
    expect(await items(tenant)).toEqual([`${a}#v2#c0`, `${a}#v2#c1`, `${b}#v1#c0`, `${doc}#v2#c0`].sort());
    const { rows } = await pool.query("SELECT metadata, text FROM vector_items WHERE tenant_id = $1 ORDER BY array_position($2, item_id)", [
      tenant,
      [`${a}#v2#c0`, `${a}#v2#c1`, `${b}#v1#c0`, `${doc}#v2#c0`],
    ]);
    expect(rows[0].metadata).toEqual({
      kind: "content",
      content_id: a,
      version: 2,
      chunk: 0,
      title: "A title",
      source: "document",
      tags: ["k1", "k2"],
      language: "en",
      last_updated: at / 1_000,
      content_type: "blog",
    });
    expect(rows[2].metadata).toMatchObject({ content_id: b, heading: "Pricing" });
    expect(rows[3].metadata).toMatchObject({ document_id: doc, category: "product_docs", tags: ["x", "y"], heading: "Guide" });
    expect(rows[2].text).toBe("A title\nPricing\nSeats cost money.");
    await content(tenant, a, { type: "unpublish", reason: "", at });
    await content(tenant, b, { type: "archive", at });
    await foldAll(folded);
    expect(await items(tenant)).toEqual([`${doc}#v2#c0`]);
    const left = await pool.query("SELECT count(*)::int AS n FROM knowledge_chunks WHERE tenant_id = $1", [tenant]);
    expect(left.rows[0].n).toBe(1);
  });

  it("an edit from five pieces to two leaves two", async () => {
    const tenant = uuidv7();
    const id = randomUUID();
    await create(tenant, id, prose(155));
    await publish(tenant, id);
    await foldAll(folded);
    expect(await items(tenant)).toEqual([0, 1, 2, 3, 4].map((n) => `${id}#v1#c${n}`));
    await edit(tenant, id, prose(55));
    await foldAll(folded);
    expect(await items(tenant)).toHaveLength(5);
    await publish(tenant, id);
    await foldAll(folded);
    expect(await items(tenant)).toEqual([`${id}#v2#c0`, `${id}#v2#c1`]);
  });
});

describe("search_knowledge, as the api role", () => {
  const tenant = uuidv7();
  const named: Record<string, string> = {};
  const everything: KnowledgeFilter = { kind: null, language: null };
  const find = async (text: string, filter: KnowledgeFilter = everything, who = tenant): Promise<string[]> => {
    const hits = await withTenant(api, who, (client) => retrieveByText(client, queryOf(text, parseSearch(text)), filter, true, 200));
    return hits.map((h) => Object.entries(named).find(([, id]) => id === h.entityId)?.[0] ?? h.entityId);
  };
  beforeAll(async () => {
    const texts: Record<string, readonly [text: string, more?: Partial<DocumentFields>]> = {
      exact: ["The widget ZX-4471 ships in May."],
      miss: ["The widget ZX-4417 ships in May, as every widget does: a widget is shipped with its widget box."],
      longer: ["The spare part ZX-4471-B is another."],
      deliver: ["Warm up a new sending domain slowly, so that mailbox providers learn to trust it.", { tags: ["email"] }],
      consent: ["Ask for consent before you track anybody.", { category: "market_trends", source: "web_scraped" }],
      german: ["Die schönsten Häuser stehen am Wasser.", { language: "de" }],
    };
    for (const [name, [text, more]] of Object.entries(texts)) {
      named[name] = randomUUID();
      await put(tenant, named[name]!, text, { title: name, ...more });
    }
    await put(uuidv7(), randomUUID(), "The widget ZX-4471 of somebody else.");
    await foldAll(folded);
  });

  it("finds an identifier as it is, before what only has its words", async () => {
    expect((await find("ZX-4471"))[0]).toBe("exact");
    expect((await find("when does the widget zx‑4471 ship"))[0]).toBe("exact");
    expect((await find("ZX-4471-B"))[0]).toBe("longer");
  });

  it("finds for a question what has some of its words, rare ones first", async () => {
    expect((await find("How should I warm up a brand new domain for email campaigns?"))[0]).toBe("deliver");
    expect((await find("widget consent"))[0]).toBe("consent");
    expect(await find("haus")).toEqual(["german"]);
    expect(await find("the")).toEqual([]);
  });

  it("filters, and leaves out what must not be there", async () => {
    expect(await find("widget spare", { ...everything, none: "ZX-4417 or spare" })).toEqual(["exact"]);
    expect(await find("consent domain", { ...everything, category: "market_trends" })).toEqual(["consent"]);
    expect(await find("consent domain", { ...everything, source: "web_scraped" })).toEqual(["consent"]);
    expect(await find("consent domain", { ...everything, tags: ["email", "none"] })).toEqual(["deliver"]);
    expect(await find("consent domain", { ...everything, kind: "content" })).toEqual([]);
    expect(await find("consent domain", { ...everything, updated_from: new Date(at + 1).toISOString() })).toEqual([]);
  });

  it("stays inside the tenant", async () => {
    expect(await find("widget", everything, uuidv7())).toEqual([]);
    expect((await find("widget")).every((name) => name in named)).toBe(true);
    expect((await api.query("SELECT * FROM search_knowledge('widget', 'widget', '[]', '{}', '{}', true, 10)")).rows).toEqual([]);
    for (const table of ["knowledge_entries", "knowledge_chunks"]) {
      expect((await api.query(`SELECT count(*)::int AS n FROM ${table}`)).rows[0].n).toBe(0);
      await expect(api.query(`DELETE FROM ${table}`)).rejects.toMatchObject({ code: "42501" });
    }
  });

  it("reads its indexes, also among twenty thousand pieces", async () => {
    const many = uuidv7();
    await pool.query(
      `INSERT INTO knowledge_entries (tenant_id, entity_id, kind, version, title, source, category, tags, about, format, language, size_bytes, chunks, last_updated, created_at,
         updated_at, stream_version)
       SELECT $1, md5('e' || n)::uuid, 'document', 1, 'T', 'document', 'product_docs', '{}', '', 'text', 'en', 1, 20, now(), now(), now(), 1 FROM generate_series(1, 1000) n`,
      [many],
    );
    await pool.query(
      `INSERT INTO knowledge_chunks (tenant_id, entity_id, chunk, headings, text, overlap, language, tokens, search)
       SELECT $1, md5('e' || (1 + n % 1000))::uuid, n / 1000, '{}', '', 0, 'en', ARRAY['sku-' || n], to_tsvector('english', 'common words of number ' || n || CASE WHEN n % 500 = 1 THEN ' launch' ELSE '' END)
         FROM generate_series(0, 19999) n`,
      [many],
    );
    const admin = new pg.Client({ connectionString: database.adminUrl, options: "-c search_path=content -c jit=off" });
    await admin.connect();
    const plans: string[] = [];
    try {
      await admin.query("VACUUM ANALYZE knowledge_chunks, knowledge_entries");
      admin.on("notice", (n) => plans.push(n.message ?? ""));
      await admin.query(
        "LOAD 'auto_explain'; SET auto_explain.log_min_duration = 0; SET auto_explain.log_nested_statements = on; SET client_min_messages = log",
      );
      await admin.query(`SET ROLE content_api; BEGIN; SET LOCAL app.tenant_id = '${many}'`);
      const hits = await retrieveByText(admin as never, queryOf("launch SKU-77", parseSearch("launch SKU-77")), everything, false, 200);
      expect(hits).toHaveLength(41);
      expect(hits[0]).toMatchObject({ chunk: 0, entityId: (await admin.query("SELECT md5('e78')::uuid AS id")).rows[0].id });
    } finally {
      await admin.end();
    }
    expect(plans.join("\n")).toMatch(/Bitmap Index Scan on knowledge_chunks_fts/);
    expect(plans.join("\n")).toMatch(/Bitmap Index Scan on knowledge_chunks_tokens/);
    expect(plans.join("\n")).not.toMatch(/Seq Scan on knowledge_chunks[^\n]*\n\s+Filter:[^\n]*(@@|&&)/);
    const begin = performance.now();
    expect(await find("common words of a launch", everything, many)).toHaveLength(200);
    console.info(`20,000 pieces ranked in ${(performance.now() - begin).toFixed(0)} ms`);
  });
});
