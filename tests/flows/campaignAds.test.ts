import { randomUUID } from "node:crypto";
import { status } from "@grpc/grpc-js";
import { fromStruct, toStruct } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { until } from "../support/patience.ts";
import type { Message } from "../support/rpc.ts";
import { refusal } from "../support/rpc.ts";
import type { World } from "../support/world.ts";
import { type CampaignTenant, campaignTenant, openCampaignWorld } from "./campaignWorld.ts";

let world: World;
let tenant: CampaignTenant;
let campaignId: string;
beforeAll(async () => {
  world = await openCampaignWorld();
  tenant = campaignTenant(world);
  campaignId = await tenant.active({ type: "CAMPAIGN_TYPE_AD", budgetMicros: 100_000_000 });
});
afterAll(() => world?.close());

const platform = "PLATFORM_GOOGLE_ADS";
const call = (rpc: string, request: object): Promise<Message> => tenant.ads.call(rpc, request);
const create = async (more: object = {}): Promise<string> =>
  (await call("CreateAdCampaign", { campaignId, platform, ...more })).adCampaign.adCampaignId;
const at = (iso: string) => ({ seconds: Date.parse(iso) / 1_000, nanos: 0 });
const creatives = [
  { variantId: "a", weight: 70, contentId: "0190a0b0-0000-7000-8000-0000000000c1", contentVersion: 2, data: toStruct({ headline: "A" }) },
  { variantId: "b", weight: 30 },
];

describe("an ad campaign", () => {
  it("reads back as it was created, and the campaign lists it", async () => {
    const made = await call("CreateAdCampaign", {
      campaignId,
      platform,
      name: "Search",
      audienceConfig: toStruct({ keywords: ["crm"], locations: ["DE"] }),
      creatives,
      platformCampaignId: "g-1",
    });
    const { adCampaign } = made;
    expect(adCampaign).toMatchObject({
      campaignId,
      platform,
      platformCampaignId: "g-1",
      performanceMetrics: null,
      lastOptimized: null,
      version: "1",
    });
    const read = (await call("GetAdCampaign", { adCampaignId: adCampaign.adCampaignId, minPosition: made.position })).adCampaign;
    expect(fromStruct(read.audienceConfig)).toEqual({ keywords: ["crm"], locations: ["DE"] });
    expect(read.creatives).toMatchObject([
      { variantId: "a", weight: 70, contentVersion: 2 },
      { variantId: "b", weight: 30, contentId: "" },
    ]);
    const { campaign } = await tenant.call("GetCampaign", { campaignId, includeAdCampaigns: true });
    expect(campaign.adCampaigns).toEqual([read]);
    expect((await tenant.call("GetCampaign", { campaignId })).campaign.adCampaigns).toEqual([]);
  });

  it("belongs to a campaign that is there and goes on", async () => {
    expect(await refusal(call("CreateAdCampaign", { campaignId: randomUUID(), platform }))).toMatchObject({ code: status.NOT_FOUND });
    const over = await tenant.active();
    await tenant.call("StopCampaign", { campaignId: over });
    expect((await refusal(call("CreateAdCampaign", { campaignId: over, platform }))).reason).toBe("CAMPAIGN_ENDED");
  });

  it("lists everything that is wrong with it at once", async () => {
    const bad = await refusal(
      call("CreateAdCampaign", {
        campaignId: "x",
        platform,
        audienceConfig: toStruct({ job_titles: ["CTO"], age_min: -1 }),
        creatives: [
          { variantId: "a", weight: 50 },
          { variantId: "a", weight: 51 },
        ],
        platformCampaignId: "p".repeat(256),
      }),
    );
    expect(bad.violations.map((v) => v.field).sort()).toEqual(
      [
        "audience_config.age_min",
        "audience_config.job_titles",
        "campaign_id",
        "creatives",
        "creatives[1].variant_id",
        "platform_campaign_id",
      ].sort(),
    );
    expect((await refusal(call("CreateAdCampaign", { campaignId }))).violations.map((v) => v.field)).toEqual(["platform"]);
    const id = await create();
    expect((await refusal(call("SetCreatives", { adCampaignId: id, creatives: [{ variantId: "a", weight: 99 }] }))).code).toBe(
      status.INVALID_ARGUMENT,
    );
    expect(
      (await refusal(call("UpdateAdCampaign", { adCampaignId: id, audienceConfig: toStruct({ skills: ["x"] }) }))).violations,
    ).toHaveLength(1);
    expect(
      (await refusal(call("ReportPerformance", { adCampaignId: id, clicks: -1, asOf: at("2099-01-01T00:00:00Z") }))).violations
        .map((v) => v.field)
        .sort(),
    ).toEqual(["as_of", "clicks"]);
  });

  it("has a platform's id that nobody else has, whoever comes at once", async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, () => create()));
    const tried = await Promise.allSettled(ids.map((adCampaignId) => call("LinkPlatform", { adCampaignId, platformCampaignId: "raced" })));
    expect(tried.filter((t) => t.status === "fulfilled")).toHaveLength(1);
    for (const t of tried) if (t.status === "rejected") expect(t.reason).toMatchObject({ code: status.ALREADY_EXISTS });
    const winner = ids[tried.findIndex((t) => t.status === "fulfilled")]!;
    await call("LinkPlatform", { adCampaignId: winner, platformCampaignId: "raced" });
    expect((await refusal(call("LinkPlatform", { adCampaignId: winner, platformCampaignId: "other" }))).reason).toBe("ALREADY_LINKED");
    const elsewhere = (await call("CreateAdCampaign", { campaignId, platform: "PLATFORM_LINKEDIN", platformCampaignId: "raced" }))
      .adCampaign;
    expect(elsewhere.platformCampaignId).toBe("raced");
    expect((await refusal(create({ platformCampaignId: "raced" }))).code).toBe(status.ALREADY_EXISTS);
  });

  it("shows a person the same variant every time", async () => {
    const { adCampaign, position } = await call("CreateAdCampaign", { campaignId, platform, creatives });
    const { adCampaignId } = adCampaign;
    const seen = async (userId: string) =>
      (await call("AssignVariant", { adCampaignId, userId, minPosition: position })).creative.variantId;
    const people = Array.from({ length: 20 }, (_, i) => `person-${i}`);
    const first = await Promise.all(people.map(seen));
    expect(await Promise.all(people.map(seen))).toEqual(first);
    expect(new Set(first)).toEqual(new Set(["a", "b"]));
    expect((await refusal(call("AssignVariant", { adCampaignId: await create(), userId: "x" }))).code).not.toBe(status.INTERNAL);
  });
});

