import { notFound } from "@marketing/shared/base/errors";
import { readAs } from "@marketing/shared/grpc/readAs";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import type { VectorIndex } from "@marketing/shared/vectors/vectorIndex";
import type { VectorFilter } from "@marketing/shared/vectors/vectorStore";
import type { Platform } from "../ad/platforms.ts";
import type { CampaignType } from "../campaign/terms.ts";
import { type Outlook, outlookOf } from "./outlook.ts";
import { type Plan, planText } from "./plan.ts";
import { finishedAt, itemId, planOf, type Result, resultsOf } from "./results.ts";
import { readPast } from "./rows.ts";
import type { PastCampaign } from "./state.ts";
import { historyView } from "./view.ts";

/** Null = any. */
export interface HistoryFilter {
  readonly platform: Platform | null;
  readonly type: CampaignType | null;
  readonly minPerformanceScore: number | null;
  readonly minAudienceSize: number | null;
  readonly maxAudienceSize: number | null;
  readonly minConversionRate: number | null;
  readonly finishedFrom: Date | null;
}
export interface SimilarQuery extends HistoryFilter {
  readonly by: { readonly campaignId: string } | { readonly plan: Plan };
  readonly k: number;
  readonly minPosition: number | null;
}
export interface Similar {
  readonly campaignId: string;
  readonly currency: string;
  readonly score: number;
  readonly campaign: PastCampaign;
  readonly result: Result;
}

const secondsOf = (date: Date | null): number | null => (date === null ? null : Math.floor(date.getTime() / 1_000));

/** The filter in the vector store's terms, by the metadata of `itemsOf`. */
const storeFilter = (f: HistoryFilter, except: string | null): VectorFilter => {
  const conditions = [
    ["platform", "$eq", f.platform],
    ["campaign_type", "$eq", f.type],
    ["performance_score", "$gte", f.minPerformanceScore],
    ["audience_size", "$gte", f.minAudienceSize],
    ["audience_size", "$lte", f.maxAudienceSize],
    ["conversion_rate", "$gte", f.minConversionRate],
    ["finished_at", "$gte", secondsOf(f.finishedFrom)],
    ["entity_id", "$ne", except],
  ] as const;
  return { $and: conditions.flatMap(([field, operator, value]) => (value === null ? [] : [{ [field]: { [operator]: value } }])) };
};

const atLeast = (value: number | null, least: number | null): boolean => least === null || (value !== null && value >= least);

/** The same of the figures as the log has them: the store's may be a moment behind. */
const matches = (f: HistoryFilter, c: PastCampaign, r: Result): boolean =>
  (f.platform === null || r.platform === f.platform) &&
  (f.type === null || c.type === f.type) &&
  atLeast(r.performanceScore, f.minPerformanceScore) &&
  atLeast(r.audienceSize, f.minAudienceSize) &&
  (f.maxAudienceSize === null || (r.audienceSize !== null && r.audienceSize <= f.maxAudienceSize)) &&
  atLeast(r.conversionRate, f.minConversionRate) &&
  atLeast(finishedAt(c), secondsOf(f.finishedFrom));

/** Finished campaigns planned like this one, best first. Throws NOT_FOUND, and what the index throws. */
export const findSimilar = async (
  { pool, vectors }: { readonly pool: Pool; readonly vectors: VectorIndex },
  ctx: { readonly tenantId: string; readonly deadline: Date },
  q: SimilarQuery,
): Promise<{ similar: ReadonlyArray<Similar>; outlook: Outlook; indexedPosition: number }> => {
  const { tenantId, deadline } = ctx;
  const { by, minPosition } = q;
  const self = "campaignId" in by ? by.campaignId : null;
  const plan =
    "plan" in by
      ? by.plan
      : await readAs(pool, ctx, historyView, minPosition, async (client) => {
          const [past] = await readPast(client, tenantId, [by.campaignId]);
          if (!past) throw notFound("CAMPAIGN_NOT_FOUND", "no such campaign");
          return planOf(past.campaign, past.ads);
        });
  const filter = storeFilter(q, self);
  const { hits, indexedPosition } = await vectors.search({
    tenantId,
    by: { text: planText(plan) },
    topK: q.k,
    ...((filter.$and as ReadonlyArray<unknown>).length > 0 ? { filter } : {}),
    minPosition,
    deadline,
  });
  const past = await withTenant(pool, tenantId, (client) => readPast(client, tenantId, [...new Set(hits.map((h) => h.entityId))]));
  const known = new Map(
    past.flatMap(({ campaignId, campaign, ads }) =>
      resultsOf(campaign, ads).map((result) => [itemId(campaignId, result.platform), { campaign, result }] as const),
    ),
  );
  const similar = hits.flatMap(({ id, entityId, score }) => {
    const found = known.get(id);
    if (!found || !matches(q, found.campaign, found.result)) return [];
    return [{ ...found, campaignId: entityId, currency: found.campaign.currency, score }];
  });
  return { similar, outlook: outlookOf(similar, plan.currency), indexedPosition };
};
