import { randomUUID } from "node:crypto";
import { connectBus } from "@marketing/shared/bus/connection";
import { codecOf } from "@marketing/shared/log/codec";
import { EventLog } from "@marketing/shared/log/eventLog";
import { createPool, type Pool } from "@marketing/shared/postgres/pool";
import { createTestDatabase, type TestDatabase, type TestNats, testNats } from "@marketing/tests/support/servers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { identityEvents } from "../service.ts";
import { backfillJob } from "./backfillJob.ts";
import { evaluateOnce } from "./evaluatorJob.ts";

// A tenant with more segments to build than anybody looks at in one go, and one who has a single one.

let database: TestDatabase;
let nats: TestNats;
let pool: Pool;
let log: EventLog;
beforeAll(async () => {
  [database, nats] = await Promise.all([createTestDatabase({ services: ["identity"] }), testNats()]);
  pool = createPool({ connectionString: database.workerUrl("identity"), schema: "identity" });
  log = new EventLog({ pool, schema: "identity", codec: codecOf(identityEvents) });
});
afterAll(async () => {
  await pool.end();
  await Promise.all([database.drop(), nats.release()]);
});

const loud = "00000000-0000-4000-8000-000000000001";
const rule = { performed: "buy", at_least: 1 };
const build = (tenantId: string, n: number, phase: string, ago: string) =>
  pool.query(
    `INSERT INTO segment_rules (tenant_id, segment_id, revision, name, priority, rule, phase, cause, started_at)
     SELECT $1, gen_random_uuid(), 1, 's' || i, 1, $2, $3, 'created', now() - $4::interval FROM generate_series(1, $5) i`,
    [tenantId, rule, phase, ago, n],
  );
const building = async (tenantId: string): Promise<number> =>
  (await pool.query("SELECT FROM segment_rules WHERE tenant_id = $1 AND phase <> 'ready'", [tenantId])).rowCount!;

it("builds the quiet one's segment beside 300 that wait for their counters, and beside 200 that could be built", async () => {
  for (const [phase, n] of [
    ["backfilling", 300],
    ["evaluating", 200],
  ] as const) {
    const quiet = randomUUID();
    await build(loud, n, phase, "1 hour");
    await build(quiet, 1, "evaluating", "1 second");
    let steps = 0;
    for (; steps < 60 && (await building(quiet)) > 0; steps++) await evaluateOnce({ pool, log });
    expect(steps, phase).toBeLessThan(60); // each time one of two: that it is never his turn is one chance in 2^60
    expect(await building(loud)).toBeGreaterThan(200);
  }
});

it("counts the past for the quiet one in the first round beside 50 counters of the other", async () => {
  const quiet = "ffffffff-ffff-4fff-bfff-ffffffffffff";
  const bus = await connectBus({ url: nats.url, name: "test" });
  try {
    await (await bus.nc.jetstreamManager()).streams.add({ name: "TRACKING", subjects: ["marketing.tracking.>"] });
    const meters = (tenantId: string, n: number) =>
      pool.query(
        `INSERT INTO segment_meters (tenant_id, meter_id, event_name, conditions, keep, live_from)
         SELECT $1, gen_random_uuid(), 'buy', '[]', 1, 1000 FROM generate_series(1, $2)`,
        [tenantId, n],
      );
    await meters(loud, 50);
    await meters(quiet, 1);
    const lease = { subscription: "job:segment_backfill", generation: 1, fence: 1, signal: new AbortController().signal };
    await backfillJob(pool, bus.nc).run(lease);
    const { rows } = await pool.query("SELECT tenant_id, count(*)::int AS n FROM segment_meters WHERE backfilled GROUP BY 1 ORDER BY 1");
    expect(rows).toEqual([
      { tenant_id: loud, n: 1 },
      { tenant_id: quiet, n: 1 },
    ]);
  } finally {
    await bus.close();
  }
});
