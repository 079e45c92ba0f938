import { randomUUID } from "node:crypto";
import { status } from "@grpc/grpc-js";
import { fromStruct, toStruct } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stretched, until } from "../support/patience.ts";
import type { Message } from "../support/rpc.ts";
import { refusal } from "../support/rpc.ts";
import type { World } from "../support/world.ts";
import { type CampaignTenant, campaignTenant, openCampaignWorld } from "./campaignWorld.ts";

let world: World;
let tenant: CampaignTenant;
beforeAll(async () => {
  world = await openCampaignWorld();
  tenant = campaignTenant(world);
});
afterAll(() => world?.close());

const type = "CAMPAIGN_TYPE_LEAD_GEN";
const call = (rpc: string, request: object) => tenant.call(rpc, request);
const get = async (campaignId: string, minPosition?: string) =>
  (await call("GetCampaign", { campaignId, ...(minPosition ? { minPosition } : {}) })).campaign;
const ms = (t: { seconds: string; nanos: number }) => Number(t.seconds) * 1_000 + t.nanos / 1e6;

describe("a campaign", () => {
  it("reads back as it was created: a draft that has spent nothing", async () => {
    const config = { channels: ["email", "linkedin"], goals: { leads: 100 }, audience: { min_score: 0.5 } };
    const made = await call("CreateCampaign", {
      name: "  Spring ",
      type,
      config: toStruct(config),
      budgetMicros: 5_000_000,
      currency: "EUR",
    });
    const { campaign } = made;
    expect(campaign).toMatchObject({
      name: "Spring",
      type,
      status: "CAMPAIGN_STATUS_DRAFT",
      budget: "5.000000",
      budgetMicros: "5000000",
      spent: "0.000000",
      spentMicros: "0",
      currency: "EUR",
      createdBy: "system:platform",
      startedAt: null,
      endedAt: null,
      version: "1",
      utmCampaign: "spring",
    });
    expect(Math.abs(ms(campaign.createdAt) - Date.now())).toBeLessThan(stretched(2_000));
    expect(fromStruct(campaign.config)).toEqual(config);
    const read = await get(campaign.campaignId, made.position);
    expect({ ...read, config: null }).toEqual({ ...campaign, config: null });
    expect(fromStruct(read.config)).toEqual(config);
    const unlimited = await call("CreateCampaign", { name: "x", type });
    expect(unlimited.campaign).not.toHaveProperty("budget");
    expect(unlimited.campaign).not.toHaveProperty("performanceScore");
    expect(await refusal(call("CreateCampaign", { campaignId: campaign.campaignId, name: "x", type }))).toMatchObject({
      code: status.ALREADY_EXISTS,
    });
  });

  it("lists everything that is wrong with it at once", async () => {
    const bad = await refusal(
      call("CreateCampaign", {
        campaignId: "x",
        name: "n".repeat(256),
        budgetMicros: -1,
        currency: "euro",
        config: toStruct({ channels: ["fax"], goals: { leads: -1 } }),
        requestId: "r".repeat(200),
      }),
    );
    expect(bad.code).toBe(status.INVALID_ARGUMENT);
    expect(bad.violations.map((v) => v.field).sort()).toEqual(
      ["campaign_id", "name", "type", "budget_micros", "currency", "config.channels[0]", "config.goals.leads", "request_id"].sort(),
    );
    for (const request of [
      { name: " ", type },
      { name: "a\0b", type },
      { name: "x", type, config: toStruct({ big: "x".repeat(40_000) }) },
      { name: "x", type, budgetMicros: "1000000000000001" },
    ])
      expect((await refusal(call("CreateCampaign", request))).code).toBe(status.INVALID_ARGUMENT);
    expect(await refusal(call("GetCampaign", { campaignId: randomUUID() }))).toMatchObject({ code: status.NOT_FOUND });
    expect(await refusal(call("StartCampaign", { campaignId: randomUUID() }))).toMatchObject({ code: status.NOT_FOUND });
  });

  it("aims only at segments that exist", async () => {
    const config = (segment: string) => toStruct({ audience: { segments: ["known", segment] } });
    await world.tell("identity", tenant.tenantId, "SegmentAssigned", {
      userId: randomUUID(),
      segment: "known",
    });
    const bad = await refusal(call("CreateCampaign", { name: "x", type, config: config("nowhere") }));
    expect(bad.violations).toEqual([{ field: "config.audience.segments[1]", description: "there is no segment nowhere" }]);
    const creating = call("CreateCampaign", { name: "x", type, config: config("just-now") });
    await world.tell("identity", tenant.tenantId, "SegmentEntered", {
      userId: randomUUID(),
      segment: "just-now",
    });
    expect((await creating).campaign.version).toBe("1");
  });

  it("moves as its table says; a wrong move names from and to, a repeated request is no move", async () => {
    const { campaign } = await call("CreateCampaign", { name: "x", type });
    const { campaignId } = campaign;
    expect(await refusal(call("PauseCampaign", { campaignId }))).toMatchObject({
      code: status.FAILED_PRECONDITION,
      reason: "ILLEGAL_TRANSITION",
      metadata: { from: "draft", to: "paused" },
    });
    const requestId = randomUUID();
    const started = await call("StartCampaign", { campaignId, requestId });
    expect(await call("StartCampaign", { campaignId, requestId })).toMatchObject({ version: started.version, position: started.position });
    expect((await refusal(call("StartCampaign", { campaignId }))).reason).toBe("ILLEGAL_TRANSITION");
    const paused = await call("PauseCampaign", { campaignId, reason: "weekend" });
    expect(paused.campaign).toMatchObject({ status: "CAMPAIGN_STATUS_PAUSED", pauseReason: "weekend" });
    const resumed = await call("ResumeCampaign", { campaignId });
    expect(resumed.campaign.startedAt).toEqual(started.campaign.startedAt);
    expect(await refusal(call("UpdateCampaign", { campaignId, type: "CAMPAIGN_TYPE_AD" }))).toMatchObject({ reason: "TYPE_IS_FIXED" });
    const done = await call("CompleteCampaign", { campaignId });
    const read = await get(campaignId, done.position);
    expect(read).toMatchObject({ status: "CAMPAIGN_STATUS_COMPLETED", startedAt: started.campaign.startedAt });
    expect(ms(read.endedAt)).toBeGreaterThanOrEqual(ms(read.startedAt));
    for (const rpc of ["StartCampaign", "PauseCampaign", "ResumeCampaign", "CompleteCampaign", "StopCampaign"])
      expect((await refusal(call(rpc, { campaignId }))).code).toBe(status.FAILED_PRECONDITION);
    const dropped = await call("CreateCampaign", { name: "y", type });
    expect((await call("StopCampaign", { campaignId: dropped.campaign.campaignId })).campaign).toMatchObject({
      status: "CAMPAIGN_STATUS_STOPPED",
      startedAt: null,
      endedAt: expect.anything(),
    });
  });

  it("changes what the mask names, and refuses a version that is not its own", async () => {
    const { campaign, version } = await call("CreateCampaign", { name: "x", type, budgetMicros: 10 });
    const { campaignId } = campaign;
    const update = (request: object) => call("UpdateCampaign", { campaignId, ...request });
    expect((await update({ name: "y", budgetMicros: 20, updateMask: ["name"] })).campaign).toMatchObject({ name: "y", budgetMicros: "10" });
    expect(await refusal(update({ name: "z", expectedVersion: version }))).toMatchObject({ code: status.ABORTED });
    expect((await update({ updateMask: ["budget_micros"] })).campaign).not.toHaveProperty("budgetMicros");
    const bad = await refusal(update({ updateMask: ["spent", "name"], budgetMicros: -1 }));
    expect(bad.violations.map((v) => v.field).sort()).toEqual(["budget_micros", "name", "update_mask[0]"]);
    expect((await refusal(update({}))).violations.map((v) => v.field)).toEqual(["update_mask"]);
    expect(
      (await refusal(update({ config: toStruct({ channels: ["google_ads"] }), type: "CAMPAIGN_TYPE_RETENTION" }))).violations,
    ).toHaveLength(1);
  });

  it("starts by its schedule within the window, and not after it", async () => {
    const soon = await call("CreateCampaign", { name: "soon", type });
    const at = (offset: number) => ({ seconds: Math.floor((Date.now() + offset) / 1_000), nanos: 0 });
    const schedule = { startAt: at(1_000), startUntil: at(60_000), endAt: at(120_000) };
    const { campaign } = await call("ScheduleCampaign", { campaignId: soon.campaign.campaignId, ...schedule });
    expect(ms(campaign.schedule.startUntil) - ms(campaign.schedule.startAt)).toBe(59_000);
    await until("it has started", async () => (await get(soon.campaign.campaignId)).status === "CAMPAIGN_STATUS_ACTIVE");
    const late = await call("CreateCampaign", { name: "late", type });
    const soonest = stretched(2_000);
    await call("ScheduleCampaign", { campaignId: late.campaign.campaignId, startAt: at(soonest), startUntil: at(soonest + 1_000) });
    await world.service().stop(); // nobody is there while the window passes
    await new Promise((resolve) => setTimeout(resolve, soonest + 1_500));
    await world.restart();
    await tenant.campaigns.waitForReady(30_000);
    await until("it was missed", async () => (await get(late.campaign.campaignId)).scheduleMissedAt !== null);
    expect(await get(late.campaign.campaignId)).toMatchObject({ status: "CAMPAIGN_STATUS_DRAFT", schedule: null, startedAt: null });
    const bad = await refusal(
      call("ScheduleCampaign", { campaignId: late.campaign.campaignId, startAt: at(-10_000), startUntil: at(-5_000), endAt: at(-20_000) }),
    );
    expect(bad.violations.map((v) => v.field)).toEqual(["start_until", "end_at"]);
  });
});

