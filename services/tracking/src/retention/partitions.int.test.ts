import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { uuidv7 } from "@marketing/shared/base/ids";
import { createLogger } from "@marketing/shared/base/logger";
import { addIndex } from "@marketing/shared/postgres/onlineIndex";
import { asOwner } from "@marketing/shared/postgres/owner";
import { verifyView } from "@marketing/shared/subscription/generation";
import { logSource } from "@marketing/shared/subscription/logSource";
import { type SubscriptionContext, startSubscription } from "@marketing/shared/subscription/runner";
import { until } from "@marketing/tests/support/patience";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventView } from "../event/view.ts";
import { type Bench, openBench, tenantA } from "../testing.ts";

let bench: Bench;
let running: { stop(): Promise<void> };
let context: SubscriptionContext;
const subscription = () => ({ view: eventView, source: logSource(bench.workerLog) });
beforeAll(async () => {
  bench = await openBench();
  context = { pool: bench.workerPool, schema: "tracking", redis: undefined as never, owner: "one", logger: createLogger("test", "error") };
  running = startSubscription(context, subscription());
});
afterAll(async () => {
  await running.stop();
  await bench.close();
});

const hour = 3_600_000;
const sent: { count: number } = { count: 0 };
/** Events of the last forty days, until told to stop; what is acknowledged is counted. */
const ingest = () => {
  let more = true;
  const going = (async () => {
    for (let k = 0; more; k++) {
      const events = Array.from({ length: 100 }, (_, i) => ({
        ...{ messageId: uuidv7(), userId: `u${i % 7}`, timestamp: new Date(Date.now() - ((k * 100 + i) % 960) * hour).toISOString() },
      }));
      await bench.track(tenantA, ...events);
      sent.count += 100;
    }
  })();
  return async () => {
    more = false;
    await going;
    const head = await bench.workerLog.head();
    const at = async () =>
      (await bench.workerPool.query("SELECT position FROM checkpoints WHERE subscription = 'events'")).rows[0]?.position;
    await until("the view is up", async () => (await at()) >= head);
  };
};
const stored = async (): Promise<number> => (await bench.workerPool.query("SELECT count(*) AS n FROM events")).rows[0].n;
const parked = async (): Promise<number> => (await bench.workerPool.query("SELECT count(*) AS n FROM parked_events")).rows[0].n;
const partitions = async (): Promise<string[]> =>
  (await bench.workerPool.query("SELECT name FROM event_partitions('events')")).rows.map((r) => r.name);
const month = (ahead: number): string => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead)).toISOString().slice(0, 7);
};
const nameOf = (m: string): string => `events_y${m.replace("-", "m")}`;
const program = (...args: string[]) =>
  promisify(execFile)(process.execPath, ["deploy/local/src/partitionsMain.ts", ...args, "--database", bench.adminUrl]);

