import { stretched, until } from "@marketing/tests/support/patience";
import { createTestDatabase, type TestDatabase, type TestRedis, testRedis } from "@marketing/tests/support/servers";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { defaults } from "../base/defaults.ts";
import { uuidv7 } from "../base/ids.ts";
import { createLogger } from "../base/logger.ts";
import { sleep } from "../base/sleep.ts";
import { createCodec } from "../log/codec.ts";
import { EventLog } from "../log/eventLog.ts";
import { createPool, type Pool } from "../postgres/pool.ts";
import { generationKey } from "../redis/keys.ts";
import { rebuildView, verifyView } from "./generation.ts";
import { holding } from "./holding.ts";
import { logSource } from "./logSource.ts";
import { startRebuilder } from "./rebuilder.ts";
import { followRebuild, requestRebuild } from "./rebuilds.ts";
import { type Subscription, type SubscriptionContext, startSubscription } from "./runner.ts";
import type { Source } from "./source.ts";
import type { RedisView } from "./view.ts";

/** Nothing here may last for ever: where nothing gets further, whoever waits is told what stands still. */
let db: TestDatabase;
let redisServer: TestRedis;
let redis: Redis;
let pool: Pool;
let log: EventLog;
let standing = 0;
const logger = createLogger("test", "error");
const tenantId = uuidv7();
const events = 30;
const context = (): SubscriptionContext => ({ pool, schema: "identity", redis, owner: "one", logger });
const usual = { ...defaults.subscription };

beforeAll(async () => {
  db = await createTestDatabase({ services: ["identity"] });
  redisServer = await testRedis();
  redis = new Redis(redisServer.url);
  pool = createPool({ connectionString: db.workerUrl("identity"), schema: "identity", max: 20 });
  log = new EventLog({ pool, schema: "identity", codec: createCodec({ counted: { version: 1 } }) });
  for (let i = 0; i < events; i++)
    await log.append({
      tenantId,
      appendId: uuidv7(),
      writes: [{ streamId: "s", expected: "any", events: [{ type: "counted", data: {} }] }],
    });
});
afterAll(async () => {
  redis.disconnect();
  await pool.end();
  await redisServer.release();
  await db.drop();
});
beforeEach(() => {
  standing += 1;
});
afterEach(() => {
  Object.assign(defaults.subscription, usual);
});

/** A view of its own for each test, which counts the events. */
const counting = (change: Partial<RedisView> = {}): RedisView => ({
  kind: "redis",
  name: `standing_${standing}`,
  version: 1,
  prefixes: [`n${standing}`],
  batchSize: 10,
  fold: (_, found, key) => [["INCRBY", key(`n${standing}`), found.length]],
  ...change,
});
const follow = async (id: string, signal = new AbortController().signal): Promise<string[]> => {
  const states: string[] = [];
  for await (const { state } of followRebuild(pool, id, signal)) states.push(state);
  return states;
};
const generationsOf = async ({ view }: Subscription) =>
  (await pool.query("SELECT generation FROM checkpoints WHERE subscription = $1 AND generation > 1", [view.name])).rowCount;
const caughtUp = ({ view }: Subscription) =>
  until(`${view.name} is up`, async () => {
    const { rows } = await pool.query("SELECT position >= high_water() AS up FROM checkpoints WHERE subscription = $1", [view.name]);
    return rows[0]?.up === true;
  });
const lifted = async ({ view }: Subscription) =>
  (await pool.query("SELECT 1 FROM checkpoints WHERE subscription = $1 AND hold_until > clock_timestamp()", [view.name])).rowCount === 0;

it("a rebuild whose source does not answer fails, and what was built is gone", async () => {
  Object.assign(defaults.subscription, { rebuildStalledMs: stretched(1_000) });
  const whole = logSource(log);
  const source: Source = {
    ...whole,
    read: (from, n) => (from.position > 0 ? new Promise(() => undefined) : whole.read(from, Math.min(n, 10))),
  };
  const view = counting();
  const subscription = { view, source };
  const builder = startRebuilder({ ...context(), batchSize: 10 }, [subscription]);
  Object.assign(defaults.subscription, { rebuildBatchSize: 10 });
  await expect(follow(await requestRebuild(pool, view.name, "rebuild"))).rejects.toMatchObject({
    reason: "REBUILD_FAILED",
    message: expect.stringMatching(/^standing_\d+: reading log behind position \d+ has not come to an end for [\d.]+ s\. .*ask again/),
  });
  expect(await generationsOf(subscription)).toBe(0);
  await builder.stop();
});

it("a rebuild whose store loses again and again what was written fails", async () => {
  Object.assign(defaults.subscription, { rebuildStalledMs: stretched(1_000), rebuildBatchSize: 10, redisHeartbeatMs: 1 });
  let flushing = true;
  const view = counting({
    fold: async (_, found, key) => {
      if (flushing && found.at(-1)!.position > 10) await redis.flushdb();
      return [["INCRBY", key(`n${standing}`), found.length]];
    },
  });
  const subscription = { view, source: logSource(log) };
  await expect(rebuildView(context(), subscription, () => undefined)).rejects.toThrow(/loses again what it wrote/);
  expect(await generationsOf(subscription)).toBe(0);
  flushing = false;
  Object.assign(defaults.subscription, usual);
  expect(await rebuildView(context(), subscription, () => undefined)).toMatchObject({ events });
});

