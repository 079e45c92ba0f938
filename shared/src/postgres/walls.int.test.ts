import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { services } from "@marketing/local/serviceList";
import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { uuidv7 } from "../base/ids.ts";
import { migrateUp } from "./migrate.ts";
import { migrationsDirectory } from "./migrationFiles.ts";

const service = "identity";
const a = uuidv7();
const b = uuidv7();

let database: TestDatabase;
let admin: pg.Client;
const open = new Set<pg.Client>();
const connect = async (connectionString: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString });
  client.on("error", () => undefined);
  await client.connect();
  open.add(client);
  return client;
};
const as = (role: string, of = service): Promise<pg.Client> => connect(role === "api" ? database.apiUrl(of) : database.workerUrl(of));
const code = (client: pg.Client, sql: string): Promise<string> =>
  client.query(sql).then(
    () => "accepted",
    (error: { code: string }) => error.code,
  );

/** Functions whose names a caller's search_path, or his temporary tables, could lead elsewhere. */
const loose = async (client: pg.Client): Promise<string[]> => {
  const { rows } = await client.query<{ name: string }>(
    `SELECT p.oid::regprocedure::text AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE (n.nspname ~ $1 OR (p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')))
        AND p.prosqlbody IS NULL
        AND NOT coalesce(format('search_path=%I, pg_temp', n.nspname) = ANY (SELECT replace(c, '"', '') FROM unnest(p.proconfig) c), false)
      ORDER BY 1`,
    [`^(${services().join("|")})(_g[0-9]+)?$`],
  );
  return rows.map((r) => r.name);
};

beforeAll(async () => {
  database = await createTestDatabase();
  admin = await connect(database.adminUrl);
  open.delete(admin);
});
afterEach(async () => {
  for (const client of open) await client.end().catch(() => undefined);
  open.clear();
});
afterAll(async () => {
  await admin?.end();
  await database?.drop();
});

/** Of a folder with such a migration: it, and what came after it. */
const isOfWallsOrLater = (path: string): boolean => {
  if (!path.endsWith(".sql")) return false;
  const wall = readdirSync(dirname(path)).find((name) => /_(walls|bound_names)\.up\.sql$/.test(name));
  return wall !== undefined && basename(path) >= wall.slice(0, 4);
};

describe("every function", () => {
  it("looks its names up in its own schema, and in temporary ones last", async () => {
    const { rows } = await admin.query<{ n: number; definers: number }>(
      `SELECT count(*)::int AS n, count(*) FILTER (WHERE p.prosecdef)::int AS definers
         FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = ANY ($1)`,
      [services()],
    );
    expect(rows[0]!.definers).toBeGreaterThan(services().length * 10);
    expect(await loose(admin)).toEqual([]);
    console.info(`functions ${rows[0]!.n}, as owner ${rows[0]!.definers}, loose 0`);
  });

  it("does so too in a database that was migrated before", async () => {
    const earlier = mkdtempSync(join(tmpdir(), "marketing-migrations-"));
    const old = await createTestDatabase({ empty: true });
    const client = await connect(old.adminUrl);
    try {
      cpSync(migrationsDirectory, earlier, { recursive: true, filter: (path) => !isOfWallsOrLater(path) });
      await migrateUp({ adminUrl: old.adminUrl, service, directory: earlier });
      await client.query(`DO $$ DECLARE f record; BEGIN
        FOR f IN SELECT p.oid::regprocedure AS name FROM pg_proc p WHERE p.pronamespace = '${service}'::regnamespace AND p.proconfig::text LIKE '%search_path%'
        LOOP EXECUTE format('ALTER FUNCTION %s SET search_path = ${service}', f.name); END LOOP; END $$`);
      expect((await loose(client)).length).toBeGreaterThan(10);
      await migrateUp({ adminUrl: old.adminUrl, service });
      expect(await loose(client)).toEqual([]);
    } finally {
      rmSync(earlier, { recursive: true });
      await client.end();
      await old.drop();
    }
  });
});

