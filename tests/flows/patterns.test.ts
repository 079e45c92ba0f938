import { status } from "@grpc/grpc-js";
import { anonymousUserIdOf, userIdOf } from "@marketing/protos/ids";
import { fromTimestamp } from "@marketing/shared/grpc/struct";
import { codecOf } from "@marketing/shared/log/codec";
import { EventLog } from "@marketing/shared/log/eventLog";
import { createPool, transaction } from "@marketing/shared/postgres/pool";
import { pineconeStore } from "@marketing/shared/vectors/pinecone";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forgetPatterns } from "../../services/identity/src/pattern/refresh.ts";
import { identityEvents } from "../../services/identity/src/service.ts";
import { until } from "../support/patience.ts";
import { type Message, type RpcClient, refusal } from "../support/rpc.ts";
import type { World } from "../support/world.ts";
import { behaved, type IdentityTenant, identityTenant, openIdentityWorld, type TrackedInput, traits } from "./identityWorld.ts";

let stack: World;
let tenant: IdentityTenant;
let other: IdentityTenant;
let patterns: RpcClient;
let foreign: RpcClient;
const minute = 60_000;
const now = Date.now();

const id = (name: string) => userIdOf(tenant.tenantId, name);
/** One thing a minute, the last a minute ago. */
const behave = (name: string, ...did: string[]): TrackedInput[] =>
  did.map((what, i) => {
    const page = what.startsWith("/");
    const properties = page ? { page_url: `https://x.com${what}?email=jane@example.com`, title: "Jane Doe" } : { phone: "+49 170 1234567" };
    const at = now - (did.length - i) * minute;
    return {
      userId: id(name),
      externalId: name,
      eventName: page ? "page_view" : what,
      at,
      device: "desktop",
      channel: "browser",
      properties,
    } as TrackedInput;
  });
/** A position of identity's log behind everything it has heard. */
const position = async (of = tenant): Promise<number> => Number((await of.identity.call("Identify", { userId: "marker" })).position);
const call = (rpc: string, request: object) => patterns.call(rpc, request);
const similar = async (request: object): Promise<string[]> => {
  const { users } = await call("FindSimilarUsers", { k: 100, minPosition: await position(), ...request });
  const names = new Map(people.map((name) => [id(name), name]));
  return users.map((u: Message) => names.get(u.userId) ?? u.userId);
};

/** What the store itself holds of the tenant. */
const vectorIds = async (): Promise<ReadonlyArray<string>> => {
  const { PINECONE_API_KEY: apiKey, PINECONE_CONTROLLER_HOST: controllerHost } = stack.database.vectors;
  const store = pineconeStore({
    apiKey,
    controllerHost,
    index: "user-behavior-patterns",
    dimensions: 1_536,
    cloud: "aws",
    region: "us-east-1",
  });
  return store.ids(`${tenant.tenantId}.g1`);
};

const people = ["dev1", "dev2", "dev3", "dev4", "reader1", "reader2", "reader3", "ada"];

beforeAll(async () => {
  stack = await openIdentityWorld({ SESSION_SWEEP_MS: "3600000", PATTERN_DEBOUNCE_MS: "100" });
  [tenant, other] = [await identityTenant(stack), await identityTenant(stack)];
  patterns = tenant.client("PatternService");
  foreign = other.client("PatternService");
  await behaved(stack, tenant, [
    ...["dev1", "dev2", "dev3", "dev4"].flatMap((name) =>
      behave(name, "/docs/api", "/docs/api", "/docs/sdk", "/pricing", "demo_requested", "trial_started", "/app/keys"),
    ),
    ...["reader1", "reader2", "reader3"].flatMap((name) => behave(name, "/blog/news", "/blog/news", "/careers", "/blog/team", "signup")),
    ...behave("ada", "/docs/api", "/docs/api", "/docs/sdk", "/pricing"),
  ]);
});
afterAll(async () => {
  patterns?.close();
  foreign?.close();
  await stack?.close();
});

