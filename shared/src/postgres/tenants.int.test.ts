import { services } from "@marketing/local/serviceList";
import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";

// What the catalogue says of every table of every service, so that the next one that is made without a wall is found.

/** The tables of the source document. */
const documents = [
  "identity.users",
  "tracking.events",
  "lead.leads",
  "campaign.campaigns",
  "campaign.ad_campaigns",
  "content.content_library",
];

let database: TestDatabase;
let admin: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin?.end();
  await database?.drop();
});

const tables = async (where: string): Promise<string[]> => {
  const { rows } = await admin.query<{ name: string }>(
    `SELECT format('%s.%s', n.nspname, c.relname) AS name
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p') AND (${where}) ORDER BY 1`,
    [services()],
  );
  return rows.map(({ name }) => name);
};
const ofTenants = "EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped)";
it("every table with a tenant in it is shut to who names none, its owner too", async () => {
  const all = await tables(ofTenants);
  expect(all.length).toBeGreaterThan(services().length * 8);
  for (const table of documents) expect(all).toContain(table);
  // A partition that only its parent reaches has the parent's wall.
  const reached = "has_table_privilege(format('%s_api', n.nspname), c.oid, 'SELECT, INSERT, UPDATE, DELETE')";
  const shut = `(c.relrowsecurity AND c.relforcerowsecurity) OR (c.relispartition AND NOT ${reached})`;
  expect(await tables(`${ofTenants} AND NOT (${shut})`)).toEqual([]);
});

it("the document's tables have the tenant first in every index of values in order, and in every key", async () => {
  const { rows } = await admin.query<{ name: string }>(
    `SELECT i.indexrelid::regclass::text AS name
       FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attname = 'tenant_id'
      WHERE i.indrelid = ANY ($1::regclass[]) AND m.amname = 'btree' AND a.attnum <> i.indkey[0]`,
    [documents],
  );
  // Jobs ask these for what is due, whoever's it is.
  expect(rows.map(({ name }) => name).sort()).toEqual([
    "idx_campaigns_ended_at",
    "idx_campaigns_schedule_end",
    "idx_campaigns_schedule_start",
    "idx_content_scheduled",
  ]);
});

it.each(services())("%s's api role without a tenant sees no row and writes none", async (service) => {
  const client = new pg.Client({ connectionString: database.apiUrl(service) });
  await client.connect();
  try {
    for (const table of (await tables(ofTenants)).filter((name) => name.startsWith(`${service}.`))) {
      const answer = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`).then(
        ({ rows }) => rows[0]!.n,
        (error: { code: string }) => error.code,
      );
      expect([table, answer]).toEqual([table, expect.toBeOneOf([0, "42501"])]);
      const written = await client.query(`INSERT INTO ${table} DEFAULT VALUES`).then(
        () => "written",
        (error: { code: string }) => error.code,
      );
      expect([table, written]).not.toEqual([table, "written"]);
    }
  } finally {
    await client.end();
  }
});
