import { failedPrecondition, invalidArgument, notFound } from "@marketing/shared/base/errors";
import { uuidv5, uuidv7 } from "@marketing/shared/base/ids";
import { metadataOf } from "@marketing/shared/grpc/metadata";
import { type Method, method } from "@marketing/shared/grpc/method";
import { commandFields, oneOf, optional, text, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { Schema } from "effect";
import { type Metrics, platforms } from "../ad/adCampaign.ts";
import { commandAdCampaign, type HandledAdCampaign, loadAdCampaign, reportPerformance } from "../ad/adCampaignCommands.ts";
import { audienceProblems } from "../ad/audience.ts";
import { importReport } from "../ad/importReport.ts";
import { callerOf } from "../call.ts";
import { loadCampaign } from "../campaign/campaignCommands.ts";
import { ended } from "../campaign/status.ts";
import { readCreateAd, readOptimization, readReportRequest, readSetCreatives, readUpdateAd } from "./adCampaignFields.ts";
import { adCampaignMessage, enumOf } from "./messages.ts";

const scope = "campaign:write";
const answer = (h: HandledAdCampaign) => ({ adCampaign: adCampaignMessage(h.state, h.version), version: h.version, position: h.position });
const map = Schema.Record(Schema.String, Schema.String) as unknown as Schema.Codec<Readonly<Record<string, string>>, unknown>;

export const adCampaignCommandMethods = (log: EventLog): Record<string, Method> => ({
  createAdCampaign: method({
    scope,
    decode: readCreateAd,
    handle: async (ctx, r) => {
      const { tenantId } = ctx;
      const { state: campaign } = await loadCampaign(log, tenantId, r.campaignId);
      if (campaign.campaignId === "") throw notFound("CAMPAIGN_NOT_FOUND", "no such campaign");
      if (ended(campaign.status)) throw failedPrecondition("CAMPAIGN_ENDED", `the campaign is ${campaign.status}`);
      const made = r.requestId === null ? uuidv7() : uuidv5(`ad_campaign:${r.requestId}`, tenantId);
      const adCampaignId = r.adCampaignId ?? made;
      const { campaignId, platform, platformCampaignId, audienceConfig, creatives } = r;
      const data = {
        adCampaignId,
        campaignId,
        platform,
        name: r.name?.trim() ?? "",
        platformCampaignId,
        audienceConfig,
        creatives,
        currency: campaign.currency,
        createdAt: Date.now(),
      };
      return answer(await commandAdCampaign(callerOf(log, ctx, "CreateAdCampaign", r), adCampaignId, { type: "create", data }));
    },
  }),

  updateAdCampaign: method({
    scope,
    decode: readUpdateAd,
    handle: async (ctx, r) => {
      const changes = {
        ...(r.fields.has("name") ? { name: r.name.trim() } : {}),
        ...(r.fields.has("audience_config") ? { audienceConfig: r.audienceConfig } : {}),
      };
      if (changes.audienceConfig) {
        const known = await loadAdCampaign(log, ctx.tenantId, r.adCampaignId);
        if (!known) throw notFound("AD_CAMPAIGN_NOT_FOUND", "no such ad campaign");
        const problems = audienceProblems(changes.audienceConfig, known.platform);
        if (problems.length > 0) throw invalidArgument(problems);
      }
      return answer(await commandAdCampaign(callerOf(log, ctx, "UpdateAdCampaign", r), r.adCampaignId, { type: "change", changes }));
    },
  }),

  linkPlatform: method({
    scope,
    request: Schema.Struct({ adCampaignId: uuid, platformCampaignId: text(255), ...commandFields }),
    handle: async (ctx, r) => {
      const command = { type: "link", platformCampaignId: r.platformCampaignId } as const;
      return answer(await commandAdCampaign(callerOf(log, ctx, "LinkPlatform", r), r.adCampaignId, command));
    },
  }),

  setCreatives: method({
    scope,
    decode: readSetCreatives,
    handle: async (ctx, r) => {
      const command = { type: "change", changes: { creatives: r.creatives } } as const;
      return answer(await commandAdCampaign(callerOf(log, ctx, "SetCreatives", r), r.adCampaignId, command));
    },
  }),

  reportPerformance: method({
    scope,
    decode: readReportRequest,
    handle: async (ctx, r) => {
      const metrics: Metrics = {
        impressions: r.impressions,
        clicks: r.clicks,
        conversions: r.conversions,
        spend: r.spendMicros,
        revenue: r.revenueMicros,
        asOf: r.asOf.getTime(),
      };
      const reported = await reportPerformance(callerOf(log, ctx, "ReportPerformance", r), r.adCampaignId, metrics, r.currency);
      return { ...answer(reported), outcome: enumOf("REPORT_OUTCOME", reported.outcome) };
    },
  }),

  importPerformanceReport: method({
    scope,
    deadlineMs: 600_000,
    request: Schema.Struct({
      platform: optional(oneOf("PLATFORM", ["unspecified", ...platforms])),
      csv: text(4 * 1024 * 1024),
      columns: map,
    }),
    handle: (ctx, r) => {
      const platform = r.platform === "unspecified" ? null : r.platform;
      const caller = { log, tenantId: ctx.tenantId, appendId: undefined, expectedVersion: undefined, metadata: metadataOf(ctx) };
      return importReport(caller, platform, r.csv, r.columns, Date.now());
    },
  }),

  applyOptimization: method({
    scope,
    decode: readOptimization,
    handle: async (ctx, r) => {
      const creatives = r.creatives.length > 0 ? r.creatives : null;
      const command = { type: "optimize", kind: r.kind, changes: r.changes, creatives, now: Date.now() } as const;
      return answer(await commandAdCampaign(callerOf(log, ctx, "ApplyOptimization", r), r.adCampaignId, command));
    },
  }),
});
