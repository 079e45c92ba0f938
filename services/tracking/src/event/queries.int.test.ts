import { plansOf } from "@marketing/tests/support/plansOf";
import { randomOf } from "@marketing/tests/support/random";
import pg, { type PoolClient } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countEvents } from "../analytics/counts.ts";
import { type Bench, openBench, tenantA } from "../testing.ts";
import { listEvents, searchEvents, sessionEvents, timeline } from "./queries.ts";

// Twenty thousand events as chance has them, and the plans that PostgreSQL chooses for the service's own statements.

let bench: Bench;
const hour = 3_600_000;
const start = Date.UTC(2026, 2, 1);
const end = start + 60 * 24 * hour;
const session = "0190a0b0-0000-7000-8000-0000000000f1";
const names = [
  ...Array.from({ length: 30 }, () => "page_view"),
  ...Array.from({ length: 20 }, (_, i) => `event_${i}`),
  "user_signup",
  "purchase",
];

beforeAll(async () => {
  bench = await openBench({ now: () => end });
  const random = randomOf(20_000);
  // as they came: by time, the later ones a little before the earlier
  for (let from = 0; from < 20_000; from += 1_000)
    await bench.track(
      tenantA,
      ...Array.from({ length: 1_000 }, (_, k) => ({
        messageId: `m-${from + k}`,
        userId: `u-${random.below(500)}`,
        eventName: random.pick(names),
        timestamp: new Date(start + ((from + k) / 20_000) * (end - start - hour) + random.below(hour)).toISOString(),
        sessionId: random.below(400) === 0 ? session : `s-${random.below(2_000)}`,
        properties: JSON.stringify({ product_id: `sku-${random.below(500)}`, price: random.below(10_000) / 100 }),
      })),
    );
  await bench.project();
  const admin = new pg.Client({ connectionString: bench.adminUrl });
  await admin.connect();
  await admin.query("VACUUM ANALYZE tracking.events");
  await admin.end();
});
afterAll(() => bench.close());

/** What is read for the answer, as the api role under row level security. */
const planOf = <A>(query: (client: PoolClient) => Promise<A>) =>
  plansOf({ adminUrl: bench.adminUrl, service: "tracking", tenantId: tenantA }, query);

/** Of somebody who did it. */
const user = async (name = "page_view"): Promise<string> =>
  (await bench.asTenant(tenantA, (c) => c.query("SELECT user_id FROM events WHERE event_name = $1 LIMIT 1", [name]))).rows[0].user_id;
const day = { from: new Date(start + 10 * 24 * hour), to: new Date(start + 11 * 24 * hour), includeBots: false };

describe("definitions", () => {
  it("are those of the document, a tenant first", async () => {
    const { rows } = await bench.workerPool.query<{ name: string; def: string }>(
      "SELECT indexname AS name, indexdef AS def FROM pg_indexes WHERE schemaname = 'tracking' AND tablename = 'events'",
    );
    const defs = Object.fromEntries(rows.map((r) => [r.name, r.def.replace(/^.* USING /, "")]));
    expect(defs).toEqual({
      events_pkey: 'btree (tenant_id, event_id, "timestamp")',
      idx_events_user_timestamp: 'btree (tenant_id, user_id, "timestamp" DESC)',
      idx_events_event_name: 'btree (tenant_id, event_name, "timestamp" DESC)',
      idx_events_timestamp: 'btree (tenant_id, "timestamp" DESC)',
      idx_events_session: "btree (tenant_id, session_id)",
      idx_events_page_view: "btree (tenant_id, user_id, \"timestamp\") WHERE ((event_name)::text = 'page_view'::text)",
      idx_events_signup: "btree (tenant_id, user_id, \"timestamp\") WHERE ((event_name)::text = 'user_signup'::text)",
      idx_events_properties: "gin (properties jsonb_path_ops)",
      idx_events_timestamp_brin: 'brin ("timestamp")',
    });
    const { rows: invalid } = await bench.workerPool.query(
      "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relname LIKE 'events_%' AND NOT i.indisvalid",
    );
    expect(invalid).toEqual([]);
  });
});

