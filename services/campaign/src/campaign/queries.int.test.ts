import { randomUUID } from "node:crypto";
import type { Caller } from "@marketing/shared/command/caller";
import { EventLog } from "@marketing/shared/log/eventLog";
import { createPool, type Pool, transaction, withTenant } from "@marketing/shared/postgres/pool";
import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandAdCampaign } from "../ad/commands.ts";
import { platforms } from "../ad/platforms.ts";
import { commandTask } from "../task/commands.ts";
import { taskView } from "../task/view.ts";
import { campaignCodec } from "../testing.ts";
import { commandCampaign } from "./commands.ts";
import { listCampaignsSql } from "./queries.ts";
import { campaignTypes } from "./terms.ts";
import { campaignsView } from "./view.ts";

let database: TestDatabase;
let api: Pool;
let worker: Pool;
let log: EventLog;
let admin: pg.Client;
const tenantId = "0190a0b0-0000-7000-8000-00000000000a";
const other = "0190a0b0-0000-7000-8000-00000000000b";
const caller = (): Caller => ({ log, tenantId, appendId: null, expectedVersion: null, metadata: {} });
const uuidOf = (n: number, kind = "0") => `0190a0b0-0000-7000-8000-${kind}${String(n).padStart(11, "0")}`;
const t0 = Date.UTC(2026, 0, 1);

/** Folds the whole log in batches of the size. */
const project = async (batch: number): Promise<void> => {
  for (let position = 0; ; ) {
    const read = await log.readAll(position, batch, { tenantId });
    for (const view of [campaignsView, taskView]) {
      const events = read.events.filter((e) => view.types!.has(e.type));
      if (events.length > 0) await transaction(worker, (client) => view.apply(client, events));
    }
    if (read.events.length === 0) return;
    position = read.events.at(-1)!.position;
  }
};

const commands = async (): Promise<void> => {
  for (let i = 0; i < 400; i++) {
    const terms = {
      name: `campaign ${i}`,
      type: campaignTypes[i % 4]!,
      config: { channels: i % 50 === 0 ? ["email", "sms"] : ["web"], audience: { traits: { n: i % 7 } } },
      budget: i % 3 === 0 ? null : 1_000_000_000,
      dailyBudget: null,
      currency: "USD",
    };
    const id = uuidOf(i);
    await commandCampaign(caller(), id, { type: "create", campaignId: id, terms, createdBy: `user:${i % 40}`, now: t0 + i * 1_000 });
    if (i % 20 === 0) await commandCampaign(caller(), id, { type: "move", move: "start", reason: "", now: t0 + i * 1_000 + 5 });
    if (i % 40 === 0) await commandCampaign(caller(), id, { type: "reserve", amount: 100_000 + i, currency: null, source: "", now: t0 });
    if (i % 60 === 0) await commandCampaign(caller(), id, { type: "move", move: "complete", reason: "", now: t0 + 900_000 });
  }
  for (let i = 0; i < 300; i++) {
    const id = uuidOf(i, "a");
    const data = {
      adCampaignId: id,
      campaignId: uuidOf(i % 100),
      platform: platforms[i % 29 === 0 ? 2 : i % 2]!,
      name: "",
      platformCampaignId: i % 2 ? `p${i}` : null,
      audienceConfig: { locations: [i % 40 === 0 ? "NZ" : "DE"] },
      creatives: [],
      currency: "USD",
      createdAt: t0,
    };
    await commandAdCampaign(caller(), id, { type: "create", data });
    if (i % 3 === 0)
      await commandAdCampaign(caller(), id, {
        type: "report",
        metrics: { impressions: 1_000, clicks: i, conversions: 0, spend: i, revenue: 0, asOf: t0 + i },
        currency: null,
      });
    if (i % 10 !== 0)
      await commandAdCampaign(caller(), id, { type: "optimize", kind: "x", changes: {}, creatives: null, now: t0 + i * 1_000 });
  }
  for (let i = 0; i < 300; i++) {
    const id = uuidOf(i, "b");
    const task = {
      taskId: id,
      taskType: i % 30 === 0 ? "rare" : "common",
      payload: { i },
      campaignId: i % 3 === 0 ? uuidOf(i) : null,
      maxAttempts: 1,
      dueAt: t0 + i,
      createdAt: t0 + i * 1_000,
    };
    await commandTask(caller(), id, { type: "enqueue", task });
    if (i % 15 !== 1) continue;
    const leaseId = uuidOf(i, "c");
    await commandTask(caller(), id, { type: "claim", lease: { leaseId, workerId: "w", until: t0 + 99_999, leaseMs: 1 }, now: t0 + i });
    await commandTask(caller(), id, { type: "fail", leaseId, error: "x", permanent: true, retryBaseMs: 1, now: t0 + i });
  }
};