describe("money", () => {
  it("of 200 who reserve 1.00 at once on a budget of 100.00, exactly 100 do", async () => {
    const campaignId = await tenant.active({ budgetMicros: 100_000_000 });
    const tried = await Promise.allSettled(
      Array.from({ length: 200 }, () => call("ReserveSpend", { campaignId, amountMicros: 1_000_000 })),
    );
    expect(tried.filter((t) => t.status === "fulfilled")).toHaveLength(100);
    for (const t of tried)
      if (t.status === "rejected") expect(t.reason).toMatchObject({ code: status.FAILED_PRECONDITION, reason: "BUDGET_EXCEEDED" });
    const positions = tried.flatMap((t) => (t.status === "fulfilled" ? [Number(t.value.position)] : []));
    expect(await get(campaignId, String(Math.max(...positions)))).toMatchObject({
      spent: "100.000000",
      status: "CAMPAIGN_STATUS_PAUSED",
      pauseReason: "budget_exceeded",
    });
    const { rows } = await world.pool().query("SELECT spent::text, budget::text FROM campaigns WHERE campaign_id = $1", [campaignId]);
    expect(rows).toEqual([{ spent: "100.000000", budget: "100.000000" }]);
    expect(await refusal(call("UpdateCampaign", { campaignId, budgetMicros: 99_999_999 }))).toMatchObject({ reason: "BUDGET_BELOW_SPENT" });
  });

  it("comes back when it was not spent, at most once each micro", async () => {
    const campaignId = await tenant.active({ budgetMicros: 1_000_000 });
    const requestId = randomUUID();
    const reserved = await call("ReserveSpend", { campaignId, amountMicros: 300_000, requestId });
    expect((await call("ReserveSpend", { campaignId, amountMicros: 300_000, requestId })).reservationId).toBe(reserved.reservationId);
    const { reservationId } = reserved;
    const tried = await Promise.allSettled(
      Array.from({ length: 10 }, () => call("ReleaseSpend", { reservationId, amountMicros: 100_000 })),
    );
    expect(tried.filter((t) => t.status === "fulfilled")).toHaveLength(3);
    expect((await refusal(call("ReleaseSpend", { reservationId }))).reason).toBe("RELEASE_EXCEEDS_RESERVATION");
    const again = await call("ReserveSpend", { campaignId, amountMicros: 200_000 });
    const back = { reservationId: again.reservationId, requestId: randomUUID() };
    const first = await call("ReleaseSpend", back);
    expect(first).toMatchObject({ releasedMicros: "200000", remainingMicros: "0" });
    expect(await call("ReleaseSpend", back)).toEqual(first);
    expect((await get(campaignId, first.position)).spentMicros).toBe("0");
    expect(await refusal(call("ReleaseSpend", { reservationId: randomUUID() }))).toMatchObject({ code: status.NOT_FOUND });
  });

  it("is exact: a tenth and two tenths are three tenths, to who asks and in the table", async () => {
    const campaignId = await tenant.active();
    await call("RecordSpend", { campaignId, amountMicros: 100_000 });
    const { position } = await call("RecordSpend", { campaignId, amountMicros: 200_000 });
    expect(await get(campaignId, position)).toMatchObject({ spent: "0.300000", spentMicros: "300000" });
    const { rows } = await world.pool().query("SELECT spent = 0.3 AS exact FROM campaigns WHERE campaign_id = $1", [campaignId]);
    expect(rows).toEqual([{ exact: true }]);
  });

  it("that a platform spent is booked, and pauses what is over", async () => {
    const campaignId = await tenant.active({ budgetMicros: 300_000 });
    const spend = (amountMicros: number, more = {}) => call("RecordSpend", { campaignId, amountMicros, source: "google_ads", ...more });
    await spend(100_000);
    expect(await spend(199_999)).toMatchObject({ paused: false, campaign: { spent: "0.299999" } });
    expect(await spend(2)).toMatchObject({ paused: true, campaign: { status: "CAMPAIGN_STATUS_PAUSED", pauseReason: "budget_exceeded" } });
    expect((await spend(1)).paused).toBe(false);
    expect((await refusal(spend(1, { currency: "EUR" }))).reason).toBe("CURRENCY_MISMATCH");
    expect((await refusal(call("ResumeCampaign", { campaignId }))).reason).toBe("BUDGET_EXHAUSTED");
    expect((await refusal(call("ReserveSpend", { campaignId, amountMicros: 1 }))).reason).toBe("BUDGET_EXCEEDED");
  });

  it("gives a return that is null where nothing was spent, and no mix of currencies", async () => {
    const campaignId = await tenant.active();
    const roi = async (minPosition?: string) => call("GetRoi", { campaignId, ...(minPosition ? { minPosition } : {}) });
    expect(await roi()).not.toHaveProperty("roi");
    const requestId = randomUUID();
    const revenue = { campaignId, amountMicros: 300_000_000, requestId };
    const r = await call("RecordRevenue", revenue);
    expect(await call("RecordRevenue", revenue)).toEqual(r);
    expect((await refusal(call("RecordRevenue", { ...revenue, amountMicros: 1 }))).reason).toBe("REQUEST_ID_REUSED");
    await call("RecordRevenue", { campaignId, amountMicros: 7_000_000, currency: "EUR" });
    expect(await roi(r.position)).not.toHaveProperty("roi");
    const { position } = await call("RecordSpend", { campaignId, amountMicros: 120_000_000 });
    const found = await roi(position);
    expect(found).toMatchObject({ roi: 1.5, revenueMicros: "300000000", spentMicros: "120000000", currency: "USD" });
    expect(found.byCurrency).toMatchObject([
      { currency: "USD", revenueMicros: "300000000", conversions: "1", roi: 1.5 },
      { currency: "EUR", revenueMicros: "7000000", spentMicros: "0" },
    ]);
    expect(found.byCurrency[1]).not.toHaveProperty("roi");
    expect((await get(campaignId)).performanceScore).toBe(0.7143);
  });
});

