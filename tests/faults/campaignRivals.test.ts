import { randomUUID } from "node:crypto";
import { status } from "@grpc/grpc-js";
import { toStruct } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, expect, it } from "vitest";
import { campaignTenant, openCampaignWorld } from "../flows/campaignWorld.ts";
import { until } from "../support/patience.ts";
import type { Message } from "../support/rpc.ts";
import { startService, type TestService, testPlatformKey } from "../support/services.ts";
import type { World } from "../support/world.ts";

let world: World;
let rival: TestService;
beforeAll(async () => {
  world = await openCampaignWorld();
  rival = await startService("campaign", { ...world.envOf(), INSTANCE_ID: "rival" });
  await rival.ready();
});
afterAll(async () => {
  await rival?.stop();
  await world?.close();
});

it("of 200 who reserve at two servers at once, exactly as many do as the budget holds", async () => {
  const t = campaignTenant(world);
  const campaignId = await t.active({ budgetMicros: 100_000_000 });
  const other = world.open("CampaignService", { apiKey: testPlatformKey, tenantId: t.tenantId }, rival.address);
  const tried = await Promise.allSettled(
    Array.from({ length: 200 }, (_, i) => (i % 2 ? t.campaigns : other).call("ReserveSpend", { campaignId, amountMicros: 1_000_000 })),
  );
  expect(tried.filter((r) => r.status === "fulfilled")).toHaveLength(100);
  for (const r of tried)
    if (r.status === "rejected") expect(r.reason).toMatchObject({ code: status.FAILED_PRECONDITION, reason: "BUDGET_EXCEEDED" });
});

it("kill -9 while money is reserved: what was acknowledged counts, and sent again with its request_id counts once", async () => {
  const t = campaignTenant(world);
  const campaignId = await t.active({ budgetMicros: 1_000_000_000 });
  const requests = Array.from({ length: 100 }, () => ({ campaignId, amountMicros: 1_000_000, requestId: randomUUID() }));
  const done = new Map<string, string>();
  const send = () =>
    Promise.all(
      requests.map(async (r) => {
        const { reservationId } = await t.call("ReserveSpend", r);
        expect(done.get(r.requestId) ?? reservationId).toBe(reservationId);
        done.set(r.requestId, reservationId);
      }),
    );
  const first = send().catch((error: unknown) => error);
  await until("some are acknowledged", () => done.size > 10);
  await world.service().kill();
  await first;
  await world.restart();
  await t.campaigns.waitForReady(30_000);
  await send();
  await until("the table has it", async () => (await t.call("GetCampaign", { campaignId })).campaign.spent === "100.000000");
});

it("views rebuilt beside the live ones are the same, and take their place", async () => {
  const t = campaignTenant(world);
  const campaignId = await t.active({ type: "CAMPAIGN_TYPE_AD" });
  await t.call("RecordRevenue", { campaignId, amountMicros: 3_000_000 });
  const { adCampaign } = await t.ads.call("CreateAdCampaign", {
    campaignId,
    platform: "PLATFORM_LINKEDIN",
    audienceConfig: toStruct({ skills: ["x"] }),
  });
  const metrics = { impressions: 10, clicks: 1, spendMicros: 1_000_000, asOf: { seconds: 1_767_225_600 } };
  const { position } = await t.ads.call("ReportPerformance", { adCampaignId: adCampaign.adCampaignId, ...metrics });
  await t.tasks.call("EnqueueTask", { taskType: "x", payload: toStruct({ n: 1 }) });
  const read = async (at?: string) => ({
    campaign: await t.call("GetCampaign", { campaignId, includeAdCampaigns: true, ...(at ? { minPosition: at } : {}) }),
    tasks: (await t.tasks.call("ListTasks", {})).tasks,
    board: (await t.call("GetLeaderboard", {})).entries,
    dead: await world.redis.lrange(`t:{${t.tenantId}}:agent_tasks:x`, 0, -1),
  });
  await until("all is there", async () => {
    const { tasks, dead, board } = await read();
    return tasks.length === 2 && dead.length === 1 && board[0]?.score === 75;
  });
  const before = await read(position);
  const operations = world.operator();
  const verified: Message[] = [];
  for await (const m of operations.stream("VerifyViews", {})) verified.push(m);
  expect(verified.map((v) => v.name)).toEqual(
    expect.arrayContaining(["campaigns", "agent_tasks", "agent_task_lists", "campaign_performance", "touches"]),
  );
  for (const v of verified) expect(v, v.name).toMatchObject({ equal: true, difference: "" });
  for (const name of ["campaigns", "agent_tasks", "agent_task_lists", "campaign_performance"]) {
    const told: Message[] = [];
    for await (const m of operations.stream("RebuildView", { name })) told.push(m);
    expect(JSON.stringify(told.at(-1)), name).not.toMatch(/failed/i);
  }
  expect(await read()).toEqual(before);
  const after = await t.call("CreateCampaign", { name: "goes on", type: "CAMPAIGN_TYPE_AD" });
  expect((await t.call("GetCampaign", { campaignId: after.campaign.campaignId, minPosition: after.position })).campaign.name).toBe(
    "goes on",
  );
  expect((await world.pool().query("SELECT subscription, error FROM parked_events")).rows).toEqual([]);
});