describe("a role that may log in", () => {
  const makes = (schema: string) => [
    "CREATE TEMP TABLE streams (x int)",
    "CREATE TEMP VIEW event_log AS SELECT 1",
    "CREATE TEMP SEQUENCE log_position",
    "SELECT 1 AS position INTO TEMP streams",
    "CREATE FUNCTION pg_temp.now() RETURNS timestamptz LANGUAGE sql AS 'SELECT NULL::timestamptz'",
    "CREATE TYPE pg_temp.uuid AS (x int)",
    ...["public", schema].flatMap((s) => [
      `CREATE TABLE ${s}.mine (x int)`,
      `CREATE VIEW ${s}.mine AS SELECT 1`,
      `CREATE FUNCTION ${s}.format(text) RETURNS text LANGUAGE sql AS 'SELECT $1'`,
      `CREATE OPERATOR ${s}.= (LEFTARG = uuid, RIGHTARG = uuid, FUNCTION = pg_catalog.uuid_ne)`,
      `CREATE TYPE ${s}.mine AS (x int)`,
    ]),
    `CREATE SCHEMA ${schema}_g1`,
    `CREATE TRIGGER t BEFORE INSERT ON ${schema}.streams FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
    `CREATE RULE r AS ON INSERT TO ${schema}.streams DO INSTEAD NOTHING`,
    `ALTER FUNCTION ${schema}.current_tenant() RESET ALL`,
    `SET ROLE ${schema}_owner`,
    `SET SESSION AUTHORIZATION ${schema}_owner`,
  ];

  it.each(
    services().flatMap((s) => [
      [s, "api"],
      [s, "worker"],
    ]),
  )("%s's %s makes nothing that could stand before what is real", async (of, role) => {
    const client = await as(role!, of);
    for (const sql of makes(of!)) expect(await code(client, sql), `${of}_${role}: ${sql}`).toBe("42501");
  });

  const holdsUp = (schema: string) => [
    `SELECT pg_advisory_lock_shared(${schema}.log_key(0))`,
    "SELECT pg_advisory_xact_lock_shared((((c.oid::bigint & 262143) | 262144) << 44)) FROM pg_class c WHERE c.relname = 'log_position'",
    `SELECT pg_advisory_lock(${schema}.epoch_key())`,
    "SELECT pg_advisory_lock(7171188, 7170407)",
    "SELECT pg_try_advisory_lock(i) FROM generate_series(1, 1000000) i",
    "SELECT pg_try_advisory_xact_lock_shared(1, i) FROM generate_series(1, 1000000) i",
    "SELECT lo_create(0)",
    "SELECT lo_from_bytea(0, 'x')",
    ...["log_position", "receipt_epoch"].flatMap((name) => [
      `SELECT nextval('${schema}.${name}')`,
      `SELECT setval('${schema}.${name}', 1)`,
    ]),
  ];
  it.each(
    services().flatMap((s) => [
      [s, "api"],
      [s, "worker"],
    ]),
  )("%s's %s holds up no readers, takes nobody's locks or positions, and leaves nothing on the disk", async (of, role) => {
    const client = await as(role!, of);
    for (const sql of holdsUp(of!)) expect(await code(client, sql), `${of}_${role}: ${sql}`).toBe("42501");
    await client.end();
    const { rows } = await admin.query(
      "SELECT count(*)::int AS held FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
    );
    expect(rows[0]!.held).toBe(0);
  });

  // As if an administrator had given temporary tables back: the second wall holds alone.
  describe("and may make temporary tables all the same", () => {
    beforeEach(() => admin.query(`GRANT TEMPORARY ON DATABASE ${database.name} TO PUBLIC`));
    afterEach(() => admin.query(`REVOKE TEMPORARY ON DATABASE ${database.name} FROM PUBLIC`));

    const takeover = async (role: string): Promise<string[]> => {
      const client = await as(role);
      await client.query(`CREATE TEMP TABLE streams (tenant_id uuid, stream_id text, version bigint, last_position bigint, status smallint, PRIMARY KEY (tenant_id, stream_id));
        CREATE TEMP TABLE append_receipts (LIKE identity.append_receipts); CREATE TEMP TABLE event_log (LIKE identity.event_log INCLUDING DEFAULTS);
        CREATE TEMP TABLE receipt_epochs (epoch int, started_at timestamptz);
        CREATE TEMP VIEW api_keys_directory AS SELECT * FROM identity.api_keys_directory WHERE false;
        CREATE TEMP TABLE who (name text);
        CREATE FUNCTION pg_temp.take() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO pg_temp.who VALUES (current_user); RETURN NEW; END $$;
        CREATE FUNCTION pg_temp.current_tenant() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid';
        CREATE TRIGGER take BEFORE INSERT ON pg_temp.streams FOR EACH ROW EXECUTE FUNCTION pg_temp.take();
        CREATE TRIGGER take BEFORE INSERT ON pg_temp.event_log FOR EACH ROW EXECUTE FUNCTION pg_temp.take();
        CREATE TRIGGER take BEFORE INSERT ON pg_temp.append_receipts FOR EACH ROW EXECUTE FUNCTION pg_temp.take();
        GRANT ALL ON ALL TABLES IN SCHEMA pg_temp TO PUBLIC; SET app.tenant_id = '${a}'`);
      for (const path of ["identity", "pg_temp, identity", "identity, pg_catalog", "pg_temp, identity, pg_catalog"]) {
        await client.query(`SET search_path = ${path}`);
        const id = uuidv7();
        await client.query(
          `SELECT identity.append_one('${a}', '${id}', 'thing-${id}', 0, '${uuidv7()}', 'made', 1::smallint, '{}', '{}', NULL)`,
        );
        await client.query(
          `SELECT * FROM identity.append_bulk(ARRAY['${a}'::uuid], ARRAY['${uuidv7()}'::uuid], ARRAY[1::bigint], ARRAY['x-${id}'], ARRAY['${uuidv7()}'::uuid], ARRAY['made'], ARRAY[1::smallint], ARRAY['{}'::jsonb], ARRAY['{}'::jsonb], ARRAY[NULL::uuid])`,
        );
      }
      return (await client.query<{ name: string }>("SELECT DISTINCT name FROM pg_temp.who")).rows.map((r) => r.name);
    };

    it.each(["api", "worker"])("the log is still the one that %s appends to", async (role) => {
      const count = async () => (await admin.query<{ n: number }>("SELECT count(*)::int AS n FROM identity.event_log")).rows[0]!.n;
      const before = await count();
      expect(await takeover(role)).toEqual([]);
      expect((await count()) - before).toBe(8);
    });

    it("which is the path's doing: without it the trigger runs as the owner", async () => {
      await admin.query(
        "ALTER FUNCTION identity.append_one SET search_path = identity; ALTER FUNCTION identity.append_bulk SET search_path = identity",
      );
      try {
        expect(await takeover("api")).toEqual(["identity_owner"]);
      } finally {
        await admin.query(
          "ALTER FUNCTION identity.append_one SET search_path = identity, pg_temp; ALTER FUNCTION identity.append_bulk SET search_path = identity, pg_temp",
        );
      }
    });
  });
});

describe("an append for another tenant", () => {
  const one = (tenant: string) =>
    `SELECT identity.append_one(${tenant}, '${uuidv7()}', 'thing-${uuidv7()}', 0, '${uuidv7()}', 'made', 1::smallint, '{}', '{}', NULL)`;
  const many = (...tenants: string[]) =>
    `SELECT * FROM identity.append_many(ARRAY[${tenants}]::uuid[], ARRAY[${tenants.map(() => `'${uuidv7()}'`)}]::uuid[], ARRAY[${tenants.map((_, i) => i + 1)}],
      ARRAY[${tenants.map(() => `'thing-${uuidv7()}'`)}], ARRAY[${tenants.map(() => 0)}]::bigint[], ARRAY[${tenants.map(() => 1)}], ARRAY[${tenants.map((_, i) => i + 1)}],
      ARRAY[${tenants.map(() => `'${uuidv7()}'`)}]::uuid[], ARRAY[${tenants.map(() => "'made'")}], ARRAY[${tenants.map(() => 1)}]::smallint[],
      ARRAY[${tenants.map(() => "'{}'")}]::jsonb[], ARRAY[${tenants.map(() => "'{}'")}]::jsonb[], ARRAY[${tenants.map(() => "NULL")}]::uuid[])`;
  const bulk = (...tenants: string[]) =>
    `SELECT * FROM identity.append_bulk(ARRAY[${tenants}]::uuid[], ARRAY[${tenants.map(() => `'${uuidv7()}'`)}]::uuid[], ARRAY[${tenants.map(() => 1)}]::bigint[],
      ARRAY[${tenants.map(() => `'thing-${uuidv7()}'`)}], ARRAY[${tenants.map(() => `'${uuidv7()}'`)}]::uuid[], ARRAY[${tenants.map(() => "'made'")}],
      ARRAY[${tenants.map(() => 1)}]::smallint[], ARRAY[${tenants.map(() => "'{}'")}]::jsonb[], ARRAY[${tenants.map(() => "'{}'")}]::jsonb[], ARRAY[${tenants.map(() => "NULL")}]::uuid[])`;
  const A = `'${a}'`;
  const B = `'${b}'`;

  it("is refused to the API role, whichever way, and writes nothing", async () => {
    const own = await as("api");
    const borrowed = await connect(database.adminUrl);
    await borrowed.query("SET ROLE identity_api");
    const count = async () => (await admin.query<{ n: number }>("SELECT count(*)::int AS n FROM identity.event_log")).rows[0]!.n;
    const before = await count();
    for (const client of [own, borrowed]) {
      for (const setting of ["RESET app.tenant_id", "SET app.tenant_id = ''"]) {
        await client.query(setting);
        for (const sql of [one(A), many(A), bulk(A), one("NULL"), many("NULL"), bulk("NULL")])
          expect(await code(client, sql), `${setting}: ${sql}`).toBe("42501");
      }
      await client.query(`SET app.tenant_id = ${A}`);
      for (const sql of [one(B), many(B), many(A, B), many(B, A), bulk(B), bulk(A, B), one("NULL"), many(A, "NULL"), bulk(A, "NULL")])
        expect(await code(client, sql), sql).toBe("42501");
      await client.query("SET app.tenant_id = 'no tenant'");
      expect(await code(client, one(A))).toBe("22P02");
    }
    expect(await count()).toBe(before);
    await own.query(`SET app.tenant_id = ${A}`);
    for (const sql of [one(A), many(A), bulk(A)]) expect(await code(own, sql), sql).toBe("accepted");
    await own.query(`SET app.tenant_id = '${a},${b}'`);
    expect(await code(own, many(A, B))).toBe("accepted");
    expect(await code(own, "SELECT * FROM identity.event_log"), "several tenants are read by nobody").toBe("22P02");
  });

  it("is what a worker does", async () => {
    const client = await as("worker");
    for (const sql of [one(B), many(A, B), bulk(A, B)]) expect(await code(client, sql), sql).toBe("accepted");
  });
});

describe("what a worker may build and drop", () => {
  it("is its read tables, never the log", async () => {
    const client = await as("worker");
    for (const table of [
      "event_log",
      "streams",
      "append_receipts",
      "receipt_epochs",
      "migration_checksums",
      "log_migrations",
      "no_such_table",
    ]) {
      for (const sql of [
        `SELECT identity.create_generation(ARRAY['${table}'], 7)`,
        `SELECT identity.create_generation(ARRAY['users', '${table}'], 7)`,
        `SELECT identity.flip_generation('users', 1, ARRAY['${table}'], 7)`,
        `SET search_path = identity; SELECT ensure_partition('${table}', 'mine', now(), now() + interval '1 day')`,
      ])
        expect(await code(client, sql), sql).toBe("42501");
    }
    for (const schema of ["public", "tracking", "identity_gx", "identity_g1; x", "xidentity_g1"])
      expect(await code(client, `SELECT identity.ensure_partition_in('${schema}', 'users', 'mine', now(), now() + interval '1 day')`)).toBe(
        "42501",
      );
    expect(
      (await admin.query("SELECT to_regclass('identity.event_log') IS NOT NULL AS log, to_regnamespace('identity_g7') AS g")).rows[0],
    ).toEqual({
      log: true,
      g: null,
    });
  });

  it("are no receipts younger than seven days", async () => {
    const client = await as("worker");
    for (const keep of ["interval '6 days'", "interval '6 days 23:59:59'", "interval '0'", "interval '-1 day'", "NULL"])
      expect(await code(client, `SELECT identity.rotate_receipts(interval '0', ${keep})`), keep).toBe("22023");
    expect(await code(client, "SELECT identity.rotate_receipts()")).toBe("accepted");
  });
});
