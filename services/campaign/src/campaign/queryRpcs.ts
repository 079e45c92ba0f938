import { AttributionModelSchema, CampaignService, CampaignStatusSchema } from "@marketing/protos/campaign/v1/campaign_service";
import { notFound } from "@marketing/shared/base/errors";
import { columns, page, pageOf } from "@marketing/shared/grpc/paging";
import { readAs } from "@marketing/shared/grpc/readAs";
import { unary } from "@marketing/shared/grpc/rpc";
import { boolean, number, optional, optionalEnumOf, pageFields, queryFields, text, uuid } from "@marketing/shared/grpc/schema";
import type { Pool } from "@marketing/shared/postgres/pool";
import { waitForPosition } from "@marketing/shared/subscription/waitFor";
import type { Redis } from "ioredis";
import { adCampaignRowMessage } from "../ad/messages.ts";
import { adCampaignsOf } from "../ad/queries.ts";
import { object, unlessEmpty } from "../fields.ts";
import { models } from "../revenue/attribution.ts";
import { bestCampaigns } from "./leaderboard.ts";
import { leaderboard } from "./leaderboardView.ts";
import { campaignRowMessage } from "./messages.ts";
import { type CampaignFilter, listCampaigns, outcomeOf } from "./queries.ts";
import { optionalCampaignType } from "./requests.ts";
import { roiMessage } from "./roiMessages.ts";
import { findCampaigns, stateOf } from "./rows.ts";
import { statuses } from "./status.ts";
import { campaignsView } from "./view.ts";

const scope = "campaign:read";
const noCampaign = () => notFound("CAMPAIGN_NOT_FOUND", "no such campaign");
const rpc = CampaignService.method;

export const campaignQueryRpcs = (pool: Pool, analyticsPool: Pool, redis: Redis) => ({
  getCampaign: unary(rpc.getCampaign, {
    scope,
    request: { campaignId: uuid, includeAdCampaigns: boolean, ...queryFields },
    handle: (ctx, r) =>
      readAs(pool, ctx, campaignsView, r.minPosition, async (client) => {
        const [row] = await findCampaigns(client, ctx.tenantId, [r.campaignId]);
        if (!row) throw noCampaign();
        const ads = r.includeAdCampaigns ? await adCampaignsOf(client, ctx.tenantId, r.campaignId) : [];
        return { campaign: campaignRowMessage(row, ads.map(adCampaignRowMessage)) };
      }),
  }),

  listCampaigns: unary(rpc.listCampaigns, {
    scope,
    request: {
      status: optionalEnumOf(CampaignStatusSchema, statuses),
      type: optionalCampaignType,
      createdBy: optional(text(50)),
      configContains: object,
      ...pageFields,
      ...queryFields,
    },
    handle: (ctx, r) => {
      const filter: CampaignFilter = { status: r.status, type: r.type, createdBy: r.createdBy, config: unlessEmpty(r.configContains) };
      const query = { rpc: "ListCampaigns", tenantId: ctx.tenantId, ...filter };
      const p = page(ctx, r, query, [columns.time, columns.uuid]);
      return readAs(filter.config === null ? pool : analyticsPool, ctx, campaignsView, r.minPosition, async (client) => {
        const rows = await listCampaigns(client, ctx.tenantId, filter, p.after, p.limit + 1);
        const { messages: campaigns, nextPageToken } = pageOf(
          rows,
          p,
          query,
          (row) => [row.created_at.toISOString(), row.campaign_id],
          (row) => campaignRowMessage(row),
        );
        return { campaigns, nextPageToken };
      });
    },
  }),

  getRoi: unary(rpc.getRoi, {
    scope,
    request: { campaignId: uuid, model: optionalEnumOf(AttributionModelSchema, models), ...queryFields },
    handle: (ctx, r) =>
      readAs(analyticsPool, ctx, campaignsView, r.minPosition, async (client) => {
        const [row] = await findCampaigns(client, ctx.tenantId, [r.campaignId]);
        if (!row) throw noCampaign();
        const model = r.model ?? "last";
        const outcome = await outcomeOf(client, ctx.tenantId, r.campaignId, model, [r.campaignId, row.utm_campaign]);
        return roiMessage(stateOf(row), model, outcome);
      }),
  }),

  getLeaderboard: unary(rpc.getLeaderboard, {
    scope,
    request: { limit: number({ min: 0, max: 1_000 }), ...queryFields },
    handle: async (ctx, r) => {
      for (const view of [campaignsView, leaderboard]) await waitForPosition(pool, view.name, r.minPosition, ctx.deadline);
      const best = await bestCampaigns(pool, redis, ctx.tenantId, r.limit === 0 ? 10 : r.limit);
      return { entries: best.map((b, i) => ({ ...b, rank: i + 1 })) };
    },
  }),
});
