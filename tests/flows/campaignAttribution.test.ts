import { randomUUID } from "node:crypto";
import { toStruct } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, expect, it } from "vitest";
import { until } from "../support/patience.ts";
import type { Message } from "../support/rpc.ts";
import type { World } from "../support/world.ts";
import { type CampaignTenant, campaignTenant, openCampaignWorld } from "./campaignWorld.ts";

let world: World;
let tenant: CampaignTenant;
beforeAll(async () => {
  world = await openCampaignWorld();
  tenant = campaignTenant(world);
});
afterAll(() => world?.close());

const hour = 3_600_000;
const ago = (hours: number): string => new Date(Date.now() - hours * hour).toISOString();
const touch = (userId: string, properties: object, hours: number, more = {}) =>
  world.tell("tracking", tenant.tenantId, "EventTracked", {
    userId,
    eventName: "page_view",
    properties,
    timestamp: ago(hours),
    ...more,
  });
const convert = (data: object) =>
  world.tell("lead", tenant.tenantId, "LeadConverted", {
    leadId: randomUUID(),
    valueMicros: "100000000",
    currency: "USD",
    convertedAt: new Date().toISOString(),
    ...data,
  });
const earned = async (campaignId: string, model: string): Promise<number> =>
  Number((await tenant.call("GetRoi", { campaignId, model: `ATTRIBUTION_MODEL_${model}` })).revenueMicros) / 1e6;
const attributed = async (conversionId: string) =>
  until("the conversion is attributed", async () => {
    const { rows } = await world.pool().query("SELECT attributed_at FROM conversions WHERE conversion_id = $1", [conversionId]);
    return rows[0]?.attributed_at !== null && rows.length === 1;
  });
const settled = async (campaignId: string, conversions: number) =>
  until("the table has it", async () => {
    const { rows } = await world.pool().query("SELECT sum(conversions) AS n FROM campaign_revenue WHERE campaign_id = $1", [campaignId]);
    return Number(rows[0]?.n ?? 0) >= conversions;
  });

it("a conversion's value goes to the campaigns that touched the person, first, last and all alike, in every id the person had", async () => {
  const [spring, summer] = [
    await tenant.active({ name: "Spring Sale" }),
    await tenant.active({ name: "x", config: toStruct({ utm_campaign: "Summer_26" }) }),
  ];
  const [anonymous, known, gone] = [randomUUID(), randomUUID(), randomUUID()];
  await touch(anonymous, { utm_campaign: "spring-sale" }, 30);
  await touch(anonymous, { utm_campaign: "SUMMER_26" }, 20);
  await touch(known, { campaign_id: spring, utm_campaign: "summer_26" }, 10);
  await touch(known, { utm_campaign: "summer_26" }, 24 * 91); // too long ago
  await touch(known, { utm_campaign: "summer_26" }, -1); // after the conversion
  await touch(known, { utm_campaign: "summer_26" }, 1, { isBot: true });
  await touch(known, { utm_campaign: "nobody-knows" }, 1);
  await touch(known, { path: "/" }, 1);
  await touch(gone, { utm_campaign: "summer_26" }, 5);
  await world.tell("identity", tenant.tenantId, "UserMerged", { winnerUserId: known, loserUserId: anonymous });
  await world.tell("identity", tenant.tenantId, "UserMerged", { winnerUserId: known, loserUserId: gone });
  await world.tell("identity", tenant.tenantId, "UserUnmerged", { winnerUserId: known, loserUserId: gone });
  const id = await convert({ userId: anonymous });
  await attributed(id);
  await settled(spring, 3);
  expect([await earned(spring, "FIRST"), await earned(spring, "LAST"), await earned(spring, "LINEAR")]).toEqual([100, 100, 66.666667]);
  expect([await earned(summer, "FIRST"), await earned(summer, "LAST"), await earned(summer, "LINEAR")]).toEqual([0, 0, 33.333333]);
  const { campaign } = await tenant.call("GetCampaign", { campaignId: spring });
  expect(campaign).toMatchObject({ revenueMicros: "100000000", performanceScore: 1 });
  expect((await tenant.call("GetRoi", { campaignId: summer })).events).toEqual({ page_view: "4" });
});

