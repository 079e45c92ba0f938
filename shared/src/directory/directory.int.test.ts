import { setTimeout as sleep } from "node:timers/promises";
import { Metadata } from "@grpc/grpc-js";
import { stretched } from "@marketing/tests/support/patience";
import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { generateApiKey, hashOf, secretHash } from "../auth/apiKey.ts";
import { type Authenticator, createAuthenticator } from "../auth/authenticator.ts";
import { ownDirectory } from "../auth/keyDirectory.ts";
import type { Principal } from "../auth/principal.ts";
import type { RecordedEvent } from "../base/event.ts";
import { createPool, type Pool, withTenant } from "../postgres/pool.ts";
import { createdAt, event, foldDirectory, newKey, newTenant } from "./directoryTesting.ts";

let database: TestDatabase;
let api: Pool;
let worker: Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  api = createPool({ connectionString: database.apiUrl("tracking"), schema: "tracking" });
  worker = createPool({ connectionString: database.workerUrl("tracking"), schema: "tracking" });
});
afterAll(async () => {
  await Promise.all([api?.end(), worker?.end()]);
  await database?.drop();
});

const fold = (...events: RecordedEvent[]) => foldDirectory(worker, events);
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

it("the directory is folded from the events that tell of it, in one batch or one by one, and repeats change nothing", async () => {
  for (const inOne of [true, false]) {
    const { tenantId, created } = newTenant();
    const [a, b] = [newKey(tenantId, { rateLimit: 50 }), newKey(tenantId, { expiresAt: "2030-01-01T00:00:00Z", rateLimit: 7 })];
    const limit = (rateLimit: number | null) => event(tenantId, "api_key_limit_changed", { keyId: a.keyId, tenantId, rateLimit });
    const events = [
      created,
      a.created,
      b.created,
      event(tenantId, "tenant_settings_changed", { tenantId, name: "Acme", settings: { timezone: "Europe/Berlin" } }),
      event(tenantId, "tenant_budget_changed", { tenantId, budget: 1_000 }),
      limit(9),
      limit(null),
      event(tenantId, "api_key_revoked", { keyId: a.keyId, revokedAt: createdAt }),
    ];
    for (let again = 0; again < 2; again++) {
      if (inOne) await fold(...events);
      else for (const one of events) await fold(one);
    }
    const read = (text: string) => withTenant(api, tenantId, async (client) => (await client.query(text)).rows);
    expect(await read("SELECT name, settings, budget, changed_at FROM tenants_directory")).toEqual([
      { name: "Acme", settings: { timezone: "Europe/Berlin" }, budget: 1_000, changed_at: events[4]!.position },
    ]);
    expect(
      await read("SELECT key_id, scopes, rate_limit, revoked, expires_at, changed_at FROM api_keys_directory ORDER BY revoked DESC"),
    ).toEqual([
      { key_id: a.keyId, scopes: ["echo:*", "x:y"], rate_limit: null, revoked: true, expires_at: null, changed_at: events[7]!.position },
      {
        key_id: b.keyId,
        scopes: ["echo:*", "x:y"],
        rate_limit: 7,
        revoked: false,
        expires_at: new Date("2030-01-01T00:00:00Z"),
        changed_at: events[2]!.position,
      },
    ]);
  }
  expect((await api.query("SELECT * FROM api_keys_directory")).rows).toEqual([]); // no tenant set: no rows
});

it("finds out who calls", async () => {
  const { tenantId, created } = newTenant();
  const [good, expired] = [newKey(tenantId, { rateLimit: 9 }), newKey(tenantId, { expiresAt: "2020-01-01T00:00:00Z" })];
  await fold(created, good.created, expired.created, event(tenantId, "tenant_budget_changed", { tenantId, budget: 70 }));
  const auth = createAuthenticator({ directory: ownDirectory(api), platformKey: secretHash(hashOf("the-operators-own-key")) });
  const principal = { kind: "api_key", id: good.keyId, tenantId, scopes: ["echo:*", "x:y"], rateLimit: 9, budget: 70 };
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
  expect(await reasonOf(authenticate(createAuthenticator({ directory: ownDirectory(api), platformKey: secretHash("") }), ""))).toBe(
    "INVALID_API_KEY",
  );
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
  const auth = createAuthenticator({ directory: ownDirectory(counting), cacheMs });
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
