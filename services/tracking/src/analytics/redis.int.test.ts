import { anonymousUserIdOf, userIdOf } from "@marketing/protos/ids";
import type { RecordedEvent } from "@marketing/shared/base/event";
import { uuidv7 } from "@marketing/shared/base/ids";
import { createLogger } from "@marketing/shared/base/logger";
import { transaction } from "@marketing/shared/postgres/pool";
import { connectRedis } from "@marketing/shared/redis/connection";
import { tenantKey } from "@marketing/shared/redis/keys";
import { logSource } from "@marketing/shared/subscription/logSource";
import { startSubscription } from "@marketing/shared/subscription/runner";
import { waitForPosition } from "@marketing/shared/subscription/waitFor";
import { type TestRedis, testRedis } from "@marketing/tests/support/servers";
import type { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recentEvents } from "../event/recent.ts";
import { recentView } from "../event/recentView.ts";
import { eventView } from "../event/view.ts";
import { recountTenant } from "../person/recount.ts";
import { knownUsersView } from "../person/view.ts";
import { type Bench, openBench, tenantA } from "../testing.ts";
import { addDays, dayOf } from "./day.ts";
import { estimateUniqueUsers } from "./uniqueUsersCounter.ts";
import { uniqueUsersView } from "./uniqueUsersView.ts";

const logger = createLogger("tracking", "error");
const timezoneOf = async () => "Europe/Berlin";
let bench: Bench;
let server: TestRedis;
let redis: Redis;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  [bench, server] = await Promise.all([openBench(), testRedis()]);
  redis = connectRedis(server.url, logger);
  const context = { pool: bench.workerPool, schema: "tracking", redis, owner: "test", logger };
  const source = logSource(bench.workerLog);
  for (const view of [eventView, recentView, uniqueUsersView({ workerPool: bench.workerPool, timezoneOf })]) {
    const { stop } = startSubscription(context, { view, source });
    stops.push(stop);
  }
});
afterAll(async () => {
  for (const stop of stops) await stop();
  redis.disconnect();
  await bench.close();
  await server.release();
});

const caughtUp = async (): Promise<void> => {
  const head = await bench.workerLog.head();
  for (const view of ["events", "event_buffer", "unique_users"]) await waitForPosition(bench.workerPool, view, head);
};
const today = dayOf(Date.now(), "Europe/Berlin");
const uniques = async (day = today): Promise<number | undefined> => (await estimateUniqueUsers(redis, tenantA, [day], Date.now()))?.count;
const merge = (kind: "UserMerged" | "UserUnmerged", loserUserId: string, winnerUserId: string) =>
  transaction(bench.workerPool, (client) =>
    knownUsersView.apply(client, [
      {
        position: 1,
        tenantId: tenantA,
        streamId: "user-x",
        version: 1,
        eventId: uuidv7(),
        type: `marketing.identity.v1.${kind}`,
        schemaVersion: 1,
        data: { winnerUserId, loserUserId },
        metadata: {},
        subjectId: null,
        recordedAt: new Date(),
      } satisfies RecordedEvent,
    ]),
  );
const recount = (...ids: string[]) =>
  recountTenant({ pool: bench.workerPool, redis, log: bench.workerLog, timezoneOf, logger }, tenantA, ids);

describe("unique_users", () => {
  it("counts people, not events, and no bots", async () => {
    await bench.track(
      tenantA,
      { userId: "ann" },
      { userId: "ann" },
      { userId: "bob" },
      { userId: "bot", userAgent: "Googlebot/2.1" },
      { userId: "", anonymousId: "c-1" },
    );
    await caughtUp();
    expect(await uniques()).toBe(3);
    expect(await uniques(addDays(today, 1))).toBe(0);
  });

  it("counts a merged visitor once, and twice again after the undo", async () => {
    const [ann, visitor] = [userIdOf(tenantA, "ann"), anonymousUserIdOf(tenantA, "c-1")];
    await merge("UserMerged", visitor, ann);
    expect(await recount(visitor)).toBe(true);
    expect(await uniques()).toBe(2);
    await bench.track(tenantA, { userId: "", anonymousId: "c-1" });
    await caughtUp();
    expect(await uniques()).toBe(2);
    await merge("UserUnmerged", visitor, ann);
    await recount(visitor);
    expect(await uniques()).toBe(3);
  });

  it("keeps a day for eight days and no longer", async () => {
    const ttl = await redis.pttl(tenantKey(tenantA, "unique_users", today));
    expect(ttl).toBeGreaterThan(6.9 * 86_400_000);
    expect(ttl).toBeLessThan(8.6 * 86_400_000);
    const [old] = await bench.track(tenantA, { userId: "ann", timestamp: new Date(Date.now() - 20 * 86_400_000).toISOString() });
    expect(old).toMatchObject({ status: "accepted" });
    await caughtUp();
    expect(await redis.keys("*unique_users:2*")).toHaveLength(1);
    expect(await estimateUniqueUsers(redis, tenantA, [addDays(today, -20)], Date.now())).toBeNull();
  });

  it("is within two per cent of ten thousand, and comes back by itself after a flush", async () => {
    for (let page = 0; page < 10; page++)
      await bench.track(tenantA, ...Array.from({ length: 1_000 }, (_, i) => ({ userId: `many-${page}-${i}` })));
    await caughtUp();
    const before = (await uniques())!;
    expect(Math.abs(before - 10_003) / 10_003).toBeLessThan(0.02);
    const buffer = await redis.lrange(tenantKey(tenantA, "event_buffer", userIdOf(tenantA, "ann")), 0, -1);
    await redis.flushdb();
    await bench.track(tenantA, { userId: "many-0-0" });
    await expect.poll(() => uniques(), { interval: 100 }).toBe(before);
    await caughtUp();
    expect(await redis.lrange(tenantKey(tenantA, "event_buffer", userIdOf(tenantA, "ann")), 0, -1)).toEqual(buffer);
  });
});

describe("event_buffer", () => {
  it("holds the last hundred, newest first, as the document has them", async () => {
    for (let page = 0; page < 3; page++)
      await bench.track(
        tenantA,
        ...Array.from({ length: 50 }, (_, i) => ({ userId: "busy", eventName: `e${page * 50 + i}`, properties: `{"i":${i}}` })),
      );
    await caughtUp();
    const key = tenantKey(tenantA, "event_buffer", userIdOf(tenantA, "busy"));
    const held = (await redis.lrange(key, 0, -1)).map((text) => JSON.parse(text));
    expect(held.map((e) => e.event)).toEqual(Array.from({ length: 100 }, (_, i) => `e${149 - i}`));
    expect(held[0]).toMatchObject({ user_id: userIdOf(tenantA, "busy"), properties: { i: 49 } });
    expect(Number.isInteger(held[0].timestamp)).toBe(true);
    expect(await redis.pttl(key)).toBeGreaterThan(0);
    const recent = await recentEvents(redis, tenantA, [userIdOf(tenantA, "busy"), userIdOf(tenantA, "ann")], 3);
    expect(recent?.map((e) => e.event)).toEqual(["e149", "e148", "e147"]);
    expect(await recentEvents(redis, tenantA, [userIdOf(tenantA, "nobody")], 3)).toBeNull();
  });
});
