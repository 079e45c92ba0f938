import { createLogger } from "@marketing/shared/base/logger";
import type { Caller } from "@marketing/shared/command/caller";
import { EventLog } from "@marketing/shared/log/eventLog";
import { createPool, type Pool, transaction, withTenant } from "@marketing/shared/postgres/pool";
import { rebuildView, verifyView } from "@marketing/shared/subscription/generation";
import { logSource } from "@marketing/shared/subscription/logSource";
import { startSubscription } from "@marketing/shared/subscription/runner";
import { waitForPosition } from "@marketing/shared/subscription/waitFor";
import type { VectorIndex, VectorQuery } from "@marketing/shared/vectors/vectorIndex";
import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { commandAdCampaign } from "../ad/commands.ts";
import type { Metrics } from "../ad/events.ts";
import type { Platform } from "../ad/platforms.ts";
import { commandCampaign } from "../campaign/commands.ts";
import { revenueItem } from "../revenue/commands.ts";
import { campaignCodec } from "../testing.ts";
import { findSimilar, type SimilarQuery } from "./queries.ts";
import { historyView } from "./view.ts";

let database: TestDatabase;
let api: Pool;
let worker: Pool;
let log: EventLog;
const uuidOf = (n: number) => `0190a0b0-0000-7000-8000-${String(n).padStart(12, "0")}`;
const [tenantId, other] = [uuidOf(100), uuidOf(200)];
const now = Date.UTC(2026, 0, 10);
const day = 86_400_000;
const caller = (tenant: string): Caller => ({ log, tenantId: tenant, appendId: null, expectedVersion: null, metadata: {} });

const create = async (tenant: string, id: string, name: string, config = {}): Promise<void> => {
  const terms = { name, type: "lead_gen", config, budget: null, dailyBudget: null, currency: "USD" } as const;
  await commandCampaign(caller(tenant), id, { type: "create", campaignId: id, terms, createdBy: "user:x", now: now - 20 * day });
};
const move = (tenant: string, id: string, name: "start" | "complete" | "stop") =>
  commandCampaign(caller(tenant), id, { type: "move", move: name, reason: "", now });
const spend = (tenant: string, id: string, amount: number) =>
  commandCampaign(caller(tenant), id, { type: "record", amount, currency: null, source: "x", now });
const ad = async (
  tenant: string,
  campaignId: string,
  adCampaignId: string,
  platform: Platform,
  metrics: Partial<Metrics>,
  audienceConfig = {},
) => {
  const data = {
    adCampaignId,
    campaignId,
    platform,
    name: "",
    platformCampaignId: null,
    audienceConfig,
    creatives: [],
    currency: "USD",
    createdAt: now,
  };
  await commandAdCampaign(caller(tenant), adCampaignId, { type: "create", data });
  const report = { impressions: 0, clicks: 0, conversions: 0, spend: 0, revenue: 0, asOf: now, ...metrics };
  await commandAdCampaign(caller(tenant), adCampaignId, { type: "report", metrics: report, currency: null });
};
let conversions = 900;
const earn = (tenant: string, campaignId: string, amount: number, currency = "USD") => {
  const conversionId = uuidOf(++conversions);
  const of = { campaignId, conversionId, amount, currency, leadId: null, userId: null, source: "x", at: now };
  const items = (["first", "last"] as const).map((model) => revenueItem(tenant, { ...of, model }));
  return transaction(worker, (client) => log.appendBulkIn(client, items));
};

const head = async (): Promise<number> => (await log.readAll(0, 10_000)).highWater;
const wanted = async (tenant: string) =>
  (await worker.query("SELECT item_id, text_hash, metadata FROM vector_items WHERE tenant_id = $1 ORDER BY item_id", [tenant])).rows as {
    item_id: string;
    text_hash: string;
    metadata: Record<string, unknown>;
  }[];
/** What a view that folds from the beginning would want, in batches of the size. */
const folded = async (batch: number): Promise<string> => {
  await worker.query(
    `DELETE FROM vector_items; DELETE FROM vector_entities; DELETE FROM campaign_history; DELETE FROM ad_campaign_history`,
  );
  for (let position = 0; ; ) {
    const { events } = await log.readAll(position, batch);
    if (events.length === 0) break;
    const mine = events.filter((e) => historyView.types!.has(e.type));
    if (mine.length > 0) await transaction(worker, (client) => historyView.apply(client, mine));
    position = events.at(-1)!.position;
  }
  const all = await Promise.all(historyView.tables.map((t) => worker.query(`SELECT t::text FROM ${t} t ORDER BY 1`)));
  return JSON.stringify(all.map((r) => r.rows));
};

