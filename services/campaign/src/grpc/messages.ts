import { toStruct, toTimestamp, toTimestampOrNull } from "@marketing/shared/grpc/struct";
import type { AdCampaignState, Metrics } from "../ad/adCampaign.ts";
import { ctrOf } from "../ad/adCampaignFold.ts";
import { type AdCampaignRow, adStateOf, type ReportRow } from "../ad/adCampaignQueries.ts";
import type { Creative } from "../ad/creatives.ts";
import type { CampaignState } from "../campaign/campaign.ts";
import { utmCampaignOf } from "../campaign/campaignConfig.ts";
import { type CampaignRow, stateOf } from "../campaign/campaignRow.ts";
import { decimalOfMicros, microsOfDecimal, performanceScore } from "../money.ts";
import type { TaskState } from "../task/task.ts";
import { type TaskRow, taskOf } from "../task/taskRow.ts";

/** What the rest of the service knows, as the messages of the protos. */

export const time = (ms: number | null | undefined) => (ms === null || ms === undefined ? null : toTimestamp(new Date(ms)));
export const enumOf = (prefix: string, value: string): string => `${prefix}_${value.toUpperCase()}`;
/** A field of `optional` kind, left out where there is no value. */
export const set = (field: string, value: number | null) => (value === null ? {} : { [field]: value });
export const microsOf = (decimal: string): number => microsOfDecimal(decimal) ?? 0;

/** `revenue` in micros, by last touch, in the campaign's currency. */
export const campaignMessage = (s: CampaignState, version: number, revenue: number, adCampaigns: ReadonlyArray<object> = []) => {
  const score = performanceScore(revenue, s.spent);
  return {
    campaignId: s.campaignId,
    name: s.name,
    type: enumOf("CAMPAIGN_TYPE", s.type),
    status: enumOf("CAMPAIGN_STATUS", s.status),
    config: toStruct(s.config),
    ...(s.budget === null ? {} : { budget: decimalOfMicros(s.budget), budgetMicros: s.budget }),
    spent: decimalOfMicros(s.spent),
    createdAt: time(s.createdAt),
    startedAt: time(s.startedAt),
    endedAt: time(s.endedAt),
    createdBy: s.createdBy,
    spentMicros: s.spent,
    currency: s.currency,
    ...(s.dailyBudget === null ? {} : { dailyBudgetMicros: s.dailyBudget }),
    revenueMicros: revenue,
    ...(score === null ? {} : { performanceScore: score }),
    schedule:
      s.schedule === null
        ? null
        : { startAt: time(s.schedule.startAt), startUntil: time(s.schedule.startUntil), endAt: time(s.schedule.endAt) },
    scheduleMissedAt: time(s.missedAt),
    pauseReason: s.pauseReason ?? "",
    utmCampaign: utmCampaignOf(s.name, s.config),
    adCampaigns,
    version,
  };
};

export const campaignRowMessage = (row: CampaignRow, adCampaigns: ReadonlyArray<object> = []) =>
  campaignMessage(stateOf(row), row.version, microsOf(row.revenue), adCampaigns);

export const creativeMessage = (c: Creative) => ({
  variantId: c.variantId,
  contentId: c.contentId ?? "",
  contentVersion: c.contentVersion,
  weight: c.weight,
  data: toStruct(c.data),
});

export const metricsMessage = (m: Metrics, currency: string) => {
  const ctr = ctrOf(m);
  return {
    impressions: m.impressions,
    clicks: m.clicks,
    conversions: m.conversions,
    spendMicros: m.spend,
    revenueMicros: m.revenue,
    asOf: time(m.asOf),
    ...(ctr === null ? {} : { ctr }),
    currency,
  };
};

export const reportMessage = (r: ReportRow, currency: string) =>
  metricsMessage({ ...r, spend: microsOf(r.spend), revenue: microsOf(r.revenue), asOf: r.as_of.getTime() }, currency);

export const adCampaignMessage = (s: AdCampaignState, version: number) => ({
  adCampaignId: s.adCampaignId,
  campaignId: s.campaignId,
  platform: enumOf("PLATFORM", s.platform),
  platformCampaignId: s.platformCampaignId ?? "",
  audienceConfig: toStruct(s.audienceConfig),
  creatives: s.creatives.map(creativeMessage),
  performanceMetrics: s.metrics === null ? null : metricsMessage(s.metrics, s.currency),
  lastOptimized: time(s.lastOptimized),
  name: s.name,
  createdAt: time(s.createdAt),
  lastOptimization: s.lastOptimization ?? "",
  version,
});

export const adCampaignRowMessage = (row: AdCampaignRow) => adCampaignMessage(adStateOf(row), row.version);

/** The lease is named to its holder alone. */
export const taskMessage = (s: TaskState, version: number, holder = false) => ({
  taskId: s.taskId,
  taskType: s.taskType,
  status: enumOf("TASK_STATUS", s.status),
  payload: toStruct(s.payload),
  campaignId: s.campaignId ?? "",
  attempts: s.attempts,
  maxAttempts: s.maxAttempts,
  createdAt: time(s.createdAt),
  dueAt: time(s.dueAt),
  workerId: s.lease?.workerId ?? "",
  leaseId: holder ? (s.lease?.leaseId ?? "") : "",
  leaseUntil: s.status === "claimed" ? time(s.lease?.until) : null,
  error: s.error ?? "",
  result: s.result === null ? null : toStruct(s.result),
  finishedAt: toTimestampOrNull(s.finishedAt === null ? null : new Date(s.finishedAt)),
  version,
});

export const taskRowMessage = (row: TaskRow) => taskMessage(taskOf(row), row.version);
