import { stretched } from "@marketing/tests/support/patience";
import { createTestDatabase, type TestDatabase, type TestRedis, testRedis } from "@marketing/tests/support/servers";
import { Redis } from "ioredis";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RecordedEvent } from "../base/event.ts";
import { uuidv7 } from "../base/ids.ts";
import { createLogger } from "../base/logger.ts";
import { sleep } from "../base/sleep.ts";
import { createCodec } from "../log/codec.ts";
import { EventLog } from "../log/eventLog.ts";
import { createPool, type Pool } from "../postgres/pool.ts";
import { Fenced } from "./failures.ts";
import { rebuildView, verifyView } from "./generation.ts";
import { logSource } from "./logSource.ts";
import { postgresSink } from "./postgresSink.ts";
import { startRebuilder } from "./rebuilder.ts";
import { followRebuild, requestRebuild } from "./rebuilds.ts";
import { redisSink } from "./redisSink.ts";
import { replayParked } from "./replay.ts";
import { type SubscriptionContext, startSubscription } from "./runner.ts";
import type { PostgresView, RedisView } from "./view.ts";
import { waitForPosition } from "./waitFor.ts";

/** What the events of these tests say. */
const dataOf = (e: RecordedEvent) => e.data as { readonly name: string; readonly by: number };
const codec = createCodec({ counted: { version: 1 } });
const tenants = [uuidv7(), uuidv7()] as const;
const logger = createLogger("test", "error");

let db: TestDatabase;
let redisServer: TestRedis;
let redis: Redis;
let pool: Pool;
let log: EventLog;
const context = (owner = "one"): SubscriptionContext => ({ pool, schema: "identity", redis, owner, logger });

beforeAll(async () => {
  db = await createTestDatabase({ services: ["identity"] });
  redisServer = await testRedis();
  redis = new Redis(redisServer.url);
  pool = createPool({ connectionString: db.workerUrl("identity"), schema: "identity", max: 30 });
  log = new EventLog({ pool, schema: "identity", codec });
  const admin = new pg.Client({ connectionString: db.adminUrl });
  await admin.connect();
  for (const t of ["counts", "totals", "fragile"])
    await admin.query(
      `SET ROLE identity_owner; SET search_path = identity;
       CREATE TABLE ${t} (tenant_id uuid NOT NULL, name text NOT NULL, n bigint NOT NULL CHECK (n > 0), PRIMARY KEY (tenant_id, name)); CREATE INDEX idx_${t}_n ON ${t} (tenant_id, n DESC); SELECT protect('${t}')`,
    );
  await admin.end();
});
afterAll(async () => {
  redis.disconnect();
  await pool.end();
  await redisServer.release();
  await db.drop();
});

const counting = (table: string, poison = (_: RecordedEvent) => false): PostgresView => ({
  kind: "postgres",
  name: table,
  version: 1,
  tables: [table],
  batchSize: 37,
  async apply(client, events) {
    const sums = new Map<string, { tenant: string; name: string; n: number }>();
    for (const e of events) {
      if (poison(e)) throw new Error("I cannot digest this");
      const key = `${e.tenantId} ${dataOf(e).name}`;
      const sum = sums.get(key) ?? { tenant: e.tenantId, name: dataOf(e).name, n: 0 };
      sum.n += dataOf(e).by;
      sums.set(key, sum);
    }
    const rows = [...sums.values()];
    await client.query(
      `INSERT INTO ${table} AS t SELECT * FROM unnest($1::uuid[], $2::text[], $3::bigint[]) ON CONFLICT (tenant_id, name) DO UPDATE SET n = t.n + excluded.n`,
      [rows.map((r) => r.tenant), rows.map((r) => r.name), rows.map((r) => r.n)],
    );
  },
});
const redisCounting: RedisView = {
  kind: "redis",
  name: "redis_counts",
  version: 1,
  prefixes: ["count", "recent"],
  batchSize: 37,
  fold: (_, events, key) =>
    events.flatMap((e) => [
      ["INCRBY", key("count", dataOf(e).name), dataOf(e).by] as const,
      ["LPUSH", key("recent", dataOf(e).name), e.position] as const,
      ["LTRIM", key("recent", dataOf(e).name), 0, 9] as const,
    ]),
};

