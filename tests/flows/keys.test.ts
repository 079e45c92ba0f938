import { randomUUID } from "node:crypto";
import { status } from "@grpc/grpc-js";
import { generateApiKey } from "@marketing/shared/auth/apiKey";
import { uuidv7 } from "@marketing/shared/base/ids";
import { encodeCloudEvent } from "@marketing/shared/bus/cloudEvent";
import { publishRaw } from "@marketing/shared/bus/connection";
import { subjectOf } from "@marketing/shared/bus/subject";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stretched, until } from "../support/patience.ts";
import { type Message, pages, type RpcClient, refusal } from "../support/rpc.ts";
import { createClient } from "../support/rpcClient.ts";
import { testDirectoryKey, testPlatformKey } from "../support/services.ts";
import type { Tenant } from "../support/tenant.ts";
import { openWorld, type World } from "../support/world.ts";

// Who makes keys, what they may use, and who is let in: identity and a service that copies its directory.

let world: World;
let platform: RpcClient;
let tenant: Tenant;
beforeAll(async () => {
  world = await openWorld({ services: ["tracking", "identity"] });
  platform = world.open("TenantService", { apiKey: testPlatformKey });
  tenant = await world.newTenant();
});
afterAll(async () => {
  for (const client of opened) client.close();
  await world?.close();
});
const opened: RpcClient[] = [];

const event = (more: object = {}) => ({ messageId: uuidv7(), anonymousId: randomUUID(), eventName: "page_view", ...more });
const events = (n: number) => Array.from({ length: n }, () => event());
const minted = (scopes: ReadonlyArray<string>, more: object = {}, by: RpcClient = platform): Promise<Message> =>
  by.call("CreateApiKey", { name: randomUUID(), scopes, ...(by === platform && { tenantId: tenant.tenantId }), ...more });
const tenantsBy = (apiKey: string): RpcClient => world.open("TenantService", { apiKey });
const inSeconds = (s: number) => ({ seconds: String(Math.floor(Date.now() / 1000) + s), nanos: 0 });
const codeOf = (call: Promise<unknown>): Promise<number> =>
  call.then(
    () => status.OK,
    (error) => error.code,
  );

describe("a key that was just made", () => {
  it("is let in everywhere at once, also by a service that has not heard of it", async () => {
    const took: number[] = [];
    for (let i = 0; i < 20; i++) {
      const { secret } = await minted(["tracking:write", "identity:read"]);
      const began = performance.now();
      const codes = await Promise.all([
        codeOf(world.open("TrackingService", { apiKey: secret }).call("TrackEvent", { event: event() }, { deadlineMs: stretched(5_000) })),
        codeOf(world.open("IdentityService", { apiKey: secret }).call("ListUsers", {}, { deadlineMs: stretched(5_000) })),
      ]);
      took.push(performance.now() - began);
      expect(codes).toEqual([status.OK, status.OK]);
    }
    console.info(`20 new keys, each used at once at two services: 0 refused, slowest ${Math.max(...took).toFixed(0)} ms`);
  });

  it("is refused within seconds of its revocation, by every service", async () => {
    const { secret, apiKey } = await minted(["tracking:write"]);
    const tracking = world.open("TrackingService", { apiKey: secret });
    await tracking.call("TrackEvent", { event: event() });
    const began = performance.now();
    await platform.call("RevokeApiKey", { keyId: apiKey.keyId }, { tenantId: tenant.tenantId });
    await until("it is refused", async () => (await codeOf(tracking.call("TrackEvent", { event: event() }))) === status.UNAUTHENTICATED);
    const took = performance.now() - began;
    console.info(`revoked: refused elsewhere after ${took.toFixed(0)} ms`);
    expect(took).toBeLessThan(stretched(6_000));
  });

  it("is not held up by 2,000 calls with keys that do not exist, which are refused or told to come again", async () => {
    await tenant.call("TrackingService/TrackEvent", { event: event() }); // a key that is known here is never counted with those that are not
    const attacker = world.open("TrackingService");
    const flood = Array.from({ length: 2_000 }, () =>
      codeOf(attacker.call("TrackEvent", { event: event() }, { apiKey: generateApiKey().apiKey, deadlineMs: stretched(30_000) })),
    );
    const { secret } = await minted(["tracking:write"]);
    await until(
      "the new key is let in",
      () => world.open("TrackingService", { apiKey: secret }).call("TrackEvent", { event: event() }),
      stretched(15_000),
    );
    const codes = await Promise.all(flood);
    expect(
      [...new Set(codes)].filter((code) => ![status.UNAUTHENTICATED, status.UNAVAILABLE, status.RESOURCE_EXHAUSTED].includes(code)),
    ).toEqual([]);
    await tenant.call("TrackingService/TrackEvent", { event: event() });
  });
});