describe("an index on a partitioned table in use", () => {
  const definition = "(tenant_id, country, timestamp DESC)";
  const validity = async (name: string): Promise<{ whole: boolean; parts: number; invalid: number }> => {
    const { rows } = await bench.workerPool.query(
      `SELECT (SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass($1)) AS whole, count(*)::int AS parts, (count(*) FILTER (WHERE NOT i.indisvalid))::int AS invalid
         FROM pg_inherits h JOIN pg_index i ON i.indexrelid = h.inhrelid WHERE h.inhparent = to_regclass($1)`,
      [name],
    );
    return rows[0];
  };

  it("is valid on the parent and on every partition, those made meanwhile among them, and no event was refused, parked or lost", async () => {
    const stop = ingest();
    await until("there is something to index", async () => (await stored()) > 500);
    const made = await asOwner(bench.adminUrl, "tracking", (client) =>
      addIndex(client, { table: "events", name: "idx_events_country", definition }),
    );
    await stop();
    expect(made.length).toBeGreaterThanOrEqual(2);
    expect(await validity("idx_events_country")).toEqual({ whole: true, parts: (await partitions()).length, invalid: 0 });
    await bench.workerPool.query("SELECT ensure_event_months(5)");
    expect(await validity("idx_events_country")).toEqual({ whole: true, parts: (await partitions()).length, invalid: 0 });
    expect([await stored(), await parked()]).toEqual([sent.count, 0]);
    expect(await verifyView(context, subscription(), () => undefined)).toMatchObject({ equal: true });
  });

  it("goes on after an interruption that left a part invalid and others missing, and changes nothing the second time", async () => {
    const name = "idx_events_os";
    const [first, second] = await partitions();
    await asOwner(bench.adminUrl, "tracking", async (client) => {
      await client.query(`CREATE INDEX ${name} ON ONLY events (tenant_id, os)`);
      await client.query(`CREATE INDEX CONCURRENTLY ${first}_${name} ON ${first} (tenant_id, os)`);
      // unique where rows are not: it fails at the end and stays behind, invalid
      await expect(client.query(`CREATE UNIQUE INDEX CONCURRENTLY ${second}_${name} ON ${second} (tenant_id)`)).rejects.toMatchObject({
        code: "23505",
      });
    });
    expect(await validity(name)).toMatchObject({ whole: false });
    const args = ["index", "--service", "tracking", "--table", "events", "--name", name, "--on", "(tenant_id, os)"];
    expect((await program(...args)).stdout).toContain(`${name} is valid on events`);
    expect(await validity(name)).toEqual({ whole: true, parts: (await partitions()).length, invalid: 0 });
    expect((await program(...args)).stdout).toBe(`${name} is there already\n`);
  });
});

describe("from months to days", () => {
  it("splits the month in use and all later ones while events come: none is refused, parked, lost or twice, and a day's query reads one day", async () => {
    const stop = ingest();
    const { stdout } = await program("days", "--from", month(0));
    await stop();
    expect(stdout).toMatch(new RegExp(`^${nameOf(month(0))}: split into days, [1-9]\\d* rows moved$`, "m"));
    expect([await stored(), await parked()]).toEqual([sent.count, 0]);
    const names = await partitions();
    expect(names).toContain(nameOf(month(-1))); // what is past stays a month
    expect(names.filter((n) => n >= nameOf(month(0)) && !/m\d\dd\d\d$/.test(n))).toEqual([]);
    expect(names).toEqual(expect.arrayContaining([`${nameOf(month(0))}d01`, `${nameOf(month(1))}d01`]));
    await bench.workerPool.query("SELECT ensure_event_months(3)");
    expect(await partitions()).toContain(`${nameOf(month(3))}d28`);
    const { rows } = await bench.workerPool.query(
      "EXPLAIN SELECT * FROM events WHERE timestamp >= $1::timestamptz AND timestamp < $1::timestamptz + interval '1 day'".replaceAll(
        "$1",
        `'${month(0)}-01T00:00:00Z'`,
      ),
    );
    const plan = rows.map((r) => r["QUERY PLAN"]).join("\n");
    expect(new Set(plan.match(/events_y\d{4}m\d\d(d\d\d)?(?= )/g))).toEqual(new Set([`${nameOf(month(0))}d01`]));
    expect(await verifyView(context, subscription(), () => undefined)).toMatchObject({ equal: true });
  });

  it("changes nothing the second time, and refuses a month that is none or is archived", async () => {
    const before = await partitions();
    expect((await program("days", "--from", month(0))).stdout).toBe(`partitions of events are days from ${month(0)} on\n`);
    expect(await partitions()).toEqual(before);
    await expect(program("days", "--from", "soon")).rejects.toMatchObject({ code: 2 });
    await bench.workerPool.query(
      "SELECT move_event_horizons(0, ARRAY['00000000-0000-0000-0000-000000000000']::uuid[], ARRAY['2020-01-01Z']::timestamptz[], ARRAY['2018-01-01Z']::timestamptz[])",
    );
    await expect(program("days", "--from", "2019-05")).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("stays in months"),
    });
    expect(await partitions()).toEqual(before);
  });
});