describe("performance", () => {
  const report = (adCampaignId: string, asOf: string, spendMicros: number, clicks = 10) =>
    call("ReportPerformance", { adCampaignId, impressions: 1_000, clicks, conversions: 1, spendMicros, revenueMicros: 5, asOf: at(asOf) });

  it("only goes forward, and its spend is the campaign's", async () => {
    const own = await tenant.active({ type: "CAMPAIGN_TYPE_AD", budgetMicros: 10_000_000 });
    const { adCampaign } = await call("CreateAdCampaign", { campaignId: own, platform });
    const id = adCampaign.adCampaignId;
    const spent = async (minPosition: string) => (await tenant.call("GetCampaign", { campaignId: own, minPosition })).campaign;
    const first = await report(id, "2026-01-02T00:00:00Z", 4_000_000);
    expect(first).toMatchObject({ outcome: "REPORT_OUTCOME_APPLIED", adCampaign: { performanceMetrics: { clicks: "10", ctr: 0.01 } } });
    expect((await spent(first.position)).spentMicros).toBe("4000000");
    expect((await report(id, "2026-01-02T00:00:00Z", 4_000_000)).outcome).toBe("REPORT_OUTCOME_UNCHANGED");
    expect((await report(id, "2026-01-02T00:00:00Z", 9_000_000)).outcome).toBe("REPORT_OUTCOME_STALE");
    expect((await report(id, "2026-01-01T00:00:00Z", 9_000_000)).outcome).toBe("REPORT_OUTCOME_STALE");
    const over = await report(id, "2026-01-03T00:00:00Z", 10_000_001, 20);
    expect(await spent(over.position)).toMatchObject({
      spentMicros: "10000001",
      status: "CAMPAIGN_STATUS_PAUSED",
      pauseReason: "budget_exceeded",
    });
    const { reports, nextPageToken } = await call("ListPerformanceHistory", { adCampaignId: id, pageSize: 1, minPosition: over.position });
    const rest = await call("ListPerformanceHistory", { adCampaignId: id, pageToken: nextPageToken });
    expect([...reports, ...rest.reports].map((r: Message) => r.spendMicros)).toEqual(["10000001", "4000000"]);
    const { rows } = await world.pool().query("SELECT performance_metrics FROM ad_campaigns WHERE ad_campaign_id = $1", [id]);
    expect(rows[0].performance_metrics).toEqual({
      impressions: 1000,
      clicks: 20,
      conversions: 1,
      spend_micros: 10000001,
      revenue_micros: 5,
      as_of: "2026-01-03T00:00:00.000Z",
      ctr: 0.02,
    });
  });

  it("comes by CSV, whole rows of it, and the same file again changes nothing", async () => {
    const own = campaignTenant(world);
    const parent = await own.active({ type: "CAMPAIGN_TYPE_AD" });
    const made = async (platformCampaignId: string) =>
      (await own.ads.call("CreateAdCampaign", { campaignId: parent, platform, platformCampaignId })).adCampaign.adCampaignId;
    const [one, two] = [await made("p,1"), await made("p2")];
    const csv = [
      "Campaign ID,Day,Impressions,Clicks,Conversions,Cost,Currency",
      '"p,1",2026-01-02,2000,20,2,20.10,USD',
      '"p,1",2026-01-01,1000,10,1,10.05,USD',
      "p2,2026-01-01,500,x,0,1.23,USD",
      "p2,2026-01-01,500,5,0,0.30,",
      "unknown,2026-01-01,1,1,1,1,USD",
      "p2,2026-01-02,900,9,0,1,EUR",
    ].join("\r\n");
    const columns = { "Campaign ID": "platform_campaign_id", Day: "as_of", Cost: "spend" };
    const import_ = () => own.ads.call("ImportPerformanceReport", { platform, csv, columns });
    const first = await import_();
    expect(first).toMatchObject({ rows: 6, applied: 3, unchanged: 0, stale: 0, failed: 3 });
    expect(first.errors.map((e: Message) => `${e.row} ${e.field}`)).toEqual([
      "4 clicks",
      "6 platform_campaign_id",
      "7 platform_campaign_id",
    ]);
    const { campaign } = await own.call("GetCampaign", { campaignId: parent, minPosition: first.position });
    expect(campaign.spent).toBe("20.400000");
    const before = await world.pool().query("SELECT count(*)::int AS n FROM event_log WHERE tenant_id = $1", [own.tenantId]);
    expect(await import_()).toMatchObject({ rows: 6, applied: 0, unchanged: 2, stale: 1, failed: 3 });
    const after = await world.pool().query("SELECT count(*)::int AS n FROM event_log WHERE tenant_id = $1", [own.tenantId]);
    expect(after.rows).toEqual(before.rows);
    expect((await own.ads.call("ListPerformanceHistory", { adCampaignId: one })).reports).toHaveLength(2);
    expect((await own.ads.call("ListPerformanceHistory", { adCampaignId: two })).reports).toHaveLength(1);
    expect((await own.ads.call("ImportPerformanceReport", { csv: "nonsense" })).errors).toHaveLength(1);
  });

  it("that a crash left unbooked is booked when the service is back, once", async () => {
    const own = await tenant.active({ type: "CAMPAIGN_TYPE_AD" });
    const { adCampaign } = await call("CreateAdCampaign", { campaignId: own, platform });
    const id = adCampaign.adCampaignId;
    const reporting = Array.from({ length: 30 }, (_, i) =>
      report(id, `2026-02-01T00:00:${String(i).padStart(2, "0")}Z`, (i + 1) * 1_000).catch(() => null),
    );
    await Promise.race(reporting);
    await world.service().kill();
    await Promise.all(reporting);
    await world.restart();
    await tenant.ads.waitForReady(30_000);
    await until("what is reported is booked", async () => {
      const { rows } = await world
        .pool()
        .query(
          "SELECT (data->>'spend')::int8 AS spend FROM event_log WHERE tenant_id = $1 AND type = 'performance_reported' AND data->>'adCampaignId' = $2 ORDER BY position DESC LIMIT 1",
          [tenant.tenantId, id],
        );
      return rows.length === 1 && Number((await tenant.call("GetCampaign", { campaignId: own })).campaign.spentMicros) === rows[0].spend;
    });
  });
});

