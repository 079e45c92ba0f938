import { randomUUID } from "node:crypto";
import { status as Code } from "@grpc/grpc-js";
import { userIdOf } from "@marketing/protos/ids";
import { RpcError } from "@marketing/shared/base/errors";
import { sleep } from "@marketing/shared/base/sleep";
import { toStruct } from "@marketing/shared/grpc/struct";
import { patience, until } from "../support/patience.ts";
import type { Message, ServiceName } from "../support/rpc.ts";
import { settled } from "../support/settled.ts";
import type { Tenant } from "../support/tenant.ts";
import type { World } from "../support/world.ts";

/** Read tables and sums, by name. */
export type Counts = Readonly<Record<string, number>>;

/** People who come by a campaign, sign up, become leads and buy, and an agent that writes a text for each. */
export interface Crowd {
  /** As a careful client gives it: the same request_id until it is answered. */
  command(method: string, request: object): Promise<Message>;
  query(method: string, request: object): Promise<Message>;
  /** From the first page to the purchase: 10.00 of revenue for 1.00 of the campaign's budget. */
  person(): Promise<void>;
  /** Until a person who comes now is a lead that knows who they are: tracking, identity, bus and lead all work. Resolves to the milliseconds. */
  probe(): Promise<number>;
  /** Writes a text for every task it gets, until told to stop. */
  writer(running: { now: boolean }): Promise<void>;
  /** Waits until every task is done and nothing is left to read. */
  settled(): Promise<void>;
  /** What the read tables say, and what they must say. */
  counts(): Promise<{ readonly found: Counts; readonly right: Counts }>;
  /** Commands that were answered. */
  acknowledged(): number;
  /** Message ids of the events that were acknowledged, in that order. */
  readonly tracked: ReadonlyArray<string>;
}

/** Nothing was done, or nobody knows: to be asked again. */
const passing = new Set([Code.UNAVAILABLE, Code.DEADLINE_EXCEEDED, Code.RESOURCE_EXHAUSTED]);

/** The call, again while its service is away. */
export const insist = async <A>(call: () => Promise<A>, ms = patience): Promise<A> => {
  for (const end = Date.now() + ms; ; ) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof RpcError && passing.has(error.code)) || Date.now() > end) throw error;
      await sleep(100);
    }
  }
};

const emailOf = (n: number): string => `person${n}@engines.io`;

