import { randomUUID } from "node:crypto";
import { createPool, type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { plansOf } from "@marketing/tests/support/plansOf";
import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { everyLead, type LeadFilter, type LeadKey, listSql } from "./list.ts";
import { findByEmailSql } from "./queries.ts";

let database: TestDatabase;
let admin: pg.Client;
let api: Pool;
const [tenant, other] = [randomUUID(), randomUUID()];
const user = "00000000-0000-4000-8000-000000000007";

beforeAll(async () => {
  database = await createTestDatabase({ services: ["lead"] });
  admin = new pg.Client({ connectionString: database.adminUrl, options: "-c search_path=lead -c jit=off" });
  await admin.connect();
  api = createPool({ connectionString: database.apiUrl("lead"), schema: "lead", max: 2 });
  await admin.query(
    `INSERT INTO leads (tenant_id, lead_id, email, email_key, phone, source, score, qualified, status, properties, created_at, last_contacted, converted_at, user_id, state)
     SELECT CASE WHEN n % 10 = 0 THEN $2 ELSE $1 END::uuid, gen_random_uuid(), 'Lead' || n || '@x.com', 'lead' || n || '@x.com', '+4930' || (1000000 + n % 9000), (ARRAY['google','linkedin','fair','ads',NULL])[n % 5 + 1],
       CASE WHEN n % 7 > 0 THEN (n % 997) / 1000.0 END, n % 40 < 3,
       CASE n % 40 WHEN 0 THEN 'qualified' WHEN 1 THEN 'converted' WHEN 2 THEN 'contacted' ELSE (ARRAY['new','contacted','lost'])[n % 3 + 1] END,
       jsonb_build_object('industry', 'i' || n % 300, 'n', n), '2023-01-01Z'::timestamptz + n * interval '1 hour', NULL,
       CASE n % 40 WHEN 1 THEN now() END, ('00000000-0000-4000-8000-' || lpad((n % 5000)::text, 12, '0'))::uuid, '{}'
     FROM generate_series(1, 30000) n`,
    [tenant, other],
  );
  await admin.query("VACUUM ANALYZE leads");
});
afterAll(async () => {
  await api?.end();
  await admin?.end();
  await database?.drop();
});

const explain = async (client: { query: pg.Client["query"] }, text: string, values: unknown[]): Promise<string> =>
  (await client.query(`EXPLAIN ${text}`, values)).rows.map((r) => r["QUERY PLAN"]).join("\n");
/** As the api role with row level security in force. */
const plan = (text: string, values: unknown[]): Promise<string> =>
  withTenant(api, tenant, (client) => explain(client as unknown as pg.Client, text, values));
const indexesIn = (planned: string): string[] => [
  ...new Set([...planned.matchAll(/(?:using|on) (idx_\w+|leads_pkey)/g)].map((m) => m[1]!)),
];

describe("columns", () => {
  it("are the document's, and those of the models", async () => {
    const { rows } = await admin.query(
      `SELECT column_name || ' ' || data_type || coalesce('(' || coalesce(character_maximum_length::text, CASE WHEN data_type = 'numeric' THEN numeric_precision || ',' || numeric_scale END) || ')', '')
         || CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END || coalesce(' ' || column_default, '') AS c
       FROM information_schema.columns WHERE table_schema = 'lead' AND table_name = 'leads' ORDER BY ordinal_position`,
    );
    expect(rows.map((r) => r.c).slice(0, 18)).toEqual([
      "tenant_id uuid not null",
      "lead_id uuid not null gen_random_uuid()",
      "email character varying(255)",
      "phone character varying(50)",
      "name character varying(255)",
      "company character varying(255)",
      "job_title character varying(100)",
      "source character varying(100)",
      "score numeric(5,4)",
      "qualified boolean not null false",
      "status character varying(50) not null 'new'::character varying",
      "properties jsonb not null '{}'::jsonb",
      "created_at timestamp with time zone not null now()",
      "last_contacted timestamp with time zone",
      "converted_at timestamp with time zone",
      "user_id uuid",
      "linked_user_id uuid",
      "last_source character varying(100)",
    ]);
    for (const column of ["campaign_id", "score_model", "merged_into"]) expect(rows.some((r) => r.c.startsWith(`${column} `))).toBe(true);
  });

  it.each([
    ["score", "1.004"],
    ["score", "-0.1"],
    ["status", "'foo'"],
    ["status", "'qualified'"],
    ["status", "'converted'"],
    ["value_micros", "-1"],
    ["qualified_by", "'me'"],
  ])("%s refuses %s", async (column, value) => {
    await expect(admin.query(`INSERT INTO leads (tenant_id, ${column}) VALUES ($1, ${value})`, [tenant])).rejects.toMatchObject({
      code: "23514",
    });
  });

  it("refuses a second open lead of one address, whatever its case, and takes a merged one", async () => {
    await expect(
      admin.query("INSERT INTO leads (tenant_id, email, email_key) VALUES ($1, 'LEAD1@X.com', 'lead1@x.com')", [tenant]),
    ).rejects.toMatchObject({
      code: "23505",
    });
    await admin.query(
      "INSERT INTO leads (tenant_id, email, email_key, merged_into) VALUES ($1, 'LEAD1@X.com', 'lead1@x.com', gen_random_uuid())",
      [tenant],
    );
    await admin.query("INSERT INTO leads (tenant_id) VALUES ($1), ($1)", [tenant]);
  });
});

describe("indexes", () => {
  it("are as decided, valid, a tenant first", async () => {
    const { rows } = await admin.query(
      "SELECT indexname AS name, regexp_replace(indexdef, '^.* USING ', '') AS def FROM pg_indexes WHERE schemaname = 'lead' AND tablename = 'leads' ORDER BY 1",
    );
    expect(Object.fromEntries(rows.map((r) => [r.name, r.def]))).toEqual({
      leads_pkey: "btree (tenant_id, lead_id)",
      idx_leads_email: "btree (tenant_id, email_key) WHERE ((email_key IS NOT NULL) AND (merged_into IS NULL))",
      idx_leads_score: "btree (tenant_id, score DESC NULLS LAST, lead_id)",
      idx_leads_status: "btree (tenant_id, status, created_at DESC, lead_id)",
      idx_leads_source: "btree (tenant_id, source, created_at DESC, lead_id)",
      idx_leads_qualified: "btree (tenant_id, created_at DESC, lead_id) WHERE qualified",
      idx_leads_created_at: "btree (tenant_id, created_at DESC, lead_id)",
      idx_leads_score_status: "btree (tenant_id, score DESC NULLS LAST, status) WHERE (qualified = true)",
      idx_leads_source_score: "btree (tenant_id, source, score DESC NULLS LAST, lead_id)",
      idx_leads_properties: "gin (properties jsonb_path_ops)",
      idx_leads_user: "btree (tenant_id, user_id)",
      idx_leads_linked_user: "btree (tenant_id, linked_user_id)",
      idx_leads_phone: "btree (tenant_id, phone)",
      idx_leads_merged_email: "btree (tenant_id, email_key) WHERE (merged_into IS NOT NULL)",
    });
    const unique = await admin.query(
      "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = 'lead.leads'::regclass AND (NOT i.indisvalid OR (i.indisunique AND NOT i.indisprimary))",
    );
    expect(unique.rows.map((r) => r.relname)).toEqual(["idx_leads_email"]);
  });

  const at = ["2025-06-01T00:00:00Z", randomUUID()] as const;
  it.each([
    ["recent", listSql(tenant, everyLead, null, 51), "idx_leads_created_at"],
    ["recent, second page", listSql(tenant, everyLead, at, 51), "idx_leads_created_at"],
    ["a range of time", listSql(tenant, { ...everyLead, createdFrom: new Date("2025-01-01Z") }, null, 51), "idx_leads_created_at"],
    ["status", listSql(tenant, { ...everyLead, status: "lost" }, null, 51), "idx_leads_status"],
    ["status, second page", listSql(tenant, { ...everyLead, status: "lost" }, at, 51), "idx_leads_status"],
    ["source", listSql(tenant, { ...everyLead, source: "Google" }, null, 51), "idx_leads_source"],
    ["source, second page", listSql(tenant, { ...everyLead, source: "Google" }, at, 51), "idx_leads_source"],
    ["qualified only", listSql(tenant, { ...everyLead, qualified: true }, null, 51), "idx_leads_qualified"],
    ["a person", listSql(tenant, { ...everyLead, userIds: [user] }, null, 51), "idx_leads_user"],
  ])("listing by %s reads its index, under row level security", async (_, { text, values }, index) => {
    const planned = await plan(text, values);
    expect(indexesIn(planned), planned).toEqual([index]);
  });

  // Row level security keeps these filters out of index conditions: search_leads runs them as its owner.
  const best = { ...everyLead, order: "score" as const };
  it.each<[string, LeadFilter, LeadKey | null, string]>([
    ["top leads", best, null, "idx_leads_score"],
    ["top leads, second page", best, ["0.5000", user], "idx_leads_score"],
    ["qualified ranked", { ...best, qualified: true }, null, "idx_leads_score_status"],
    ["qualified ranked of a status", { ...best, qualified: true, status: "converted" }, null, "idx_leads_score_status"],
    ["best of a source", { ...best, source: "google" }, null, "idx_leads_source_score"],
    ["properties", { ...everyLead, contains: { industry: "i7" } }, null, "idx_leads_properties"],
  ])("%s reads its index", async (_, filter, after, index) => {
    const { text, values } = listSql(tenant, filter, after, 51);
    const asked = { adminUrl: database.adminUrl, service: "lead", tenantId: tenant };
    const { answer, reads, plans } = await plansOf(asked, (client) => client.query(text, values));
    expect(answer.rowCount).toBeGreaterThan(20);
    expect(reads, plans).toEqual([index, "leads_pkey"].sort());
  });

  it("finds an address by the two indexes, under row level security", async () => {
    const planned = await plan(findByEmailSql, [tenant, ["lead7@x.com", "Lead7@x.com"]]);
    expect(indexesIn(planned).sort(), planned).toEqual(["idx_leads_email", "idx_leads_merged_email"]);
  });

  it("touches few pages through the functions, called as the api role", async () => {
    const buffers = (text: string, values: unknown[]): Promise<number> =>
      withTenant(api, tenant, async (client) => {
        await client.query(text, values);
        const { rows } = await client.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`, values);
        return rows[0]["QUERY PLAN"][0].Plan["Shared Hit Blocks"];
      });
    const of = (f: Partial<LeadFilter>) => listSql(tenant, { ...everyLead, ...f }, null, 21);
    const tablePages = (await admin.query("SELECT relpages FROM pg_class WHERE oid = 'lead.leads'::regclass")).rows[0].relpages;
    for (const f of [
      { order: "score" },
      { order: "score", qualified: true },
      { order: "score", source: "google" },
      { contains: { industry: "i7" } },
    ] as const) {
      const { text, values } = of(f);
      expect(await buffers(text, values), JSON.stringify(f)).toBeLessThan(tablePages / 2);
    }
    expect(await buffers(findByEmailSql, [tenant, ["lead7@x.com"]])).toBeLessThan(50);
  });
});

describe("row level security", () => {
  it("shows one tenant, and nothing when none is set", async () => {
    expect((await api.query("SELECT count(*)::int AS n FROM leads")).rows).toEqual([{ n: 0 }]);
    const seen = await withTenant(api, other, async (client) => {
      const { rows } = await client.query("SELECT count(*)::int AS n, count(DISTINCT tenant_id)::int AS tenants FROM leads");
      const { text, values } = listSql(other, { ...everyLead, contains: { n: 7 } }, null, 5);
      const found = await client.query(text, values);
      const address = await client.query(findByEmailSql, [tenant, ["lead7@x.com"]]);
      return { ...rows[0], found: found.rows.length, address: address.rows };
    });
    expect(seen).toEqual({ n: 3000, tenants: 1, found: 0, address: [] });
    await expect(api.query("DELETE FROM leads")).rejects.toMatchObject({ code: "42501" });
    for (const table of ["people", "behaviour", "lead_work", "score_checks", "lead_history", "scoring_models"]) {
      const { rows } = await admin.query("SELECT relrowsecurity AND relforcerowsecurity AS ok FROM pg_class WHERE oid = $1::regclass", [
        `lead.${table}`,
      ]);
      expect(rows[0].ok, table).toBe(true);
    }
  });
});
