import { type AdCampaignEvent, adCampaignStream } from "./ad/adCampaign.ts";
import { type CampaignEvent, campaignStream, type Terms } from "./campaign/campaignEvents.ts";
import { type RevenueAttributed, revenueStream } from "./revenue/attribution.ts";
import { type TaskEvent, taskStream } from "./task/task.ts";

type Published = CampaignEvent | AdCampaignEvent | TaskEvent | { readonly type: "revenue_attributed"; readonly data: RevenueAttributed };

const at = Date.UTC(2026, 4, 4, 9, 30);
const day = 86_400_000;
const campaignId = "018f6a2b-6000-7000-8000-000000000006";
const adCampaignId = "018f6a2b-7000-7000-8000-000000000007";
const taskId = "018f6a2b-8000-7000-8000-000000000008";
const leadId = "018f6a2b-9000-7000-8000-000000000009";
const userId = "0b0e7f5e-6d1c-5b64-9d0a-6a3c1b6f2d01";
const terms: Terms = {
  name: "Spring launch",
  type: "lead_gen",
  config: { goal: "demos", channels: ["search"] },
  budget: 5_000_000_000,
  dailyBudget: null,
  currency: "EUR",
};
const ad = { adCampaignId, campaignId, platform: "google_ads" } as const;
const task = { taskId, taskType: "content_creator", campaignId };
const lease = { leaseId: "018f6a2b-a000-7000-8000-00000000000a", workerId: "writer-1", until: at + 60_000, leaseMs: 60_000 };

const campaigns: ReadonlyArray<CampaignEvent> = [
  { type: "campaign_created", data: { campaignId, ...terms, createdBy: "api_key:k3qx7m2p9v4t", createdAt: at } },
  { type: "campaign_updated", data: { campaignId, ...terms, budget: null } },
  { type: "campaign_scheduled", data: { campaignId, startAt: at + day, startUntil: at + 2 * day, endAt: at + 30 * day } },
  { type: "campaign_unscheduled", data: { campaignId } },
  { type: "campaign_schedule_missed", data: { campaignId, startAt: at - 2 * day, startUntil: at - day, endAt: null, at } },
  { type: "campaign_started", data: { campaignId, name: terms.name, type: terms.type, config: terms.config, at } },
  { type: "campaign_paused", data: { campaignId, reason: "the landing page is down", at } },
  { type: "campaign_resumed", data: { campaignId, at } },
  { type: "campaign_completed", data: { campaignId, at } },
  { type: "campaign_stopped", data: { campaignId, reason: "", at } },
  {
    type: "spend_recorded",
    data: { campaignId, kind: "reserved", amount: 12_500_000, currency: "EUR", source: "reservation", spent: 48_000_000, at },
  },
];

const ads: ReadonlyArray<AdCampaignEvent> = [
  {
    type: "ad_campaign_created",
    data: {
      ...{ ...ad, name: "Search, brand", platformCampaignId: null, audienceConfig: { country: "DE" }, creatives: [] },
      ...{ currency: "EUR", createdAt: at },
    },
  },
  { type: "ad_campaign_updated", data: { ...ad, name: "Search, brand and product", platformCampaignId: "g-77" } },
  {
    type: "performance_reported",
    data: {
      ...{ ...ad, asOf: at, impressions: 12_000, clicks: 340, conversions: 9, spend: 210_000_000, revenue: 1_800_000_000 },
      currency: "EUR",
    },
  },
  { type: "optimization_applied", data: { ...ad, kind: "bid", changes: { bid_micros: 1_200_000 }, at } },
];

const tasks: ReadonlyArray<TaskEvent> = [
  { type: "task_enqueued", data: { ...task, payload: { topic: "spring" }, maxAttempts: 5, dueAt: at, createdAt: at } },
  { type: "task_claimed", data: { ...task, ...lease, attempt: 1, at } },
  {
    type: "task_completed",
    data: { ...task, leaseId: lease.leaseId, workerId: lease.workerId, result: { content_id: "018f6a2b-b000-7000-8000-00000000000b" }, at },
  },
  {
    type: "task_failed",
    data: { ...task, leaseId: lease.leaseId, workerId: lease.workerId, error: "the model timed out", attempt: 1, retryAt: at + 5_000 },
  },
  { type: "task_died", data: { ...task, error: "the model timed out", attempts: 5, at } },
  { type: "task_replayed", data: { ...task, campaignId: null, at } },
];

const revenue: RevenueAttributed = {
  ...{ campaignId, conversionId: "018f6a2b-c000-7000-8000-00000000000c", model: "linear", amount: 400_000_000, currency: "EUR" },
  ...{ leadId, userId, source: "lead", at },
};

/** An event of every type that is published, with its stream: for the examples in docs/ and for tests. */
export const publishSamples: ReadonlyArray<readonly [string, Published]> = [
  ...campaigns.map((event) => [campaignStream(campaignId), event] as const),
  [revenueStream(campaignId), { type: "revenue_attributed", data: revenue }],
  ...ads.map((event) => [adCampaignStream(adCampaignId), event] as const),
  ...tasks.map((event) => [taskStream(taskId), event] as const),
];