describe("a key's name", () => {
  const make = (name: string, more: object = {}) =>
    platform.call("CreateApiKey", { tenantId: tenant.tenantId, name, scopes: ["*"], ...more });
  const revoke = (keyId: string) => platform.call("RevokeApiKey", { keyId }, { tenantId: tenant.tenantId });
  const inForce = async (name: string) => {
    const { apiKeys } = await platform.call("ListApiKeys", { tenantId: tenant.tenantId, pageSize: 1_000 });
    return apiKeys.filter((key: Message) => key.name === name && key.revokedAt === null);
  };

  it("is that of one key in force, however many make one at once, and free again when that has ended", async () => {
    for (let round = 0; round < 3; round++) {
      const answers = await Promise.allSettled(Array.from({ length: 20 }, () => make("shop")));
      const [made, ...more] = answers.filter((one) => one.status === "fulfilled");
      expect(more).toEqual([]);
      const { keyId } = made!.value.apiKey;
      for (const answer of answers)
        if (answer.status === "rejected")
          expect(answer.reason).toMatchObject({ code: status.ALREADY_EXISTS, reason: "API_KEY_NAME_TAKEN", metadata: { key_id: keyId } });
      expect(await inForce("shop")).toMatchObject([{ keyId }]);
      await revoke(keyId);
    }
    expect((await make("ends", { expiresAt: inSeconds(2) })).apiKey.name).toBe("ends");
    expect(await refusal(make("ends"))).toMatchObject({ reason: "API_KEY_NAME_TAKEN" });
    await until("the key has ended by itself", () =>
      make("ends").then(
        () => true,
        () => false,
      ),
    );
  });

  it("and a request_id make one key, also where both calls come at once: one has the secret, the other is told so", async () => {
    const requestId = randomUUID();
    const answers = await Promise.allSettled(Array.from({ length: 5 }, () => make("once", { requestId })));
    expect(answers.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    for (const answer of answers)
      if (answer.status === "rejected") expect(answer.reason).toMatchObject({ code: status.ALREADY_EXISTS, reason: "API_KEY_CREATED" });
    expect(await inForce("once")).toHaveLength(1);
  });

  it("is another tenant's as well, and a key that makes keys is told the same", async () => {
    const other = await world.newTenant();
    await make("both");
    await platform.call("CreateApiKey", { tenantId: other.tenantId, name: "both", scopes: ["*"] });
    const by = tenantsBy(other.key);
    expect(await refusal(by.call("CreateApiKey", { name: "both", scopes: ["tenant:admin"] }))).toMatchObject({
      code: status.ALREADY_EXISTS,
      reason: "API_KEY_NAME_TAKEN",
    });
  });
});

describe("a key that makes keys", () => {
  it("gives no scope that it lacks, no higher limit and no later end, and is told every one at once", async () => {
    const { secret } = await minted(["tenant:admin", "tracking:write"], { rateLimit: 50, expiresAt: inSeconds(3_600) });
    const by = tenantsBy(secret);
    const asked = { rateLimit: 0, expiresAt: inSeconds(7_200) };
    const refused = await refusal(minted(["tracking:write", "*", "tracking:*", "identity:read"], asked, by));
    expect(refused).toMatchObject({ code: status.PERMISSION_DENIED, reason: "EXCEEDS_CALLER" });
    expect(refused.violations.map(({ field }) => field)).toEqual(["scopes[1]", "scopes[2]", "scopes[3]", "rate_limit", "expires_at"]);
    for (const past of [-1, -Date.now() / 1_000])
      expect(await refusal(minted(["tracking:write"], { expiresAt: inSeconds(past) }))).toMatchObject({ code: status.INVALID_ARGUMENT });
    const never = await refusal(minted(["tracking:write"], { rateLimit: 51 }, by)); // no end is the latest of all
    expect(never.violations.map(({ field }) => field)).toEqual(["rate_limit", "expires_at"]);
    const { apiKey } = await minted(["tracking:write"], { rateLimit: 50, expiresAt: inSeconds(3_500) }, by);
    expect(apiKey).toMatchObject({ scopes: ["tracking:write"], rateLimit: 50 });
    expect(await codeOf(minted(["*"], {}, tenantsBy((await minted(["*"])).secret)))).toBe(status.OK); // who has everything gives everything
  });

  it("gives no more once it is revoked, however many make keys at that moment", async () => {
    for (let round = 0; round < 3; round++) {
      const { secret, apiKey } = await minted(["tenant:admin"]);
      const by = tenantsBy(secret);
      await by.call("ListApiKeys", {}); // identity trusts it for some seconds from here on
      const name = `round-${round}`;
      const make = (i: number) => codeOf(by.call("CreateApiKey", { name: `${name}-${i}`, scopes: ["tenant:admin"] }));
      const making = Array.from({ length: 20 }, (_, i) => make(i));
      const { position } = await platform.call("RevokeApiKey", { keyId: apiKey.keyId }, { tenantId: tenant.tenantId });
      const codes = [...(await Promise.all(making)), ...(await Promise.all([20, 21, 22].map(make)))];
      expect(codes.slice(-3)).toEqual([status.UNAUTHENTICATED, status.UNAUTHENTICATED, status.UNAUTHENTICATED]);
      const made = await world.sql(
        "SELECT position FROM identity.event_log WHERE tenant_id = $1 AND type = 'api_key_created' AND data->>'name' LIKE $2",
        [tenant.tenantId, `${name}-%`],
      );
      expect(made).toHaveLength(codes.filter((code) => code === status.OK).length);
      expect(made.filter((row) => Number(row.position) > Number(position))).toEqual([]);
    }
  });

  it("changes limits up to its own, its own as well, and the change counts everywhere", async () => {
    const { secret, apiKey } = await minted(["tenant:admin", "tracking:write"], { rateLimit: 1_000 });
    const other = await minted(["tracking:write"], { rateLimit: 5 });
    const by = tenantsBy(secret);
    for (const rateLimit of [0, 1_001])
      for (const keyId of [apiKey.keyId, other.apiKey.keyId])
        expect(await refusal(by.call("SetApiKeyLimit", { keyId, rateLimit }))).toMatchObject({ reason: "EXCEEDS_CALLER" });
    expect(await refusal(by.call("SetApiKeyLimit", { keyId: "0".repeat(16), rateLimit: 5 }))).toMatchObject({ code: status.NOT_FOUND });
    const tracking = world.open("TrackingService", { apiKey: other.secret });
    await tracking.call("TrackEvents", { events: events(5) });
    expect(await codeOf(tracking.call("TrackEvent", { event: event() }))).toBe(status.RESOURCE_EXHAUSTED);
    const changed = await by.call("SetApiKeyLimit", { keyId: other.apiKey.keyId, rateLimit: 1_000, requestId: "l1" });
    expect(changed.apiKey.rateLimit).toBe(1_000);
    expect(await by.call("SetApiKeyLimit", { keyId: other.apiKey.keyId, rateLimit: 1_000, requestId: "l1" })).toEqual(changed);
    await until("the new limit counts", async () => (await codeOf(tracking.call("TrackEvent", { event: event() }))) === status.OK);
    await until("the list has it", async () => {
      const listed = await pages(by, "ListApiKeys", "apiKeys", {}, 200);
      return listed.find((key) => key.keyId === other.apiKey.keyId)?.rateLimit === 1_000;
    });
    await by.call("SetApiKeyLimit", { keyId: apiKey.keyId, rateLimit: 10 });
    expect(await refusal(by.call("SetApiKeyLimit", { keyId: apiKey.keyId, rateLimit: 1_000 }))).toMatchObject({ reason: "EXCEEDS_CALLER" });
  });
});

describe("limits", () => {
  it("count events: 20,000 by one stream with a limit of 500 are 500, acknowledged, and none beyond is stored", async () => {
    const { secret } = await minted(["tracking:*"], { rateLimit: 500 });
    const before = Number((await world.as(tenant.tenantId, "TrackingService").call("CountEvents", {})).total);
    const batches = Array.from({ length: 400 }, (_, i) => ({ batchId: `b${i}`, events: events(50) }));
    const acknowledged: Message[] = [];
    const stream = world.open("TrackingService", { apiKey: secret }).duplex("TrackStream", batches);
    const refused = await refusal(
      (async () => {
        for await (const answer of stream) acknowledged.push(answer);
      })(),
    );
    expect(refused).toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
      reason: "RATE_LIMIT_EXCEEDED",
      metadata: { limit: "500", cost: "50" },
    });
    expect(refused.retryAfterMs).toBeGreaterThan(3_000_000);
    const accepted = acknowledged.reduce((sum, answer) => sum + answer.accepted, 0);
    expect(accepted).toBe(500);
    await until("all that were acknowledged are there", async () => {
      const { total } = await world.as(tenant.tenantId, "TrackingService").call("CountEvents", {});
      return Number(total) === before + accepted;
    });
    console.info(`limit 500, a stream of 20,000 events: ${accepted} accepted and acknowledged`);
  });

  it("a tenant's budget is the platform's to set, and all its keys have it together", async () => {
    const mine = await world.newTenant();
    const own = tenantsBy(mine.key);
    expect(await codeOf(own.call("SetTenantBudget", { tenantId: mine.tenantId, budget: 1_000 }))).toBe(status.PERMISSION_DENIED);
    expect(await codeOf(platform.call("SetTenantBudget", { tenantId: uuidv7(), budget: 1 }))).toBe(status.NOT_FOUND);
    const keys = await Promise.all(
      [1, 2, 3].map((n) => platform.call("CreateApiKey", { tenantId: mine.tenantId, name: `k${n}`, scopes: ["tracking:*"] })),
    );
    const { tenant: changed } = await platform.call("SetTenantBudget", { tenantId: mine.tenantId, budget: 100 });
    expect(changed.budget).toBe(100);
    const counted = world.redis;
    await until("tracking counts it", async () => {
      await world.open("TrackingService", { apiKey: keys[0]!.secret }).call("ListEvents", {});
      return (await counted.get(`t:{${mine.tenantId}}:rate_limit:tenant`)) !== null;
    });
    const used = Number(await counted.get(`t:{${mine.tenantId}}:rate_limit:tenant`));
    const answers = await Promise.all(
      keys.flatMap(({ secret }) => {
        const tracking = world.open("TrackingService", { apiKey: secret });
        return Array.from({ length: 10 }, () =>
          tracking.call("TrackEvents", { events: events(9) }).then(
            () => null,
            (error) => error,
          ),
        );
      }),
    );
    expect(answers.filter((error) => error === null).length).toBeLessThanOrEqual((100 - used) / 9);
    expect(answers.find((error) => error !== null)).toMatchObject({ code: status.RESOURCE_EXHAUSTED, reason: "BUDGET_EXCEEDED" });
    await until("the list has it", async () => {
      const { tenants } = await platform.call("ListTenants", { pageSize: 500 });
      return tenants.find((one: Message) => one.tenantId === mine.tenantId).budget === 100;
    });
  });
});