it("a conversion of more than an amount can be is parked, for somebody to see, and the next one counts", async () => {
  const campaignId = await tenant.active({ name: "too much" });
  const most = 1_000_000_000_000_000;
  const tooMuch = [String(most + 1), "9223372036854775807"];
  for (const valueMicros of tooMuch) await convert({ campaignId, userId: randomUUID(), valueMicros });
  await attributed(await convert({ campaignId, userId: randomUUID(), valueMicros: String(most) }));
  await settled(campaignId, 1);
  await until("both are parked", async () => {
    const parked = (await world.operations("ListParked"))[0]!.parkedEvents as ReadonlyArray<Message>;
    return tooMuch.every((worth) => parked.some(({ error }) => error.includes(`a conversion of ${worth} micros`)));
  });
});

it("whoever converted the lead may name the campaign; told twice it counts once; nobody earns what nobody touched", async () => {
  const campaignId = await tenant.active({ name: "named" });
  const id = await convert({ campaignId, userId: randomUUID(), valueMicros: "5000000", currency: "EUR" });
  await attributed(id);
  const nobody = await convert({ userId: randomUUID() });
  await attributed(nobody);
  await attributed(await convert({ campaignId: randomUUID() }));
  await convert({ campaignId, valueMicros: "0" });
  await settled(campaignId, 1);
  const roi = await tenant.call("GetRoi", { campaignId });
  expect(roi.byCurrency.map((c: Message) => [c.currency, c.revenueMicros])).toEqual([
    ["USD", "0"],
    ["EUR", "5000000"],
  ]);
  const events = async () =>
    (
      await world
        .pool()
        .query("SELECT count(*)::int AS n FROM event_log WHERE type = 'revenue_attributed' AND data->>'conversionId' = ANY ($1)", [
          [id, nobody],
        ])
    ).rows[0].n;
  expect(await events()).toBe(1);
  await world.pool().query("UPDATE conversions SET attributed_at = NULL WHERE conversion_id = $1", [id]); // as a crash between would leave it
  await attributed(id);
  expect(await events()).toBe(1);
});

it("counts the leads a campaign brought, and what its people did", async () => {
  const campaignId = await tenant.active({ name: "leads" });
  const leads = [randomUUID(), randomUUID(), randomUUID()];
  for (const leadId of leads)
    await world.tell("lead", tenant.tenantId, "LeadCaptured", { leadId, email: "a@x.com", source: "web", campaignId });
  await convert({ leadId: leads[0], campaignId, userId: randomUUID(), valueMicros: "1" });
  const user = randomUUID();
  for (const [eventName, times] of [
    ["email_sent", 4],
    ["email_opened", 2],
    ["email_bounced", 1],
  ] as const)
    for (let i = 0; i < times; i++)
      await world.tell("tracking", tenant.tenantId, "EventTracked", {
        userId: user,
        eventName,
        properties: { campaign_id: campaignId },
        timestamp: ago(1),
      });
  await world.heard("campaign_leads", "lead");
  await world.heard("touches", "tracking");
  expect(await tenant.call("GetRoi", { campaignId })).toMatchObject({
    leads: "3",
    convertedLeads: "1",
    events: { email_sent: "4", email_opened: "2", email_bounced: "1" },
    openRate: 0.5,
    clickRate: 0,
    bounceRate: 0.25,
  });
});

it("one tenant's touches and people are nothing to another", async () => {
  const other = campaignTenant(world);
  const theirs = await other.active({ name: "Spring Sale" });
  const user = randomUUID();
  await touch(user, { utm_campaign: "spring-sale" }, 1);
  await world.tell("tracking", other.tenantId, "EventTracked", {
    userId: user,
    eventName: "x",
    properties: { utm_campaign: "spring-sale" },
    timestamp: ago(1),
  });
  await attributed(await convert({ userId: user }));
  expect((await other.call("GetRoi", { campaignId: theirs })).revenueMicros).toBe("0");
});
