import { setTimeout as sleep } from "node:timers/promises";
import { status as Code, Metadata } from "@grpc/grpc-js";
import { stretched } from "@marketing/tests/support/patience";
import { createTestDatabase, type TestDatabase, type TestRedis, testRedis } from "@marketing/tests/support/servers";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, it } from "vitest";
import { echoClient, silent, startEcho } from "../grpc/fixtures/echo.ts";
import { uuidv7 } from "../ids.ts";
import type { RecordedEvent } from "../log/event.ts";
import { createPool, type Pool, transaction, withTenant } from "../postgres/pool.ts";
import { createRateLimiter } from "../redis/rateLimit.ts";
import { generateApiKey } from "./apiKey.ts";
import { type Authenticator, createAuthenticator } from "./authenticator.ts";
import { directoryView } from "./directory.ts";
import type { Principal } from "./principal.ts";

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

let position = 0;
const event = (tenantId: string, type: string, data: object): RecordedEvent => ({
  position: ++position,
  tenantId,
  streamId: `tenant-${tenantId}`,
  version: position,
  eventId: uuidv7(),
  type,
  schemaVersion: 1,
  data,
  metadata: {},
  subjectId: null,
  recordedAt: new Date(),
});
const fold = (...events: RecordedEvent[]) => transaction(worker, (client) => directoryView.apply(client, events));
const createdAt = new Date().toISOString();
const newTenant = (type = "tenant_created") => {
  const tenantId = uuidv7();
  return { tenantId, created: event(tenantId, type, { tenantId, name: "Acme", settings: { timezone: "UTC" }, createdAt }) };
};
const newKey = (tenantId: string, extra: object = {}, type = "api_key_created") => {
  const { keyId, apiKey, secretSha256 } = generateApiKey();
  return {
    keyId,
    apiKey,
    created: event(tenantId, type, {
      keyId,
      tenantId,
      name: "k",
      secretSha256,
      scopes: ["echo:*", "x:y"],
      rateLimit: null,
      expiresAt: null,
      createdAt,
      ...extra,
    }),
  };
};
const metadataOf = (pairs: Record<string, string>): Metadata => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(pairs)) metadata.set(key, value);
  return metadata;
};
const authenticate = async (auth: Authenticator, apiKey: string): Promise<Principal> =>
  auth.authenticate(metadataOf({ authorization: `Bearer ${apiKey}` }));
const reasonOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "OK",
    (error) => error.reason ?? error.code,
  );

it("the directory is folded from identity's events, private and public alike, and repeats change nothing", async () => {
  for (const [tenantType, settingsType, keyType, revokedType] of [
    ["tenant_created", "tenant_settings_changed", "api_key_created", "api_key_revoked"],
    ["TenantCreated", "TenantSettingsChanged", "ApiKeyCreated", "ApiKeyRevoked"].map((name) => `marketing.identity.v1.${name}`),
  ] as string[][]) {
    const { tenantId, created } = newTenant(tenantType);
    const [a, b] = [
      newKey(tenantId, { rateLimit: "50" }, keyType),
      newKey(tenantId, { expiresAt: "2030-01-01T00:00:00Z", rateLimit: 7 }, keyType),
    ];
    const events = [
      created,
      a.created,
      b.created,
      event(tenantId, settingsType!, { tenantId, settings: { timezone: "Europe/Berlin" } }),
      event(tenantId, revokedType!, { keyId: a.keyId, revokedAt: createdAt }),
    ];
    await fold(...events);
    await fold(...events);
    const read = (text: string) => withTenant(api, tenantId, async (client) => (await client.query(text)).rows);
    expect(await read("SELECT name, settings FROM tenants_directory")).toEqual([{ name: "Acme", settings: { timezone: "Europe/Berlin" } }]);
    expect(await read("SELECT key_id, scopes, rate_limit, revoked, expires_at FROM api_keys_directory ORDER BY revoked DESC")).toEqual([
      { key_id: a.keyId, scopes: ["echo:*", "x:y"], rate_limit: 50, revoked: true, expires_at: null },
      { key_id: b.keyId, scopes: ["echo:*", "x:y"], rate_limit: 7, revoked: false, expires_at: new Date("2030-01-01T00:00:00Z") },
    ]);
  }
  expect((await api.query("SELECT * FROM api_keys_directory")).rows).toEqual([]); // no tenant set: no rows
});

