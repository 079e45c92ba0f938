import { createTestDatabase } from "@marketing/tests/support/servers";
import pg from "pg";
import { expect, it } from "vitest";
import { timezoneOf } from "./timezone.ts";

/** Winters and summers of years in which no release of the zones changes anything any more. */
const instants = [2012, 2017, 2022].flatMap((year) => [0, 3, 6, 9].map((month) => Date.UTC(year, month, 15, 12)));

/** "2022-07-15 14:00" by the clocks of this runtime. */
const wall = (zone: string, at: number): string =>
  new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(at);

it("every zone that is taken is one to this runtime and to PostgreSQL, the signs of Etc/GMT+5 too, and no offset is one", async () => {
  const database = await createTestDatabase({ services: [] });
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  try {
    const { rows: names } = await client.query<{ name: string }>("SELECT name FROM pg_timezone_names");
    const spelled = [...names.map(({ name }) => name), ...Intl.supportedValuesOf("timeZone"), "etc/gmt+5", "europe/BERLIN"];
    const taken = [...new Set(spelled.map(timezoneOf))].filter((zone) => zone !== null);
    expect(taken.length).toBeGreaterThan(400);
    const { rows } = await client.query<{ zone: string; at: string; wall: string }>(
      `SELECT z.name AS zone, i.ms::text AS at, to_char(to_timestamp(i.ms / 1000) AT TIME ZONE z.name, 'YYYY-MM-DD HH24:MI') AS wall
        FROM pg_timezone_names z CROSS JOIN unnest($2::bigint[]) AS i (ms) WHERE z.name = ANY ($1)`,
      [taken, instants],
    );
    expect(rows).toHaveLength(taken.length * instants.length);
    expect(rows.filter(({ zone, at, wall: there }) => wall(zone, Number(at)) !== there)).toEqual([]);
    expect(wall("Etc/GMT+5", Date.UTC(2022, 0, 15, 12))).toBe("2022-01-15 07:00");
    process.stdout.write(`${taken.length} zones of ${names.length} names agree\n`);
  } finally {
    await client.end();
    await database.drop();
  }
});
