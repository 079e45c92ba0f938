import { stretched } from "@marketing/tests/support/patience";
import { type TestRedis, testRedis } from "@marketing/tests/support/servers";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createRateLimiter, type Limits, rateLimitKey } from "./rateLimit.ts";

const tenant = "0190a000-0000-7000-8000-000000000001";
const limits = (keyId: string, ofKey: number | null, ofTenant: number | null = null, tenantId = tenant): Limits => ({
  tenantId,
  keyId,
  ofKey,
  ofTenant,
});
let server: TestRedis;
let redis: Redis;
beforeAll(async () => {
  server = await testRedis();
  redis = new Redis(server.url);
  await redis.ping();
});
afterAll(async () => {
  redis.disconnect();
  await server.release();
});
const warnings: string[] = [];
const note = (message: string) => warnings.push(message);
const logger = { debug: note, info: note, warn: note, error: note };

it("grants exactly the limit, however many call at once, from however many processes, and what is refused is not counted", async () => {
  const other = new Redis(server.url);
  await other.ping();
  const limiters = [createRateLimiter({ redis, logger, timeoutMs: 5_000 }), createRateLimiter({ redis: other, logger, timeoutMs: 5_000 })];
  const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => limiters[i % 2]!.take(limits("parallel", 37), 1)));
  expect(answers.filter((d) => d.granted === 1)).toHaveLength(37);
  for (const { retryAfterMs } of answers) expect(retryAfterMs).toBeGreaterThan(3_590_000);
  expect(await redis.ttl(rateLimitKey(tenant, "parallel"))).toBeGreaterThan(3_590);
  expect(await redis.get(`t:{${tenant}}:rate_limit:api_key:parallel`)).toBe("37");
  other.disconnect();
});

it("counts units: a need is met whole or not at all, and spare ones come out of plenty alone", async () => {
  const limiter = createRateLimiter({ redis, logger, timeoutMs: 5_000 });
  expect(await limiter.take(limits("units", 100), 10, 50)).toMatchObject({ granted: 21, exhausted: null }); // 10, and an eighth of 90
  expect(await limiter.take(limits("units", 100), 80)).toMatchObject({ granted: 0, exhausted: "key" });
  expect(await limiter.take(limits("units", 100), 79, 50)).toMatchObject({ granted: 79 });
  expect(await limiter.take(limits("units", 100), 1)).toMatchObject({ granted: 0 });
  await limiter.giveBack(limits("units", 100), 5);
  expect(await limiter.take(limits("units", 100), 5)).toMatchObject({ granted: 5 });
  await limiter.giveBack(limits("units", 100), 1_000_000); // nobody gets more than the limit by giving back
  expect(await limiter.take(limits("units", 100), 101)).toMatchObject({ granted: 0 });
});

it("a tenant's budget is what all its keys have together, to the unit, and a refusal uses neither limit", async () => {
  const limiter = createRateLimiter({ redis, logger, timeoutMs: 5_000 });
  const of = (keyId: string) => limits(keyId, keyId === "tight" ? 3 : null, 20, "0190a000-0000-7000-8000-00000000000b");
  const keys = ["tight", "b", "c", "d"];
  const answers = await Promise.all(
    Array.from({ length: 80 }, async (_, i) => ({ key: keys[i % 4]!, ...(await limiter.take(of(keys[i % 4]!), 1)) })),
  );
  expect(answers.filter((one) => one.granted === 1)).toHaveLength(20);
  expect(answers.filter((one) => one.granted === 1 && one.key === "tight").length).toBeLessThanOrEqual(3);
  expect(answers.filter((one) => one.exhausted === "key").every((one) => one.key === "tight")).toBe(true);
  expect(answers.filter((one) => one.exhausted === "tenant").length).toBeGreaterThan(0);
  await limiter.giveBack(of("b"), 2);
  expect(await limiter.take(of("c"), 3)).toMatchObject({ granted: 0, exhausted: "tenant" });
  expect(await limiter.take(of("c"), 2)).toMatchObject({ granted: 2 });
});

it("starts again when the window is over, and gives a counter without an expiry a new one", async () => {
  const windowMs = stretched(150);
  const limiter = createRateLimiter({ redis, windowMs, logger });
  const take = async () => (await limiter.take(limits("window", 1), 1)).granted;
  expect([await take(), await take()]).toEqual([1, 0]);
  await new Promise((resolve) => setTimeout(resolve, windowMs + 50));
  expect(await take()).toBe(1);
  await redis.set(rateLimitKey(tenant, "window"), "45"); // a plain SET drops the expiry
  expect(await take()).toBe(0);
  expect(await redis.pttl(rateLimitKey(tenant, "window"))).toBeGreaterThan(0);
});

it("counts each tenant's key on its own", async () => {
  const limiter = createRateLimiter({ redis, logger });
  expect((await limiter.take(limits("own", 1), 1)).granted).toBe(1);
  expect((await limiter.take(limits("own", 1, null, "0190a000-0000-7000-8000-000000000002"), 1)).granted).toBe(1);
  expect((await limiter.take(limits("own", 1), 1)).granted).toBe(0);
});

it("grants all when Redis is gone or has something else under the key, and says so once", async () => {
  warnings.length = 0;
  const gone = new Redis({ host: "127.0.0.1", port: 1, lazyConnect: true, retryStrategy: () => null });
  gone.on("error", () => undefined);
  const limiter = createRateLimiter({ redis: gone, logger });
  const started = performance.now();
  for (let i = 0; i < 100; i++) expect((await limiter.take(limits("k", 1), 1)).granted).toBe(1);
  await limiter.giveBack(limits("k", 1), 1);
  expect(performance.now() - started).toBeLessThan(stretched(500));
  expect(warnings).toHaveLength(1);
  gone.disconnect();
  await redis.lpush(rateLimitKey(tenant, "list"), "x");
  expect((await createRateLimiter({ redis, logger }).take(limits("list", 1), 1)).granted).toBe(1);
});
