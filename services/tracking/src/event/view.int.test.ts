import { createPool, type Pool, transaction } from "@marketing/shared/postgres/pool";
import { until } from "@marketing/tests/support/patience";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bench, openBench, tenantA, tenantB } from "../testing.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const hour = 3_600_000;
const iso = (ms: number): string => new Date(ms).toISOString();

describe("the columns of events", () => {
  it("are the document's, and what came to them", async () => {
    const { rows } = await bench.workerPool.query(
      `SELECT column_name AS name, data_type || coalesce('(' || character_maximum_length || ')', '') AS type, is_nullable AS null, column_default AS default
         FROM information_schema.columns WHERE table_schema = 'tracking' AND table_name = 'events' ORDER BY ordinal_position`,
    );
    expect(Object.fromEntries(rows.map((r) => [r.name, [r.type, r.null, r.default]]))).toMatchObject({
      event_id: ["bigint", "NO", null],
      user_id: ["uuid", "YES", null],
      event_name: ["character varying(100)", "NO", null],
      properties: ["jsonb", "NO", "'{}'::jsonb"],
      timestamp: ["timestamp with time zone", "NO", "now()"],
      session_id: ["uuid", "YES", null],
      ip_address: ["inet", "YES", null],
      user_agent: ["text", "YES", null],
      original_timestamp: ["timestamp with time zone", "YES", null],
      sent_at: ["timestamp with time zone", "YES", null],
      received_at: ["timestamp with time zone", "NO", null],
      is_bot: ["boolean", "NO", "false"],
    });
  });

  it("hold every value an event came with", async () => {
    await bench.workerPool.query(
      "INSERT INTO tenants_directory (tenant_id, name, settings, created_at) VALUES ($1, 'A', '{\"ipPolicy\":\"keep\"}', now())",
      [tenantA],
    );
    const now = Date.now();
    const properties = {
      text: 'tab\t, line\n, back\\slash, "quote", ключ 😀',
      number: 1.5,
      list: [1, null, { deep: true }],
      product_id: "sku-1",
    };
    const [result] = await bench.track(tenantA, {
      messageId: "all-columns\t\\",
      userId: "ann\\N",
      anonymousId: "cookie\n1",
      eventName: "Order Completed",
      properties: JSON.stringify(properties),
      timestamp: iso(now - hour),
      sentAt: iso(now),
      sessionId: "0190a0b0-0000-7000-8000-0000000000f1",
      ipAddress: "2001:db8::1",
      userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
      channel: "browser",
      contextActive: false,
    });
    expect(result).toMatchObject({ status: "accepted" });
    await bench.project();
    const { rows } = await bench.asTenant(tenantA, (client) =>
      client.query("SELECT * FROM events WHERE message_id = $1", ["all-columns\t\\"]),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      event_id: (result as { eventId: number }).eventId,
      external_id: "ann\\N",
      anonymous_id: "cookie\n1",
      event_name: "Order Completed",
      properties,
      original_timestamp: new Date(now - hour),
      sent_at: new Date(now),
      session_id: "0190a0b0-0000-7000-8000-0000000000f1",
      ip_address: "2001:db8::1",
      channel: "browser",
      is_bot: false,
      device: "desktop",
      browser: "Firefox 133",
      os: "Linux",
      context_active: false,
      warnings: null,
    });
    const row = rows[0] as { timestamp: Date; received_at: Date };
    expect(row.received_at.getTime() - row.timestamp.getTime()).toBe(hour);
  });

  it("take identifiers beyond 2^31", async () => {
    const admin = new pg.Client({ connectionString: bench.adminUrl });
    await admin.connect();
    await admin.query("SET search_path = tracking; SELECT setval('log_position', 3000000000)");
    await admin.query("SELECT ensure_log_partitions()");
    await admin.end();
    const [result] = await bench.track(tenantA, { messageId: "far" });
    expect((result as { eventId: number }).eventId).toBeGreaterThan(3_000_000_000);
    await bench.project();
    const { rows } = await bench.asTenant(tenantA, (client) => client.query("SELECT event_id FROM events WHERE message_id = 'far'"));
    expect(rows[0].event_id).toBe((result as { eventId: number }).eventId);
  });
});

