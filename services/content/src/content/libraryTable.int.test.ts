import { randomUUID } from "node:crypto";
import { createPool, type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { plansOf } from "@marketing/tests/support/plansOf";
import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SearchFilter, searchSql } from "../search/textSearch.ts";
import { parseSearch } from "../search/websearch.ts";
import { type ContentFilter, listSql } from "./queries.ts";

let database: TestDatabase;
let admin: pg.Client;
let api: Pool;
const [tenant, other] = [randomUUID(), randomUUID()];
const campaign = "00000000-0000-4000-8000-000000000007";
const everything: ContentFilter = {
  contentType: null,
  state: null,
  campaignId: null,
  generatedBy: null,
  language: null,
  createdFrom: null,
  createdUntil: null,
  metadata: null,
  minScore: null,
  publishedOnly: false,
  order: "created_at",
};

beforeAll(async () => {
  database = await createTestDatabase({ services: ["content"] });
  admin = new pg.Client({ connectionString: database.adminUrl, options: "-c search_path=content" });
  await admin.connect();
  api = createPool({ connectionString: database.apiUrl("content"), schema: "content", max: 2 });
  await admin.query("SELECT setseed(0.5)");
  await admin.query(
    `INSERT INTO content_library (tenant_id, content_id, content_type, title, content, metadata, performance_score, generated_by, campaign_id, created_at, language, version)
     SELECT CASE WHEN n % 10 = 0 THEN $2 ELSE $1 END::uuid, gen_random_uuid(), CASE WHEN n % 50 = 1 THEN 'email' ELSE 'blog' END, 'Title ' || n,
       'Text of number ' || n || CASE WHEN n % 500 = 1 THEN ' with a launch' ELSE '' END, jsonb_build_object('n', n, 'topic', floor(random() * 2000)), CASE WHEN n % 3 > 0 THEN (n % 1000) / 1000.0 END,
       'agent-' || n % 200, ('00000000-0000-4000-8000-' || lpad((n % 300)::text, 12, '0'))::uuid, '2025-01-01Z'::timestamptz + n * interval '1 hour',
       CASE WHEN n % 20 = 0 THEN 'de' ELSE 'en' END, 1
     FROM generate_series(1, 20000) n`,
    [tenant, other],
  );
  await admin.query(
    `INSERT INTO content_chunks (tenant_id, content_id, version, chunk, language, content, search)
     SELECT tenant_id, content_id, version, 0, language, content, content_search(language, title, metadata, content) FROM content_library`,
  );
  await admin.query("VACUUM ANALYZE content_library, content_chunks");
});
afterAll(async () => {
  await api.end();
  await admin.end();
  await database.drop();
});