it("the leaderboard has the best first, survives the loss of its key, and says what Redis holds", async () => {
  const own = campaignTenant(world);
  const scored = async (name: string, revenue: number, spent: number) => {
    const { campaign } = await own.call("CreateCampaign", { name, type });
    const { campaignId } = campaign;
    await own.call("RecordRevenue", { campaignId, amountMicros: revenue });
    return { campaignId, position: (await own.call("RecordSpend", { campaignId, amountMicros: spent })).position };
  };
  const second = await scored("b", 87_200_000, 12_800_000);
  const first = await scored("a", 95_500_000, 4_500_000);
  const third = await scored("c", 1, 99);
  await own.call("CreateCampaign", { name: "no money moved", type });
  const board = async (limit: number) =>
    (await own.call("GetLeaderboard", { limit, minPosition: third.position })).entries.map((e: Message) => [e.name, e.score, e.rank]);
  const best = [
    ["a", 95.5, 1],
    ["b", 87.2, 2],
  ];
  expect(await board(2)).toEqual(best);
  const key = `t:{${own.tenantId}}:campaign_performance`;
  const held = await world.redis.zrange(key, "0", "-1", "REV", "WITHSCORES");
  expect(held.map((v, i) => (i % 2 ? Number(v) : v))).toEqual([first.campaignId, 95.5, second.campaignId, 87.2, third.campaignId, 1]);
  await world.redis.del(key);
  expect(await board(2)).toEqual(best);
  expect(await world.redis.zcard(key)).toBe(3);
  await world.redis.zrem(key, first.campaignId);
  expect(await board(2)).toEqual(best);
});

