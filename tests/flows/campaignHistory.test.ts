import { status } from "@grpc/grpc-js";
import { uuidv7 } from "@marketing/shared/base/ids";
import { toStruct } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Message } from "../support/rpc.ts";
import { refusal } from "../support/rpc.ts";
import { type TestVectors, testVectors } from "../support/servers.ts";
import type { World } from "../support/world.ts";
import { type CampaignTenant, campaignTenant, openCampaignWorld } from "./campaignWorld.ts";

let world: World;
let vectors: TestVectors;
let ours: CampaignTenant;
let theirs: CampaignTenant;
let ids: Record<"security" | "bakery" | "launch" | "failed", string>;
let position = "0";

interface Told {
  readonly name: string;
  readonly config: object;
  readonly platform?: string;
  readonly audience?: object;
  readonly clicks?: number;
  readonly conversions?: number;
  readonly spent: number;
  readonly revenue?: number;
}
/** A campaign from its plan to its end. */
const finished = async (tenant: CampaignTenant, told: Told, campaignId = uuidv7()): Promise<string> => {
  const { name, config, platform, audience = {}, clicks = 0, conversions = 0, spent, revenue = 0 } = told;
  await tenant.call("CreateCampaign", {
    campaignId,
    name,
    type: "CAMPAIGN_TYPE_LEAD_GEN",
    config: toStruct(config),
    budgetMicros: 5_000_000_000,
  });
  await tenant.call("StartCampaign", { campaignId });
  if (platform) {
    const { adCampaign } = await tenant.ads.call("CreateAdCampaign", { campaignId, platform, audienceConfig: toStruct(audience) });
    const asOf = { seconds: Math.floor(Date.now() / 1_000) };
    await tenant.ads.call("ReportPerformance", {
      adCampaignId: adCampaign.adCampaignId,
      impressions: 10 * clicks,
      clicks,
      conversions,
      spendMicros: spent,
      asOf,
    });
  } else await tenant.call("RecordSpend", { campaignId, amountMicros: spent });
  if (revenue > 0) await tenant.call("RecordRevenue", { campaignId, amountMicros: revenue });
  ({ position } = await tenant.call("CompleteCampaign", { campaignId }));
  return campaignId;
};
const find = (tenant: CampaignTenant, request: object) => tenant.call("FindSimilarCampaigns", { ...request, minPosition: position });
const names = (answer: Message): string[] => answer.campaigns.map((c: Message) => c.name);
const securityPlan = {
  text: "webinar on zero trust security",
  audience: toStruct({ job_titles: ["CISO"] }),
  platform: "PLATFORM_LINKEDIN",
};

beforeAll(async () => {
  vectors = await testVectors();
  world = await openCampaignWorld(vectors.env);
  [ours, theirs] = [campaignTenant(world), campaignTenant(world)];
  const linkedin = { platform: "PLATFORM_LINKEDIN" };
  const ciso = { job_titles: ["CISO", "head of security"], size: 4_000 };
  ids = {
    security: await finished(ours, {
      ...linkedin,
      name: "Zero trust webinar",
      config: { channels: ["linkedin", "webinar"], theme: "network security" },
      audience: ciso,
      clicks: 100,
      conversions: 10,
      spent: 1_000_000,
      revenue: 3_000_000,
    }),
    bakery: await finished(ours, {
      platform: "PLATFORM_GOOGLE_ADS",
      name: "Sourdough weekend",
      config: { theme: "bread and cake" },
      audience: { keywords: ["bakery near me"] },
      clicks: 50,
      conversions: 25,
      spent: 500_000,
      revenue: 500_000,
    }),
    launch: await finished(ours, { name: "Spring newsletter", config: { channels: ["email"], theme: "spring offers" }, spent: 100 }),
    failed: await finished(ours, {
      ...linkedin,
      name: "Security audit offer",
      config: { theme: "security audit" },
      audience: { ...ciso, size: 900 },
      clicks: 20,
      conversions: 1,
      spent: 1_000_000,
    }),
  };
  await finished(
    theirs,
    {
      ...linkedin,
      name: "Their zero trust webinar",
      config: { channels: ["webinar"], theme: "network security" },
      audience: ciso,
      clicks: 9,
      spent: 9,
    },
    ids.security,
  );
});
afterAll(async () => {
  await world.close();
  await vectors.release();
});