describe("plans", () => {
  const reads = async (query: (client: PoolClient) => Promise<ReadonlyArray<unknown>>, index: string) => {
    const planned = await planOf(query);
    expect(planned.answer.length).toBeGreaterThan(0);
    expect(planned.reads, planned.plans).toEqual([index]);
    return planned.plans;
  };

  it("a timeline uses idx_events_user_timestamp, and stops after its page", async () => {
    const id = await user();
    const plan = await reads((c) => timeline(c, tenantA, [id], { includeBots: true }, null, 20), "idx_events_user_timestamp");
    expect(plan).not.toMatch(/^\s*->\s+Sort/m);
  });
  it("a timeline of several ids too", async () => {
    const id = await user();
    const cursor = { at: start + 30 * 24 * hour, id: 7 };
    await reads((c) => timeline(c, tenantA, [id, session], { includeBots: true }, cursor, 20), "idx_events_user_timestamp");
  });
  it.each([
    ["page_view", "idx_events_page_view"],
    ["user_signup", "idx_events_signup"],
  ])("a person's %s events use %s", async (name, index) => {
    const id = await user(name);
    await reads((c) => timeline(c, tenantA, [id], { names: [name], includeBots: true }, null, 20), index);
  });
  it("counts of a name use idx_events_event_name", () =>
    reads((c) => countEvents(c, tenantA, { ...day, names: ["purchase"] }, "day", false, "UTC"), "idx_events_event_name"));
  it("a list of a day uses idx_events_timestamp, and touches one partition", async () => {
    const plan = await reads((c) => listEvents(c, tenantA, day, null, 20), "idx_events_timestamp");
    expect(new Set(plan.match(/events_y2026m\d\d\b/g))).toEqual(new Set(["events_y2026m03"]));
  });
  it("a session uses idx_events_session", () =>
    reads((c) => sessionEvents(c, tenantA, { sessionId: session, userIds: null }, true, null, 20), "idx_events_session"));
  it("a client's session of a person uses idx_events_session", async () => {
    const { rows } = await bench.asTenant(tenantA, (c) => c.query("SELECT user_id FROM events WHERE session_id IS NOT NULL LIMIT 1"));
    const theirs = { sessionId: "s-7", userIds: [rows[0].user_id, tenantA] };
    const planned = await planOf((c) => sessionEvents(c, tenantA, theirs, true, null, 20));
    expect(planned.reads, planned.plans).toEqual(["idx_events_session"]);
  });
  it("a search by properties uses idx_events_properties, inside its function", async () => {
    const whole = { from: new Date(start), to: new Date(end), includeBots: false };
    const planned = await planOf((c) => searchEvents(c, tenantA, '{"product_id":"sku-1"}', whole, null, 50));
    expect(planned.answer.length).toBeGreaterThan(10);
    expect(planned.reads, planned.plans).toEqual(["idx_events_properties", "idx_events_timestamp"]); // found by the one, read by the other
    expect(planned.widest, planned.plans).toBeLessThan(200);
  });
  it("a scan of an hour of a sealed month, whoever's, uses idx_events_timestamp_brin", async () => {
    const admin = new pg.Client({ connectionString: bench.adminUrl, options: "-c search_path=tracking" });
    await admin.connect();
    await admin.query("SELECT ensure_event_month('2026-01-01Z')");
    await admin.query(
      `INSERT INTO events (tenant_id, event_id, user_id, event_name, timestamp, message_id, received_at, properties)
       SELECT ('00000000-0000-4000-8000-' || lpad((random() * 50)::int::text, 12, '0'))::uuid, n, gen_random_uuid(), 'page_view', at, n::text, at, jsonb_build_object('n', random())
         FROM generate_series(1, 100000) n, LATERAL (SELECT '2026-01-01Z'::timestamptz + n * interval '26 seconds' + random() * interval '1 hour') AS t (at)`,
    );
    await admin.query("VACUUM ANALYZE events_y2026m01");
    const { rows } = await admin.query<{ btree: number; brin: number }>(
      `SELECT pg_relation_size('events_y2026m01_tenant_id_timestamp_idx') / 1024 AS btree, pg_relation_size('events_y2026m01_timestamp_idx') / 1024 AS brin`,
    );
    await admin.end();
    console.info(`idx_events_timestamp of 100,000 events: ${rows[0]!.btree} KiB, the BRIN: ${rows[0]!.brin} KiB`);
    expect(rows[0]!.brin).toBeLessThan(rows[0]!.btree / 50);
    const scan = "SELECT * FROM events WHERE timestamp >= '2026-01-05T10:00Z' AND timestamp < '2026-01-05T11:00Z'";
    const planned = await plansOf({ adminUrl: bench.adminUrl, service: "tracking" }, (c) => c.query(scan));
    expect(planned.answer.rowCount).toBeGreaterThan(50);
    expect(planned.reads, planned.plans).toEqual(["idx_events_timestamp_brin"]);
  });
});