it("tells every change of status once: on the channel as it happens, and by the stream from any position", async () => {
  const own = campaignTenant(world);
  const told: string[] = [];
  const listener = world.redis.duplicate();
  await listener.subscribe(`t:{${own.tenantId}}:campaign_updates`);
  listener.on("message", (_, message) => told.push(message));
  const campaignId = await own.active();
  await own.call("UpdateCampaign", { campaignId, name: "no change of status" });
  const paused = await own.call("PauseCampaign", { campaignId, reason: "r" });
  await own.call("ResumeCampaign", { campaignId });
  await own.call("StopCampaign", { campaignId });
  const statuses = ["active", "paused", "active", "stopped"];
  await until("all are told", () => told.length >= 4);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(told.map((m) => JSON.parse(m))).toEqual(statuses.map((s) => ({ campaign_id: campaignId, status: s })));
  listener.disconnect();

  const watch = async (request: object, wanted: number) => {
    const seen: string[] = [];
    for await (const m of own.campaigns.stream("WatchCampaigns", request)) {
      if (m.update) seen.push(m.update.status.replace("CAMPAIGN_STATUS_", "").toLowerCase());
      if (seen.length >= wanted) break;
    }
    return seen;
  };
  expect(await watch({ afterPosition: 0 }, 4)).toEqual(statuses);
  expect(await watch({ afterPosition: paused.position, campaignIds: [campaignId] }, 2)).toEqual(statuses.slice(2));
  const live = watch({ afterPosition: paused.position, campaignIds: [campaignId, "00000000-0000-4000-8000-000000000001"] }, 3);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await own.call("CreateCampaign", { name: "live", type, campaignId: "00000000-0000-4000-8000-000000000001" });
  await own.call("StartCampaign", { campaignId: "00000000-0000-4000-8000-000000000001" });
  expect(await live).toEqual(["active", "stopped", "active"]);

  const types: string[] = [];
  for await (const m of own.campaigns.stream("Subscribe", { afterPosition: 0, eventTypes: ["CampaignCreated", "CampaignStopped"] })) {
    if (m.event) types.push(m.event.type);
    if (types.length === 2) break;
  }
  expect(types).toEqual(["marketing.campaign.v1.CampaignCreated", "marketing.campaign.v1.CampaignStopped"]);
});

