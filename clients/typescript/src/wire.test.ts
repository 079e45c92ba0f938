import { loadMessage, loadPackage } from "@marketing/shared/grpc/proto";
import { expect, test } from "vitest";
import { decode, encode, fromJson, planOf } from "./wire.ts";

const contracts = ["identity", "tracking", "campaign", "lead", "content", "operations"];

test("every message of every contract can be converted", () => {
  for (const service of contracts) {
    const pkg = `marketing.${service}.v1`;
    const messages = Object.entries(loadPackage(pkg)).filter(([name, found]) => name.startsWith(pkg) && "serialize" in found);
    expect(messages.length).toBeGreaterThan(service === "operations" ? 10 : 30);
    for (const [name] of messages) expect(planOf(name).fields).toBeInstanceOf(Map);
  }
});

/** Through bytes, as a call does it. */
const sent = (pkg: string, name: string, message: object): object => {
  const plan = planOf(`${pkg}.${name}`);
  const { serialize, deserialize } = loadMessage(pkg, name);
  return decode(plan, deserialize(serialize(encode(plan, message))));
};

test("dates, plain JSON and whole numbers of any size come back as they were given", () => {
  const at = new Date("2026-01-31T12:00:00.123Z");
  const config = { channels: ["email"], deep: { list: [1, null, true, "x", { y: -0.5 }] } };
  const campaign = {
    campaignId: "c",
    config,
    createdAt: at,
    budgetMicros: 9_007_199_254_740_993n,
    schedule: { startAt: at },
    adCampaigns: [{ creatives: [{ variantId: "a", weight: 100, data: { headline: "é" } }], lastOptimized: at }],
  };
  const back = sent("marketing.campaign.v1", "Campaign", campaign);
  expect(back).toMatchObject({
    ...campaign,
    budgetMicros: "9007199254740993",
    spentMicros: "0",
    startedAt: null,
    status: "CAMPAIGN_STATUS_UNSPECIFIED",
    schedule: { startAt: at, endAt: null },
  });
  expect(Object.keys(back).filter((key) => key.startsWith("_"))).toEqual([]);
  expect(back).not.toHaveProperty("performanceScore");
});

test("any JSON value, maps, and the years before 1970", () => {
  const change = { trait: "plan", oldValue: [1, { a: null }], newValue: null, at: new Date("1969-07-20T20:17:40.500Z") };
  expect(sent("marketing.identity.v1", "TraitChange", change)).toMatchObject(change);
  const roi = { events: { page_view: 3, user_signup: "9007199254740993" } };
  expect(sent("marketing.campaign.v1", "GetRoiResponse", roi)).toMatchObject({
    events: { page_view: "3", user_signup: "9007199254740993" },
  });
});

test("what is undefined or null is left out; what the message does not have is refused", () => {
  expect(encode(planOf("marketing.lead.v1.ListLeadsRequest"), { source: undefined, createdFrom: null, minScore: 0 })).toEqual({
    minScore: 0,
  });
  expect(() => encode(planOf("marketing.lead.v1.ListLeadsRequest"), { sauce: "x" })).toThrow(/no field sauce/);
  expect(() => planOf("marketing.lead.v1.Nothing")).toThrow(TypeError);
});

test("an event of the bus has everything its message has, what was left out too", () => {
  const json = { leadId: "l", valueMicros: 5_000_000, convertedAt: "2026-01-31T12:00:00.000Z" };
  expect(fromJson(planOf("marketing.lead.v1.LeadConverted"), json)).toEqual({
    leadId: "l",
    userId: "",
    email: "",
    valueMicros: "5000000",
    currency: "",
    campaignId: "",
    convertedAt: new Date("2026-01-31T12:00:00Z"),
  });
  const tracked = fromJson(planOf("marketing.tracking.v1.EventTracked"), { properties: { a: [1] }, eventId: "7" });
  expect(tracked).toMatchObject({ eventId: "7", properties: { a: [1] }, warnings: [], isBot: false, timestamp: null });
  expect(fromJson(planOf("marketing.lead.v1.LeadQualified"), {})).not.toHaveProperty("score");
});
