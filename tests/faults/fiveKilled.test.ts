import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { sleep } from "@marketing/shared/base/sleep";
import { toStruct } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, expect, it } from "vitest";
import { until } from "../support/patience.ts";
import { serviceNames } from "../support/rpc.ts";
import { settled } from "../support/settled.ts";
import type { Tenant } from "../support/tenant.ts";
import { openWorld, type World } from "../support/world.ts";
import { type Crowd, openCrowd } from "./crowd.ts";

let stack: World;
let tenant: Tenant;
let crowd: Crowd;
beforeAll(async () => {
  stack = await openWorld({ services: serviceNames, env: { LEASE_SWEEP_MS: "200" } });
  tenant = await stack.newTenant("Engines");
  crowd = await openCrowd(stack, tenant, serviceNames);
});
afterAll(() => stack?.close());

it("kill -9 of each service in turn, twice, while people come: every count is right", { timeout: 1_800_000 }, async () => {
  const running = { now: true };
  const writing = crowd.writer(running);
  const people: Promise<void>[] = [];
  const coming = (async () => {
    while (running.now) {
      people.push(crowd.person());
      await sleep(250);
    }
  })();
  for (const name of [...serviceNames, ...serviceNames]) {
    await sleep(700);
    await stack.restart(name);
  }
  running.now = false;
  await coming;
  await Promise.all([...people, writing]);
  expect(people.length).toBeGreaterThan(20);
  await crowd.settled();
  // What a killed process had been handed and not acknowledged comes again when the bus gives up waiting for it.
  await until("the counts", async () => {
    const { found, right } = await crowd.counts();
    return isDeepStrictEqual(found, right);
  }).catch(() => undefined);
  await settled(stack, serviceNames);
  const { found, right } = await crowd.counts();
  expect(found).toEqual(right);

  for (const name of serviceNames) {
    const views = await stack.operations("VerifyViews", {}, name);
    expect(views.filter((v) => !v.equal)).toEqual([]);
    await until(`${name}'s bus is whole`, async () => {
      const log = (await stack.operations("VerifyLog", {}, name)).at(-1);
      return log.missing === "0" && log.duplicated === "0" && log.outOfOrder === "0";
    });
  }
});

it("a touch earns its conversion although the bus hears of it long after", async () => {
  const { campaign } = await crowd.command("CampaignService/CreateCampaign", {
    name: "Late",
    type: "CAMPAIGN_TYPE_LEAD_GEN",
    config: toStruct({ utm_campaign: "late" }),
    currency: "EUR",
  });
  await crowd.command("CampaignService/StartCampaign", { campaignId: campaign.campaignId });
  // tracking takes events, and nobody puts them on the bus
  await stack.restart("tracking", { ROLES: "api,project" });
  await crowd.command("TrackingService/TrackEvent", {
    event: { messageId: randomUUID(), userId: "late", eventName: "page_view", properties: '{"utm_campaign":"late"}' },
  });
  await crowd.command("IdentityService/Identify", { userId: "late", email: "late@engines.io" });
  let leadId = "";
  await until("the lead", async () => {
    const { lead } = await crowd.query("LeadService/GetLead", { email: "late@engines.io" });
    leadId = lead.leadId;
    return lead.userId !== "";
  });
  await crowd.command("LeadService/MarkContacted", { leadId });
  await crowd.command("LeadService/QualifyLead", { leadId, reason: "bought" });
  await crowd.command("LeadService/ConvertLead", { leadId, valueMicros: "10000000", currency: "EUR" });
  await sleep(6_000); // longer than campaign waits for touches by itself
  await stack.restart("tracking");
  const roi = () => crowd.query("CampaignService/GetRoi", { campaignId: campaign.campaignId, model: "ATTRIBUTION_MODEL_LAST" });
  await until("the revenue", async () => (await roi()).revenueMicros === "10000000");
});