describe("partitions", () => {
  it("stand ready for this month and three more, bounds at midnight UTC whatever the session's zone", async () => {
    const client = new pg.Client({ connectionString: bench.adminUrl, options: "-c timezone=America/New_York -c search_path=tracking" });
    await client.connect();
    await client.query("SET ROLE tracking_worker");
    await client.query("SELECT ensure_event_months(3)");
    await client.query("RESET ROLE; SET timezone = 'UTC'");
    const { rows } = await client.query<{ name: string; bound: string }>(
      "SELECT c.relname AS name, pg_get_expr(c.relpartbound, c.oid) AS bound FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'tracking.events'::regclass ORDER BY 1",
    );
    await client.end();
    const months = [0, 1, 2, 3].map((ahead) => {
      const at = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() + ahead));
      return `events_y${at.getUTCFullYear()}m${String(at.getUTCMonth() + 1).padStart(2, "0")}`;
    });
    expect(rows.map((r) => r.name)).toEqual(expect.arrayContaining(months));
    for (const { bound } of rows)
      expect(bound).toMatch(/^FOR VALUES FROM \('\d{4}-\d\d-01 00:00:00\+00'\) TO \('\d{4}-\d\d-01 00:00:00\+00'\)$/);
  });

  it("are made on demand for an old event, which keeps its own time; what is too old or too far ahead is clamped", async () => {
    const old = Date.UTC(new Date().getUTCFullYear() - 8, 4, 17);
    const results = await bench.track(
      tenantA,
      { messageId: "old", timestamp: iso(old) },
      { messageId: "ancient", timestamp: "1999-01-01T00:00:00Z" },
      { messageId: "future", timestamp: iso(Date.now() + 25 * hour) },
    );
    expect(results.map((r) => r.status)).toEqual(["accepted", "accepted", "accepted"]);
    await bench.project();
    const { rows } = await bench.asTenant(tenantA, (client) =>
      client.query(
        "SELECT message_id, timestamp, received_at, warnings FROM events WHERE message_id IN ('old', 'ancient', 'future') ORDER BY event_id",
      ),
    );
    expect(rows[0].timestamp).toEqual(new Date(old));
    for (const row of rows.slice(1)) expect(row).toMatchObject({ timestamp: row.received_at, warnings: ["timestamp_clamped"] });
    const { rows: partition } = await bench.workerPool.query(
      `SELECT to_regclass('tracking.events_y${new Date(old).getUTCFullYear()}m05') AS name`,
    );
    expect(partition[0].name).not.toBeNull();
  });
});

describe("partitions that several make at once", () => {
  const month = (ahead: number) => iso(Date.UTC(2015, ahead));
  const connections = 8;
  let makers: Pool;
  beforeAll(() => {
    makers = createPool({ connectionString: bench.workerUrl, schema: "tracking", max: connections });
  });
  afterAll(() => makers.end());

  const waiting = "SELECT count(*) AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";
  it.each([
    ["of events", `SELECT ensure_event_month('${month(0)}') AS made`, false],
    ["of the log", "SELECT ensure_log_partitions(60) AS made", 0],
  ])("%s: the first makes them, the others wait for it and find them", async (_, sql, none) => {
    const others = connections - 1;
    const { answers } = await transaction(makers, async (client) => {
      expect((await client.query(sql)).rows[0].made).not.toBe(none);
      const answers = Promise.allSettled(Array.from({ length: others }, async () => (await makers.query(sql)).rows[0].made));
      await until("the others wait", async () => (await bench.workerPool.query(waiting)).rows[0].n === others);
      return { answers };
    });
    expect(await answers).toEqual(Array.from({ length: others }, () => ({ status: "fulfilled", value: none })));
  });

  it("of many months, in whatever order each comes to them", async () => {
    const months = Array.from({ length: 24 }, (_, ahead) => month(ahead + 1));
    const sql = "SELECT count(*) FILTER (WHERE ensure_event_month(m)) AS made FROM unnest($1::timestamptz[]) m";
    const from = (i: number) => [...months.slice(i), ...months.slice(0, i)];
    const answers = await Promise.allSettled(Array.from({ length: connections }, (_, i) => makers.query(sql, [from(i * 3)])));
    expect(answers.filter(({ status }) => status === "rejected")).toEqual([]);
    expect(answers.reduce((sum, one) => sum + (one.status === "fulfilled" ? one.value.rows[0].made : 0), 0)).toBe(months.length);
  });
});

describe("tenants", () => {
  it("see their own events, and nobody's without saying who they are", async () => {
    await bench.track(tenantB, { messageId: "b-1" });
    await bench.project();
    const count = "SELECT count(*)::int AS n FROM events";
    expect((await bench.pool.query(count)).rows[0].n).toBe(0);
    expect((await bench.asTenant(tenantB, (client) => client.query(count))).rows[0].n).toBe(1);
    await bench.asTenant(tenantB, async (client) => {
      expect((await client.query("SELECT 1 FROM events WHERE tenant_id = $1", [tenantA])).rows).toEqual([]);
      expect(
        (await client.query("SELECT * FROM search_events('{}', '2000-01-01', '2100-01-01', NULL, NULL, true, NULL, NULL, 10)")).rows,
      ).toHaveLength(1);
    });
    await expect(
      bench.pool.query("SELECT * FROM search_events('{}', '2000-01-01', '2100-01-01', NULL, NULL, true, NULL, NULL, 10)"),
    ).resolves.toMatchObject({ rows: [] });
  });

  it("cannot write, nor read a partition behind row level security's back", async () => {
    for (const sql of [
      "DELETE FROM events",
      "UPDATE events SET user_id = NULL",
      "TRUNCATE events",
      "SELECT * FROM known_users; DELETE FROM known_users",
    ]) {
      await expect(bench.asTenant(tenantB, (client) => client.query(sql))).rejects.toMatchObject({ code: "42501" });
    }
    const at = new Date();
    const partition = `events_y${at.getUTCFullYear()}m${String(at.getUTCMonth() + 1).padStart(2, "0")}`;
    await expect(bench.asTenant(tenantB, (client) => client.query(`SELECT * FROM ${partition}`))).rejects.toMatchObject({ code: "42501" });
  });
});
