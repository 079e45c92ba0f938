import { AdCampaignOrderSchema, AdCampaignService } from "@marketing/protos/campaign/v1/ad_campaign_service";
import { failedPrecondition, notFound } from "@marketing/shared/base/errors";
import { columns, orNull, page, pageOf } from "@marketing/shared/grpc/paging";
import { readAs } from "@marketing/shared/grpc/readAs";
import { unary } from "@marketing/shared/grpc/rpc";
import { number, optional, optionalEnumOf, pageFields, queryFields, text, timestamp, uuid } from "@marketing/shared/grpc/schema";
import type { Pool } from "@marketing/shared/postgres/pool";
import { campaignsView } from "../campaign/view.ts";
import { object, unlessEmpty } from "../fields.ts";
import { assignVariant } from "./creatives.ts";
import { adCampaignRowMessage, creativeMessage, performanceMessage } from "./messages.ts";
import { type AdCampaignFilter, findAdCampaign, listAdCampaigns, performanceHistory } from "./queries.ts";
import { optionalPlatform } from "./requests.ts";
import { adStateOf } from "./rows.ts";

const scope = "campaign:read";
const rpc = AdCampaignService.method;
const noAdCampaign = () => notFound("AD_CAMPAIGN_NOT_FOUND", "no such ad campaign");

export const adCampaignQueryRpcs = (pool: Pool, analyticsPool: Pool) => ({
  assignVariant: unary(rpc.assignVariant, {
    scope,
    request: { adCampaignId: uuid, userId: text(255), ...queryFields },
    handle: (ctx, r) =>
      readAs(pool, ctx, campaignsView, r.minPosition, async (client) => {
        const row = await findAdCampaign(client, ctx.tenantId, r.adCampaignId);
        if (!row) throw noAdCampaign();
        const creative = assignVariant(r.adCampaignId, r.userId, adStateOf(row).creatives);
        if (!creative) throw failedPrecondition("NO_CREATIVES", "the ad campaign has no creatives");
        return { creative: creativeMessage(creative) };
      }),
  }),

  getAdCampaign: unary(rpc.getAdCampaign, {
    scope,
    request: { adCampaignId: uuid, ...queryFields },
    handle: (ctx, r) =>
      readAs(pool, ctx, campaignsView, r.minPosition, async (client) => {
        const row = await findAdCampaign(client, ctx.tenantId, r.adCampaignId);
        if (!row) throw noAdCampaign();
        return { adCampaign: adCampaignRowMessage(row) };
      }),
  }),

  listAdCampaigns: unary(rpc.listAdCampaigns, {
    scope,
    request: {
      campaignId: optional(uuid),
      platform: optionalPlatform,
      staleBefore: optional(timestamp),
      audienceContains: object,
      metricsContain: object,
      minCtr: optional(number({ min: 0 })),
      order: optionalEnumOf(AdCampaignOrderSchema, ["stale_first"]),
      ...pageFields,
      ...queryFields,
    },
    handle: (ctx, r) => {
      const filter: AdCampaignFilter = {
        campaignId: r.campaignId,
        platform: r.platform,
        staleFirst: r.order === "stale_first" || r.staleBefore !== null,
        staleBefore: r.staleBefore,
        audience: unlessEmpty(r.audienceContains),
        metrics: unlessEmpty(r.metricsContain),
        minCtr: r.minCtr,
      };
      const query = { rpc: "ListAdCampaigns", tenantId: ctx.tenantId, ...filter };
      const p = page(ctx, r, query, [orNull(columns.time), columns.uuid]);
      const searches = filter.audience !== null || filter.metrics !== null;
      return readAs(searches ? analyticsPool : pool, ctx, campaignsView, r.minPosition, async (client) => {
        const rows = await listAdCampaigns(client, ctx.tenantId, filter, p.after, p.limit + 1);
        const keyOf = (row: (typeof rows)[number]) => [row.last_optimized?.toISOString() ?? null, row.ad_campaign_id] as const;
        const { messages: adCampaigns, nextPageToken } = pageOf(rows, p, query, keyOf, adCampaignRowMessage);
        return { adCampaigns, nextPageToken };
      });
    },
  }),

  listPerformanceHistory: unary(rpc.listPerformanceHistory, {
    scope,
    request: { adCampaignId: uuid, ...pageFields, ...queryFields },
    handle: (ctx, r) => {
      const query = { rpc: "ListPerformanceHistory", tenantId: ctx.tenantId, adCampaignId: r.adCampaignId };
      const p = page(ctx, r, query, [columns.time]);
      return readAs(pool, ctx, campaignsView, r.minPosition, async (client) => {
        const ad = await findAdCampaign(client, ctx.tenantId, r.adCampaignId);
        if (!ad) throw noAdCampaign();
        const rows = await performanceHistory(client, ctx.tenantId, r.adCampaignId, p.after?.[0] ?? null, p.limit + 1);
        const { currency } = adStateOf(ad);
        const { messages: reports, nextPageToken } = pageOf(
          rows,
          p,
          query,
          (row) => [row.as_of.toISOString()],
          (row) => performanceMessage(row, currency),
        );
        return { reports, nextPageToken };
      });
    },
  }),
});