const names = ["a", "b", "c", "d"];
const expectedTotals = new Map<string, number>();
const produce = async (events: number): Promise<number> => {
  let last = 0;
  await Promise.all(
    Array.from({ length: 8 }, async (_, w) => {
      for (let i = 0; i < events / 8; i++) {
        const tenantId = tenants[(i + w) % 2]!;
        const name = names[(i >> 1) % 4]!;
        const by = 1 + (i % 5);
        const { position } = await log.append({
          tenantId,
          appendId: uuidv7(),
          writes: [{ streamId: `counter-${name}`, expected: "any", events: [{ type: "counted", data: { name, by } }] }],
        });
        expectedTotals.set(`${tenantId} ${name}`, (expectedTotals.get(`${tenantId} ${name}`) ?? 0) + by);
        last = Math.max(last, position);
      }
    }),
  );
  return last;
};
const totalsOf = async (table: string) =>
  new Map(
    (await pool.query<{ k: string; n: number }>(`SELECT tenant_id || ' ' || name AS k, n FROM ${table}`)).rows.map((r) => [r.k, r.n]),
  );
const sorted = (m: Map<string, number>) => [...m].sort();

describe("a PostgreSQL view", () => {
  it("counts every event once with two replicas, one of which is cut off again and again", async () => {
    const view = counting("counts");
    const source = logSource(log);
    const stable = startSubscription(context("stable"), { view, source });
    const rival = startSubscription(context("rival"), { view, source: logSource(log) });
    const disturb = (async () => {
      for (let i = 0; i < 12; i++) {
        await sleep(100);
        await pool.query("UPDATE checkpoints SET lease_until = '-infinity', fence = fence + 1 WHERE subscription = 'counts'");
        await pool.query(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'identity_worker' AND state = 'idle in transaction' AND datname = current_database()",
        );
      }
    })();
    const last = await produce(2_000);
    await disturb;
    await waitForPosition(pool, "counts", last);
    expect(sorted(await totalsOf("counts"))).toEqual(sorted(expectedTotals));
    await Promise.all([stable.stop(), rival.stop()]);
  });

  it("refuses the write of a runner that was replaced while it slept", async () => {
    const { rows } = await pool.query<{ fence: number; generation: number }>(
      "UPDATE checkpoints SET fence = fence + 1 WHERE subscription = 'counts' RETURNING fence, generation",
    );
    const lease = (fence: number) => ({
      subscription: "counts",
      generation: rows[0]!.generation,
      fence,
      signal: new AbortController().signal,
    });
    const sink = (fence: number) =>
      postgresSink({ pool, view: counting("counts"), lease: lease(fence), schema: "identity", building: false });
    const asleep = sink(rows[0]!.fence);
    const at = await asleep.open();
    await pool.query("UPDATE checkpoints SET fence = fence + 1 WHERE subscription = 'counts'");
    const batch = { events: [], next: { position: at.position + 1, token: null }, head: at.position + 1 };
    await expect(asleep.write(batch, at)).rejects.toBeInstanceOf(Fenced);
    expect((await sink(rows[0]!.fence + 1).open()).position).toBe(at.position);
  });

  it("hands over within seconds when the holder dies without a word", async () => {
    await pool.query(
      "UPDATE checkpoints SET lease_until = clock_timestamp() + interval '5 s', lease_owner = 'dead', fence = fence + 1 WHERE subscription = 'counts'",
    );
    const last = await produce(16);
    const started = Date.now();
    const heir = startSubscription(context("heir"), { view: counting("counts"), source: logSource(log) });
    await waitForPosition(pool, "counts", last);
    expect(Date.now() - started).toBeLessThan(stretched(8_000));
    await heir.stop();
    expect(sorted(await totalsOf("counts"))).toEqual(sorted(expectedTotals));
  });

  it("is rebuilt beside itself under traffic: readers see all of it at any moment, and nothing counts twice", async () => {
    const view = counting("counts");
    const source = logSource(log);
    const running = startSubscription(context(), { view, source });
    const before = [...expectedTotals.values()].reduce((a, b) => a + b, 0);
    const seen: number[] = [];
    let watching = true;
    const watch = (async () => {
      while (watching) seen.push(Number((await pool.query("SELECT coalesce(sum(n), 0) AS n FROM counts")).rows[0].n));
    })();
    const traffic = produce(1_500);
    const { generation } = await rebuildView(context("builder"), { view, source: logSource(log) }, () => undefined);
    const last = await traffic;
    await waitForPosition(pool, "counts", last);
    watching = false;
    await watch;
    expect(seen.every((n, i) => n >= before && n >= (seen[i - 1] ?? 0))).toBe(true);
    expect(generation).toBeGreaterThan(1);
    expect(sorted(await totalsOf("counts"))).toEqual(sorted(expectedTotals));
    const { rows } = await pool.query("SELECT indexname FROM pg_indexes WHERE schemaname = 'identity' AND tablename = 'counts' ORDER BY 1");
    expect(rows.map((r) => r.indexname)).toEqual(["counts_pkey", "idx_counts_n"]);
    expect((await pool.query("SELECT relforcerowsecurity AS f FROM pg_class WHERE oid = 'identity.counts'::regclass")).rows[0].f).toBe(
      true,
    );
    expect((await pool.query("SELECT 1 FROM pg_namespace WHERE nspname LIKE 'identity_g%'")).rows).toEqual([]);
    await running.stop();
  });

  it("tells a view that is right from one that is not", async () => {
    const view = counting("counts");
    const subscription = { view, source: logSource(log) };
    const running = startSubscription(context(), subscription);
    expect(await verifyView(context(), subscription, () => undefined)).toMatchObject({ equal: true, rows: 8, difference: "" });
    await pool.query("UPDATE counts SET n = n + 1 WHERE name = 'a'");
    expect(await verifyView(context(), subscription, () => undefined)).toMatchObject({ equal: false });
    await pool.query("UPDATE counts SET n = n - 1 WHERE name = 'a'");
    await running.stop();
  });

  it("is built anew when the program brings a newer version of it", async () => {
    const doubled: PostgresView = { ...counting("counts"), version: 2 };
    const apply = doubled.apply;
    const view: PostgresView = {
      ...doubled,
      apply: (c, events) =>
        apply(
          c,
          events.map((e) => ({ ...e, data: { ...dataOf(e), by: dataOf(e).by * 2 } })),
        ),
    };
    const subscription = { view, source: logSource(log) };
    const running = startSubscription(context(), subscription);
    const builders = [startRebuilder(context("b1"), [subscription]), startRebuilder(context("b2"), [subscription])];
    for (let i = 0; i < 2_400; i++) {
      if ((await pool.query("SELECT version FROM projections WHERE name = 'counts'")).rows[0].version === 2) break;
      await sleep(50);
    }
    const twice = new Map([...expectedTotals].map(([k, n]) => [k, 2 * n]));
    expect(sorted(await totalsOf("counts"))).toEqual(sorted(twice));
    expect((await pool.query("SELECT count(*) AS n FROM rebuilds WHERE purpose = 'upgrade'")).rows[0].n).toBe(1);
    await Promise.all([running.stop(), ...builders.map((b) => b.stop())]);
  });
});

