import { plansOf } from "@marketing/tests/support/plansOf";
import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AdCampaignFilter, listAdCampaignsSql } from "../ad/queries.ts";
import { dueTasksSql } from "../task/claimer.ts";
import { listDeadSql, listTasksSql } from "../task/queries.ts";
import { bestSql } from "./leaderboard.ts";
import { listCampaignsSql } from "./queries.ts";

// Twenty thousand rows as chance has them, of two tenants, and the plans that PostgreSQL chooses for the service's own statements.

const tenantId = "0190a0b0-0000-7000-8000-00000000000a";
const someId = "0190a0b0-0000-7000-8000-000000000100";
const t0 = Date.UTC(2026, 0, 1);

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ services: ["campaign"] });
  const admin = new pg.Client({ connectionString: database.adminUrl, options: "-c search_path=campaign" });
  await admin.connect();
  const tenant = `CASE WHEN n % 10 = 0 THEN gen_random_uuid() ELSE '${tenantId}' END`;
  const at = `'2026-01-01Z'::timestamptz + random() * interval '200 days'`;
  const some = (list: string) => `(ARRAY[${list}])[1 + floor(random() * ${list.split(",").length})::int]`;
  await admin.query(`
    SELECT setseed(0.5);
    INSERT INTO campaigns (tenant_id, campaign_id, name, type, status, config, created_at, created_by, spent, revenue)
      SELECT ${tenant}, ('0190a0b0-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'campaign ' || n, ${some("'lead_gen','content','retention','ad'")},
        CASE WHEN random() < 0.02 THEN 'active' ELSE 'draft' END,
        jsonb_build_object('channels', jsonb_build_array(CASE WHEN random() < 0.005 THEN 'email' ELSE 'web' END), 'audience', jsonb_build_object('n', floor(random() * 1000))),
        ${at}, 'user:' || floor(random() * 200), round((random() * 1000)::numeric, 2), CASE WHEN random() < 0.3 THEN round((random() * 3000)::numeric, 2) ELSE 0 END
        FROM generate_series(1, 20000) n;
    INSERT INTO ad_campaigns (tenant_id, ad_campaign_id, campaign_id, platform, audience_config, performance_metrics, last_optimized)
      SELECT c.tenant_id, gen_random_uuid(), c.campaign_id, CASE WHEN random() < 0.002 THEN 'producthunt' ELSE ${some("'google_ads','linkedin'")} END,
        jsonb_build_object('locations', jsonb_build_array(CASE WHEN random() < 0.005 THEN 'NZ' ELSE 'DE' END)),
        CASE WHEN random() < 0.5 THEN jsonb_build_object('clicks', floor(random() * 2000), 'ctr', round(random()::numeric, 4)) END,
        CASE WHEN random() < 0.99 THEN ${at} END
        FROM campaigns c;
    INSERT INTO agent_tasks (tenant_id, task_id, task_type, status, payload, campaign_id, attempts, max_attempts, created_at, due_at, finished_at, version)
      SELECT ${tenant}, gen_random_uuid(), CASE WHEN random() < 0.01 THEN 'rare' ELSE 'common' END, s.status, '{}',
        ('0190a0b0-0000-7000-8000-' || lpad((1 + floor(random() * 20000))::text, 12, '0'))::uuid, 0, 5, ${at}, ${at}, CASE s.status WHEN 'dead' THEN ${at} END, 1
        FROM generate_series(1, 20000) n, LATERAL (SELECT CASE WHEN random() + n * 0 < 0.01 THEN 'dead' WHEN random() < 0.1 THEN 'pending' ELSE 'completed' END) s (status);
    ANALYZE campaigns; ANALYZE ad_campaigns; ANALYZE agent_tasks`);
  await admin.query("VACUUM");
  await admin.end();
});
afterAll(() => database?.drop());

const planned = async (query: { text: string; values: unknown[] }) => {
  const { answer, ...how } = await plansOf({ adminUrl: database.adminUrl, service: "campaign", tenantId }, (c) => c.query(query));
  expect(answer.rowCount, how.plans).toBeGreaterThan(0);
  return how;
};

