import { createTestDatabase } from "@marketing/tests/support/servers";
import pg from "pg";
import { expect, it } from "vitest";
import { knownTimezone } from "./knownTimezone.ts";

it("takes no zone that the database does not have", async () => {
  const database = await createTestDatabase({ services: [] });
  const admin = new pg.Pool({ connectionString: database.adminUrl, max: 1 });
  // as where the older names are a package of their own
  const without = new pg.Pool({ connectionString: database.adminUrl, max: 1, options: "-c search_path=without,pg_catalog" });
  try {
    await admin.query("CREATE SCHEMA without");
    await admin.query(
      "CREATE VIEW without.pg_timezone_names AS SELECT * FROM pg_catalog.pg_timezone_names WHERE name NOT IN ('Asia/Calcutta', 'Asia/Kolkata')",
    );
    for (const zone of [null, "UTC", "Asia/Kolkata", "europe/berlin", "Etc/GMT+5"]) await knownTimezone(admin, zone);
    await knownTimezone(without, "europe/berlin");
    await expect(knownTimezone(without, "asia/kolkata")).rejects.toMatchObject({ violations: [{ field: "timezone" }] });
  } finally {
    await admin.end();
    await without.end();
    await database.drop();
  }
});
