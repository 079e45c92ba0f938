import { AdCampaignService, ReportOutcomeSchema } from "@marketing/protos/campaign/v1/ad_campaign_service";
import { failedPrecondition, invalidArgument, notFound } from "@marketing/shared/base/errors";
import { uuidv5, uuidv7 } from "@marketing/shared/base/ids";
import { callerOf } from "@marketing/shared/grpc/caller";
import { unary } from "@marketing/shared/grpc/rpc";
import { commandFields, enumName, text, textMap, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { loadCampaign } from "../campaign/commands.ts";
import { ended } from "../campaign/status.ts";
import { object } from "../fields.ts";
import { audienceProblems } from "./audience.ts";
import { commandAdCampaign, type HandledAdCampaign, loadAdCampaign, reportPerformance } from "./commands.ts";
import { importReport } from "./importReport.ts";
import { adCampaignMessage } from "./messages.ts";
import { readReport } from "./reportRows.ts";
import {
  createFields,
  createRules,
  creatives,
  creativesRule,
  optionalPlatform,
  reportFields,
  reportRules,
  updateFields,
  updateOf,
} from "./requests.ts";

const scope = "campaign:write";
const rpc = AdCampaignService.method;
const answer = ({ state, version, position }: HandledAdCampaign) => ({
  adCampaign: adCampaignMessage(state, version),
  version,
  position,
});

export const adCampaignCommandRpcs = (log: EventLog) => ({
  createAdCampaign: unary(rpc.createAdCampaign, {
    scope,
    request: createFields,
    rules: createRules,
    handle: async (ctx, r) => {
      const { tenantId } = ctx;
      const { state: campaign } = await loadCampaign(log, tenantId, r.campaignId);
      if (campaign.campaignId === "") throw notFound("CAMPAIGN_NOT_FOUND", "no such campaign");
      if (ended(campaign.status)) throw failedPrecondition("CAMPAIGN_ENDED", `the campaign is ${campaign.status}`);
      const adCampaignId = r.adCampaignId ?? (r.requestId === null ? uuidv7() : uuidv5(`ad_campaign:${r.requestId}`, tenantId));
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

  updateAdCampaign: unary(rpc.updateAdCampaign, {
    scope,
    request: updateFields,
    rules: (raw) => updateOf(raw).violations,
    handle: async (ctx, r) => {
      const { changes } = updateOf(r);
      const audienceConfig = r.audienceConfig ?? {};
      if (changes("audience_config")) {
        const { state, version } = await loadAdCampaign(log, ctx.tenantId, r.adCampaignId);
        if (version === 0) throw notFound("AD_CAMPAIGN_NOT_FOUND", "no such ad campaign");
        const problems = audienceProblems(audienceConfig, state.platform);
        if (problems.length > 0) throw invalidArgument(problems);
      }
      const command = {
        type: "change",
        changes: { ...(changes("name") && { name: r.name.trim() }), ...(changes("audience_config") && { audienceConfig }) },
      } as const;
      return answer(await commandAdCampaign(callerOf(log, ctx, "UpdateAdCampaign", r), r.adCampaignId, command));
    },
  }),

  linkPlatform: unary(rpc.linkPlatform, {
    scope,
    request: { adCampaignId: uuid, platformCampaignId: text(255), ...commandFields },
    handle: async (ctx, r) => {
      const command = { type: "link", platformCampaignId: r.platformCampaignId } as const;
      return answer(await commandAdCampaign(callerOf(log, ctx, "LinkPlatform", r), r.adCampaignId, command));
    },
  }),

  setCreatives: unary(rpc.setCreatives, {
    scope,
    request: { adCampaignId: uuid, creatives, ...commandFields },
    rules: creativesRule(1),
    handle: async (ctx, r) => {
      const command = { type: "change", changes: { creatives: r.creatives } } as const;
      return answer(await commandAdCampaign(callerOf(log, ctx, "SetCreatives", r), r.adCampaignId, command));
    },
  }),

  reportPerformance: unary(rpc.reportPerformance, {
    scope,
    request: reportFields,
    rules: reportRules,
    handle: async (ctx, r) => {
      const { impressions, clicks, conversions, spendMicros: spend, revenueMicros: revenue } = r;
      const metrics = { impressions, clicks, conversions, spend, revenue, asOf: r.asOf.getTime() };
      const reported = await reportPerformance(callerOf(log, ctx, "ReportPerformance", r), r.adCampaignId, metrics, r.currency);
      return { ...answer(reported), outcome: enumName(ReportOutcomeSchema, reported.outcome) };
    },
  }),

  importPerformanceReport: unary(rpc.importPerformanceReport, {
    scope,
    deadlineMs: 600_000,
    request: { platform: optionalPlatform, csv: text(4 * 1024 * 1024), columns: textMap },
    handle: async (ctx, r) => {
      const report = readReport(r.csv, r.columns, Date.now());
      await ctx.spend(report.total);
      return importReport(callerOf(log, ctx, "ImportPerformanceReport", { requestId: null }), r.platform, report);
    },
  }),

  applyOptimization: unary(rpc.applyOptimization, {
    scope,
    request: { adCampaignId: uuid, kind: text(100), changes: object, creatives, ...commandFields },
    rules: creativesRule(0),
    handle: async (ctx, r) => {
      const creatives = r.creatives.length > 0 ? r.creatives : null;
      const command = { type: "optimize", kind: r.kind, changes: r.changes, creatives, now: Date.now() } as const;
      return answer(await commandAdCampaign(callerOf(log, ctx, "ApplyOptimization", r), r.adCampaignId, command));
    },
  }),
});