const [one, two, draft, idle, refunded] = [uuidOf(1), uuidOf(2), uuidOf(3), uuidOf(4), uuidOf(6)];
beforeAll(async () => {
  database = await createTestDatabase({ services: ["campaign"] });
  api = createPool({ connectionString: database.apiUrl("campaign"), schema: "campaign" });
  worker = createPool({ connectionString: database.workerUrl("campaign"), schema: "campaign" });
  log = new EventLog({ pool: worker, schema: "campaign", codec: campaignCodec });
  // the same ids, chosen by two tenants
  for (const [tenant, name] of [
    [tenantId, "Ours"],
    [other, "Theirs"],
  ] as const) {
    await create(tenant, one, `${name} one`, { channels: ["email"], theme: "zero trust" });
    await move(tenant, one, "start");
    await ad(tenant, one, uuidOf(11), "linkedin", { clicks: 100, conversions: 7, spend: 3 }, { job_titles: [`${name} CTO`], size: 500 });
    await ad(tenant, one, uuidOf(12), "google_ads", { clicks: 10, conversions: 3, spend: 1 });
    await spend(tenant, one, 4_000);
  }
  await earn(tenantId, one, 1_000);
  await earn(tenantId, one, 5_000, "EUR");
  await move(tenantId, one, "complete");
  await create(tenantId, two, "Two", { channels: ["producthunt"] });
  await spend(tenantId, two, 10);
  await move(tenantId, two, "stop");
  await create(tenantId, draft, "Draft");
  await create(tenantId, idle, "Idle");
  await move(tenantId, idle, "stop");
});
afterAll(async () => {
  await Promise.all([api.end(), worker.end()]);
  await database.drop();
});

it("wants what has finished and did something, an item a platform, and nothing of another tenant's", async () => {
  await folded(500);
  expect((await wanted(tenantId)).map((w) => [w.item_id, w.metadata])).toEqual([
    [
      `${one}#google_ads`,
      { platform: "google_ads", campaign_type: "lead_gen", finished_at: now / 1_000, performance_score: 0.2308, conversion_rate: 0.3 },
    ],
    [
      `${one}#linkedin`,
      {
        platform: "linkedin",
        campaign_type: "lead_gen",
        finished_at: now / 1_000,
        performance_score: 0.1892,
        conversion_rate: 0.07,
        audience_size: 500,
      },
    ],
    [`${two}#producthunt`, { platform: "producthunt", campaign_type: "lead_gen", finished_at: now / 1_000, performance_score: 0 }],
  ]);
  expect(await wanted(other)).toEqual([]);
  const { rows } = await worker.query("SELECT text FROM vector_items WHERE item_id = $1", [`${one}#linkedin`]);
  expect(rows[0].text).toBe("Ours one\nfor leads\non linkedin, email\nto Ours CTO\nabout zero trust\nwith unlimited\nover hours");
});

it("is the same however the events come in batches, and is built again beside the live one", async () => {
  const all = await folded(1_000);
  expect(await folded(3)).toBe(all);
  await worker.query(
    `DELETE FROM vector_items; DELETE FROM vector_entities; DELETE FROM campaign_history; DELETE FROM ad_campaign_history`,
  );
  const context = { pool: worker, schema: "campaign", owner: "test", logger: createLogger("test", "error") };
  const subscription = { view: historyView, source: logSource(log) };
  const running = startSubscription(context, subscription);
  try {
    await waitForPosition(worker, historyView.name, await head());
    const before = await wanted(tenantId);
    expect(await verifyView(context, subscription, () => undefined)).toMatchObject({ equal: true });
    await rebuildView(context, subscription, () => undefined);
    expect(await wanted(tenantId)).toEqual(before);

    const texts = before.map((w) => w.text_hash);
    await earn(tenantId, one, 11_000);
    await waitForPosition(worker, historyView.name, await head());
    const late = await wanted(tenantId);
    expect(late.map((w) => w.metadata.performance_score)).toEqual([0.7826, 0.7368, 0]);
    expect(late.map((w) => w.text_hash)).toEqual(texts);
    const { rows } = await worker.query("SELECT position FROM vector_entities WHERE tenant_id = $1 AND entity_id = $2", [tenantId, one]);
    expect(rows[0].position).toBe(await head());

    await create(tenantId, refunded, "Refunded");
    await spend(tenantId, refunded, 10);
    const stopped = await move(tenantId, refunded, "stop");
    await waitForPosition(worker, historyView.name, stopped.position);
    expect((await wanted(tenantId)).map((w) => w.item_id)).toContain(`${refunded}#none`);
    const released = await commandCampaign(caller(tenantId), refunded, { type: "release", amount: 10, now });
    await waitForPosition(worker, historyView.name, released.position);
    expect((await wanted(tenantId)).map((w) => w.item_id)).not.toContain(`${refunded}#none`);
  } finally {
    await running.stop();
  }
});