it("a view that nobody runs, or that does not move, is not compared: its verifier says so", async () => {
  Object.assign(defaults.subscription, { stalledMs: 500 });
  const subscription = { view: counting(), source: logSource(log) };
  await expect(verifyView(context(), subscription, () => undefined)).rejects.toThrow(
    /stands still at position 0 while its copy is at \d+.*projections status/,
  );
  expect(await generationsOf(subscription)).toBe(0);
});

it("a comparison that does not come to an end lets the live view go", async () => {
  Object.assign(defaults.subscription, { rebuildStalledMs: stretched(2_500) });
  const subscription = { view: counting(), source: logSource(log) };
  const running = startSubscription(context(), subscription);
  await caughtUp(subscription);
  const deaf = new Redis(redisServer.url);
  deaf.type = () => new Promise<never>(() => undefined);
  await expect(verifyView({ ...context(), redis: deaf }, subscription, () => undefined)).rejects.toThrow(
    /the live view was held up for [\d.]+ s/,
  );
  deaf.disconnect();
  expect(await lifted(subscription)).toBe(true);
  await running.stop();
});

it("a view that has not begun is held up as well: who begins meanwhile waits", async () => {
  const subscription = { view: counting(), source: logSource(log) };
  const running = await holding(context(), subscription, async (at) => {
    expect(at).toBe(0);
    const begun = startSubscription(context(), subscription);
    await until("it has the lease", async () => {
      const { rows } = await pool.query("SELECT lease_owner FROM checkpoints WHERE subscription = $1", [subscription.view.name]);
      return rows[0]?.lease_owner === "one";
    });
    await sleep(500);
    expect(await redis.get(generationKey(tenantId, null, `n${standing}`))).toBeNull();
    return begun;
  });
  await caughtUp(subscription);
  await running.stop();
});

it("who waits for a rebuild is told when its builder is gone, and waits as long as another is worked on", async () => {
  Object.assign(defaults.subscription, { requestTakenMs: 500, rebuildGoneMs: stretched(2_000) });
  const { name } = counting();
  const mine = await requestRebuild(pool, name, "rebuild");
  const other = await requestRebuild(pool, name, "verify");
  await pool.query("UPDATE rebuilds SET state = 'building', updated_at = clock_timestamp() WHERE rebuild_id = $1", [other]);
  const began = Date.now();
  const beat = setInterval(() => {
    if (Date.now() - began < 3_000) void pool.query("UPDATE rebuilds SET updated_at = clock_timestamp() WHERE rebuild_id = $1", [other]);
  }, 100);
  await Promise.all(
    [mine, other].map((id) =>
      expect(follow(id)).rejects.toMatchObject({ reason: "NO_WORKER", message: expect.stringContaining("start one") }),
    ),
  );
  clearInterval(beat);
  expect(Date.now() - began).toBeGreaterThan(3_000);
  await pool.query("DELETE FROM rebuilds");
});

it("a process that stops while it builds leaves the request to the next at once", async () => {
  Object.assign(defaults.subscription, { rebuildBatchSize: 1 });
  let go: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  let folds = 0;
  const view = counting({
    batchSize: 1,
    fold: async (_, found, key) => {
      folds += 1;
      await gate;
      return [["INCRBY", key(`n${standing}`), found.length]];
    },
  });
  const subscription = { view, source: logSource(log) };
  const first = startRebuilder({ ...context(), batchSize: 1 }, [subscription]);
  const id = await requestRebuild(pool, view.name, "rebuild");
  const following = follow(id);
  await until("it builds", () => folds > 0);
  const stopped = first.stop();
  go();
  await stopped;
  expect(folds).toBeLessThan(events);
  expect(await generationsOf(subscription)).toBe(0);
  const second = startRebuilder(context(), [subscription]);
  expect((await following).at(-1)).toBe("done");
  await second.stop();
});

it("what a builder left that was killed is gone when the next has built", async () => {
  const subscription = { view: counting(), source: logSource(log) };
  const { name } = subscription.view;
  const left = generationKey(tenantId, 7, `n${standing}`);
  await redis.set(left, 3);
  await pool.query("INSERT INTO projections (name, version) VALUES ($1, 1)", [name]);
  await pool.query("INSERT INTO checkpoints (subscription, generation, source, lease_until) VALUES ($1, 7, 'log', 'infinity')", [name]);
  await pool.query("INSERT INTO redis_tenants (subscription, generation, tenant_id) VALUES ($1, 7, $2)", [name, tenantId]);
  const builder = startRebuilder(context(), [subscription]);
  expect((await follow(await requestRebuild(pool, name, "rebuild"))).at(-1)).toBe("done");
  expect(await generationsOf(subscription)).toBe(0);
  expect(await redis.get(left)).toBeNull();
  expect(await redis.get(generationKey(tenantId, null, `n${standing}`))).toBe(String(events));
  await builder.stop();
});
