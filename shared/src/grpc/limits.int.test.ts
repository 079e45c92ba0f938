import { until } from "@marketing/tests/support/patience";
import { type TestRedis, testRedis } from "@marketing/tests/support/servers";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { Code } from "../base/code.ts";
import type { RpcError } from "../base/errors.ts";
import { createRateLimiter } from "../redis/rateLimit.ts";
import { echoClient, silent, startEcho, tenant } from "./fixtures/echo.ts";

let redisServer: TestRedis;
let redis: Redis;
const closing: Array<() => unknown> = [];
beforeAll(async () => {
  redisServer = await testRedis();
  redis = new Redis(redisServer.url);
  await redis.ping();
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await redis.flushdb();
});
afterAll(async () => {
  redis?.disconnect();
  await redisServer?.release();
});

/** A server that knows callers by the name of their key, each with its limit of units an hour. */
const limited = async (limits: Readonly<Record<string, number | null>>, budget: number | null = null) => {
  const server = await startEcho({
    auth: {
      authenticate: (metadata) => {
        const id = String(metadata.get("authorization")[0]).replace("Bearer ", "");
        return { kind: "api_key", id, tenantId: tenant, scopes: ["*"], rateLimit: limits[id] ?? null, budget };
      },
      hasTenant: () => true,
    },
    rateLimiter: createRateLimiter({ redis, logger: silent, timeoutMs: 5_000 }),
  });
  closing.push(() => server.close({ graceMs: 200 }));
  return (apiKey: string) => {
    const client = echoClient(server.port, { apiKey });
    closing.push(client.close);
    return client;
  };
};
const used = async (key: string): Promise<number> => Number((await redis.get(`t:{${tenant}}:rate_limit:api_key:${key}`)) ?? 0);
const settles = (key: string, units: number) => until(`${key} has used ${units}`, async () => (await used(key)) === units);
const exhausted = { code: Code.RESOURCE_EXHAUSTED, reason: "RATE_LIMIT_EXCEEDED" };
const events = (n: number) => ({ userId: tenant, events: Array.from({ length: n }, () => ({ eventName: "x" })) });

/** Takes answers until the stream ends; what it ended with. */
const drain = async (stream: AsyncIterable<unknown>): Promise<{ readonly answers: unknown[]; readonly error: RpcError | null }> => {
  const answers: unknown[] = [];
  try {
    for await (const answer of stream) answers.push(answer);
    return { answers, error: null };
  } catch (error) {
    return { answers, error: error as RpcError };
  }
};

it("a stream of 20,000 messages with a limit of 100 has 100 of them answered and then ends, with when to come back", async () => {
  const client = (await limited({ k: 100 }))("k");
  const messages = Array.from({ length: 20_000 }, (_, i) => ({ text: `m${i}` }));
  const { answers, error } = await drain(client.duplex("Chat", messages));
  expect(answers.slice(0, 100)).toEqual(Array.from({ length: 100 }, (_, i) => ({ text: `you said m${i}` })));
  expect(answers.slice(100)).toEqual([{ text: "all said" }]); // the handler has ended as at the end of the stream
  expect(error).toMatchObject({ ...exhausted, metadata: { limit: "100", cost: "1" } });
  expect(error!.retryAfterMs).toBeGreaterThan(3_500_000);
  await settles("k", 100);
});

it("streams at once share a limit to the last unit, and give back what they took ahead", async () => {
  const client = (await limited({ k: 1_000 }))("k");
  const streams = await Promise.all(
    Array.from({ length: 8 }, () =>
      drain(
        client.duplex(
          "Chat",
          Array.from({ length: 1_000 }, () => ({ text: "a" })),
        ),
      ),
    ),
  );
  const said = streams.map(({ answers }) => answers.filter((answer) => (answer as { text: string }).text === "you said a").length);
  console.log(`limit 1,000, 8 streams of 1,000: ${said.reduce((a, b) => a + b)} answered (${said.join(", ")})`);
  expect(said.reduce((a, b) => a + b)).toBeLessThanOrEqual(1_000);
  await settles(
    "k",
    said.reduce((a, b) => a + b),
  );
  const rest = await drain(
    client.duplex(
      "Chat",
      Array.from({ length: 1_000 }, () => ({ text: "a" })),
    ),
  );
  expect(rest.error).toMatchObject(exhausted);
  await settles("k", 1_000);
});

it("a short stream costs what it was, and an empty one a call", async () => {
  const client = (await limited({ k: 50 }))("k");
  await drain(
    client.duplex(
      "Chat",
      Array.from({ length: 20 }, () => ({ text: "a" })),
    ),
  );
  await settles("k", 20);
  await drain(client.duplex("Chat", []));
  await settles("k", 21);
});

it("a batch costs each of its items, whole or not at all; one that never fits is told so", async () => {
  const open = await limited({ k: 7, tiny: 2 });
  const client = open("k");
  await client.call("Echo", events(5));
  await expect(client.call("Echo", events(5))).rejects.toMatchObject({ ...exhausted, metadata: { limit: "7", cost: "5" } });
  await client.call("Echo", events(2));
  await expect(client.call("Echo", events(0))).rejects.toMatchObject(exhausted);
  await settles("k", 7);
  const never = await open("tiny")
    .call("Echo", events(5))
    .catch((error) => error);
  expect(never).toMatchObject({
    code: Code.RESOURCE_EXHAUSTED,
    reason: "COSTS_TOO_MUCH",
    message: expect.stringContaining("send less at once"),
  });
  expect(never.retryAfterMs).toBeUndefined();
});

it("a call that is refused for what it says costs a unit, so that nonsense is no way to call for nothing", async () => {
  const client = (await limited({ k: 3 }))("k");
  for (let i = 0; i < 3; i++)
    await expect(client.call("Echo", { userId: "nonsense" })).rejects.toMatchObject({ code: Code.INVALID_ARGUMENT });
  await expect(client.call("Echo", { userId: "nonsense" })).rejects.toMatchObject(exhausted);
});

it("answers of a stream cost each, and the handler is not asked for one that cannot be sent", async () => {
  const client = (await limited({ k: 30 }))("k");
  const { answers, error } = await drain(client.stream("Count", { to: 1e9, bytes: 1 }));
  expect(answers).toHaveLength(30);
  expect(error).toMatchObject(exhausted);
  await settles("k", 30);
});

it("all keys of a tenant have its budget together, streams and batches alike", async () => {
  const open = await limited({ a: null, b: null, c: 10 }, 60);
  const said = await Promise.all(
    ["a", "b", "c"].map((key) =>
      drain(
        open(key).duplex(
          "Chat",
          Array.from({ length: 200 }, () => ({ text: "a" })),
        ),
      ),
    ),
  );
  const counts = said.map(({ answers }) => answers.filter((answer) => (answer as { text: string }).text === "you said a").length);
  expect(counts.reduce((a, b) => a + b)).toBeLessThanOrEqual(60);
  expect(counts[2]).toBeLessThanOrEqual(10);
  const rest = await drain(
    open("a").duplex(
      "Chat",
      Array.from({ length: 200 }, () => ({ text: "a" })),
    ),
  );
  expect(rest.error).toMatchObject({ code: Code.RESOURCE_EXHAUSTED, reason: "BUDGET_EXCEEDED", metadata: { limit: "60" } });
  await until("the budget is used up", async () => (await redis.get(`t:{${tenant}}:rate_limit:tenant`)) === "60");
});
