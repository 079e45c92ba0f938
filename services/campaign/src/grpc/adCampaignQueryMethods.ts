import { failedPrecondition, notFound } from "@marketing/shared/base/errors";
import { type Method, method } from "@marketing/shared/grpc/method";
import { page, pageOf } from "@marketing/shared/grpc/paging";
import { readAs } from "@marketing/shared/grpc/readAs";
import { number, oneOf, optional, pageFields, queryFields, text, timestamp, uuid } from "@marketing/shared/grpc/schema";
import type { Pool } from "@marketing/shared/postgres/pool";
import { Schema } from "effect";
import { platforms } from "../ad/adCampaign.ts";
import {
  type AdCampaignFilter,
  type AdCampaignKey,
  adStateOf,
  findAdCampaign,
  listAdCampaigns,
  performanceHistory,
} from "../ad/adCampaignQueries.ts";
import { assignVariant } from "../ad/creatives.ts";
import { campaignsView } from "../campaign/campaignView.ts";
import { object } from "./fields.ts";
import { adCampaignRowMessage, creativeMessage, reportMessage } from "./messages.ts";

const scope = "campaign:read";
const view = campaignsView.name;
const filled = (o: object): object | null => (Object.keys(o).length > 0 ? o : null);
const noAdCampaign = () => notFound("AD_CAMPAIGN_NOT_FOUND", "no such ad campaign");

export const adCampaignQueryMethods = (pool: Pool): Record<string, Method> => ({
  assignVariant: method({
    scope,
    request: Schema.Struct({ adCampaignId: uuid, userId: text(255), ...queryFields }),
    handle: (ctx, r) =>
      readAs(pool, ctx, view, r.minPosition, async (client) => {
        const row = await findAdCampaign(client, ctx.tenantId, r.adCampaignId);
        if (!row) throw noAdCampaign();
        const creative = assignVariant(r.adCampaignId, r.userId, adStateOf(row).creatives);
        if (!creative) throw failedPrecondition("NO_CREATIVES", "the ad campaign has no creatives");
        return { creative: creativeMessage(creative) };
      }),
  }),

  getAdCampaign: method({
    scope,
    request: Schema.Struct({ adCampaignId: uuid, ...queryFields }),
    handle: (ctx, r) =>
      readAs(pool, ctx, view, r.minPosition, async (client) => {
        const row = await findAdCampaign(client, ctx.tenantId, r.adCampaignId);
        if (!row) throw noAdCampaign();
        return { adCampaign: adCampaignRowMessage(row) };
      }),
  }),

  listAdCampaigns: method({
    scope,
    request: Schema.Struct({
      campaignId: optional(uuid),
      platform: optional(oneOf("PLATFORM", ["unspecified", ...platforms])),
      staleBefore: optional(timestamp),
      audienceContains: object,
      metricsContain: object,
      minCtr: optional(number({ min: 0 })),
      order: optional(oneOf("AD_CAMPAIGN_ORDER", ["unspecified", "stale_first"])),
      ...pageFields,
      ...queryFields,
    }),
    handle: (ctx, r) => {
      const filter: AdCampaignFilter = {
        campaignId: r.campaignId,
        platform: r.platform === "unspecified" ? null : r.platform,
        staleFirst: r.order === "stale_first" || r.staleBefore !== null,
        staleBefore: r.staleBefore,
        audience: filled(r.audienceContains),
        metrics: filled(r.metricsContain),
        minCtr: r.minCtr,
      };
      const asked = { rpc: "ListAdCampaigns", tenantId: ctx.tenantId, ...filter };
      const p = page(r, asked);
      return readAs(pool, ctx, view, r.minPosition, async (client) => {
        const rows = await listAdCampaigns(client, ctx.tenantId, filter, p.after as AdCampaignKey | null, p.limit + 1);
        const { rows: ads, nextPageToken } = pageOf(rows, p, asked, (row) => [
          row.last_optimized?.toISOString() ?? null,
          row.ad_campaign_id,
        ]);
        return { adCampaigns: ads.map(adCampaignRowMessage), nextPageToken };
      });
    },
  }),

  listPerformanceHistory: method({
    scope,
    request: Schema.Struct({ adCampaignId: uuid, ...pageFields, ...queryFields }),
    handle: (ctx, r) => {
      const asked = { rpc: "ListPerformanceHistory", tenantId: ctx.tenantId, adCampaignId: r.adCampaignId };
      const p = page(r, asked);
      return readAs(pool, ctx, view, r.minPosition, async (client) => {
        const ad = await findAdCampaign(client, ctx.tenantId, r.adCampaignId);
        if (!ad) throw noAdCampaign();
        const rows = await performanceHistory(client, ctx.tenantId, r.adCampaignId, (p.after?.[0] as string) ?? null, p.limit + 1);
        const { rows: reports, nextPageToken } = pageOf(rows, p, asked, (row) => [row.as_of.toISOString()]);
        return { reports: reports.map((row) => reportMessage(row, adStateOf(ad).currency)), nextPageToken };
      });
    },
  }),
});