it("finds what was planned alike, best first, with figures and an outlook", async () => {
  const answer = await find(ours, { plan: { ...securityPlan, currency: "USD" } });
  expect(names(answer).slice(0, 2).sort()).toEqual(["Security audit offer", "Zero trust webinar"]);
  expect(names(answer)).toHaveLength(4);
  const scores = answer.campaigns.map((c: Message) => c.score);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  expect(Number(answer.indexedPosition)).toBeGreaterThanOrEqual(Number(position));
  expect(answer.campaigns.find((c: Message) => c.campaignId === ids.security)).toMatchObject({
    status: "CAMPAIGN_STATUS_COMPLETED",
    platform: "PLATFORM_LINKEDIN",
    performanceScore: 0.75,
    audienceSize: "4000",
    conversionRate: 0.1,
    spentMicros: "1000000",
    revenueMicros: "3000000",
    roi: 2,
    impressions: "1000",
    clicks: "100",
    conversions: "10",
  });
  const { conversionRate, costPerConversion, spent } = answer.outlook;
  const alike = answer.campaigns.filter((c: Message) => c.score > 0);
  const converted = alike.filter((c: Message) => c.conversions > 0);
  expect(conversionRate.campaigns).toBe(converted.length);
  expect(conversionRate.mean).toBeGreaterThan(0.05);
  expect(conversionRate.mean).toBeLessThan(0.2);
  expect(conversionRate.spread).toBeGreaterThan(0);
  expect([costPerConversion.campaigns, spent.campaigns]).toEqual([converted.length, alike.length]);
  expect(Number(costPerConversion.meanMicros)).toBeGreaterThan(100_000);
});

it("on linkedin with a score of at least a half are only such, and late revenue makes one so", async () => {
  const asked = { plan: securityPlan, platform: "PLATFORM_LINKEDIN", minPerformanceScore: 0.5 };
  expect(names(await find(ours, asked))).toEqual(["Zero trust webinar"]);
  ({ position } = await ours.call("RecordRevenue", { campaignId: ids.failed, amountMicros: 1_000_000 }));
  const after = await find(ours, asked);
  expect(names(after).sort()).toEqual(["Security audit offer", "Zero trust webinar"]);
  for (const c of after.campaigns) {
    expect(c.platform).toBe("PLATFORM_LINKEDIN");
    expect(c.performanceScore).toBeGreaterThanOrEqual(0.5);
  }
  expect(names(await find(ours, { ...asked, minAudienceSize: 1_000 }))).toEqual(["Zero trust webinar"]);
  expect(names(await find(ours, { ...asked, maxAudienceSize: 1_000 }))).toEqual(["Security audit offer"]);
  expect(names(await find(ours, { ...asked, minConversionRate: 0.1, k: 1 }))).toEqual(["Zero trust webinar"]);
  expect(names(await find(ours, { ...asked, finishedFrom: { seconds: Math.floor(Date.now() / 1_000) + 60 } }))).toEqual([]);
});

it("never answers a campaign with itself, nor a tenant with another's", async () => {
  const like = await find(ours, { campaignId: ids.security, k: 100 });
  expect(names(like)[0]).toBe("Security audit offer");
  expect(names(like).sort()).toEqual(["Security audit offer", "Sourdough weekend", "Spring newsletter"]);
  expect(names(await find(theirs, { plan: securityPlan, k: 100 }))).toEqual(["Their zero trust webinar"]);
  expect((await find(theirs, { campaignId: ids.security })).campaigns).toEqual([]);
  expect(await refusal(find(theirs, { campaignId: ids.bakery }))).toMatchObject({ code: status.NOT_FOUND, reason: "CAMPAIGN_NOT_FOUND" });
  const { client } = await world.withKey(ours.tenantId, ["campaign:write"], "CampaignService");
  expect((await refusal(client.call("FindSimilarCampaigns", { plan: securityPlan }))).code).toBe(status.PERMISSION_DENIED);
});

it("says everything that is wrong with a question at once", async () => {
  const wrong = {
    campaignId: "x",
    plan: { currency: "usd", durationDays: -1 },
    k: 101,
    minPerformanceScore: 1.1,
    minConversionRate: -0.1,
    minAudienceSize: 5,
    maxAudienceSize: 4,
  };
  const found = await refusal(ours.call("FindSimilarCampaigns", wrong));
  expect(found.code).toBe(status.INVALID_ARGUMENT);
  expect(found.violations.map((v) => v.field).sort()).toEqual([
    "campaign_id",
    "k",
    "max_audience_size",
    "min_conversion_rate",
    "min_performance_score",
    "plan",
    "plan.currency",
    "plan.duration_days",
  ]);
  for (const request of [{}, { plan: {} }, { plan: { currency: "USD" } }, { plan: { audience: toStruct({ size: 5 }) } }])
    expect((await refusal(ours.call("FindSimilarCampaigns", request))).violations.map((v) => v.field)).toEqual(["plan"]);
});