describe("the directory", () => {
  it("takes nothing that stands on the bus, whoever puts it there", async () => {
    const { keyId, apiKey, secretSha256 } = generateApiKey();
    const at = new Date().toISOString();
    const forge = (name: string, entity: string, word: string, data: object): void => {
      const recorded = {
        ...{ position: 9e9, tenantId: tenant.tenantId, streamId: `api_key-${keyId}`, version: 1, eventId: uuidv7(), type: "x" },
        ...{ schemaVersion: 1, data: null, metadata: {}, subjectId: null, recordedAt: new Date() },
      };
      const { headers, payload } = encodeCloudEvent("identity", recorded, {
        entity,
        event: word,
        type: `marketing.identity.v1.${name}`,
        data,
      });
      publishRaw(world.bus.nc, subjectOf("identity", entity, word, tenant.tenantId), headers, payload, "");
    };
    const key = { keyId, tenantId: tenant.tenantId, name: "forged", secretSha256, scopes: ["*"], createdAt: at };
    const stranger = uuidv7();
    forge("ApiKeyCreated", "api-key", "created", key);
    forge("TenantCreated", "tenant", "created", { tenantId: stranger, name: "forged", settings: {}, createdAt: at });
    const revoked = await minted(["tracking:write"]);
    forge("ApiKeyRevoked", "api-key", "revoked", { keyId: revoked.apiKey.keyId, tenantId: tenant.tenantId, revokedAt: at });
    await world.bus.nc.flush();
    const later = await minted(["tracking:write"]);
    await until("the copy has what came after", async () => {
      const rows = await world.sql("SELECT FROM tracking.api_keys_directory WHERE key_id = $1", [later.apiKey.keyId]);
      return rows.length === 1;
    });
    for (const service of ["TrackingService", "IdentityService"] as const) {
      const rpc = service === "TrackingService" ? "ListEvents" : "ListUsers";
      expect((await refusal(world.open(service, { apiKey }).call(rpc, {}))).reason).toBe("INVALID_API_KEY");
      expect((await refusal(world.open(service, { apiKey: testPlatformKey, tenantId: stranger }).call(rpc, {}))).reason).toBe(
        "TENANT_NOT_FOUND",
      );
    }
    expect(await codeOf(world.open("TrackingService", { apiKey: revoked.secret }).call("TrackEvent", { event: event() }))).toBe(status.OK);
    for (const schema of ["identity", "tracking"])
      expect(await world.sql(`SELECT FROM ${schema}.api_keys_directory WHERE key_id = $1`, [keyId])).toEqual([]);
  });

  it("is built anew at identity without anybody losing anything, and the copies go on from there", async () => {
    const before = await minted(["tracking:write"]);
    await world.operations("RebuildView", { name: "directory" }, "identity");
    const after = await minted(["tracking:write"]);
    for (const { secret } of [before, after])
      expect(await codeOf(world.open("TrackingService", { apiKey: secret }).call("TrackEvent", { event: event() }))).toBe(status.OK);
    const sql = (schema: string) =>
      `SELECT key_id, scopes, rate_limit, revoked, changed_at FROM ${schema}.api_keys_directory ORDER BY key_id`;
    await until("the copy is the same", async () => {
      const [original, copy] = [await world.sql(sql("identity")), await world.sql(sql("tracking"))];
      return original.length > 10 && JSON.stringify(original) === JSON.stringify(copy);
    });
    const verified = await world.operations("VerifyViews", { names: ["directory"] }, "identity");
    expect(verified).toEqual([expect.objectContaining({ equal: true, difference: "" })]);
  });

  it("puts no secret, nor its hash, on the bus", async () => {
    const made = await minted(["tracking:write"]);
    const told: Message[] = [];
    for await (const message of world.as(tenant.tenantId, "IdentityService").stream("Subscribe", { eventTypes: ["ApiKeyCreated"] })) {
      if (message.event === null) break;
      told.push(JSON.parse(message.event.data));
    }
    expect(told.map((data) => data.keyId)).toContain(made.apiKey.keyId);
    expect(told.filter((data) => "secretSha256" in data)).toEqual([]);
  });

  it("is read with the services' key alone, which opens nothing else, and by a tenant's never", async () => {
    const { address } = world.service("identity");
    const directory = (apiKey: string): RpcClient => {
      const client = createClient({ address, package: "marketing.directory.v1", service: "DirectoryService", apiKey });
      opened.push(client);
      return client;
    };
    for (const [rpc, request] of [
      ["ReadChanges", {}],
      ["FindApiKey", { keyId: "0".repeat(16) }],
      ["FindTenant", { tenantId: tenant.tenantId }],
    ] as const) {
      expect((await refusal(directory((await minted(["*"])).secret).call(rpc, request))).code, rpc).toBe(status.PERMISSION_DENIED);
      expect((await refusal(directory("").call(rpc, request))).code, rpc).toBe(status.UNAUTHENTICATED);
    }
    const { changes } = await directory(testDirectoryKey).call("ReadChanges", { limit: 1_000 });
    expect(changes.some((change: Message) => change.tenant?.tenantId === tenant.tenantId)).toBe(true);
    expect(JSON.stringify(changes)).not.toContain(tenant.key.slice(-32));
    expect((await refusal(tenantsBy(testDirectoryKey).call("ListTenants", {}))).code).toBe(status.PERMISSION_DENIED);
    const tracking = world.open("TrackingService", { apiKey: testDirectoryKey, tenantId: tenant.tenantId });
    expect((await refusal(tracking.call("ListEvents", {}))).code).toBe(status.UNAUTHENTICATED);
  });
});

describe("a tenant that does not exist", () => {
  it("is written to by nobody, nor read, and costs no look-up each time", async () => {
    const nobody = uuidv7();
    for (const [service, rpc, request] of [
      ["TrackingService", "TrackEvent", { event: event() }],
      ["TrackingService", "TrackEvents", { events: events(2) }],
      ["TrackingService", "ListEvents", {}],
      ["IdentityService", "Identify", { userId: "ann" }],
      ["SegmentService", "CreateSegment", { name: "s" }],
    ] as const)
      expect(await refusal(world.open(service, { apiKey: testPlatformKey, tenantId: nobody }).call(rpc, request)), rpc).toMatchObject({
        code: status.NOT_FOUND,
        reason: "TENANT_NOT_FOUND",
      });
    for (const schema of ["identity", "tracking"])
      expect(await world.sql(`SELECT FROM ${schema}.event_log WHERE tenant_id = $1`, [nobody])).toEqual([]);
  });
});
