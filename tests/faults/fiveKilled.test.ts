import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { status as Code } from "@grpc/grpc-js";
import { userIdOf } from "@marketing/protos/ids";
import { RpcError } from "@marketing/shared/base/errors";
import { toStruct } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, expect, it } from "vitest";
import { patience, until } from "../support/patience.ts";
import type { Message } from "../support/rpc.ts";
import { serviceNames } from "../support/rpc.ts";
import { settled } from "../support/settled.ts";
import type { Tenant } from "../support/tenant.ts";
import { openWorld, type World } from "../support/world.ts";

let stack: World;
let tenant: Tenant;
beforeAll(async () => {
  stack = await openWorld({ services: serviceNames, env: { LEASE_SWEEP_MS: "200" } });
  tenant = await stack.newTenant("Engines");
});
afterAll(() => stack?.close());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** A command with a request_id, again while its service is away. */
const insist = async <A>(call: () => Promise<A>, ms = patience): Promise<A> => {
  const end = Date.now() + ms;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const away = error instanceof RpcError && (error.code === Code.UNAVAILABLE || error.code === Code.DEADLINE_EXCEEDED);
      if (!away || Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
};
/** A command as a careful client gives it: the same request_id until it is answered. */
const command = (method: string, request: object): Promise<Message> => {
  const requestId = randomUUID();
  return insist(() => tenant.call(method, { requestId, ...request }));
};
const query = (method: string, request: object): Promise<Message> => insist(() => tenant.call(method, request));
const emailOf = (n: number): string => `person${n}@engines.io`;

/** From the first page to the purchase: 10.00 of revenue for 1.00 of the campaign's budget. */
const person = async (n: number, campaignId: string): Promise<void> => {
  const anonymousId = randomUUID();
  const track = (eventName: string, more: object = {}, properties: object = {}) =>
    command("TrackingService/TrackEvent", {
      event: { messageId: randomUUID(), anonymousId, eventName, properties: JSON.stringify(properties), ...more },
    });
  await track("page_view", {}, { utm_campaign: "storm", utm_source: "newsletter" });
  await command("CampaignService/ReserveSpend", { campaignId, amountMicros: "1000000", currency: "EUR", reservationId: randomUUID() });
  await track("user_signup", { userId: `p${n}` });
  await command("IdentityService/Identify", { userId: `p${n}`, anonymousId, email: emailOf(n) });
  let leadId = "";
  await until(`the lead of ${n}`, async () => {
    const { lead } = await query("LeadService/GetLead", { email: emailOf(n) });
    leadId = lead.leadId;
    return lead.userId === userIdOf(tenant.tenantId, `p${n}`);
  });
  await command("LeadService/MarkContacted", { leadId });
  await command("LeadService/QualifyLead", { leadId, reason: "bought" });
  await command("LeadService/ConvertLead", { leadId, valueMicros: "10000000", currency: "EUR" });
  await command("TaskService/EnqueueTask", { taskType: "content_creator", campaignId, taskId: randomUUID(), payload: toStruct({ n }) });
};

/** Writes a text for every task it gets, until told to stop. */
const writer = async (running: { now: boolean }): Promise<void> => {
  while (running.now) {
    const { task } = await command("TaskService/ClaimTask", { taskTypes: ["content_creator"], workerId: "writer", leaseSeconds: 60 });
    if (!task) {
      await pause(200);
      continue;
    }
    const result = toStruct({ title: `Text of ${task.taskId}`, content: "storm and stress", content_type: "blog" });
    await command("TaskService/CompleteTask", { taskId: task.taskId, leaseId: task.leaseId, result });
  }
};

it("kill -9 of each service in turn, twice, while people come: every count is right", { timeout: 1_800_000 }, async () => {
  const { campaign } = await command("CampaignService/CreateCampaign", {
    name: "Storm",
    type: "CAMPAIGN_TYPE_LEAD_GEN",
    config: toStruct({ utm_campaign: "storm" }),
    budgetMicros: "1000000000",
    currency: "EUR",
  });
  const { campaignId } = campaign;
  await command("CampaignService/StartCampaign", { campaignId });

  const running = { now: true };
  const writing = writer(running);
  const people: Promise<void>[] = [];
  const coming = (async () => {
    while (running.now) {
      people.push(person(people.length, campaignId));
      await pause(250);
    }
  })();
  for (const name of [...serviceNames, ...serviceNames]) {
    await pause(700);
    await stack.restart(name);
  }
  running.now = false;
  await coming;
  await Promise.all([...people, writing]);
  running.now = true;
  const rest = writer(running);
  const pending = { taskType: "content_creator", pageSize: 1_000 };
  await until("every task is done", async () =>
    (await query("TaskService/ListTasks", pending)).tasks.every((t: Message) => t.status === "TASK_STATUS_COMPLETED"),
  );
  running.now = false;
  await rest;
  const n = people.length;
  await settled(stack, serviceNames);

  const count = async (from: string, where = "true"): Promise<number> =>
    (await stack.sql(`SELECT count(*)::int AS n FROM ${from} WHERE tenant_id = $1 AND ${where}`, [tenant.tenantId]))[0].n;
  const roi = async (model: string): Promise<Message> =>
    query("CampaignService/GetRoi", { campaignId, model: `ATTRIBUTION_MODEL_${model}` });
  const look = async () => ({
    users: await count("identity.users", "email IS NOT NULL"),
    pageViews: await count("tracking.events", "event_name = 'page_view'"),
    signUps: await count("tracking.events", "event_name = 'user_signup'"),
    leads: await count("lead.leads"),
    converted: await count("lead.leads", "status = 'converted' AND qualified AND user_id IS NOT NULL"),
    customers: await count("identity.users", "segment = 'customer'"),
    drafts: await count("content.content_library", `campaign_id = '${campaignId}'`),
    spent: Number((await query("CampaignService/GetCampaign", { campaignId })).campaign.spentMicros),
    first: Number((await roi("FIRST")).revenueMicros),
    last: Number((await roi("LAST")).revenueMicros),
    linear: Number((await roi("LINEAR")).revenueMicros),
    deadLetters: (await stack.sql(serviceNames.map((name) => `SELECT 1 FROM ${name}.dead_letters`).join(" UNION ALL "))).length,
  });
  expect(n).toBeGreaterThan(20);
  const all = { users: n, pageViews: n, signUps: n, leads: n, converted: n, customers: n, drafts: n };
  const money = { spent: n * 1_000_000, first: n * 10_000_000, last: n * 10_000_000, linear: n * 10_000_000 };
  const right = { ...all, ...money, deadLetters: 0 };
  // What a killed process had been handed and not acknowledged comes again when the bus gives up waiting for it.
  await until("the counts", async () => isDeepStrictEqual(await look(), right)).catch(() => undefined);
  await settled(stack, serviceNames);
  expect(await look()).toEqual(right);

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
  const { campaign } = await command("CampaignService/CreateCampaign", {
    name: "Late",
    type: "CAMPAIGN_TYPE_LEAD_GEN",
    config: toStruct({ utm_campaign: "late" }),
    currency: "EUR",
  });
  await command("CampaignService/StartCampaign", { campaignId: campaign.campaignId });
  // tracking takes events, and nobody puts them on the bus
  await stack.restart("tracking", { ROLES: "api,project" });
  await command("TrackingService/TrackEvent", {
    event: { messageId: randomUUID(), userId: "late", eventName: "page_view", properties: '{"utm_campaign":"late"}' },
  });
  await command("IdentityService/Identify", { userId: "late", email: "late@engines.io" });
  let leadId = "";
  await until("the lead", async () => {
    const { lead } = await query("LeadService/GetLead", { email: "late@engines.io" });
    leadId = lead.leadId;
    return lead.userId !== "";
  });
  await command("LeadService/MarkContacted", { leadId });
  await command("LeadService/QualifyLead", { leadId, reason: "bought" });
  await command("LeadService/ConvertLead", { leadId, valueMicros: "10000000", currency: "EUR" });
  await pause(6_000); // longer than campaign waits for touches by itself
  await stack.restart("tracking");
  const roi = () => query("CampaignService/GetRoi", { campaignId: campaign.campaignId, model: "ATTRIBUTION_MODEL_LAST" });
  await until("the revenue", async () => (await roi()).revenueMicros === "10000000");
});
