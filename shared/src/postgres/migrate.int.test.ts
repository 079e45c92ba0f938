import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { urlAs } from "@marketing/local/roleUrls";
import { dumpSchema } from "@marketing/tests/support/dumpSchema";
import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { migrateDown, migrateUp, migrationStates } from "./migrate.ts";
import { migrationsDirectory } from "./migrationFiles.ts";

let database: TestDatabase;
let directory: string;

const write = (set: string, name: string, up: string, down: string) => {
  mkdirSync(join(directory, set), { recursive: true });
  writeFileSync(join(directory, set, `${name}.up.sql`), up);
  writeFileSync(join(directory, set, `${name}.down.sql`), down);
};

const as = async <A extends pg.QueryResultRow>(url: string, sql: string): Promise<A[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<A>(sql)).rows;
  } finally {
    await client.end();
  }
};

/** The schema in words; the dump's random token left out. */
const dump = async () => {
  return (await dumpSchema(database.adminUrl)).replaceAll(/^\\(un)?restrict .*$/gm, "");
};

const alpha = () => ({ adminUrl: database.adminUrl, service: "probe_alpha", directory, passwords: { api: "a", worker: "w" } });
const beta = () => ({ ...alpha(), service: "probe_beta" });

beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
  directory = mkdtempSync(join(tmpdir(), "marketing-migrations-"));
  cpSync(join(migrationsDirectory, "bootstrap.sql"), join(directory, "bootstrap.sql"));
  write("log", "0001_entries", "CREATE TABLE entries (id int PRIMARY KEY);", "DROP TABLE entries;");
  write(
    "probe_alpha",
    "0001_things",
    "CREATE TABLE things (id int PRIMARY KEY, note jsonb DEFAULT '{}'); CREATE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;",
    "DROP FUNCTION one(); DROP TABLE things;",
  );
  write("probe_alpha", "0002_index", "CREATE INDEX things_note ON things USING gin (note);", "DROP INDEX things_note;");
});

afterEach(async () => {
  await database.drop();
  rmSync(directory, { recursive: true });
});

describe("migrateUp", () => {
  it("applies the log's migrations, then the service's, and nothing the second time", async () => {
    expect(await migrateUp(alpha())).toEqual(["0001_entries", "0001_things", "0002_index"]);
    expect(await migrateUp(alpha())).toEqual([]);
    expect(await migrateUp(beta())).toEqual(["0001_entries"]);
    expect((await migrationStates(alpha())).map(({ state }) => state)).toEqual(["applied", "applied", "applied"]);
  });

  it("lets one of two runners wait for the other", async () => {
    write("probe_alpha", "0003_slow", "SELECT pg_sleep(0.5); CREATE TABLE slow ();", "DROP TABLE slow;");
    const [one, two] = await Promise.all([migrateUp(alpha()), migrateUp(alpha())]);
    expect([one.length, two.length].sort()).toEqual([0, 4]);
  });

  it("refuses an edited migration and one that is gone, by name", async () => {
    await migrateUp(alpha());
    write("probe_alpha", "0001_things", "CREATE TABLE things (id bigint PRIMARY KEY);", "DROP TABLE things;");
    await expect(migrateUp(alpha())).rejects.toThrow(/0001_things\.up\.sql was edited after it was applied/);
    await expect(migrationStates(alpha())).rejects.toThrow(/was edited/);
    for (const direction of ["up", "down"]) rmSync(join(directory, "probe_alpha", `0001_things.${direction}.sql`));
    await expect(migrateUp(alpha())).rejects.toThrow(/0001_things was applied, but/);
  });

  it("refuses a migration before one that was applied", async () => {
    write("probe_alpha", "0004_late", "CREATE TABLE late ();", "DROP TABLE late;");
    await migrateUp(alpha());
    write("probe_alpha", "0003_early", "CREATE TABLE early ();", "DROP TABLE early;");
    await expect(migrateUp(alpha())).rejects.toThrow(/0003_early is preceding already run migration 0004_late/);
  });

  it("undoes the whole set when one migration fails, and names its file", async () => {
    write("probe_alpha", "0003_wrong", "CREATE TABLE half (); SELECT nonsense;", "DROP TABLE half;");
    await expect(migrateUp(alpha())).rejects.toThrow(/0003_wrong\.up\.sql: column "nonsense" does not exist \(42703\)/);
    expect(await as(database.adminUrl, "SELECT to_regclass('probe_alpha.things') AS t, to_regclass('probe_alpha.entries') AS e")).toEqual([
      { t: null, e: "probe_alpha.entries" },
    ]);
  });

  it("refuses a migration without its way back, and a name that is none", async () => {
    rmSync(join(directory, "probe_alpha", "0002_index.down.sql"));
    await expect(migrateUp(alpha())).rejects.toThrow(/0002_index has no \.down\.sql/);
    writeFileSync(join(directory, "probe_alpha", "0002-index.sql"), "");
    await expect(migrateUp(alpha())).rejects.toThrow(/is no migration/);
  });
});

