import { status } from "@grpc/grpc-js";
import { toStruct } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, expect, it } from "vitest";
import { serviceNames } from "../support/rpc.ts";
import { settled } from "../support/settled.ts";
import type { Tenant } from "../support/tenant.ts";
import { openWorld, type World } from "../support/world.ts";

// What a command accepts, every table has to hold: a value that a column refuses would stop the view behind it. So each field is given what
// is longest, largest, earliest, or becomes longer on its way: a command may refuse it, but what it takes must be projected.

let world: World;
let tenant: Tenant;
beforeAll(async () => {
  world = await openWorld({ services: serviceNames });
  tenant = await world.newTenant();
});
afterAll(() => world?.close());

/** The answer, or null where the value is refused as it should be: with a reason, and not as a failure of the server's. */
const tried = async (method: string, request: object) => {
  try {
    return await tenant.call(method, request);
  } catch (error) {
    const { code } = error as { code: number };
    expect([status.INVALID_ARGUMENT, status.FAILED_PRECONDITION], `${method}: ${error}`).toContain(code);
    return null;
  }
};

const growing = ["\ufdfa", "İ", "\u{1d160}", "ŉ", "ß", "😀", "\u0390", "%C4%B0"];
const times = [
  "0000-01-01T00:00:00Z",
  "0000-12-31",
  "0001-01-01T00:00:00+23:59",
  "0001-01-01T00:00:00Z",
  "9999-12-31T23:59:59-23:59",
  "9999-12-31T23:59:59Z",
  "-000001-01-01T00:00:00Z",
  "-271821-04-20T00:00:00Z",
  "+275760-09-13T00:00:00Z",
  "Jan 1 0050",
];
const filled = (part: string, length: number): string => part.repeat(Math.floor(length / part.length));
/** Names that every object has. */
const inherited = ["constructor", "__proto__", "toString", "valueOf", "hasOwnProperty"];
const distinctWords = (bytes: number): string => {
  const words: string[] = [];
  for (let n = 0, size = 0; size < bytes - 8; n++) size += words[words.push(n.toString(36).padStart(6, "q")) - 1]!.length + 1;
  return words.join(" ");
};