describe("columns", () => {
  it("are as decided", async () => {
    const { rows } = await admin.query(
      `SELECT column_name AS name, data_type || coalesce('(' || character_maximum_length || ')', CASE WHEN data_type = 'numeric' THEN '(' || numeric_precision || ',' || numeric_scale || ')' END, '') AS type,
         is_nullable = 'YES' AS nullable, column_default AS default
         FROM information_schema.columns WHERE table_schema = 'content' AND table_name = 'content_library' AND ordinal_position <= 12 ORDER BY ordinal_position`,
    );
    expect(rows.map((r) => [r.name, r.type, r.nullable, r.default])).toEqual([
      ["tenant_id", "uuid", false, null],
      ["content_id", "uuid", false, "gen_random_uuid()"],
      ["content_type", "character varying(50)", false, null],
      ["title", "character varying(500)", true, null],
      ["content", "text", true, null],
      ["metadata", "jsonb", false, "'{}'::jsonb"],
      ["performance_score", "numeric(5,4)", true, null],
      ["generated_by", "character varying(50)", true, null],
      ["campaign_id", "uuid", true, null],
      ["created_at", "timestamp with time zone", false, "now()"],
      ["published_at", "timestamp with time zone", true, null],
      ["campaign_name", "character varying(255)", true, null],
    ]);
  });

  it("refuse what must not be there", async () => {
    const insert = (column: string, value: unknown) =>
      admin.query(`INSERT INTO content_library (tenant_id, content_type, ${column}) VALUES ($1, 'blog', $2)`, [tenant, value]);
    await expect(insert("performance_score", 1.5)).rejects.toMatchObject({
      code: "23514",
      constraint: "content_library_performance_score_check",
    });
    await expect(insert("performance_score", -0.1)).rejects.toMatchObject({ code: "23514" });
    await expect(insert("state", "lost")).rejects.toMatchObject({ code: "23514", constraint: "content_library_state_check" });
    await expect(insert("title", "x".repeat(501))).rejects.toMatchObject({ code: "22001" });
    await expect(admin.query("INSERT INTO content_library (tenant_id, content_type) VALUES ($1, 'video')", [tenant])).rejects.toMatchObject(
      {
        code: "23514",
        constraint: "content_library_content_type_check",
      },
    );
  });

  it("are shut to who names no tenant, and to writing by the api role", async () => {
    for (const table of [
      "content_library",
      "content_versions",
      "content_chunks",
      "content_performance",
      "campaign_names",
      "performance_totals",
    ]) {
      expect((await api.query(`SELECT count(*)::int AS n FROM ${table}`)).rows[0].n, table).toBe(0);
      await expect(api.query(`DELETE FROM ${table}`)).rejects.toMatchObject({ code: "42501" });
    }
    expect(
      (
        await api.query(
          "SELECT * FROM search_content('launch', 'launch', '[]', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 10)",
        )
      ).rows,
    ).toEqual([]);
  });
});

describe("search column", () => {
  it("has title A, SEO data B and text C, in the row's language, with nulls left out", async () => {
    const { rows } = await admin.query(
      `SELECT content_search('en', 'Launching', '{"seo": {"title": "Plans", "slug": "summer-sale", "keywords": ["rockets"]}}', 'We run')::text AS en,
         content_search('de', 'Häuser', '{}', NULL)::text AS de, content_search('xx', NULL, '{"seo": [1]}', 'running')::text AS unknown, content_search(NULL, NULL, NULL, NULL)::text AS none`,
    );
    expect(rows[0]).toEqual({
      en: "'launch':1A 'plan':2B 'rocket':5B 'run':7C 'sale':4B 'summer':3B",
      de: "'haus':1A",
      unknown: "'running':1C",
      none: "",
    });
  });

  it("takes a text whose words do not fit into one tsvector", async () => {
    await expect(
      admin.query("SELECT to_tsvector('simple', string_agg(md5(n::text), ' ')) FROM generate_series(1, 60000) n"),
    ).rejects.toMatchObject({ code: "54000" });
    const { rows } = await admin.query(
      `INSERT INTO content_library (tenant_id, content_type, content, language) SELECT $1, 'blog', string_agg(md5(n::text), ' '), 'xx' FROM generate_series(1, 70000) n
       RETURNING length(search) AS words, octet_length(content) AS bytes, long_text, content_id`,
      [other],
    );
    expect(rows[0].bytes).toBeGreaterThan(2_100_000);
    expect(rows[0].words).toBeGreaterThan(5_000);
    expect(rows[0].long_text).toBe(true);
    // addresses: each is a word, and so are its parts
    await admin.query(
      `INSERT INTO content_library (tenant_id, content_type, content, language) SELECT $1, 'blog', string_agg(substr(md5(n::text), 1, 3) || '.de/' || substr(md5(n::text), 4, 3), ' '), 'xx' FROM generate_series(1, 30000) n`,
      [other],
    );
    await admin.query("DELETE FROM content_library WHERE language = 'xx'");
  });
});

