import { notFound } from "@marketing/shared/base/errors";
import { type Method, method } from "@marketing/shared/grpc/method";
import { page, pageOf } from "@marketing/shared/grpc/paging";
import { readAs } from "@marketing/shared/grpc/readAs";
import { number, oneOf, optional, pageFields, queryFields, text, uuid } from "@marketing/shared/grpc/schema";
import type { Pool } from "@marketing/shared/postgres/pool";
import { Schema } from "effect";
import type { Redis } from "ioredis";
import { adCampaignsOf } from "../ad/adCampaignQueries.ts";
import { campaignTypes } from "../campaign/campaignEvents.ts";
import { type CampaignFilter, type CampaignKey, listCampaigns, outcomeOf } from "../campaign/campaignQueries.ts";
import { findCampaigns, stateOf } from "../campaign/campaignRow.ts";
import { campaignsView } from "../campaign/campaignView.ts";
import { bestCampaigns } from "../campaign/leaderboardView.ts";
import { statuses } from "../campaign/status.ts";
import { returnOn } from "../money.ts";
import { models } from "../revenue/attribution.ts";
import { flag, named, object } from "./fields.ts";
import { adCampaignRowMessage, campaignRowMessage, enumOf, microsOf, set } from "./messages.ts";

const scope = "campaign:read";
const view = campaignsView.name;
const filled = (o: object | null): object | null => (o !== null && Object.keys(o).length > 0 ? o : null);
const noCampaign = () => notFound("CAMPAIGN_NOT_FOUND", "no such campaign");
const rate = (part: number | undefined, whole: number | undefined) => (whole ? (part ?? 0) / whole : null);

export const campaignQueryMethods = (pool: Pool, redis: Redis): Record<string, Method> => ({
  getCampaign: method({
    scope,
    request: Schema.Struct({ campaignId: uuid, includeAdCampaigns: flag, ...queryFields }),
    handle: (ctx, r) =>
      readAs(pool, ctx, view, r.minPosition, async (client) => {
        const [row] = await findCampaigns(client, ctx.tenantId, [r.campaignId]);
        if (!row) throw noCampaign();
        const ads = r.includeAdCampaigns ? await adCampaignsOf(client, ctx.tenantId, r.campaignId) : [];
        return { campaign: campaignRowMessage(row, ads.map(adCampaignRowMessage)) };
      }),
  }),

  listCampaigns: method({
    scope,
    request: Schema.Struct({
      status: optional(oneOf("CAMPAIGN_STATUS", ["unspecified", ...statuses])),
      type: optional(oneOf("CAMPAIGN_TYPE", ["unspecified", ...campaignTypes])),
      createdBy: optional(text(50)),
      configContains: object,
      ...pageFields,
      ...queryFields,
    }),
    handle: (ctx, r) => {
      const filter: CampaignFilter = {
        status: named(r.status),
        type: named(r.type),
        createdBy: r.createdBy,
        config: filled(r.configContains),
      };
      const asked = { rpc: "ListCampaigns", tenantId: ctx.tenantId, ...filter };
      const p = page(r, asked);
      return readAs(pool, ctx, view, r.minPosition, async (client) => {
        const rows = await listCampaigns(client, ctx.tenantId, filter, p.after as CampaignKey | null, p.limit + 1);
        const { rows: campaigns, nextPageToken } = pageOf(rows, p, asked, (row) => [row.created_at.toISOString(), row.campaign_id]);
        return { campaigns: campaigns.map((row) => campaignRowMessage(row)), nextPageToken };
      });
    },
  }),

  getRoi: method({
    scope,
    request: Schema.Struct({
      campaignId: uuid,
      model: optional(oneOf("ATTRIBUTION_MODEL", ["unspecified", ...models])),
      ...queryFields,
    }),
    handle: (ctx, r) =>
      readAs(pool, ctx, view, r.minPosition, async (client) => {
        const [row] = await findCampaigns(client, ctx.tenantId, [r.campaignId]);
        if (!row) throw noCampaign();
        const model = named(r.model) ?? "last";
        const { spent, currency } = stateOf(row);
        const o = await outcomeOf(client, ctx.tenantId, r.campaignId, model, [r.campaignId, row.utm_campaign]);
        const own = o.revenue.find((x) => x.currency === currency);
        const byCurrency = [
          { currency, revenueMicros: own ? microsOf(own.revenue) : 0, spentMicros: spent, conversions: own?.conversions ?? 0 },
          ...o.revenue
            .filter((x) => x.currency !== currency)
            .map((x) => ({ currency: x.currency, revenueMicros: microsOf(x.revenue), spentMicros: 0, conversions: x.conversions })),
        ].map((x) => ({ ...x, ...set("roi", returnOn(x.revenueMicros, x.spentMicros)) }));
        const first = byCurrency[0]!;
        const { email_sent: sent, email_opened: opened, email_clicked: clicked, email_bounced: bounced } = o.events;
        return {
          revenueMicros: first.revenueMicros,
          spentMicros: spent,
          currency,
          ...set("roi", returnOn(first.revenueMicros, spent)),
          byCurrency,
          model: enumOf("ATTRIBUTION_MODEL", model),
          leads: o.leads,
          convertedLeads: o.converted_leads,
          impressions: o.impressions,
          clicks: o.clicks,
          conversions: o.conversions,
          events: o.events,
          ...set("openRate", rate(opened, sent)),
          ...set("clickRate", rate(clicked, sent)),
          ...set("bounceRate", rate(bounced, sent)),
        };
      }),
  }),

  getLeaderboard: method({
    scope,
    request: Schema.Struct({ limit: number({ min: 0, max: 1_000 }), ...queryFields }),
    handle: async (ctx, r) => {
      if (r.minPosition !== null) {
        await readAs(pool, ctx, view, r.minPosition, () => Promise.resolve());
        await readAs(pool, ctx, "campaign_performance", r.minPosition, () => Promise.resolve());
      }
      const best = await bestCampaigns(pool, redis, ctx.tenantId, r.limit === 0 ? 10 : r.limit);
      return { entries: best.map((b, i) => ({ ...b, rank: i + 1 })) };
    },
  }),
});
