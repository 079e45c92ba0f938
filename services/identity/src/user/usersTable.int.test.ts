import { randomUUID } from "node:crypto";
import { createPool, type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { stretched } from "@marketing/tests/support/patience";
import { plansOf } from "@marketing/tests/support/plansOf";
import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import { Redis } from "ioredis";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listSessionsSql } from "../session/queries.ts";
import { listSql, type UserFilter } from "./listQueries.ts";
import { getProfile } from "./profileCache.ts";
import { findByEmailSql } from "./queries.ts";

let database: TestDatabase;
let admin: pg.Client;
let api: Pool;
const [tenant, other] = [randomUUID(), randomUUID()];
const nobody: UserFilter = {
  segment: null,
  createdFrom: null,
  createdUntil: null,
  lastSeenFrom: null,
  lastSeenUntil: null,
  activeSince: null,
  traits: null,
  anonymous: null,
  order: "created_at",
};

beforeAll(async () => {
  database = await createTestDatabase({ services: ["identity"] });
  admin = new pg.Client({ connectionString: database.adminUrl, options: "-c search_path=identity -c timezone=America/New_York" });
  await admin.connect();
  api = createPool({ connectionString: database.apiUrl("identity"), schema: "identity", max: 2 });
  const worker = createPool({ connectionString: database.workerUrl("identity"), schema: "identity", max: 1 });
  await worker.query("SELECT ensure_users_partition(y) FROM generate_series(2023, 2026) y");
  await worker.end();
  await admin.query(
    `INSERT INTO users (tenant_id, user_id, email, email_key, created_at, last_seen, traits, segment, anonymous, state)
     SELECT CASE WHEN n % 10 = 0 THEN $2 ELSE $1 END::uuid, gen_random_uuid(), CASE WHEN n % 3 = 0 THEN 'User' || n || '@x.com' END, CASE WHEN n % 3 = 0 THEN 'user' || n || '@x.com' END,
       '2023-01-01Z'::timestamptz + n * interval '1 hour', CASE WHEN n % 5 > 0 THEN '2023-01-01Z'::timestamptz + n * interval '61 minutes' END,
       jsonb_build_object('plan', CASE WHEN n % 100 = 1 THEN 'pro' ELSE 'free' END, 'n', n), CASE WHEN n % 50 = 1 THEN 'enterprise' END, n % 3 > 0,
       CASE WHEN n % 50 = 1 THEN '{"segments": {"enterprise": {"priority": 1, "at": 0, "source": "manual"}}}' ELSE '{}' END::jsonb
     FROM generate_series(1, 30000) n`,
    [tenant, other],
  );
  await admin.query(
    `INSERT INTO sessions (tenant_id, session_id, user_id, start_time, last_activity, derived)
     SELECT $1, gen_random_uuid(), ('00000000-0000-4000-8000-' || lpad((n % 500)::text, 12, '0'))::uuid, '2026-01-01Z'::timestamptz + n * interval '1 minute', '2026-01-01Z'::timestamptz + n * interval '2 minutes', true
     FROM generate_series(1, 20000) n`,
    [tenant],
  );
  await admin.query("VACUUM ANALYZE users, sessions");
});
afterAll(async () => {
  await api.end();
  await admin.end();
  await database.drop();
});

/** The plan, as the api role with row level security in force. */
const plan = (text: string, values: unknown[]): Promise<string> =>
  withTenant(api, tenant, async (client) => {
    const { rows } = await client.query(`EXPLAIN ${text}`, values);
    return rows.map((r) => r["QUERY PLAN"]).join("\n");
  });
/** What a child of a partitioned index is called: <child table>_…; so the parent is asked for. */
const indexesIn = async (planned: string): Promise<string[]> => {
  const names = [...planned.matchAll(/(?:using|on) (\w+_idx\d*|idx_\w+|\w+_pkey)/g)].map((m) => m[1]);
  const { rows } = await admin.query(
    `SELECT DISTINCT coalesce(p.relname, c.relname) AS name FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace LEFT JOIN pg_inherits i ON i.inhrelid = c.oid LEFT JOIN pg_class p ON p.oid = i.inhparent
      WHERE s.nspname = 'identity' AND c.relkind IN ('i', 'I') AND c.relname = ANY ($1)`,
    [names],
  );
  return rows.map((r) => r.name);
};

