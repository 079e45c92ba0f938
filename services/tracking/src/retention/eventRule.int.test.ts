import { uuidv7 } from "@marketing/shared/base/ids";
import { createLogger } from "@marketing/shared/base/logger";
import { runRetention } from "@marketing/shared/operations/retention";
import { rebuildView, verifyView } from "@marketing/shared/subscription/generation";
import { logSource } from "@marketing/shared/subscription/logSource";
import { type SubscriptionContext, startSubscription } from "@marketing/shared/subscription/runner";
import { until } from "@marketing/tests/support/patience";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventView } from "../event/view.ts";
import { type Bench, openBench } from "../testing.ts";
import { eventRule } from "./eventRule.ts";
import { partitionsBefore } from "./partitions.ts";

let bench: Bench;
let running: { stop(): Promise<void> };
let context: SubscriptionContext;
const now = new Date();
const signal = new AbortController().signal;
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

const monthsAgo = (months: number, from = now): string => {
  const at = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() - months, 10, 12));
  return at.toISOString();
};
const folded = async (): Promise<void> => {
  const head = await bench.workerLog.head();
  await until(
    "the view is up",
    async () => (await bench.workerPool.query("SELECT position FROM checkpoints WHERE subscription = 'events'")).rows[0]?.position >= head,
  );
};
/** Events of so many months ago each, folded. */
const tracked = async (tenantId: string, months: ReadonlyArray<number>, each = 1): Promise<void> => {
  for (let k = 0; k < each; k++)
    await bench.track(
      tenantId,
      ...months.map((m) => ({ messageId: uuidv7(), userId: `m${m}`, timestamp: monthsAgo(m), properties: `{"month":${m}}` })),
    );
  await folded();
};
const run = async (at = now, by: "job" | "operator" = "operator", stop = signal) => {
  for await (const done of runRetention([eventRule(bench.workerPool)], at, stop, by)) return done;
  throw new Error("the rule did not run");
};
/** Months ago of a tenant's events in a table. */
const monthsIn = async (table: string, tenantId: string): Promise<number[]> => {
  const { rows } = await bench.workerPool.query<{ m: number }>(
    `SELECT (properties ->> 'month')::int AS m FROM ${table} WHERE tenant_id = $1 ORDER BY 1`,
    [tenantId],
  );
  return rows.map(({ m }) => m);
};
const counts = async () => {
  const { rows } = await bench.workerPool.query<{ stored: number; folded: number }>(
    `SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM events_archive) AS stored,
            (SELECT count(*) FROM event_log WHERE position <= (SELECT position FROM checkpoints WHERE subscription = 'events' AND generation = (SELECT live_generation FROM projections WHERE name = 'events'))) AS folded`,
  );
  return rows[0]!;
};
const shorten = (tenantId: string, retention: object) =>
  bench.workerPool.query("INSERT INTO tenants_directory (tenant_id, name, settings, created_at) VALUES ($1, 'T', $2, now())", [
    tenantId,
    { retention },
  ]);

describe("events of 23, 25 and 85 months ago", () => {
  const tenantId = uuidv7();

  it("are planned for, and are in events, in the archive, and gone; the second run changes nothing", async () => {
    await tracked(tenantId, [0, 23, 25, 60, 85]);
    expect(await eventRule(bench.workerPool).due?.(now)).toEqual([
      { action: "archive", count: 3 },
      { action: "remove", count: 1 },
    ]);
    expect(await monthsIn("events", tenantId)).toEqual([0, 23, 25, 60, 85]);
    expect((await run()).done).toEqual([
      { action: "archive", count: 3 },
      { action: "remove", count: 1 },
    ]);
    for (let again = 0; again < 2; again++) {
      expect(await monthsIn("events", tenantId)).toEqual([0, 23]);
      expect(await monthsIn("events_archive", tenantId)).toEqual([25, 60]);
      expect((await run()).done).toEqual([]);
    }
  });

  it("changed their table as whole partitions, whose indexes and checks are the archive's", async () => {
    const { rows } = await bench.workerPool.query(
      `SELECT c.relname, (SELECT count(*)::int FROM pg_index i JOIN pg_inherits p ON p.inhrelid = i.indexrelid WHERE i.indrelid = c.oid AND i.indisvalid) AS indexes,
              (SELECT count(*)::int FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c') AS checks
         FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid WHERE h.inhparent = 'events_archive'::regclass`,
    );
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(row).toMatchObject({ indexes: 9, checks: 0 });
    expect(await partitionsBefore(bench.workerPool, "events", new Date(monthsAgo(24)))).toEqual([]);
  });

  it("are not brought back by a rebuild, which puts the archived ones into the archive, and the comparison finds both equal", async () => {
    expect(await verifyView(context, subscription(), () => undefined)).toMatchObject({ equal: true, rows: 4 });
    await running.stop();
    await rebuildView(context, subscription(), () => undefined);
    running = startSubscription(context, subscription());
    expect(await monthsIn("events", tenantId)).toEqual([0, 23]);
    expect(await monthsIn("events_archive", tenantId)).toEqual([25, 60]);
  });
});