describe("poison", () => {
  it("is parked with its stream while all others go on, and drains in order once it can be digested", async () => {
    let sick = true;
    const view = counting("fragile", (e) => sick && dataOf(e).name === "b" && e.tenantId === tenants[0]);
    const subscription = { view, source: logSource(log) };
    const running = startSubscription(context(), subscription);
    const last = await log.head();
    await waitForPosition(pool, "fragile", last);
    const healthy = new Map([...expectedTotals].filter(([k]) => k !== `${tenants[0]} b`));
    expect(sorted(await totalsOf("fragile"))).toEqual(sorted(healthy));
    const parked = (
      await pool.query("SELECT error, stream_id, position FROM parked_events WHERE subscription = 'fragile' ORDER BY position")
    ).rows;
    expect(new Set(parked.map((p) => p.stream_id))).toEqual(new Set(["counter-b"]));
    expect([parked[0].error, parked[1].error]).toEqual(["I cannot digest this", ""]);

    expect(await replayParked(context(), subscription, {})).toMatchObject({ replayed: 0, remaining: parked.length });
    sick = false;
    expect(await replayParked(context(), subscription, {})).toEqual({ replayed: parked.length, remaining: 0, error: "" });
    await waitForPosition(pool, "fragile", await produce(64));
    expect(sorted(await totalsOf("fragile"))).toEqual(sorted(expectedTotals));
    await running.stop();
  });
});