describe("indexes", () => {
  it.each([
    [
      "idx_users_email",
      "CREATE UNIQUE INDEX idx_users_email ON ONLY identity.users USING btree (tenant_id, email_key, created_at) WHERE (email_key IS NOT NULL)",
    ],
    ["idx_users_segment", "CREATE INDEX idx_users_segment ON ONLY identity.users USING btree (tenant_id, segment, user_id)"],
    ["idx_users_created_at", "CREATE INDEX idx_users_created_at ON ONLY identity.users USING btree (tenant_id, created_at DESC, user_id)"],
    ["idx_users_last_seen", "CREATE INDEX idx_users_last_seen ON ONLY identity.users USING btree (tenant_id, last_seen DESC)"],
    [
      "idx_users_active",
      "CREATE INDEX idx_users_active ON ONLY identity.users USING btree (tenant_id, last_seen DESC) WHERE (last_seen IS NOT NULL)",
    ],
    ["idx_users_traits", "CREATE INDEX idx_users_traits ON ONLY identity.users USING gin (traits jsonb_path_ops)"],
  ])("%s is as decided, valid, on every partition", async (name, definition) => {
    const { rows } = await admin.query("SELECT indexdef FROM pg_indexes WHERE schemaname = 'identity' AND indexname = $1", [name]);
    expect(rows).toEqual([{ indexdef: definition }]);
    const children = await admin.query(
      "SELECT bool_and(x.indisvalid) AS valid, count(*)::int AS n FROM pg_inherits i JOIN pg_index x ON x.indexrelid = i.inhrelid WHERE i.inhparent = $1::regclass",
      [`identity.${name}`],
    );
    const partitions = await admin.query("SELECT count(*)::int AS n FROM pg_inherits WHERE inhparent = 'identity.users'::regclass");
    expect(children.rows[0]).toEqual({ valid: true, n: partitions.rows[0].n });
  });

  const at = ["2025-06-01T00:00:00Z", randomUUID()] as const;
  it.each([
    ["created", listSql(tenant, nobody, null, 51), "idx_users_created_at"],
    ["created, second page", listSql(tenant, nobody, at, 51), "idx_users_created_at"],
    [
      "created range",
      listSql(tenant, { ...nobody, createdFrom: new Date("2025-01-01Z"), createdUntil: new Date("2025-02-01Z") }, null, 51),
      "idx_users_created_at",
    ],
    ["segment", listSql(tenant, { ...nobody, segment: "enterprise" }, null, 51), "idx_users_segment"],
    ["segment, second page", listSql(tenant, { ...nobody, segment: "enterprise" }, at, 51), "idx_users_segment"],
    ["last seen", listSql(tenant, { ...nobody, order: "last_seen" }, null, 51), "idx_users_last_seen"],
    ["last seen, second page", listSql(tenant, { ...nobody, order: "last_seen" }, at, 51), "idx_users_last_seen"],
    ["active", listSql(tenant, { ...nobody, activeSince: new Date("2026-05-01Z") }, null, 51), "idx_users_active"],
    [
      "sessions of a user",
      listSessionsSql(
        tenant,
        { userIds: ["00000000-0000-4000-8000-000000000007"], ended: null, startFrom: null, startUntil: null },
        null,
        51,
      ),
      "idx_sessions_user",
    ],
    [
      "sessions",
      listSessionsSql(tenant, { userIds: null, ended: null, startFrom: null, startUntil: null }, null, 51),
      "idx_sessions_start",
    ],
  ])("listing by %s reads its index", async (_, { text, values }, index) => {
    const planned = await plan(text, values);
    expect(await indexesIn(planned), planned).toEqual([index]);
  });

  it("looks up an email and traits by their indexes, although row level security applies to the caller", async () => {
    const byEmail = await plan(findByEmailSql, [tenant, ["user3@x.com"]]);
    expect(await indexesIn(byEmail), byEmail).toEqual(["idx_users_email"]);
    const { text, values } = listSql(tenant, { ...nobody, traits: { n: 7 } }, null, 51);
    const asked = { adminUrl: database.adminUrl, service: "identity", tenantId: tenant };
    const { answer, reads, widest, plans } = await plansOf(asked, (client) => client.query(text, values));
    expect(answer.rowCount).toBe(1);
    expect(reads, plans).toEqual(["idx_users_created_at", "idx_users_traits"]); // read by the one, found by the other
    expect(widest, plans).toBe(1);
    // what the functions really read, called as the api role does: pages touched, not rows scanned
    const buffers = async (text: string, values: unknown[]): Promise<number> =>
      withTenant(api, tenant, async (client) => {
        await client.query(text, values);
        const { rows } = await client.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`, values);
        const top = rows[0]["QUERY PLAN"][0].Plan;
        return top["Shared Hit Blocks"] + top["Shared Read Blocks"];
      });
    expect(await buffers(findByEmailSql, [tenant, ["user3@x.com", "USER3@x.com"]])).toBeLessThan(60);
    expect(await buffers(text, values)).toBeLessThan(100);
  });
});

describe("columns", () => {
  it("have the types decided", async () => {
    const { rows } = await admin.query(
      "SELECT column_name || ' ' || data_type || coalesce('(' || coalesce(character_maximum_length::text, numeric_precision || ',' || numeric_scale) || ')', '') || CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END || coalesce(' ' || column_default, '') AS c FROM information_schema.columns WHERE table_schema = 'identity' AND table_name = 'users' ORDER BY ordinal_position",
    );
    expect(rows.map((r) => r.c)).toEqual([
      "tenant_id uuid not null",
      "user_id uuid not null gen_random_uuid()",
      "email character varying(255)",
      "created_at timestamp with time zone not null now()",
      "last_seen timestamp with time zone",
      "traits jsonb not null '{}'::jsonb",
      "segment character varying(50)",
      "ltv_prediction numeric(14,2)",
      "churn_risk numeric(5,4)",
      "external_id character varying(255)",
      "anonymous boolean not null false",
      "currency character varying(3)",
      "model_version character varying(100)",
      "predicted_at timestamp with time zone",
      "merged_into uuid",
      "version bigint(64,0) not null 0",
      "state jsonb not null '{}'::jsonb",
      "email_key text",
    ]);
  });

  it.each([
    ["churn_risk", "1.01"],
    ["churn_risk", "-0.1"],
    ["ltv_prediction", "-1"],
  ])("%s refuses %s", async (column, value) => {
    await expect(admin.query(`INSERT INTO users (tenant_id, ${column}) VALUES ($1, $2)`, [tenant, value])).rejects.toMatchObject({
      code: "23514",
    });
  });

  it("partitions by year, bounded in UTC whatever the session's time zone", async () => {
    const { rows } = await admin.query(
      "SELECT c.relname AS name, pg_get_expr(c.relpartbound, c.oid) AS bound FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'identity.users'::regclass AND c.relname = 'users_y2025'",
    );
    expect(rows).toEqual([{ name: "users_y2025", bound: "FOR VALUES FROM ('2024-12-31 19:00:00-05') TO ('2025-12-31 19:00:00-05')" }]);
  });
});

describe("row level security", () => {
  it("shows one tenant, and nothing when none is set", async () => {
    expect((await api.query("SELECT count(*)::int AS n FROM users")).rows).toEqual([{ n: 0 }]);
    const seen = await withTenant(
      api,
      other,
      async (client) => (await client.query("SELECT count(*)::int AS n, count(DISTINCT tenant_id)::int AS tenants FROM users")).rows[0],
    );
    expect(seen).toEqual({ n: 3000, tenants: 1 });
    await expect(api.query("SELECT * FROM users_y2025 LIMIT 1")).rejects.toMatchObject({ code: "42501" });
    await expect(api.query("DELETE FROM users")).rejects.toMatchObject({ code: "42501" });
    const found = await withTenant(api, other, async (client) => (await client.query(findByEmailSql, [tenant, ["user3@x.com"]])).rows);
    expect(found).toEqual([]);
  });
});

it("answers a profile from the table when Redis is away", async () => {
  const { rows } = await admin.query("SELECT user_id FROM users WHERE tenant_id = $1 AND segment = 'enterprise' LIMIT 1", [tenant]);
  const away = new Redis("redis://127.0.0.1:1", { maxRetriesPerRequest: 1, retryStrategy: () => 50 });
  away.on("error", () => undefined);
  const started = Date.now();
  const found = await getProfile(api, away, tenant, rows[0].user_id);
  expect(found).toMatchObject({ cached: false, profile: { userId: rows[0].user_id, segment: "enterprise" } });
  expect(Date.now() - started).toBeLessThan(stretched(2_000));
  away.disconnect();
});
