import { uuidv7 } from "@marketing/shared/base/ids";
import { createLogger } from "@marketing/shared/base/logger";
import type { Caller } from "@marketing/shared/command/caller";
import { EventLog } from "@marketing/shared/log/eventLog";
import { runRetention } from "@marketing/shared/operations/retention";
import { createPool, type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { rebuildView, verifyView } from "@marketing/shared/subscription/generation";
import { logSource } from "@marketing/shared/subscription/logSource";
import { startSubscription } from "@marketing/shared/subscription/runner";
import { waitForPosition } from "@marketing/shared/subscription/waitFor";
import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandAdCampaign } from "../ad/commands.ts";
import { revenueItem } from "../revenue/commands.ts";
import { campaignCodec } from "../testing.ts";
import { commandCampaign } from "./commands.ts";
import { retireRule } from "./retireRule.ts";
import { findCampaigns } from "./rows.ts";
import type { Move } from "./status.ts";
import { campaignsView } from "./view.ts";

let database: TestDatabase;
let api: Pool;
let worker: Pool;
let log: EventLog;
let running: { stop(): Promise<void> };
const tenantId = uuidv7();
const now = new Date();
const day = 86_400_000;
const yearsAgo = (years: number, days = 0): number =>
  Date.UTC(now.getUTCFullYear() - years, now.getUTCMonth(), now.getUTCDate(), now.getUTCHours(), now.getUTCMinutes()) - days * day;
const caller = (tenant = tenantId): Caller => ({ log, tenantId: tenant, appendId: null, expectedVersion: null, metadata: {} });
const context = () => ({
  pool: worker,
  schema: "campaign",
  redis: undefined as never,
  owner: "one",
  logger: createLogger("test", "error"),
});
const subscription = () => ({
  view: campaignsView,
  source: logSource(new EventLog({ pool: worker, schema: "campaign", codec: campaignCodec })),
});

beforeAll(async () => {
  database = await createTestDatabase({ services: ["campaign"] });
  api = createPool({ connectionString: database.apiUrl("campaign"), schema: "campaign" });
  worker = createPool({ connectionString: database.workerUrl("campaign"), schema: "campaign" });
  log = new EventLog({ pool: api, schema: "campaign", codec: campaignCodec });
  running = startSubscription(context(), subscription());
});
afterAll(async () => {
  await running.stop();
  await Promise.all([api.end(), worker.end()]);
  await database.drop();
});

const folded = async (): Promise<void> => waitForPosition(worker, "campaigns", await log.head(), new Date(Date.now() + 60_000));
const report = (ad: string, asOf: number, clicks = 5) =>
  commandAdCampaign(caller(), ad, {
    type: "report",
    metrics: { impressions: 10, clicks, conversions: 1, spend: 0, revenue: 0, asOf },
    currency: null,
  });
const earn = (campaignId: string) => {
  const data = {
    campaignId,
    conversionId: uuidv7(),
    model: "last",
    amount: 7_000_000,
    currency: "USD",
    leadId: null,
    userId: null,
    source: "x",
  } as const;
  return log.appendBulk([revenueItem(tenantId, { ...data, at: Date.now() })]);
};
/** A campaign that went through these moves, all at `at`, with an ad campaign, a report and revenue. */
const campaign = async (at: number, moves: ReadonlyArray<Move>, tenant = tenantId): Promise<{ id: string; ad: string }> => {
  const [id, ad] = [uuidv7(), uuidv7()];
  const terms = { name: "Spring", type: "ad", config: {}, budget: null, dailyBudget: null, currency: "USD" } as const;
  await commandCampaign(caller(tenant), id, { type: "create", campaignId: id, terms, createdBy: "user:x", now: at - day });
  for (const move of moves) await commandCampaign(caller(tenant), id, { type: "move", move, reason: "", now: at });
  if (tenant !== tenantId) return { id, ad };
  const data = {
    adCampaignId: ad,
    campaignId: id,
    platform: "google_ads",
    name: "",
    platformCampaignId: null,
    audienceConfig: {},
    creatives: [],
    currency: "USD",
    createdAt: at,
  } as const;
  await commandAdCampaign(caller(), ad, { type: "create", data });
  await report(ad, at);
  await earn(id);
  return { id, ad };
};
const run = async (at = now) => {
  for await (const done of runRetention([retireRule(worker, log)], at, new AbortController().signal, "operator")) return done;
  throw new Error("the rule did not run");
};
const tables = ["campaigns", "ad_campaigns", "campaign_revenue", "ad_performance_history"];
/** In how many rows of each table, and of its archive, something of the campaign stands. */
const rowsOf = async ({ id, ad }: { id: string; ad: string }): Promise<[number[], number[]]> => {
  const count = async (table: string) =>
    (
      await worker.query(`SELECT count(*) AS n FROM ${table} WHERE ${table.startsWith("ad_p") ? "ad_campaign_id" : "campaign_id"} = $1`, [
        table.startsWith("ad_p") ? ad : id,
      ])
    ).rows[0].n as number;
  return [await Promise.all(tables.map(count)), await Promise.all(tables.map((t) => count(`${t}_archive`)))];
};
const [there, gone] = [
  [1, 1, 1, 1],
  [0, 0, 0, 0],
];

