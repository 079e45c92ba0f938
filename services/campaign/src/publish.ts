import type { RecordedEvent } from "@marketing/shared/base/event";
import { publisher, type Shape } from "@marketing/shared/bus/publisher";

const iso = (ms: number | null | undefined): string | undefined =>
  ms === null || ms === undefined ? undefined : new Date(ms).toISOString();
/** Protobuf JSON leaves an unset field out. */
const some = (value: string | null | undefined): string | undefined => value || undefined;
/** int64 is text in protobuf JSON. */
const int = (value: number | null | undefined): string | undefined => (value === null || value === undefined ? undefined : String(value));

type Data = RecordedEvent["data"];
const schedule = (d: Data) => ({
  campaignId: d.campaignId,
  startAt: iso(d.startAt),
  startUntil: iso(d.startUntil),
});
const terms = (d: Data) => ({
  campaignId: d.campaignId,
  name: d.name,
  type: d.type,
  config: d.config,
  budgetMicros: int(d.budget),
  currency: d.currency,
});
const ad = (d: Data) => ({ adCampaignId: d.adCampaignId, campaignId: d.campaignId });
const task = (d: Data) => ({ taskId: d.taskId, taskType: d.taskType, campaignId: some(d.campaignId) });

const columns: Readonly<Record<string, string>> = {
  name: "name",
  audienceConfig: "audience_config",
  creatives: "creatives",
  platformCampaignId: "platform_campaign_id",
};

const shapes: Readonly<Record<string, Shape>> = {
  campaign_created: [
    "campaign",
    "created",
    "CampaignCreated",
    ({ data: d }) => ({ ...terms(d), createdBy: d.createdBy, createdAt: iso(d.createdAt) }),
  ],
  campaign_updated: ["campaign", "updated", "CampaignUpdated", ({ data }) => terms(data)],
  campaign_scheduled: ["campaign", "scheduled", "CampaignScheduled", ({ data: d }) => ({ ...schedule(d), endAt: iso(d.endAt) })],
  campaign_unscheduled: ["campaign", "unscheduled", "CampaignUnscheduled", ({ data: d }) => ({ campaignId: d.campaignId })],
  campaign_schedule_missed: ["campaign", "schedule-missed", "CampaignScheduleMissed", ({ data }) => schedule(data)],
  campaign_started: [
    "campaign",
    "started",
    "CampaignStarted",
    ({ data: d }) => ({ campaignId: d.campaignId, name: d.name, type: d.type, config: d.config, startedAt: iso(d.at) }),
  ],
  campaign_paused: ["campaign", "paused", "CampaignPaused", ({ data: d }) => ({ campaignId: d.campaignId, reason: some(d.reason) })],
  campaign_resumed: ["campaign", "resumed", "CampaignResumed", ({ data: d }) => ({ campaignId: d.campaignId })],
  campaign_completed: ["campaign", "completed", "CampaignCompleted", ({ data: d }) => ({ campaignId: d.campaignId, endedAt: iso(d.at) })],
  campaign_stopped: [
    "campaign",
    "stopped",
    "CampaignStopped",
    ({ data: d }) => ({ campaignId: d.campaignId, reason: some(d.reason), endedAt: iso(d.at) }),
  ],
  spend_recorded: [
    "campaign",
    "spend-recorded",
    "SpendRecorded",
    ({ data: d }) => ({
      campaignId: d.campaignId,
      amountMicros: int(d.amount),
      currency: d.currency,
      source: some(d.source),
      spentMicros: int(d.spent),
    }),
  ],
  revenue_attributed: [
    "campaign",
    "revenue-attributed",
    "RevenueAttributed",
    ({ data: d }) => ({
      campaignId: d.campaignId,
      amountMicros: int(d.amount),
      currency: d.currency,
      model: d.model,
      leadId: some(d.leadId),
      userId: some(d.userId),
      conversionId: d.conversionId,
    }),
  ],
  ad_campaign_created: [
    "ad-campaign",
    "created",
    "AdCampaignCreated",
    ({ data: d }) => ({ ...ad(d), platform: d.platform, name: some(d.name) }),
  ],
  ad_campaign_updated: [
    "ad-campaign",
    "updated",
    "AdCampaignUpdated",
    ({ data: d }) => ({
      ...ad(d),
      platformCampaignId: some(d.platformCampaignId),
      changed: Object.keys(columns).flatMap((field) => (field in d ? [columns[field]] : [])),
    }),
  ],
  performance_reported: [
    "ad-campaign",
    "performance-reported",
    "PerformanceReported",
    ({ data: d }) => ({
      ...ad(d),
      asOf: iso(d.asOf),
      impressions: int(d.impressions),
      clicks: int(d.clicks),
      conversions: int(d.conversions),
      spendMicros: int(d.spend),
      revenueMicros: int(d.revenue),
      platform: d.platform,
    }),
  ],
  optimization_applied: [
    "ad-campaign",
    "optimization-applied",
    "OptimizationApplied",
    ({ data: d }) => ({ ...ad(d), kind: d.kind, changes: d.changes, at: iso(d.at) }),
  ],
  task_enqueued: ["task", "enqueued", "TaskEnqueued", ({ data: d }) => ({ ...task(d), payload: d.payload, dueAt: iso(d.dueAt) })],
  task_claimed: [
    "task",
    "claimed",
    "TaskClaimed",
    ({ data: d }) => ({
      taskId: d.taskId,
      taskType: d.taskType,
      workerId: d.workerId,
      attempt: d.attempt,
      leaseUntil: iso(d.until),
    }),
  ],
  task_completed: ["task", "completed", "TaskCompleted", ({ data: d }) => ({ ...task(d), result: d.result, workerId: d.workerId })],
  task_failed: [
    "task",
    "failed",
    "TaskFailed",
    ({ data: d }) => ({ ...task(d), error: d.error, attempt: d.attempt, retryAt: iso(d.retryAt), workerId: some(d.workerId) }),
  ],
  task_died: ["task", "died", "TaskDied", ({ data: d }) => ({ ...task(d), error: d.error, attempts: d.attempts })],
  task_replayed: ["task", "replayed", "TaskReplayed", ({ data }) => task(data)],
};

/** What of the log everybody may know: links, reservations and heartbeats stay inside. */
export const { publish, types: publicTypes } = publisher("campaign", shapes);