describe("a person's pattern", () => {
  it("says how they behave and whether the index has it, and nothing of who they are", async () => {
    const { pattern } = await call("GetBehaviorPattern", { userId: "dev1", minPosition: await position() });
    expect(pattern).toMatchObject({
      userId: id("dev1"),
      segment: "",
      frequency: 1,
      conversionRate: 1,
      patternType: "PATTERN_TYPE_BUYER",
      actions: ["view /docs/api", "view /docs/sdk", "view /pricing", "demo_requested", "trial_started", "view /app/keys"],
      conversions: ["demo_requested", "trial_started"],
    });
    expect(JSON.stringify(pattern)).not.toMatch(/jane|doe|1234567|@/i);
    expect(fromTimestamp(pattern.lastActive).getTime() % 86_400_000).toBe(0);
    await until("the index has it", async () => {
      const { indexStatus } = await call("GetBehaviorPattern", { userId: "dev1" });
      return indexStatus.state === "PATTERN_INDEX_STATE_INDEXED" && indexStatus.wantedPosition === pattern.position;
    });
    const nothing = await call("GetBehaviorPattern", { userId: "marker", minPosition: await position() });
    expect(nothing).toMatchObject({ pattern: null, indexStatus: { state: "PATTERN_INDEX_STATE_ABSENT" } });
  });
});

describe("similar people", () => {
  it("are those who did the like, never oneself, and why", async () => {
    const found = await similar({ userId: "ada" });
    expect(found.slice(0, 4).sort()).toEqual(["dev1", "dev2", "dev3", "dev4"]);
    expect(found).not.toContain("ada");
    expect(await similar({ userId: "ada", k: 2 })).toHaveLength(2);
    const { users } = await call("FindSimilarUsers", { userId: "ada", k: 1 });
    expect(users[0].why).toEqual(expect.arrayContaining(["both view /pricing", "both view /docs/api"]));
    await tenant.identity.call("Identify", {
      userId: "dev2",
      email: "dana@x.example",
      traits: traits({ first_name: "Dana", last_name: "Okoye" }),
    });
    const named = await call("FindSimilarUsers", { userId: "ada", k: 4, minPosition: await position() });
    expect(named.users.find((u: Message) => u.userId === id("dev2"))).toMatchObject({
      name: "Dana Okoye",
      email: "dana@x.example",
      externalId: "dev2",
    });
    const read = await call("FindSimilarUsers", { pattern: "reads /blog/news and /careers", k: 3 });
    expect(read.users.map((u: Message) => u.userId).sort()).toEqual(["reader1", "reader2", "reader3"].map(id).sort());
    expect(read.users[0].why).toContain("both view /careers");
  });

  it("can be narrowed by each field of the index", async () => {
    await tenant.identity.call("AssignSegment", { userId: "dev2", segment: "vip", priority: 5 });
    expect(await similar({ userId: "ada", segments: ["vip"] })).toEqual(["dev2"]);
    const buyers = await similar({ userId: "ada", patternTypes: ["PATTERN_TYPE_BUYER"] });
    expect(buyers.sort()).toEqual(people.filter((p) => p !== "ada"));
    expect(await similar({ userId: "ada", patternTypes: ["PATTERN_TYPE_LOYAL", "PATTERN_TYPE_DORMANT"] })).toEqual([]);
    expect(await similar({ pattern: "docs", minConversionRate: 0.5 })).not.toContain("ada");
    expect(await similar({ pattern: "docs" })).toContain("ada");
    expect(await similar({ pattern: "docs", minFrequency: 1.5 })).toEqual([]);
    const tomorrow = { seconds: Math.floor(now / 1_000) + 86_400, nanos: 0 };
    expect(await similar({ pattern: "docs", activeSince: tomorrow })).toEqual([]);
    expect(await similar({ userId: "reader1", minScore: 0.99 })).toEqual(expect.arrayContaining(["reader2", "reader3"]));
  });
});