describe("campaigns", () => {
  it("are archived three years after their end with ads and figures, purged after seven, and never while they run, however old", async () => {
    const old = await campaign(yearsAgo(3, 1), ["start", "complete"]);
    const stopped = await campaign(yearsAgo(3, 40), ["stop"]);
    const young = await campaign(yearsAgo(3, -1), ["start", "complete"]);
    const older = await campaign(yearsAgo(7, 1), ["start", "complete"]);
    const [runs, paused, draft] = [
      await campaign(yearsAgo(9), ["start"]),
      await campaign(yearsAgo(9), ["start", "pause"]),
      await campaign(yearsAgo(9), []),
    ];
    await folded();
    expect(await retireRule(worker, log).due?.(now)).toEqual([
      { action: "archive", count: 2 },
      { action: "remove", count: 1 },
    ]);
    const check = async () => {
      for (const c of [old, stopped]) expect(await rowsOf(c)).toEqual([gone, there]);
      for (const c of [young, runs, paused, draft]) expect(await rowsOf(c)).toEqual([there, gone]);
      expect(await rowsOf(older)).toEqual([gone, gone]);
    };
    expect((await run()).done).toEqual([
      { action: "archive", count: 2 },
      { action: "remove", count: 1 },
    ]);
    await check();
    expect((await run()).done).toEqual([]);
    await check();
    expect((await withTenant(api, tenantId, (client) => findCampaigns(client, tenantId, [old.id])))[0]).toMatchObject({
      campaign_id: old.id,
      revenue: "7.000000",
    });

    // what comes later changes nothing of what is archived, and brings nothing back of what is gone
    for (const c of [old, older]) {
      await report(c.ad, Date.now(), 99);
      await earn(c.id);
      const spend = commandCampaign(caller(), c.id, { type: "record", amount: 1, currency: null, source: "x", now: Date.now() });
      await expect(spend).rejects.toMatchObject(c === old ? { reason: "CAMPAIGN_ARCHIVED" } : { reason: "CAMPAIGN_NOT_FOUND" });
    }
    await folded();
    await check();
    expect((await worker.query("SELECT count(*) AS n FROM parked_events")).rows).toEqual([{ n: 0 }]);

    expect(await verifyView(context(), subscription(), () => undefined)).toMatchObject({ equal: true });
    await running.stop();
    await rebuildView(context(), subscription(), () => undefined);
    running = startSubscription(context(), subscription());
    await check();

    const later = new Date(yearsAgo(-4));
    expect((await run(later)).done).toEqual([
      { action: "archive", count: 1 },
      { action: "remove", count: 2 },
    ]);
    for (const c of [old, stopped]) expect(await rowsOf(c)).toEqual([gone, gone]);
    expect(await rowsOf(young)).toEqual([gone, there]);
    for (const c of [runs, paused, draft]) expect(await rowsOf(c)).toEqual([there, gone]);
    expect(await verifyView(context(), subscription(), () => undefined)).toMatchObject({ equal: true });
  });

  it("go sooner where a tenant wants that, and not later where it wants that", async () => {
    const [short, long] = [uuidv7(), uuidv7()];
    for (const [tenant, retention] of [
      [short, { campaignActiveMonths: 6, campaignMonths: 12 }],
      [long, { campaignActiveMonths: 400, campaignMonths: 4_000 }],
    ] as const)
      await worker.query("INSERT INTO tenants_directory (tenant_id, name, settings, created_at) VALUES ($1, 'T', $2, now())", [
        tenant,
        { retention },
      ]);
    const half = await campaign(Date.now() - 200 * day, ["stop"], short);
    const whole = await campaign(Date.now() - 400 * day, ["stop"], short);
    const kept = await campaign(yearsAgo(4), ["stop"], long);
    await folded();
    await run();
    const inTables = async (c: { id: string; ad: string }) => (await rowsOf(c)).map((counts) => counts[0]);
    expect([await inTables(half), await inTables(whole), await inTables(kept)]).toEqual([
      [0, 1],
      [0, 0],
      [0, 1],
    ]);
  });
});