describe("migrateDown", () => {
  it("takes back the last steps, the service's before the log's", async () => {
    await migrateUp(alpha());
    expect(await migrateDown({ ...alpha(), steps: 1 })).toEqual(["0002_index"]);
    expect(await migrateDown({ ...alpha(), steps: 2 })).toEqual(["0001_things", "0001_entries"]);
    expect(await migrateDown(alpha())).toEqual([]);
  });

  it("leaves nothing behind: up, down, up gives the same schema", async () => {
    await migrateUp(alpha());
    const first = await dump();
    await migrateDown(alpha());
    expect(await dump()).not.toContain("things");
    await migrateUp(alpha());
    expect(await dump()).toBe(first);
  });
});

describe("the services' own migrations", () => {
  it("go up, down and up again to the same schema", async () => {
    const { services } = await import("@marketing/local/serviceList");
    const all = services().map((service) => ({ adminUrl: database.adminUrl, service }));
    for (const options of all) await migrateUp(options);
    const first = await dump();
    for (const options of all) await migrateDown(options);
    for (const options of all) expect((await migrationStates(options)).every(({ state }) => state === "pending")).toBe(true);
    for (const options of all) await migrateUp(options);
    expect(await dump()).toBe(first);
  });

  it("make the extensions that operators read", async () => {
    await migrateUp(alpha());
    const names = await as<{ extname: string }>(database.adminUrl, "SELECT extname FROM pg_extension ORDER BY 1");
    expect(names.map(({ extname }) => extname)).toEqual(["pg_buffercache", "pg_stat_statements", "plpgsql", "uuid-ossp"]);
    await expect(as(urlAs(database.adminUrl, "probe_alpha_worker", "w"), "SELECT count(*) FROM pg_stat_statements")).resolves.toHaveLength(
      1,
    );
    await expect(as(urlAs(database.adminUrl, "probe_alpha_worker", "w"), "SELECT count(*) FROM pg_buffercache")).resolves.toHaveLength(1);
  });
});

describe("roles", () => {
  beforeEach(async () => {
    await migrateUp(alpha());
    await migrateUp(beta());
  });
  const role = (name: string) => urlAs(database.adminUrl, name, name.endsWith("_api") ? "a" : "w");

  it("keep a service out of another's tables", async () => {
    for (const name of ["probe_beta_api", "probe_beta_worker"])
      for (const sql of ["SELECT * FROM probe_alpha.things", "INSERT INTO probe_alpha.things VALUES (1)", "SELECT probe_alpha.one()"])
        await expect(as(role(name), sql), `${name}: ${sql}`).rejects.toMatchObject({ code: "42501" });
  });

  it("let the API read and execute, the worker write, neither own, create or see the books", async () => {
    await as(role("probe_alpha_worker"), "INSERT INTO probe_alpha.things VALUES (1)");
    expect(await as(role("probe_alpha_api"), "SELECT id, probe_alpha.one() FROM probe_alpha.things")).toEqual([{ id: 1, one: 1 }]);
    await expect(as(role("probe_alpha_api"), "INSERT INTO probe_alpha.things VALUES (2)")).rejects.toMatchObject({ code: "42501" });
    for (const name of ["probe_alpha_api", "probe_alpha_worker"])
      for (const sql of [
        "CREATE TABLE probe_alpha.mine ()",
        "DROP TABLE probe_alpha.things",
        "SELECT * FROM probe_alpha.migration_checksums",
        "SET ROLE probe_alpha_owner",
      ])
        await expect(as(role(name), sql), `${name}: ${sql}`).rejects.toMatchObject({ code: "42501" });
  });
});

it("no statement that the server remembers holds a verifier, whatever it is told to remember", async () => {
  await as(database.adminUrl, "CREATE EXTENSION IF NOT EXISTS pg_stat_statements SCHEMA public");
  const role = new URL(database.adminUrl).username;
  await as(database.adminUrl, `ALTER ROLE "${role}" IN DATABASE ${database.name} SET pg_stat_statements.track = 'all'`);
  await migrateUp(alpha());
  const remembered = await as<{ query: string }>(database.adminUrl, "SELECT query FROM public.pg_stat_statements");
  expect(remembered.length).toBeGreaterThan(0);
  expect(remembered.filter(({ query }) => /SCRAM-SHA-256\$/.test(query))).toEqual([]);
  expect(await as(urlAs(database.adminUrl, "probe_alpha_api", "a"), "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});
