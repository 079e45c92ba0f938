import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { services } from "@marketing/local/serviceList";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeSchema } from "../support/describeSchema.ts";
import { createTestDatabase, type TestDatabase } from "../support/servers.ts";

// Every change of a table is seen in review: `npm run schemas` writes these files anew.

let database: TestDatabase;
/** By service what it alone has, and as "log" what every service has. */
const schemas = new Map<string, ReadonlyArray<string>>();
beforeAll(async () => {
  database = await createTestDatabase();
  const all = await Promise.all(services().map(async (service) => [service, await describeSchema(database.adminUrl, service)] as const));
  const shared = all[0]![1].filter((words) => all.every(([, others]) => others.includes(words)));
  schemas.set("log", shared);
  for (const [service, words] of all) {
    const own = words.filter((one) => !shared.includes(one));
    schemas.set(service, own);
  }
});
afterAll(() => database?.drop());

it.each(["log", ...services()])("the schema of %s is the one that was agreed on", (name) => {
  const golden = fileURLToPath(new URL(`golden/${name}.txt`, import.meta.url));
  const words = `${schemas.get(name)!.join("\n")}\n`;
  if (process.env.SCHEMAS === "write") writeFileSync(golden, words);
  expect(words, "if it is meant to change, `npm run schemas` writes it anew").toBe(readFileSync(golden, "utf8"));
});

describe("the words of a schema", () => {
  const changed = async (sql: string): Promise<{ before: string[]; after: string[] }> => {
    const admin = new pg.Client({ connectionString: database.adminUrl, options: "-c search_path=identity" });
    await admin.connect();
    try {
      const before = await describeSchema(database.adminUrl, "identity");
      await admin.query(sql);
      return { before, after: await describeSchema(database.adminUrl, "identity") };
    } finally {
      await admin.end();
    }
  };

  it.each([
    ["a column", "ALTER TABLE users ADD COLUMN nickname text"],
    ["a type", "ALTER TABLE users ALTER COLUMN currency TYPE varchar(4)"],
    ["a default", "ALTER TABLE users ALTER COLUMN created_at DROP DEFAULT"],
    ["what may be null", "ALTER TABLE users ALTER COLUMN traits DROP NOT NULL"],
    ["a constraint", "ALTER TABLE users ADD CHECK (version >= -1)"],
    ["an index", "DROP INDEX idx_users_segment"],
    ["a policy", "CREATE POLICY all_of_it ON users FOR SELECT TO identity_api USING (true)"],
    ["a wall", "ALTER TABLE users NO FORCE ROW LEVEL SECURITY"],
    ["a grant", "GRANT DELETE ON users TO identity_api"],
    ["a function", "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'"],
  ])("change with %s", async (_, sql) => {
    const { before, after } = await changed(sql);
    expect(after).not.toEqual(before);
  });

  it("do not change with another year's partition", async () => {
    const { before, after } = await changed("SELECT ensure_users_partition(2041)");
    expect(after).toEqual(before);
  });
});