it("lists by status, type, creator and config, page by page", async () => {
  const own = campaignTenant(world);
  const agent = await world.withKey(own.tenantId, ["campaign:*", "task:work"], "CampaignService");
  const user = await world.withKey(own.tenantId, ["campaign:read", "campaign:write"], "CampaignService");
  const names = async (request: object) => (await own.call("ListCampaigns", request)).campaigns.map((c: Message) => c.name);
  let position = "0";
  for (const [i, client] of [agent.client, user.client, agent.client].entries()) {
    const config = toStruct({ channels: i === 1 ? ["email", "web"] : ["web"], audience: { traits: { plan: "pro", i } } });
    ({ position } = await client.call("CreateCampaign", {
      name: `c${i}`,
      type: i === 2 ? "CAMPAIGN_TYPE_RETENTION" : type,
      config,
      createdBy: "user:spoofed",
    }));
  }
  const { campaigns } = await own.call("ListCampaigns", { minPosition: position });
  expect(campaigns.map((c: Message) => c.createdBy)).toEqual([`agent:${agent.keyId}`, `user:${user.keyId}`, `agent:${agent.keyId}`]);
  await own.call("StartCampaign", { campaignId: campaigns[2].campaignId }).then((r: Message) => (position = r.position));
  expect(await names({ status: "CAMPAIGN_STATUS_ACTIVE", minPosition: position })).toEqual(["c0"]);
  expect(await names({ type: "CAMPAIGN_TYPE_RETENTION" })).toEqual(["c2"]);
  expect(await names({ createdBy: `agent:${agent.keyId}` })).toEqual(["c2", "c0"]);
  expect(await names({ configContains: toStruct({ channels: ["email"] }) })).toEqual(["c1"]);
  expect(await names({ configContains: toStruct({ audience: { traits: { plan: "pro" } } }), status: "CAMPAIGN_STATUS_DRAFT" })).toEqual([
    "c2",
    "c1",
  ]);
  for (const filter of [{}, { configContains: toStruct({ channels: ["web"] }) }]) {
    const paged: string[] = [];
    let pageToken = "";
    do {
      const page = await own.call("ListCampaigns", { ...filter, pageSize: 1, pageToken });
      paged.push(...page.campaigns.map((c: Message) => c.name));
      pageToken = page.nextPageToken;
    } while (pageToken !== "");
    expect(paged).toEqual(["c2", "c1", "c0"]);
  }
  const { nextPageToken } = await own.call("ListCampaigns", { pageSize: 1 });
  expect((await refusal(own.call("ListCampaigns", { pageSize: 1, pageToken: nextPageToken, type }))).reason).toBe("INVALID_PAGE_TOKEN");
});

