import pg, { type PoolClient, type QueryResult } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countEvents } from "../analytics/counts.ts";
import { type Bench, openBench, tenantA } from "../testing.ts";
import { listEvents, sessionEvents, timeline } from "./queries.ts";

let bench: Bench;
const hour = 3_600_000;
const start = Date.UTC(2026, 2, 1);
const session = "0190a0b0-0000-7000-8000-0000000000f1";
const names = ["page_view", "user_signup", "purchase", "search"];

beforeAll(async () => {
  bench = await openBench({ now: () => Date.UTC(2026, 4, 1) });
  for (let page = 0; page < 4; page++) {
    await bench.track(
      tenantA,
      ...Array.from({ length: 1_000 }, (_, k) => {
        const i = page * 1_000 + k;
        return {
          messageId: `m-${i}`,
          userId: `u-${i % 97}`,
          eventName: names[i % 4]!,
          timestamp: new Date(start + i * 0.35 * hour).toISOString(),
          sessionId: i % 50 === 0 ? session : `s-${i % 400}`,
          properties: JSON.stringify({ product_id: `sku-${i % 500}` }),
        };
      }),
    );
  }
  await bench.project();
  const admin = new pg.Client({ connectionString: bench.adminUrl });
  await admin.connect();
  await admin.query("VACUUM ANALYZE tracking.events");
  await admin.end();
});
afterAll(() => bench.close());

/** The plan of the statement that `query` sends, made as the api role under row level security. */
const planOf = (query: (client: PoolClient) => Promise<unknown>): Promise<string> =>
  bench.asTenant(tenantA, async (client) => {
    await client.query("SET LOCAL enable_seqscan = off");
    let plan = "";
    const explaining = {
      query: async (config: string | { text: string; values?: unknown[] }, values?: unknown[]) => {
        const [text, parameters] = typeof config === "string" ? [config, values] : [config.text, config.values];
        const { rows } = await client.query<{ "QUERY PLAN": string }>(`EXPLAIN ${text}`, parameters as unknown[]);
        plan = rows.map((r) => r["QUERY PLAN"]).join("\n");
        return { rows: [] } as unknown as QueryResult;
      },
    };
    await query(explaining as unknown as PoolClient);
    return plan;
  });

const user = async (): Promise<string> =>
  (await bench.asTenant(tenantA, (c) => c.query("SELECT user_id FROM events WHERE external_id = 'u-5' LIMIT 1"))).rows[0].user_id;
const day = { from: new Date(start + 10 * 24 * hour), to: new Date(start + 11 * 24 * hour), includeBots: false };
/** Partitions carry the index under a name of their own, made of the table's and the columns'. */
const index = (columns: string) => new RegExp(`events_y2026m0\\d_${columns}_idx`);

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
  it("a timeline uses idx_events_user_timestamp, and stops after its page", async () => {
    const id = await user();
    const plan = await planOf((c) => timeline(c, tenantA, [id], { includeBots: true }, null, 20));
    expect(plan).toMatch(index("tenant_id_user_id_timestamp"));
    expect(plan).not.toMatch(/^\s*->\s+Sort/m);
  });
  it("a timeline of several ids too", async () => {
    const id = await user();
    expect(
      await planOf((c) => timeline(c, tenantA, [id, session], { includeBots: true }, { at: start + 30 * 24 * hour, id: 7 }, 20)),
    ).toMatch(index("tenant_id_user_id_timestamp"));
  });
  it("a person's page views use idx_events_page_view, their sign-ups idx_events_signup", async () => {
    const id = await user();
    for (const name of ["page_view", "user_signup"]) {
      const plan = await planOf((c) => timeline(c, tenantA, [id], { names: [name], includeBots: true }, null, 20));
      expect(plan).toMatch(/events_y2026m0\d_tenant_id_user_id_timestamp_idx[12]/);
    }
  });
  it("counts of a name use idx_events_event_name", async () => {
    expect(await planOf((c) => countEvents(c, tenantA, { ...day, names: ["purchase"] }, "day", false, "UTC"))).toMatch(
      index("tenant_id_event_name_timestamp"),
    );
  });
  it("a list of a day uses idx_events_timestamp, and touches one partition", async () => {
    const plan = await planOf((c) => listEvents(c, tenantA, day, null, 20));
    expect(plan).toMatch(index("tenant_id_timestamp"));
    expect(new Set(plan.match(/events_y2026m\d\d\b/g))).toEqual(new Set(["events_y2026m03"]));
  });
  it("a session uses idx_events_session", async () => {
    expect(await planOf((c) => sessionEvents(c, tenantA, { sessionId: session, userIds: null }, true, null, 20))).toMatch(
      index("tenant_id_session_id"),
    );
  });
  it("a client's session of a person uses idx_events_session", async () => {
    const theirs = { sessionId: "s-7", userIds: [session, tenantA] };
    expect(await planOf((c) => sessionEvents(c, tenantA, theirs, true, null, 20))).toMatch(index("tenant_id_session_id"));
  });
  it("a search by properties uses idx_events_properties", async () => {
    // Inside search_events, as its owner, who bypasses row level security: the worker does as well.
    const { rows } = await bench.workerPool.query(
      `EXPLAIN SELECT e.event_id, e.timestamp FROM events e WHERE e.tenant_id = '${tenantA}' AND e.properties @> '{"product_id":"sku-1"}'
          AND e.timestamp >= '2026-03-01Z' AND e.timestamp < '2026-05-01Z' ORDER BY e.timestamp DESC, e.event_id DESC LIMIT 50`,
    );
    expect(rows.map((r) => r["QUERY PLAN"]).join("\n")).toMatch(index("properties"));
  });
  it("a range scan of a sealed partition can use the BRIN index", async () => {
    const client = await bench.workerPool.connect();
    await client.query("BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off; SET LOCAL enable_indexonlyscan = off");
    const { rows } = await client.query(
      "EXPLAIN SELECT count(*) FROM events WHERE timestamp >= '2026-03-05Z' AND timestamp < '2026-03-06Z'",
    );
    await client.query("ROLLBACK");
    client.release();
    expect(rows.map((r) => r["QUERY PLAN"]).join("\n")).toMatch(/events_y2026m03_timestamp_idx/);
  });
});