describe("a Redis view", () => {
  it.each([
    ["of a tenant that has news", 0],
    ["of a tenant that has none", 1],
  ])("reads again what a wiped Redis lost %s, also when its heartbeat is due in the same write", async (_, teller) => {
    const view: RedisView = { ...redisCounting, name: `wiped_${teller}`, prefixes: ["wiped"] };
    const lease = { subscription: view.name, generation: 1, fence: 1, signal: new AbortController().signal };
    await pool.query("INSERT INTO checkpoints (subscription, generation, source, fence) VALUES ($1, 1, 'log', 1)", [view.name]);
    const sink = redisSink({ pool, redis, view, lease, building: false });
    const event = (position: number, tenantId: string) =>
      ({ position, tenantId, type: "counted", data: { name: "a", by: 1 } }) as RecordedEvent;
    const batch = (to: number, events: RecordedEvent[]) => ({ events, next: { position: to, token: null }, head: to });
    const begin = await sink.open();
    const first = await sink.write(batch(2, [event(1, tenants[0]), event(2, tenants[1])]), begin);
    expect(first.position).toBe(2);
    await redis.flushdb();
    await sleep(2_100); // the heartbeat is due
    const second = await sink.write(batch(3, [event(3, tenants[teller]!)]), first);
    expect(second.position).toBe(0);
    const all = batch(3, [event(1, tenants[0]), event(2, tenants[1]), event(3, tenants[teller]!)]);
    expect((await sink.write(all, second)).position).toBe(3);
    const count = (tenant: string) => redis.get(`t:{${tenant}}:count:a`);
    expect([await count(tenants[0]), await count(tenants[1])]).toEqual(teller === 0 ? ["2", "1"] : ["1", "2"]);
    await redis.flushdb();
  });

  const redisTotals = async () => {
    const entries = await Promise.all(
      tenants.flatMap((t) => names.map(async (n) => [`${t} ${n}`, Number(await redis.get(`t:{${t}}:count:${n}`))] as [string, number])),
    );
    return new Map(entries.filter(([, n]) => n > 0));
  };

  it("counts every event once while Redis is flushed under traffic and runners change", async () => {
    const subscription = { view: redisCounting, source: logSource(log) };
    const running = startSubscription(context("r1"), subscription);
    const rival = startSubscription(context("r2"), { ...subscription, source: logSource(log) });
    const disturb = (async () => {
      for (let i = 0; i < 5; i++) {
        await sleep(150);
        await redis.flushdb();
        if (i % 2)
          await pool.query("UPDATE checkpoints SET lease_until = '-infinity', fence = fence + 1 WHERE subscription = 'redis_counts'");
      }
    })();
    await produce(2_000);
    await disturb;
    const verdict = async () => JSON.stringify(sorted(await redisTotals())) === JSON.stringify(sorted(expectedTotals));
    for (let i = 0; i < 2_400 && !(await verdict()); i++) await sleep(50);
    expect(sorted(await redisTotals())).toEqual(sorted(expectedTotals));

    await redis.flushdb(); // nobody appends now: the heartbeat has to notice
    for (let i = 0; i < 2_400 && !(await verdict()); i++) await sleep(50);
    expect(sorted(await redisTotals())).toEqual(sorted(expectedTotals));
    expect(await verifyView(context(), subscription, () => undefined)).toMatchObject({ equal: true, rows: 16 });
    await redis.incr(`t:{${tenants[0]}}:count:a`);
    expect(await verifyView(context(), subscription, () => undefined)).toMatchObject({
      equal: false,
      difference: expect.stringContaining("count:a differs"),
    });

    const other: RedisView = {
      ...redisCounting,
      name: "redis_others",
      prefixes: ["other"],
      fold: (_, events, key) => events.map((e) => ["INCR", key("other", dataOf(e).name)] as const),
    };
    const others = { view: other, source: logSource(log) };
    const runningOther = startSubscription(context("r3"), others);
    const [, undisturbed] = await Promise.all([subscription, others].map((x) => verifyView(context(), x, () => undefined)));
    expect(undisturbed).toMatchObject({ equal: true }); // two views building under one number leave each other alone
    await runningOther.stop();

    const builder = startRebuilder(context("b"), [subscription]);
    const id = await requestRebuild(pool, "redis_counts", "rebuild");
    const states: string[] = [];
    for await (const r of followRebuild(pool, id, new AbortController().signal)) states.push(r.state);
    expect(states.at(-1)).toBe("done");
    await produce(64);
    for (let i = 0; i < 2_400 && !(await verdict()); i++) await sleep(50);
    expect(sorted(await redisTotals())).toEqual(sorted(expectedTotals));
    expect((await redis.keys("*~g*")).length).toBe(0);
    await Promise.all([running.stop(), rival.stop(), builder.stop()]);
  });
});
