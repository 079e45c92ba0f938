import { randomUUID } from "node:crypto";
import { status } from "@grpc/grpc-js";
import { afterAll, beforeAll, expect, it } from "vitest";
import { stretched, until } from "../support/patience.ts";
import { refusal } from "../support/rpc.ts";
import type { World } from "../support/world.ts";
import { asPlatform, behaved, type IdentityTenant, identityTenant, openIdentityWorld } from "./identityWorld.ts";

let stack: World;
let [a, b] = [null as unknown as IdentityTenant, null as unknown as IdentityTenant];
beforeAll(async () => {
  stack = await openIdentityWorld();
  [a, b] = [await identityTenant(stack), await identityTenant(stack)];
});
afterAll(() => stack?.close());

it("shows a tenant nothing of another's, on every RPC", async () => {
  const anonymousId = randomUUID();
  const sessionId = randomUUID();
  const { user, mergeId, position } = await a.identity.call("Identify", { userId: "ann", email: "ann@x.com", anonymousId });
  await behaved(stack, a, [{ userId: user.userId, externalId: "ann", eventName: "page_view", at: Date.now(), sessionId }]);
  await until("the session is there", () => a.identity.call("GetSession", { sessionId }).then(() => true));
  await a.identity.call("GetUser", { userId: user.userId, minPosition: position });
  const { apiKeys } = await a.tenants.call("ListApiKeys", {});
  const calls: Array<[string, object]> = [
    ["GetUser", { userId: user.userId }],
    ["GetUser", { email: "ann@x.com" }],
    ["GetUser", { anonymousId }],
    ["GetUserHistory", { userId: user.userId }],
    ["GetProfile", { userId: user.userId }],
    ["GetSession", { sessionId }],
    ["ListSessions", { userId: user.userId }],
    ["AssignSegment", { userId: user.userId, segment: "x" }],
    ["RemoveSegment", { userId: user.userId, segment: "x" }],
    ["SetPrediction", { userId: user.userId, churnRisk: 0.5, modelVersion: "m" }],
    ["MergeUsers", { winnerUserId: user.userId, loserUserId: user.userId }],
    ["UndoMerge", { mergeId }],
    ["Alias", { userId: user.userId, previousId: "zed" }],
  ];
  for (const [name, request] of calls)
    expect([name, (await refusal(b.identity.call(name, request))).code]).toEqual([name, status.NOT_FOUND]);
  for (const [name, request] of [
    ["GetTenant", { tenantId: a.tenantId }],
    ["UpdateTenantSettings", { tenantId: a.tenantId, name: "x" }],
    ["CreateApiKey", { tenantId: a.tenantId, name: "x", scopes: ["*"] }],
    ["ListApiKeys", { tenantId: a.tenantId }],
    ["RevokeApiKey", { keyId: apiKeys[0].keyId }],
  ] as const)
    expect([name, (await refusal(b.tenants.call(name, request))).code]).toEqual([name, status.NOT_FOUND]);
  expect((await b.identity.call("ListUsers", {})).users).toEqual([]);
  expect((await b.identity.call("ListSessions", {})).sessions).toEqual([]);
  expect((await b.identity.call("BatchGetUsers", { userIds: [user.userId] })).notFound).toEqual([user.userId]);
  expect((await b.identity.call("CountUsersBySegment", {})).total).toBe("0");
  // the same email and the same own id are other people there
  expect((await b.identity.call("Identify", { userId: "ann", email: "ann@x.com" })).user.userId).not.toBe(user.userId);
});

it("takes keys only within their scopes, and not once revoked", async () => {
  const made = await a.tenants.call("CreateApiKey", { name: "reader", scopes: ["identity:read"], requestId: "k1" });
  const reader = stack.open("IdentityService", { apiKey: made.secret });
  await until("the key works", () => reader.call("ListUsers", {}).then(() => true));
  expect((await refusal(reader.call("Identify", { userId: "x" }))).code).toBe(status.PERMISSION_DENIED);
  expect((await refusal(a.tenants.call("CreateTenant", { name: "x" }))).code).toBe(status.PERMISSION_DENIED);
  expect((await refusal(a.tenants.call("ListTenants", {}))).code).toBe(status.PERMISSION_DENIED);
  expect((await refusal(a.tenants.call("CreateApiKey", { name: "x", scopes: ["platform:admin", "nonsense"] }))).violations).toHaveLength(2);
  expect((await refusal(a.tenants.call("CreateApiKey", { name: "reader", scopes: ["identity:read"], requestId: "k1" }))).code).toBe(
    status.ALREADY_EXISTS,
  );
  const { apiKey } = await a.tenants.call("RevokeApiKey", { keyId: made.apiKey.keyId });
  expect(apiKey.revokedAt).not.toBeNull();
  await until(
    "the key is refused",
    async () => (await refusal(reader.call("ListUsers", {}))).code === status.UNAUTHENTICATED,
    stretched(6_000),
  );
  expect((await refusal(stack.open("IdentityService").call("ListUsers", {}))).code).toBe(status.UNAUTHENTICATED);
});

it("keeps a tenant's settings, and tells every service's directory", async () => {
  expect((await refusal(a.tenants.call("UpdateTenantSettings", { timezone: "Mars/Olympus" }))).violations[0]?.field).toBe("timezone");
  const { tenant, version } = await a.tenants.call("UpdateTenantSettings", { ipPolicy: "IP_POLICY_REMOVE", timezone: "Europe/Berlin" });
  expect(tenant).toMatchObject({ ipPolicy: "IP_POLICY_REMOVE", timezone: "Europe/Berlin", version });
  expect((await a.tenants.call("GetTenant", {})).tenant).toEqual(tenant);
  await until("the directory knows", async () => {
    const [row] = await stack.sql("SELECT settings FROM tenants_directory WHERE tenant_id = $1", [a.tenantId]);
    return row.settings.ipPolicy === "remove" && row.settings.timezone === "Europe/Berlin";
  });
  const platform = asPlatform(stack);
  const { tenants } = await platform.call("ListTenants", { pageSize: 1 });
  expect(tenants).toHaveLength(1);
  const id = randomUUID();
  await platform.call("CreateTenant", { tenantId: id, name: "once", requestId: "r1" });
  await platform.call("CreateTenant", { tenantId: id, name: "once", requestId: "r1" });
  expect((await refusal(platform.call("CreateTenant", { tenantId: id, name: "once" }))).code).toBe(status.ALREADY_EXISTS);
});