beforeAll(async () => {
  database = await createTestDatabase({ services: ["campaign"] });
  api = createPool({ connectionString: database.apiUrl("campaign"), schema: "campaign" });
  worker = createPool({ connectionString: database.workerUrl("campaign"), schema: "campaign" });
  log = new EventLog({ pool: api, schema: "campaign", codec: campaignCodec });
  admin = new pg.Client({ connectionString: database.adminUrl, options: "-c search_path=campaign" });
  await admin.connect();
  await commands();
  await project(100);
  await admin.query("VACUUM ANALYZE");
});
afterAll(async () => {
  await admin.end();
  await Promise.all([api.end(), worker.end()]);
  await database.drop();
});

it("has the document's columns", async () => {
  const { rows } = await admin.query(
    `SELECT table_name || '.' || column_name AS c, format_type(a.atttypid, a.atttypmod) AS t, is_nullable, column_default FROM information_schema.columns
       JOIN pg_attribute a ON a.attrelid = ('campaign.' || table_name)::regclass AND a.attname = column_name
     WHERE table_schema = 'campaign' AND table_name IN ('campaigns', 'ad_campaigns') ORDER BY table_name DESC, ordinal_position`,
  );
  const columns = Object.fromEntries(rows.map((r) => [r.c, [r.t, r.is_nullable, r.column_default].join(" | ")]));
  expect(columns).toMatchObject({
    "campaigns.campaign_id": "uuid | NO | gen_random_uuid()",
    "campaigns.name": "character varying(255) | NO | ",
    "campaigns.type": "character varying(50) | NO | ",
    "campaigns.status": "character varying(20) | NO | 'draft'::character varying",
    "campaigns.config": "jsonb | NO | '{}'::jsonb",
    "campaigns.budget": "numeric(18,6) | YES | ",
    "campaigns.spent": "numeric(18,6) | NO | 0",
    "campaigns.created_at": "timestamp with time zone | NO | now()",
    "campaigns.started_at": "timestamp with time zone | YES | ",
    "campaigns.ended_at": "timestamp with time zone | YES | ",
    "campaigns.created_by": "character varying(50) | NO | ",
    "ad_campaigns.ad_campaign_id": "uuid | NO | gen_random_uuid()",
    "ad_campaigns.campaign_id": "uuid | NO | ",
    "ad_campaigns.platform": "character varying(50) | NO | ",
    "ad_campaigns.platform_campaign_id": "character varying(255) | YES | ",
    "ad_campaigns.audience_config": "jsonb | NO | '{}'::jsonb",
    "ad_campaigns.creatives": "jsonb | NO | '[]'::jsonb",
    "ad_campaigns.performance_metrics": "jsonb | YES | ",
    "ad_campaigns.last_optimized": "timestamp with time zone | YES | ",
  });
});

it("has the document's indexes, a tenant first", async () => {
  const { rows } = await admin.query(
    "SELECT indexname AS name, indexdef AS def FROM pg_indexes WHERE schemaname = 'campaign' AND indexname LIKE 'idx_%campaigns_%'",
  );
  const defs = Object.fromEntries(rows.map((r) => [r.name, r.def.replace(/^.* USING /, "")]));
  expect(defs).toMatchObject({
    idx_campaigns_status: "btree (tenant_id, status, created_at DESC)",
    idx_campaigns_type: "btree (tenant_id, type, created_at DESC)",
    idx_campaigns_created_at: "btree (tenant_id, created_at DESC)",
    idx_campaigns_created_by: "btree (tenant_id, created_by, created_at DESC)",
    idx_campaigns_config: "gin (config jsonb_path_ops)",
    idx_ad_campaigns_campaign: "btree (tenant_id, campaign_id)",
    idx_ad_campaigns_platform: "btree (tenant_id, platform)",
    idx_ad_campaigns_last_optimized: "btree (tenant_id, last_optimized NULLS FIRST)",
    idx_ad_campaigns_audience: "gin (audience_config jsonb_path_ops)",
    idx_ad_campaigns_performance: "gin (performance_metrics jsonb_path_ops)",
    idx_ad_campaigns_ctr: "btree (tenant_id, (((performance_metrics ->> 'ctr'::text))::numeric))",
  });
});

