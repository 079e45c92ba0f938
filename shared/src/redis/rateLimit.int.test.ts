import { stretched } from "@marketing/tests/support/patience";
import { type TestRedis, testRedis } from "@marketing/tests/support/servers";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createRateLimiter, rateLimitKey } from "./rateLimit.ts";

const tenant = "0190a000-0000-7000-8000-000000000001";
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

it("lets exactly the limit through, however many call at once, from however many processes", async () => {
  const other = new Redis(server.url);
  await other.ping();
  const limiters = [createRateLimiter({ redis, logger, timeoutMs: 5_000 }), createRateLimiter({ redis: other, logger, timeoutMs: 5_000 })];
  const decisions = await Promise.all(Array.from({ length: 100 }, (_, i) => limiters[i % 2]!.take(tenant, "parallel", 37)));
  expect(decisions.filter((d) => d.allowed)).toHaveLength(37);
  for (const { retryAfterMs } of decisions) expect(retryAfterMs).toBeGreaterThan(3_590_000);
  expect(await redis.ttl(rateLimitKey(tenant, "parallel"))).toBeGreaterThan(3_590);
  expect(await redis.get(`t:{${tenant}}:rate_limit:api_key:parallel`)).toBe("100");
  other.disconnect();
});

it("starts again when the window is over, and gives a counter without an expiry a new one", async () => {
  const windowMs = stretched(150);
  const limiter = createRateLimiter({ redis, windowMs, logger });
  const take = async () => (await limiter.take(tenant, "window", 1)).allowed;
  expect([await take(), await take()]).toEqual([true, false]);
  await new Promise((resolve) => setTimeout(resolve, windowMs + 50));
  expect(await take()).toBe(true);
  await redis.set(rateLimitKey(tenant, "window"), "45"); // a plain SET drops the expiry
  expect(await take()).toBe(false);
  expect(await redis.pttl(rateLimitKey(tenant, "window"))).toBeGreaterThan(0);
});

it("counts each tenant's key on its own", async () => {
  const limiter = createRateLimiter({ redis, logger });
  expect((await limiter.take(tenant, "own", 1)).allowed).toBe(true);
  expect((await limiter.take("0190a000-0000-7000-8000-000000000002", "own", 1)).allowed).toBe(true);
  expect(await limiter.take(tenant, "own", 1)).toMatchObject({ allowed: false, remaining: 0 });
});

it("lets calls through when Redis is gone or has something else under the key, and says so once", async () => {
  warnings.length = 0;
  const gone = new Redis({ host: "127.0.0.1", port: 1, lazyConnect: true, retryStrategy: () => null });
  gone.on("error", () => undefined);
  const limiter = createRateLimiter({ redis: gone, logger });
  const started = performance.now();
  for (let i = 0; i < 100; i++) expect((await limiter.take(tenant, "k", 1)).allowed).toBe(true);
  expect(performance.now() - started).toBeLessThan(stretched(500));
  expect(warnings).toHaveLength(1);
  gone.disconnect();
  await redis.lpush(rateLimitKey(tenant, "list"), "x");
  expect((await createRateLimiter({ redis, logger }).take(tenant, "list", 1)).allowed).toBe(true);
});