describe("the api role's plan of", () => {
  const all = { status: null, type: null, createdBy: null, config: null };
  const cursor = [new Date(t0 + 100 * 86_400_000).toISOString(), someId] as const;
  it.each([
    [all, "idx_campaigns_created_at"],
    [{ ...all, status: "active" }, "idx_campaigns_status"],
    [{ ...all, type: "ad" }, "idx_campaigns_type"],
    [{ ...all, createdBy: "user:1" }, "idx_campaigns_created_by"],
  ])("campaigns by %j names %s", async (filter, index) => {
    for (const after of [null, cursor]) {
      const { reads, plans } = await planned(listCampaignsSql(tenantId, filter, after, 20));
      expect(reads, plans).toEqual([index]);
    }
  });

  const every = { campaignId: null, platform: null, staleFirst: false, staleBefore: null, audience: null, metrics: null, minCtr: null };
  it.each([
    [{ ...every, campaignId: someId.replace("100", "101") }, "idx_ad_campaigns_campaign"],
    [{ ...every, platform: "producthunt" as const }, "idx_ad_campaigns_platform"],
    [{ ...every, staleFirst: true }, "idx_ad_campaigns_last_optimized"],
    [{ ...every, staleFirst: true, staleBefore: new Date(t0 + 5 * 86_400_000) }, "idx_ad_campaigns_last_optimized"],
  ])("ad campaigns by %j names %s", async (filter, index) => {
    const { reads, plans } = await planned(listAdCampaignsSql(tenantId, filter, null, 20));
    expect(reads, plans).toEqual([index]);
  });

  const noTask = { taskType: null, status: null, campaignId: null };
  it.each([
    [noTask, "idx_agent_tasks_created_at"],
    [{ ...noTask, taskType: "rare" }, "idx_agent_tasks_type"],
    [{ ...noTask, status: "dead" as const }, "idx_agent_tasks_status"],
  ])("tasks by %j names %s", async (filter, index) => {
    const { reads, plans } = await planned(listTasksSql(tenantId, filter, null, 20));
    expect(reads, plans).toEqual([index]);
  });

  it("dead tasks, due tasks and the best campaigns names theirs", async () => {
    expect((await planned(listDeadSql(tenantId, null, null, 3))).reads).toEqual(["idx_agent_tasks_dead"]);
    const due = await planned({ text: dueTasksSql, values: [tenantId, ["rare"], new Date(t0 + 300 * 86_400_000), 10, []] });
    expect(due.reads, due.plans).toEqual(["campaigns_pkey", "idx_agent_tasks_pending"]);
    expect((await planned({ text: bestSql, values: [tenantId, 10] })).reads).toEqual(["idx_campaigns_performance"]);
  });
});

describe("inside the functions that search by JSON", () => {
  it.each<[object, string]>([
    [{ channels: ["email"] }, "idx_campaigns_config"],
    [{ audience: { n: 7 } }, "idx_campaigns_config"],
  ])("campaigns with %j are found by %s", async (config, index) => {
    const filter = { status: null, type: null, createdBy: null, config };
    const { reads, widest, plans } = await planned(listCampaignsSql(tenantId, filter, null, 50));
    expect(reads, plans).toEqual(["campaigns_pkey", index]);
    expect(widest, plans).toBeLessThan(300);
  });

  const every: AdCampaignFilter = {
    campaignId: null,
    platform: null,
    staleFirst: false,
    staleBefore: null,
    audience: null,
    metrics: null,
    minCtr: null,
  };
  it.each<[Partial<AdCampaignFilter>, string]>([
    [{ audience: { locations: ["NZ"] } }, "idx_ad_campaigns_audience"],
    [{ metrics: { clicks: 30 } }, "idx_ad_campaigns_performance"],
    [{ minCtr: 0.99 }, "idx_ad_campaigns_ctr"],
  ])("ad campaigns with %j are found by %s", async (filter, index) => {
    const { reads, widest, plans } = await planned(listAdCampaignsSql(tenantId, { ...every, ...filter }, null, 50));
    expect(reads, plans).toEqual(["ad_campaigns_pkey", index]);
    expect(widest, plans).toBeLessThan(300);
  });
});