describe("refuses in the table what the calls refuse", () => {
  const insert = (over: object) => {
    const row: Record<string, unknown> = {
      tenant_id: tenantId,
      campaign_id: randomUUID(),
      name: "x",
      type: "ad",
      created_by: "user:x",
      ...over,
    };
    const names = Object.keys(row);
    return admin.query(
      `INSERT INTO campaigns (${names.join(", ")}) VALUES (${names.map((_, i) => `$${i + 1}`).join(", ")})`,
      Object.values(row),
    );
  };
  it.each([
    { type: "email" },
    { status: "running" },
    { budget: -5 },
    { spent: -1 },
    { name: " " },
    { started_at: "2026-01-02Z", ended_at: "2026-01-01Z" },
  ])("%j", async (over) => {
    await expect(insert(over)).rejects.toMatchObject({ code: "23514" });
  });
  it("an ad campaign of no campaign or no platform, and a platform's id that is taken", async () => {
    const ad = (campaign: string, platform: string, id: string | null) =>
      admin.query("INSERT INTO ad_campaigns (tenant_id, campaign_id, platform, platform_campaign_id) VALUES ($1, $2, $3, $4)", [
        tenantId,
        campaign,
        platform,
        id,
      ]);
    await expect(ad(randomUUID(), "linkedin", null)).rejects.toMatchObject({ code: "23503" });
    await expect(ad(uuidOf(1), "facebook", null)).rejects.toMatchObject({ code: "23514" });
    await expect(ad(uuidOf(1), "linkedin", "p1")).rejects.toMatchObject({ code: "23505" });
  });
});

it("finds by JSON in a function that runs as the owner, under the caller's tenant", async () => {
  const byChannel = { status: null, type: null, createdBy: null, config: { channels: ["email"] } };
  const found = await withTenant(api, tenantId, (c) => c.query(listCampaignsSql(tenantId, byChannel, null, 100)));
  expect(found.rowCount).toBe(8);
});

it("shows the api role the rows of its tenant and no others", async () => {
  for (const table of [
    "campaigns",
    "campaign_revenue",
    "ad_campaigns",
    "ad_performance_history",
    "agent_tasks",
    "touches",
    "conversions",
    "campaign_leads",
    "known_segments",
    "person_links",
  ]) {
    expect((await api.query(`SELECT 1 FROM ${table}`)).rowCount, table).toBe(0);
    expect((await withTenant(api, other, (c) => c.query(`SELECT 1 FROM ${table}`))).rowCount, table).toBe(0);
    await expect(withTenant(api, tenantId, (c) => c.query(`DELETE FROM ${table}`))).rejects.toMatchObject({ code: "42501" });
  }
  expect(
    (
      await withTenant(api, other, (c) =>
        c.query(listCampaignsSql(tenantId, { status: null, type: null, createdBy: null, config: { channels: ["email"] } }, null, 9)),
      )
    ).rowCount,
  ).toBe(0);
  expect((await withTenant(api, tenantId, (c) => c.query("SELECT 1 FROM campaigns"))).rowCount).toBe(400);
});

it("is the same however the events come in batches", async () => {
  const digest = async () => {
    const sums: string[] = [];
    for (const table of [...campaignsView.tables, ...taskView.tables])
      sums.push((await admin.query(`SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS m FROM ${table} t`)).rows[0].m);
    return sums;
  };
  const before = await digest();
  for (const batch of [1_000, 7]) {
    await admin.query(`TRUNCATE ${[...campaignsView.tables, ...taskView.tables].join(", ")}`);
    await project(batch);
    expect(await digest()).toEqual(before);
  }
});