describe("recommendations", () => {
  it("are what similar people did from there, and follow what the person does", async () => {
    const ask = async () => call("GetRecommendations", { userId: "ada", minPosition: await position() });
    const before = await ask();
    expect(before.basis).toBe("RECOMMENDATION_BASIS_SIMILAR");
    expect(before.recentActions).toEqual(["view /pricing", "view /docs/sdk", "view /docs/api"]);
    expect(before.recommendations.map((r: Message) => r.action).sort()).toEqual(["demo_requested", "trial_started", "view /app/keys"]);
    const demo = before.recommendations.find((r: Message) => r.action === "demo_requested");
    expect(demo).toMatchObject({ conversion: true, peopleTookIt: 4, peopleConsidered: 4 });
    expect(demo.score).toBeCloseTo(1);
    expect(demo.lift).toBeCloseTo(2); // four of eight did it
    expect(demo.confidence).toBeGreaterThan(0.5);
    expect(demo.similarUserIds).toHaveLength(3);
    await behaved(stack, tenant, [{ ...behave("ada", "demo_requested")[0]!, at: now }]);
    const after = await ask();
    expect(after.recentActions[0]).toBe("demo_requested");
    expect(after.recommendations.map((r: Message) => r.action).sort()).toEqual(["trial_started", "view /app/keys"]);
  });

  it("fall back to what is common where too few are alike, and never name what was done", async () => {
    await behaved(stack, tenant, behave("loner", "/imprint"));
    const found = await call("GetRecommendations", { userId: "loner", k: 2, minPosition: await position() });
    expect(found).toMatchObject({ basis: "RECOMMENDATION_BASIS_POPULAR", basisReason: "too few similar people" });
    expect(found.recommendations.map((r: Message) => r.action)).toEqual(["demo_requested", "trial_started"]);
    const nobody = await call("GetRecommendations", { userId: "marker" });
    expect(nobody).toMatchObject({ basis: "RECOMMENDATION_BASIS_POPULAR", basisReason: "no pattern yet" });
    const { recommendations } = await call("GetRecommendations", { userId: "reader1", k: 50 });
    expect(recommendations.map((r: Message) => r.action)).not.toContain("signup");
  });
});

it("whoever becomes part of another is nobody's answer, and no vector has their id", async () => {
  const phone = anonymousUserIdOf(tenant.tenantId, "phone");
  const did = behave("dev3", "/docs/api", "/pricing", "purchase_completed");
  await behaved(
    stack,
    tenant,
    did.map(({ externalId: _, ...e }) => ({ ...e, userId: phone, anonymousId: "phone", device: "mobile" })),
  );
  expect(await similar({ userId: "ada" })).toContain(phone);
  await tenant.identity.call("Identify", { userId: "dev3", anonymousId: "phone" });
  const found = await similar({ userId: "ada" });
  expect(found).not.toContain(phone);
  expect(found).toContain("dev3");
  const { pattern } = await call("GetBehaviorPattern", { anonymousId: "phone" });
  expect(pattern).toMatchObject({ userId: id("dev3"), conversions: ["demo_requested", "trial_started", "purchase_completed"] });
  await until("the vector is gone", async () => {
    const ids = await vectorIds();
    return ids.includes(`${id("dev3")}#p`) && !ids.some((i) => i.includes(phone));
  });
});

it("whoever is forgotten leaves no vector", async () => {
  const pool = createPool({ connectionString: stack.database.workerUrl("identity"), schema: "identity", max: 1 });
  const log = new EventLog({ pool, schema: "identity", codec: codecOf(identityEvents) });
  const gone = { tenantId: tenant.tenantId, userId: id("dev1") };
  await transaction(pool, (client) => forgetPatterns(client, log, [gone], Date.now()));
  await pool.end();
  await until("the vector is gone", async () => !(await vectorIds()).some((i) => i.includes(id("dev1"))));
  expect(await similar({ userId: "ada" })).not.toContain("dev1");
});

it("shows a tenant its own people alone", async () => {
  const text = "researcher view /docs/api view /pricing demo_requested";
  const { users } = await foreign.call("FindSimilarUsers", { pattern: text, k: 100, minPosition: await position(other) });
  expect(users).toEqual([]);
  for (const [rpc, request] of [
    ["GetBehaviorPattern", {}],
    ["FindSimilarUsers", { k: 5 }],
    ["GetRecommendations", {}],
  ] as const)
    expect(await refusal(foreign.call(rpc, { userId: id("dev1"), ...request }))).toMatchObject({
      code: status.NOT_FOUND,
      reason: "USER_NOT_FOUND",
    });
  await other.identity.call("Identify", { userId: "marker" });
  expect((await foreign.call("GetRecommendations", { userId: "marker" })).recommendations).toEqual([]);
});

it("says everything that is wrong with a request at once", async () => {
  const refused = await refusal(
    call("FindSimilarUsers", {
      userId: "ada",
      pattern: "x",
      k: 101,
      minConversionRate: 2,
      minFrequency: 8,
      patternTypes: [0],
      minScore: -2,
    }),
  );
  expect(refused).toMatchObject({ code: status.INVALID_ARGUMENT, reason: "INVALID_FIELDS" });
  expect(refused.violations.map((v) => v.field).sort()).toEqual(
    ["k", "min_conversion_rate", "min_frequency", "min_score", "pattern_types[0]", "user_id"].sort(),
  );
  expect((await refusal(call("GetRecommendations", { k: -1 }))).violations.map((v) => v.field).sort()).toEqual(["k", "user_id"]);
});