it("shows of what an index answers only one's own, as the log has it now", async () => {
  await folded(500);
  await move(other, one, "complete");
  await create(other, uuidOf(5), "Their secret");
  await spend(other, uuidOf(5), 1);
  await move(other, uuidOf(5), "stop");
  await folded(500);
  const { rows: texts } = await worker.query("SELECT text FROM vector_items WHERE item_id = $1 ORDER BY 1", [`${one}#linkedin`]);
  expect(texts.map((r) => /^to (.*)$/m.exec(r.text)![1])).toEqual(["Ours CTO", "Theirs CTO"]);
  const asked: VectorQuery[] = [];
  const ids = [`${one}#linkedin`, `${one}#google_ads`, `${uuidOf(5)}#none`, `${two}#producthunt`, `${uuidOf(404)}#none`, `${one}#gone`];
  // an index that forgot tenants and filters
  const vectors: VectorIndex = {
    search: (query) => {
      asked.push(query);
      const hits = ids.map((id, i) => ({ id, entityId: id.split("#")[0]!, score: 0.9 - i / 10, metadata: {}, position: 1 }));
      return Promise.resolve({ hits, indexedPosition: 7, minSimilarity: 0 });
    },
    status: () => Promise.reject(new Error("not asked")),
  };
  const any = {
    platform: null,
    type: null,
    minPerformanceScore: null,
    minAudienceSize: null,
    maxAudienceSize: null,
    minConversionRate: null,
    finishedFrom: null,
  };
  const find = (tenant: string, q: Partial<SimilarQuery> & Pick<SimilarQuery, "by">) =>
    findSimilar(
      { pool: api, vectors },
      { tenantId: tenant, deadline: new Date(Date.now() + 5_000) },
      { ...any, k: 5, minPosition: null, ...q },
    );
  const found = async (q: Partial<SimilarQuery>, tenant = tenantId) =>
    (await find(tenant, { by: { campaignId: draft }, ...q })).similar.map((s) => `${s.campaign.name} ${s.result.platform}`);

  expect(await found({})).toEqual(["Ours one linkedin", "Ours one google_ads", "Two producthunt"]);
  expect(await found({ by: { campaignId: one } }, other)).toEqual(["Theirs one linkedin", "Theirs one google_ads", "Their secret none"]);
  expect(await found({ platform: "linkedin", minPerformanceScore: 0.5 })).toEqual(["Ours one linkedin"]);
  expect(await found({ minConversionRate: 0.2 })).toEqual(["Ours one google_ads"]);
  expect(await found({ minAudienceSize: 500, maxAudienceSize: 500 })).toEqual(["Ours one linkedin"]);
  expect(await found({ maxAudienceSize: 499 })).toEqual([]);
  expect(await found({ finishedFrom: new Date(now + 1_000) })).toEqual([]);
  await expect(found({}, other)).rejects.toMatchObject({ reason: "CAMPAIGN_NOT_FOUND" });

  const { text: draftText } = asked[0]!.by as { text: string };
  expect(draftText).toBe("Draft\nfor leads\nwith unlimited");
  expect(asked[2]).toMatchObject({
    tenantId,
    filter: { $and: [{ platform: { $eq: "linkedin" } }, { performance_score: { $gte: 0.5 } }, { entity_id: { $ne: draft } }] },
  });
  await withTenant(api, other, async (client) => {
    const { rows } = await client.query("SELECT state->>'name' AS name FROM campaign_history ORDER BY 1");
    expect(rows.map((r) => r.name)).toEqual(["Their secret", "Theirs one"]);
    expect((await client.query("SELECT 1 FROM ad_campaign_history")).rowCount).toBe(2);
  });
});