export const openCrowd = async (world: World, tenant: Tenant, services: ReadonlyArray<ServiceName>): Promise<Crowd> => {
  let [people, probes, acknowledged] = [0, 0, 0];
  const tracked: string[] = [];
  const command = async (method: string, request: object): Promise<Message> => {
    const requestId = randomUUID();
    const answer = await insist(() => tenant.call(method, { requestId, ...request }));
    acknowledged += 1;
    return answer;
  };
  const query = (method: string, request: object): Promise<Message> => insist(() => tenant.call(method, request));
  const track = async (eventName: string, more: object, properties: object = {}): Promise<void> => {
    const messageId = randomUUID();
    await command("TrackingService/TrackEvent", { event: { messageId, eventName, properties: JSON.stringify(properties), ...more } });
    tracked.push(messageId);
  };
  const leadOf = async (email: string, userId: string): Promise<string> => {
    let leadId = "";
    await until(`the lead ${email}`, async () => {
      const { lead } = await query("LeadService/GetLead", { email });
      leadId = lead.leadId;
      return lead.userId === userIdOf(tenant.tenantId, userId);
    });
    return leadId;
  };

  const { campaign } = await command("CampaignService/CreateCampaign", {
    name: "Storm",
    type: "CAMPAIGN_TYPE_LEAD_GEN",
    config: toStruct({ utm_campaign: "storm" }),
    budgetMicros: "100000000000",
    currency: "EUR",
  });
  const { campaignId } = campaign as { campaignId: string };
  await command("CampaignService/StartCampaign", { campaignId });

  const writer = async (running: { now: boolean }): Promise<void> => {
    while (running.now) {
      const { task } = await command("TaskService/ClaimTask", { taskTypes: ["content_creator"], workerId: "writer", leaseSeconds: 60 });
      if (!task) {
        await sleep(200);
        continue;
      }
      const result = toStruct({ title: `Text of ${task.taskId}`, content: "storm and stress", content_type: "blog" });
      await command("TaskService/CompleteTask", { taskId: task.taskId, leaseId: task.leaseId, result });
    }
  };
  const count = async (from: string, where = "true"): Promise<number> =>
    (await world.sql(`SELECT count(*)::int AS n FROM ${from} WHERE tenant_id = $1 AND ${where}`, [tenant.tenantId]))[0].n;
  const revenue = async (model: string): Promise<number> =>
    Number((await query("CampaignService/GetRoi", { campaignId, model: `ATTRIBUTION_MODEL_${model}` })).revenueMicros);

  return {
    command,
    query,
    async person() {
      people += 1;
      const [n, anonymousId] = [people, randomUUID()];
      await track("page_view", { anonymousId }, { utm_campaign: "storm", utm_source: "newsletter" });
      await command("CampaignService/ReserveSpend", { campaignId, amountMicros: "1000000", currency: "EUR", reservationId: randomUUID() });
      await track("user_signup", { anonymousId, userId: `p${n}` });
      await command("IdentityService/Identify", { userId: `p${n}`, anonymousId, email: emailOf(n) });
      const leadId = await leadOf(emailOf(n), `p${n}`);
      await command("LeadService/MarkContacted", { leadId });
      await command("LeadService/QualifyLead", { leadId, reason: "bought" });
      await command("LeadService/ConvertLead", { leadId, valueMicros: "10000000", currency: "EUR" });
      await command("TaskService/EnqueueTask", { taskType: "content_creator", campaignId, taskId: randomUUID(), payload: toStruct({ n }) });
    },
    async probe() {
      const began = Date.now();
      probes += 1;
      const userId = `probe${probes}`;
      await track("probed", { userId });
      await command("IdentityService/Identify", { userId, email: `${userId}@engines.io` });
      await leadOf(`${userId}@engines.io`, userId);
      return Date.now() - began;
    },
    writer,
    async settled() {
      const running = { now: true };
      const rest = writer(running);
      const open = async (status: string): Promise<boolean> =>
        (await query("TaskService/ListTasks", { taskType: "content_creator", status: `TASK_STATUS_${status}`, pageSize: 1 })).tasks.length >
        0;
      await settled(world, services);
      await until("every task is done", async () => !(await open("PENDING")) && !(await open("CLAIMED")));
      running.now = false;
      await rest;
      await settled(world, services);
    },
    async counts() {
      const n = people;
      const deadLetters = services.map((name) => `SELECT 1 FROM ${name}.dead_letters UNION ALL SELECT 1 FROM ${name}.parked_events`);
      const found = {
        users: await count("identity.users", "email IS NOT NULL"),
        pageViews: await count("tracking.events", "event_name = 'page_view'"),
        signUps: await count("tracking.events", "event_name = 'user_signup'"),
        leads: await count("lead.leads"),
        converted: await count("lead.leads", "status = 'converted' AND qualified AND user_id IS NOT NULL"),
        customers: await count("identity.users", "segment = 'customer'"),
        drafts: await count("content.content_library", `campaign_id = '${campaignId}'`),
        spent: Number((await query("CampaignService/GetCampaign", { campaignId })).campaign.spentMicros),
        first: await revenue("FIRST"),
        last: await revenue("LAST"),
        linear: await revenue("LINEAR"),
        putAside: (await world.sql(deadLetters.join(" UNION ALL "))).length,
      };
      const all = { users: n + probes, pageViews: n, signUps: n, leads: n + probes, converted: n, customers: n, drafts: n };
      const money = { spent: n * 1_000_000, first: n * 10_000_000, last: n * 10_000_000, linear: n * 10_000_000 };
      return { found, right: { ...all, ...money, putAside: 0 } };
    },
    acknowledged: () => acknowledged,
    tracked,
  };
};