it("optimisations are remembered, and the stalest come first", async () => {
  const own = campaignTenant(world);
  const parent = await own.active({ type: "CAMPAIGN_TYPE_AD" });
  const ids: string[] = [];
  for (let i = 0; i < 4; i++) {
    const audienceConfig = toStruct({ locations: i % 2 ? ["DE", "FR"] : ["US"] });
    ids.push(
      (await own.ads.call("CreateAdCampaign", { campaignId: parent, platform: i < 3 ? platform : "PLATFORM_PRODUCTHUNT", audienceConfig }))
        .adCampaign.adCampaignId,
    );
  }
  let position = "0";
  for (const i of [2, 0]) {
    const applied = await own.ads.call("ApplyOptimization", { adCampaignId: ids[i], kind: "raise_bid", changes: toStruct({ bid: 1 }) });
    expect(applied.adCampaign).toMatchObject({ lastOptimization: "raise_bid", lastOptimized: expect.anything() });
    ({ position } = applied);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const metrics = { impressions: 100, clicks: 7, conversions: 0, spendMicros: 0, revenueMicros: 0, asOf: at("2026-01-01T00:00:00Z") };
  ({ position } = await own.ads.call("ReportPerformance", { adCampaignId: ids[1], ...metrics }));
  const list = async (request: object) => {
    const found: string[] = [];
    let pageToken = "";
    do {
      const page = await own.ads.call("ListAdCampaigns", { ...request, pageSize: 1, pageToken, minPosition: position });
      found.push(...page.adCampaigns.map((a: Message) => a.adCampaignId));
      pageToken = page.nextPageToken;
    } while (pageToken !== "");
    return found;
  };
  const never = [ids[1]!, ids[3]!].sort();
  expect(await list({ order: "AD_CAMPAIGN_ORDER_STALE_FIRST" })).toEqual([...never, ids[2], ids[0]]);
  expect(await list({ staleBefore: { seconds: Math.floor(Date.now() / 1_000) - 3_600 } })).toEqual(never);
  expect(await list({ campaignId: parent })).toEqual([...ids].sort());
  expect(await list({ platform: "PLATFORM_PRODUCTHUNT" })).toEqual([ids[3]]);
  expect(await list({ audienceContains: toStruct({ locations: ["DE"] }), order: "AD_CAMPAIGN_ORDER_STALE_FIRST" })).toEqual(never);
  expect(await list({ audienceContains: toStruct({ locations: ["US"] }) })).toEqual([ids[0]!, ids[2]!].sort());
  expect(await list({ metricsContain: toStruct({ clicks: 7 }) })).toEqual([ids[1]]);
  expect(await list({ minCtr: 0.07 })).toEqual([ids[1]]);
  expect(await list({ minCtr: 0.0701 })).toEqual([]);
});

it("nobody reaches another tenant's", async () => {
  const other = campaignTenant(world);
  const adCampaignId = await create({ creatives, platformCampaignId: "secret" });
  for (const [rpc, request] of [
    ["GetAdCampaign", {}],
    ["UpdateAdCampaign", { name: "stolen" }],
    ["LinkPlatform", { platformCampaignId: "x" }],
    ["SetCreatives", { creatives }],
    ["AssignVariant", { userId: "u" }],
    ["ReportPerformance", { asOf: at("2026-01-01T00:00:00Z") }],
    ["ApplyOptimization", { kind: "x" }],
    ["ListPerformanceHistory", {}],
  ] as const)
    expect((await refusal(other.ads.call(rpc, { adCampaignId, ...request }))).code, rpc).toBe(status.NOT_FOUND);
  expect((await refusal(other.ads.call("CreateAdCampaign", { campaignId, platform }))).code).toBe(status.NOT_FOUND);
  const csv = "platform_campaign_id,as_of,impressions,clicks\nsecret,2026-01-01,1,1";
  expect((await other.ads.call("ImportPerformanceReport", { platform, csv })).failed).toBe(1);
  expect((await other.ads.call("ListAdCampaigns", {})).adCampaigns).toEqual([]);
});
