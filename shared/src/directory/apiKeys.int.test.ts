import { createTestDatabase, type TestDatabase, type TestRedis, testRedis } from "@marketing/tests/support/servers";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createAuthenticator } from "../auth/authenticator.ts";
import { ownDirectory } from "../auth/keyDirectory.ts";
import { Code } from "../base/code.ts";
import type { RecordedEvent } from "../base/event.ts";
import { echoClient, silent, startEcho } from "../grpc/fixtures/echo.ts";
import { createPool, type Pool } from "../postgres/pool.ts";
import { createRateLimiter } from "../redis/rateLimit.ts";
import { foldDirectory, newKey, newTenant } from "./directoryTesting.ts";

let database: TestDatabase;
let redisServer: TestRedis;
let redis: Redis;
let api: Pool;
let worker: Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  redisServer = await testRedis();
  redis = new Redis(redisServer.url);
  await redis.ping();
  api = createPool({ connectionString: database.apiUrl("tracking"), schema: "tracking" });
  worker = createPool({ connectionString: database.workerUrl("tracking"), schema: "tracking" });
});
afterAll(async () => {
  redis?.disconnect();
  await Promise.all([api?.end(), worker?.end()]);
  await database?.drop();
  await redisServer?.release();
});

const fold = (...events: RecordedEvent[]) => foldDirectory(worker, events);

it("a database that is away is UNAVAILABLE, and forgotten as soon as it is back", async () => {
  let away = true;
  const flaky = {
    query: (q: never) => (away ? Promise.reject(Object.assign(new Error("x"), { code: "ECONNREFUSED" })) : api.query(q)),
  } as unknown as Pool;
  const { tenantId, created } = newTenant();
  const key = newKey(tenantId);
  await fold(created, key.created);
  const server = await startEcho({ auth: createAuthenticator({ directory: ownDirectory(flaky) }) });
  const client = echoClient(server.port, { apiKey: key.apiKey });
  const call = () =>
    client.call("Slow", { ms: 0 }, { deadlineMs: 8_000 }).then(
      () => Code.OK,
      (error) => error.code,
    );
  expect(await call()).toBe(Code.UNAVAILABLE);
  away = false;
  expect(await call()).toBe(Code.OK);
  client.close();
  await server.close();
});

it("100 callers at once with a limit of N get exactly N answers, the others when to come back", async () => {
  const { tenantId, created } = newTenant();
  const key = newKey(tenantId, { rateLimit: 30 });
  await fold(created, key.created);
  const server = await startEcho({
    auth: createAuthenticator({ directory: ownDirectory(api) }),
    rateLimiter: createRateLimiter({ redis, logger: silent, timeoutMs: 5_000 }),
  });
  const client = echoClient(server.port, { apiKey: key.apiKey });
  const outcomes = await Promise.all(
    Array.from({ length: 100 }, () =>
      client.call("Slow", { ms: 0 }).then(
        () => null,
        (error) => error,
      ),
    ),
  );
  expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(30);
  for (const error of outcomes.filter((outcome) => outcome !== null)) {
    expect(error).toMatchObject({ code: Code.RESOURCE_EXHAUSTED, reason: "RATE_LIMIT_EXCEEDED", metadata: { limit: "30" } });
    expect(error.retryAfterMs).toBeGreaterThan(3_500_000);
  }
  client.close();
  await server.close();
});