it("every value that a command takes is in the tables behind it, and no event is parked", async () => {
  const userId = "somebody";
  await tenant.call("IdentityService/CreateUser", { userId });
  const created = await tenant.call("CampaignService/CreateCampaign", { name: "All", type: "CAMPAIGN_TYPE_LEAD_GEN" });
  const { campaignId } = created.campaign;
  const ad = await tenant.call("AdCampaignService/CreateAdCampaign", { campaignId, platform: "PLATFORM_GOOGLE_ADS", name: "Ad" });
  const { adCampaignId } = ad.adCampaign;
  const leads: string[] = [];

  for (const part of growing) {
    const of = (length: number): string => filled(part, length);
    await tried("IdentityService/CreateUser", {
      userId: of(255),
      email: `${of(240)}@x.example`,
      traits: toStruct({ [of(255)]: of(5_000) }),
    });
    await tried("IdentityService/Identify", { userId: of(254), anonymousId: of(253), traits: toStruct({ [of(255)]: 1e308 }) });
    await tried("IdentityService/AssignSegment", { userId, segment: of(50), priority: 1_000_000 });
    await tried("CampaignService/CreateCampaign", { name: of(255), type: "CAMPAIGN_TYPE_AD" });
    await tried("CampaignService/CreateCampaign", {
      name: `x${part}`,
      type: "CAMPAIGN_TYPE_AD",
      config: toStruct({ utm_campaign: of(255), goals: { roi: Number.MAX_SAFE_INTEGER } }),
    });
    await tried("AdCampaignService/CreateAdCampaign", {
      campaignId,
      platform: "PLATFORM_LINKEDIN",
      name: of(255),
      platformCampaignId: of(255),
      audienceConfig: toStruct({ notes: of(5_000), age_max: Number.MAX_SAFE_INTEGER }),
    });
    const lead = await tried("LeadService/CaptureLead", {
      email: `${of(240)}@x.example`,
      phone: `123${of(40)}`,
      name: of(255),
      company: of(255),
      jobTitle: of(100),
      source: of(100),
      properties: toStruct({ [of(255)]: of(5_000) }),
    });
    if (lead) leads.push(lead.lead.leadId);
    await tried("ContentService/CreateContent", {
      contentType: "CONTENT_TYPE_BLOG",
      title: of(500),
      content: of(50_000),
      generatedBy: of(50),
      metadata: toStruct({
        seo: { title: of(60), keywords: Array.from({ length: 50 }, (_, n) => `${n}${of(90)}`) },
        [of(255)]: Number.MAX_SAFE_INTEGER,
      }),
    });
    await tried("KnowledgeService/PutDocument", {
      title: of(500),
      text: of(50_000),
      uri: `https://x.example/${of(1_900)}`,
      format: "DOCUMENT_FORMAT_TEXT",
      source: "KNOWLEDGE_SOURCE_DOCUMENT",
      category: "KNOWLEDGE_CATEGORY_PRODUCT_DOCS",
    });
  }
  await tried("IdentityService/SetPrediction", { userId, ltvPrediction: "999999999999.99", churnRisk: 1, modelVersion: "v".repeat(100) });

  const words = distinctWords(5 * 1_024 * 1_024 - 100);
  await tried("ContentService/CreateContent", { contentType: "CONTENT_TYPE_BLOG", title: "words", content: words });
  await tried("KnowledgeService/PutDocument", {
    title: "words",
    text: words,
    format: "DOCUMENT_FORMAT_TEXT",
    source: "KNOWLEDGE_SOURCE_DOCUMENT",
    category: "KNOWLEDGE_CATEGORY_PRODUCT_DOCS",
  });

  const events = [
    ...times.flatMap((time) => [
      { timestamp: time },
      { timestamp: "2026-01-01T00:00:00Z", sentAt: time },
      { timestamp: time, sentAt: time },
    ]),
    ...growing.map((part) => ({
      eventName: filled(part, 100),
      sessionId: filled(part, 255),
      userAgent: filled(part, 1_000),
      properties: JSON.stringify({
        utm_source: filled(part, 100),
        utm_campaign: filled(part, 255),
        page_url: `https://x/${filled(part, 500)}`,
      }),
    })),
    ...inherited.map((eventName) => ({ eventName, properties: `{"__proto__":{"a":1},"${eventName}":"${eventName}"}` })),
  ];
  await tried("TrackingService/TrackEvents", {
    events: events.map((event) => ({ userId, eventName: "seen", properties: "{}", contextActive: true, ...event })),
  });
  const csv = ["email,created_at", ...times.map((time, n) => `p${n}@times.example,${time}`)].join("\n");
  const imported = await tenant.call("LeadService/ImportLeads", { importId: "times", csv, final: true });
  expect(imported.counts).toMatchObject({ created: "1" });
  const report = [
    "ad_campaign_id,as_of,impressions,clicks,spend,revenue",
    ...times.map((time) => `${adCampaignId},${time},1000000000000,0,0.000001,9000000000`),
  ];
  await tried("AdCampaignService/ImportPerformanceReport", { platform: "PLATFORM_GOOGLE_ADS", csv: report.join("\n") });

  // so often that the sum of them fits no column
  const most = { campaignId, amountMicros: "1000000000000000" };
  for (let n = 0; n < 60; n++) await Promise.all(Array.from({ length: 20 }, () => tried("CampaignService/RecordRevenue", most)));
  await Promise.all(Array.from({ length: 20 }, () => tried("CampaignService/RecordSpend", { ...most, source: "invoice" })));

  await settled(world, serviceNames);
  for (const name of serviceNames) {
    const { parkedEvents } = (await world.operations("ListParked", {}, name))[0]!;
    expect({ name, parkedEvents }).toEqual({ name, parkedEvents: [] });
    const verdicts = await world.operations("VerifyViews", {}, name);
    const unequal = verdicts.filter(({ equal }) => !equal).map(({ name: view, difference }) => `${view}: ${difference}`);
    expect({ name, unequal }).toEqual({ name, unequal: [] });
  }
  const { campaign } = await tenant.call("CampaignService/GetCampaign", { campaignId });
  expect(campaign.revenueMicros).toBe("9000000000000000");
  const kinds = await world.sql("SELECT kinds FROM lead.behaviour WHERE tenant_id = $1", [tenant.tenantId]);
  for (const name of inherited) expect(kinds.map((row) => Object.getOwnPropertyDescriptor(row.kinds, name)?.value)).toContain(1);
  expect(leads.length).toBeGreaterThan(3);
});