describe("indexes", () => {
  it.each([
    ["idx_content_type", "USING btree (tenant_id, content_type, created_at DESC, content_id)"],
    ["idx_content_created_at", "USING btree (tenant_id, created_at DESC, content_id)"],
    ["idx_content_campaign", "USING btree (tenant_id, campaign_id, created_at DESC, content_id)"],
    ["idx_content_generated_by", "USING btree (tenant_id, generated_by, created_at DESC, content_id)"],
    ["idx_content_performance", "USING btree (tenant_id, performance_score DESC NULLS LAST, content_id)"],
    ["idx_content_fts", "USING gin (search)"],
    ["idx_content_metadata", "USING gin (metadata jsonb_path_ops)"],
  ])("%s is as decided", async (name, definition) => {
    const { rows } = await admin.query("SELECT indexdef FROM pg_indexes WHERE schemaname = 'content' AND indexname = $1", [name]);
    expect(rows).toEqual([{ indexdef: `CREATE INDEX ${name} ON content.content_library ${definition}` }]);
  });

  const after = ["2026-06-01T00:00:00Z", randomUUID()] as const;
  it.each([
    ["recent", everything, null, "idx_content_created_at"],
    ["recent, second page", everything, after, "idx_content_created_at"],
    ["by type", { ...everything, contentType: "email" }, null, "idx_content_type"],
    ["by type, second page", { ...everything, contentType: "email" }, after, "idx_content_type"],
    ["by campaign", { ...everything, campaignId: campaign }, null, "idx_content_campaign"],
    ["by agent", { ...everything, generatedBy: "agent-7" }, null, "idx_content_generated_by"],
    ["top content", { ...everything, order: "performance" as const }, null, "idx_content_performance"],
    [
      "top content, second page",
      { ...everything, order: "performance" as const },
      ["0.5000", randomUUID()] as const,
      "idx_content_performance",
    ],
  ] as const)("%s is read by its index, as the api role", async (_, filter, key, index) => {
    const { text, values } = listSql(tenant, filter, key, 51);
    const plan = await withTenant(api, tenant, async (client) => (await client.query(`EXPLAIN ${text}`, values)).rows);
    const names = plan.flatMap((r) => [...r["QUERY PLAN"].matchAll(/(?:using|on) (idx_\w+|\w+_pkey)/g)].map((m) => m[1]));
    expect(names, plan.map((r) => r["QUERY PLAN"]).join("\n")).toEqual([index]);
  });

  const planned = ({ text, values }: { text: string; values: unknown[] }) =>
    plansOf({ adminUrl: database.adminUrl, service: "content", tenantId: tenant }, (client) => client.query(text, values));

  it("a search reads idx_content_fts, and the chunks' index, inside its function", async () => {
    const filter: SearchFilter = { ...everything, query: "launch", terms: parseSearch("launch") };
    const { answer, reads, plans } = await planned(searchSql(filter, null, 21));
    expect(answer.rows).toHaveLength(21);
    expect(reads, plans).toEqual(expect.arrayContaining(["idx_content_chunks_fts", "idx_content_fts"]));
    expect(
      reads.filter((read) => read.startsWith("all of")),
      plans,
    ).toEqual([]);
  });

  it("a search in the metadata reads idx_content_metadata inside its function", async () => {
    for (const metadata of [{ n: 77 }, { topic: 7 }]) {
      const { answer, reads, widest, plans } = await planned(listSql(tenant, { ...everything, metadata }, null, 21));
      expect(answer.rowCount, JSON.stringify(metadata)).toBeGreaterThan(0);
      expect(reads, plans).toEqual(["content_library_pkey", "idx_content_metadata"]);
      expect(widest, plans).toBeLessThan(50);
    }
  });

  it("the search never leaves the tenant", async () => {
    const filter: SearchFilter = { ...everything, query: "title", terms: parseSearch("title") };
    const ids = async (t: string) =>
      withTenant(api, t, async (client) => (await client.query(searchSql(filter, null, 30_000))).rows.map((r) => r.found_id));
    const start = performance.now();
    const mine = new Set(await ids(tenant));
    console.info(`18,000 matches ranked in ${(performance.now() - start).toFixed(0)} ms`);
    const theirs = await ids(other);
    expect([mine.size, theirs.length]).toEqual([18_000, 2_000]);
    expect(theirs.filter((id) => mine.has(id))).toEqual([]);
  });
});