it("nobody reaches another tenant's, whatever the RPC, and every scope is asked for", async () => {
  const [a, b] = [campaignTenant(world), campaignTenant(world)];
  const campaignId = await a.active({ budgetMicros: 1_000_000 });
  const { reservationId } = await a.call("ReserveSpend", { campaignId, amountMicros: 1 });
  const { position } = await a.call("RecordSpend", { campaignId, amountMicros: 5 });
  for (const [rpc, request] of [
    ["GetCampaign", { campaignId, minPosition: position }],
    ["GetRoi", { campaignId }],
    ["UpdateCampaign", { campaignId, name: "stolen" }],
    ["PauseCampaign", { campaignId }],
    ["CompleteCampaign", { campaignId }],
    ["StopCampaign", { campaignId }],
    ["ReserveSpend", { campaignId, amountMicros: 1 }],
    ["RecordSpend", { campaignId, amountMicros: 1 }],
    ["RecordRevenue", { campaignId, amountMicros: 1 }],
    ["ReleaseSpend", { reservationId }],
  ] as const)
    expect((await refusal(b.call(rpc, request))).code, rpc).toBe(status.NOT_FOUND);
  expect((await b.call("ListCampaigns", {})).campaigns).toEqual([]);
  expect((await b.call("GetLeaderboard", {})).entries).toEqual([]);
  expect((await a.call("GetCampaign", { campaignId })).campaign).toMatchObject({ name: "Test", spentMicros: "6" });
  const reader = await world.withKey(a.tenantId, ["campaign:read"], "CampaignService");
  expect((await refusal(reader.client.call("PauseCampaign", { campaignId }))).code).toBe(status.PERMISSION_DENIED);
  expect((await reader.client.call("GetCampaign", { campaignId })).campaign.name).toBe("Test");
  const worker = await world.withKey(a.tenantId, ["task:work"], "CampaignService");
  expect((await refusal(worker.client.call("GetCampaign", { campaignId }))).code).toBe(status.PERMISSION_DENIED);
  expect((await refusal(world.open("CampaignService", {}).call("ListCampaigns", {}))).code).toBe(status.UNAUTHENTICATED);
});