describe("history that comes in later", () => {
  it("is left alone by the job for a while, in a rebuild too, and goes where it belongs by the run that somebody asks for", async () => {
    const tenantId = uuidv7();
    await tracked(tenantId, [30, 100]);
    expect((await run(now, "job")).done).toEqual([]);
    expect(await verifyView(context, subscription(), () => undefined)).toMatchObject({ equal: true });
    expect(await monthsIn("events", tenantId)).toEqual([30, 100]);
    await run();
    expect([await monthsIn("events", tenantId), await monthsIn("events_archive", tenantId)]).toEqual([[], [30]]);
  });
});

describe("a tenant's settings", () => {
  it("shorten both times for its own rows, and lengthen neither", async () => {
    const [short, long, odd] = [uuidv7(), uuidv7(), uuidv7()];
    await shorten(short, { eventActiveMonths: 6, eventMonths: 12 });
    await shorten(long, { eventActiveMonths: 48, eventMonths: 200 });
    await shorten(odd, { eventActiveMonths: "soon", eventMonths: -1 });
    for (const tenantId of [short, long, odd]) await tracked(tenantId, [3, 7, 13, 26]);
    expect(await eventRule(bench.workerPool).due?.(now)).toEqual([
      { action: "archive", count: 3 + 2 },
      { action: "remove", count: 2 },
    ]);
    await run();
    expect([await monthsIn("events", short), await monthsIn("events_archive", short)]).toEqual([[3], [7]]);
    for (const tenantId of [long, odd])
      expect([await monthsIn("events", tenantId), await monthsIn("events_archive", tenantId)]).toEqual([[3, 7, 13], [26]]);
    expect((await run()).done).toEqual([]);
    expect(await verifyView(context, subscription(), () => undefined)).toMatchObject({ equal: true });
  });
});

describe("a run under load", () => {
  it("leaves every event in one of the two tables at every moment, while more of every age come, and after a run that was cut off", async () => {
    const tenantId = uuidv7();
    const months = Array.from({ length: 40 }, (_, i) => i);
    await tracked(tenantId, months, 20);
    const before = await counts();
    const lost = before.folded - before.stored; // what earlier runs removed
    let more = true;
    const coming = (async () => {
      while (more)
        await bench.track(tenantId, ...months.map((m) => ({ userId: "load", timestamp: monthsAgo(m), properties: `{"month":${m}}` })));
    })();
    const looks: number[] = [];
    const looking = (async () => {
      while (more) {
        const { stored, folded } = await counts();
        looks.push(folded - stored);
      }
    })();
    const cut = new AbortController();
    setTimeout(() => cut.abort(), 30);
    try {
      await run(now, "operator", cut.signal);
      for (let round = 0; round < 3; round++) expect(await run()).toMatchObject({ waits: "" });
    } finally {
      more = false;
      await Promise.all([coming, looking]);
    }
    await folded();
    expect(looks.length).toBeGreaterThan(5);
    expect(new Set(looks)).toEqual(new Set([lost]));
    await run();
    expect((await monthsIn("events", tenantId)).filter((m) => m > 24)).toEqual([]);
    expect(await verifyView(context, subscription(), () => undefined)).toMatchObject({ equal: true });
  });

  it("goes on where a crash left a partition half prepared", async () => {
    const tenantId = uuidv7();
    await tracked(tenantId, [25]); // the month's rows are in the archive already, so rows are moved
    const later = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2));
    const [next] = await partitionsBefore(bench.workerPool, "events", new Date(monthsAgo(22, now)));
    for (let k = 0; k < 2; k++) await bench.workerPool.query("SELECT bound_event_partition($1)", [next!.name]);
    await run(later);
    expect(await monthsIn("events_archive", tenantId)).toEqual([25]);
    expect(await partitionsBefore(bench.workerPool, "events", new Date(monthsAgo(24, later)))).toEqual([]);
    expect(await verifyView(context, subscription(), () => undefined)).toMatchObject({ equal: true });
  });

  it("waits while a generation of the view is being built", async () => {
    const id = uuidv7();
    await bench.workerPool.query("INSERT INTO rebuilds (rebuild_id, view, purpose, state) VALUES ($1, 'events', 'rebuild', 'building')", [
      id,
    ]);
    expect((await run()).waits).toContain("is being built");
    await bench.workerPool.query("DELETE FROM rebuilds WHERE rebuild_id = $1", [id]);
  });
});