it("finds out who calls", async () => {
  const { tenantId, created } = newTenant();
  const [good, expired] = [newKey(tenantId, { rateLimit: 9 }), newKey(tenantId, { expiresAt: "2020-01-01T00:00:00Z" })];
  await fold(created, good.created, expired.created);
  const auth = createAuthenticator({ pool: api, platformKey: "the-operators-own-key" });
  const principal = { kind: "api_key", id: good.keyId, tenantId, scopes: ["echo:*", "x:y"], rateLimit: 9 };
  expect(await authenticate(auth, good.apiKey)).toEqual(principal);
  expect(await auth.authenticate(metadataOf({ "x-api-key": good.apiKey }))).toEqual(principal);
  expect(await authenticate(auth, "the-operators-own-key")).toMatchObject({
    kind: "platform",
    id: "platform",
    tenantId: null,
    scopes: ["platform:admin"],
  });
  expect(
    await auth.authenticate(metadataOf({ authorization: "bearer the-operators-own-key", "x-service-name": "tracking" })),
  ).toMatchObject({ kind: "service", id: "tracking" });
  const otherSecret = good.apiKey.slice(0, -1) + (good.apiKey.endsWith("a") ? "b" : "a");
  expect(await reasonOf(authenticate(auth, otherSecret))).toBe("INVALID_API_KEY");
  expect(await reasonOf(authenticate(auth, generateApiKey().apiKey))).toBe("INVALID_API_KEY");
  expect(await reasonOf(authenticate(auth, expired.apiKey))).toBe("API_KEY_EXPIRED");
  for (const nonsense of ["", "x", "Basic abc"])
    expect(await reasonOf((async () => auth.authenticate(metadataOf({ authorization: nonsense })))())).toBe("INVALID_API_KEY");
  expect(await reasonOf((async () => auth.authenticate(new Metadata()))())).toBe("MISSING_API_KEY");
  expect(await reasonOf(authenticate(createAuthenticator({ pool: api, platformKey: "" }), ""))).toBe("INVALID_API_KEY");
});

it("a revocation and a new key are effective within the cache's time; callers at once share one look-up", async () => {
  const { tenantId, created } = newTenant();
  const key = newKey(tenantId);
  let queries = 0;
  const counting = {
    query: (q: never) => {
      queries++;
      return api.query(q);
    },
  } as unknown as Pool;
  const cacheMs = stretched(300);
  const auth = createAuthenticator({ pool: counting, cacheMs });
  expect(await reasonOf(authenticate(auth, key.apiKey))).toBe("INVALID_API_KEY"); // remembered as unknown
  await fold(created, key.created);
  expect(await reasonOf(authenticate(auth, key.apiKey))).toBe("INVALID_API_KEY");
  await sleep(cacheMs + 20);
  queries = 0;
  expect(await Promise.all(Array.from({ length: 50 }, () => reasonOf(authenticate(auth, key.apiKey))))).toEqual(Array(50).fill("OK"));
  expect(queries).toBe(1);
  await fold(event(tenantId, "api_key_revoked", { keyId: key.keyId, revokedAt: createdAt }));
  await sleep(cacheMs + 20);
  expect(await reasonOf(authenticate(auth, key.apiKey))).toBe("API_KEY_REVOKED");
});

it("a database that is away is UNAVAILABLE, and forgotten as soon as it is back", async () => {
  let away = true;
  const flaky = {
    query: (q: never) => (away ? Promise.reject(Object.assign(new Error("x"), { code: "ECONNREFUSED" })) : api.query(q)),
  } as unknown as Pool;
  const { tenantId, created } = newTenant();
  const key = newKey(tenantId);
  await fold(created, key.created);
  const server = await startEcho({ auth: createAuthenticator({ pool: flaky }) });
  const client = echoClient(server.port, { apiKey: key.apiKey });
  const call = () =>
    client.call("Slow", { ms: 0 }, { deadlineMs: stretched(8_000) }).then(
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
    auth: createAuthenticator({ pool: api }),
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
