import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { simulate } from "../../clients/cli/src/simulate/simulate.ts";
import { runMarketing } from "../../clients/cli/src/testing/runMarketing.ts";
import { type CliWorld, openCliWorld } from "../support/cliWorld.ts";

const webLog = fileURLToPath(new URL("../../../shared/data/web-access.log.gz", import.meta.url));
let world: CliWorld;
let database: pg.Client;
beforeAll(async () => {
  world = await openCliWorld(["identity", "tracking"]);
  database = new pg.Client({ connectionString: world.database.adminUrl });
  await database.connect();
  // Makes the tenant and its key.
  expect((await marketing("demo", "--events", "60", "--days", "1", "--no-verify")).code).toBe(0);
});
afterAll(async () => {
  await database?.end();
  await world?.close();
});

const marketing = (...args: string[]) => runMarketing([...args, "--stack", world.stack]);
const settled = () =>
  expect
    .poll(
      async () =>
        (await marketing("projections", "status", "--json"))
          .json()
          .every(
            ({ subscriptions, relay }) =>
              relay.lag_events === 0 && subscriptions.every(({ lag_events }: { lag_events: number }) => lag_events === 0),
          ),
      { timeout: 60_000 },
    )
    .toBe(true);
const hits = async (where: object) =>
  (await marketing("events", "--where", JSON.stringify(where), "--bots", "--since", "8000d", "--limit", "100000", "--json")).json();

test.skipIf(!existsSync(webLog))(
  `a real web site's log gives its figures, and again only duplicates (skipped where ${webLog} is absent)`,
  async () => {
    const [first] = (await marketing("import", webLog, "--json")).json();
    expect(first).toMatchObject({ lines: 10_000, unreadable: 1, events: 9_999, accepted: 9_999, duplicates: 0, rejected: 0 });
    expect(first.facts).toMatchObject({
      hits: 9_999,
      addresses: 1_474,
      visitors: 1_592,
      days: { "2015-05-17": 1_632, "2015-05-18": 2_893, "2015-05-19": 2_896, "2015-05-20": 2_578 },
      statuses: { 200: 9_125, 404: 213 },
      with_utm: 153,
    });
    expect(first.unreadable_lines).toEqual([{ line: 8_899, reason: "cut off: a quote is not closed" }]);
    const [again] = (await marketing("import", webLog, "--json")).json();
    expect(again).toMatchObject({ accepted: 0, duplicates: 9_999, unreadable: 1 });

    // The store says the same.
    await settled();
    expect(await hits({ status: 404 })).toHaveLength(213);
    const byDay = await database.query(
      "SELECT to_char(timestamp AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(*)::int AS n FROM tracking.events WHERE timestamp < '2016-01-01Z' GROUP BY 1",
    );
    expect(Object.fromEntries(byDay.rows.map(({ day, n }) => [day, n]))).toEqual(first.facts.days);
    const { rows } = await database.query(
      "SELECT count(*)::int AS hits, count(DISTINCT user_id)::int AS visitors FROM tracking.events WHERE timestamp < '2016-01-01Z'",
    );
    expect(rows[0]).toEqual({ hits: 9_999, visitors: 1_592 });
  },
);

test("a service that is killed in the middle loses and doubles nothing", async () => {
  const lines = [...simulate({ seed: 77, days: 5, events: 6_000, end: new Date("2026-03-01T00:00:00Z") })];
  const file = join(world.directory, "calls.ndjson");
  writeFileSync(file, `${lines.join("\n")}\n`);
  const running = marketing("import", file, "--json", "--batch", "100");
  await sleep(1_500);
  for (const service of ["tracking", "identity"] as const) {
    await world.service(service).kill();
    await sleep(300);
    await world.restart(service);
    await sleep(500);
  }
  const { code, stdout, stderr } = await running;
  expect([code, code === 0 ? "" : stderr]).toEqual([0, ""]);
  const result = JSON.parse(stdout);
  const [again] = (await marketing("import", file, "--json")).json();
  expect(again.accepted).toBe(0);
  expect(again.duplicates).toBe(result.accepted + result.duplicates);
  expect(again.rejected).toBe(result.rejected);

  await settled();
  const ids = lines.map((line) => JSON.parse(line).messageId);
  const { rows } = await database.query(
    "SELECT count(*)::int AS n, count(DISTINCT message_id)::int AS ids FROM tracking.events WHERE message_id = ANY($1)",
    [ids],
  );
  expect(rows[0].n).toBe(rows[0].ids);
  const events = new Set(
    lines
      .map((line) => JSON.parse(line))
      .filter(({ type }) => type !== "identify" && type !== "alias")
      .map(({ messageId }) => messageId),
  );
  expect(rows[0].n).toBe(events.size - result.rejected);
  const verified = await marketing("projections", "verify");
  expect([verified.code, verified.code === 0 ? "" : verified.stdout]).toEqual([0, ""]);
});

test("an interrupted import goes on where it stopped", async () => {
  const lines = [...simulate({ seed: 78, days: 5, events: 12_000, end: new Date("2026-04-01T00:00:00Z") })];
  const file = join(world.directory, "more.ndjson");
  writeFileSync(file, `${lines.join("\n")}\n`);
  let pressed = false;
  const running = runMarketing(["import", file, "--json", "--batch", "25", "--in-flight", "1", "--stack", world.stack], {
    onError: (text, interrupt) => {
      // The first line of progress: it is in the middle.
      if (pressed || !text.includes("import ")) return;
      pressed = true;
      interrupt();
    },
  });
  const { code, stderr } = await running;
  expect(code).toBe(130);
  expect(stderr).toMatch(/--resume goes on/);
  const { stdout, stderr: notes } = await marketing("import", file, "--json", "--resume");
  const rest = JSON.parse(stdout);
  expect(notes).toMatch(/goes on after line \d+/);
  expect(rest.events).toBeLessThan(lines.length * 0.98);
  const [again] = (await marketing("import", file, "--json")).json();
  expect(again.accepted).toBe(0);
});
