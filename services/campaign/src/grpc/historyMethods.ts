import { invalidField, type Violation } from "@marketing/shared/base/errors";
import { type Method, method } from "@marketing/shared/grpc/method";
import { int64, list, number, oneOf, optional, queryFields, text, timestamp, uuid } from "@marketing/shared/grpc/schema";
import type { ServiceContext } from "@marketing/shared/service/runtime";
import { Schema } from "effect";
import { platforms } from "../ad/adCampaign.ts";
import { campaignTypes } from "../campaign/campaignEvents.ts";
import type { Expectation, Outlook } from "../history/outlook.ts";
import { audienceWords, type Plan, planText } from "../history/plan.ts";
import { findSimilar, type Similar } from "../history/similarCampaigns.ts";
import { tidy } from "../history/words.ts";
import { returnOn } from "../money.ts";
import { budget, currency, named, object, withRules } from "./fields.ts";
import { enumOf, set, time } from "./messages.ts";

const platform = optional(oneOf("PLATFORM", ["unspecified", ...platforms]));
const type = optional(oneOf("CAMPAIGN_TYPE", ["unspecified", ...campaignTypes]));
const rate = optional(number({ min: 0, max: 1 }));
const size = optional(int64({ min: 0 }));

const planFields = Schema.Struct({
  name: optional(text(255)),
  type,
  platform,
  audience: object,
  channels: list(text(255), 50),
  budgetMicros: optional(budget),
  currency: optional(currency),
  /** 0 = not said. */
  durationDays: number({ min: 0, max: 3_650 }),
  text: optional(text(4_000)),
});

type Raw = Record<string, unknown>;
const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== "" && value !== 0;
const says = ({ audience, channels, type: kind, platform: where, currency: _, ...rest }: Raw): boolean =>
  Object.values(rest).some(isSet) ||
  Object.keys((audience as Raw | null)?.fields ?? {}).length > 0 ||
  (Array.isArray(channels) && channels.length > 0) ||
  (isSet(kind) && kind !== "CAMPAIGN_TYPE_UNSPECIFIED") ||
  (isSet(where) && where !== "PLATFORM_UNSPECIFIED");

const rules = (raw: Raw): ReadonlyArray<Violation> => {
  const [byId, plan] = [isSet(raw.campaignId), raw.plan as Raw | null | undefined];
  const found: Violation[] = [];
  if (byId === isSet(plan)) found.push({ field: "plan", description: "exactly one of campaign_id and plan must be set" });
  else if (plan && !says(plan)) found.push({ field: "plan", description: "must say something" });
  const [least, most] = [raw.minAudienceSize, raw.maxAudienceSize];
  if (isSet(least) && isSet(most) && Number(least) > Number(most))
    found.push({ field: "max_audience_size", description: "must not be less than min_audience_size" });
  return found;
};

const readFind = withRules(
  Schema.Struct({
    campaignId: optional(uuid),
    plan: optional(planFields as unknown as Schema.Codec<typeof planFields.Type, unknown>),
    k: number({ min: 0, max: 100 }),
    platform,
    type,
    minPerformanceScore: rate,
    minAudienceSize: size,
    maxAudienceSize: size,
    minConversionRate: rate,
    finishedFrom: optional(timestamp),
    ...queryFields,
  }),
  rules,
);

const planOf = (p: typeof planFields.Type): Plan => {
  const where = named(p.platform);
  const plan: Plan = {
    name: p.name ?? "",
    type: named(p.type),
    platforms: where === null ? [] : [where],
    channels: tidy(p.channels),
    audience: audienceWords(p.audience),
    goals: [],
    creatives: [],
    themes: [],
    ...(p.budgetMicros === null ? {} : { budget: p.budgetMicros }),
    currency: p.currency ?? "",
    days: p.durationDays === 0 ? null : p.durationDays,
    text: p.text ?? "",
  };
  if (planText(plan) === "") throw invalidField("plan", "must say something in words");
  return plan;
};

const similarMessage = ({ campaignId, campaign: c, result: r, score }: Similar) => ({
  campaignId,
  name: c.name,
  type: enumOf("CAMPAIGN_TYPE", c.type),
  status: enumOf("CAMPAIGN_STATUS", c.finished ?? "unspecified"),
  platform: enumOf("PLATFORM", r.platform === "none" ? "unspecified" : r.platform),
  score,
  ...set("performanceScore", r.performanceScore),
  ...set("audienceSize", r.audienceSize),
  ...set("conversionRate", r.conversionRate),
  currency: c.currency,
  ...set("budgetMicros", c.budget),
  spentMicros: r.spent,
  revenueMicros: r.revenue,
  ...set("roi", returnOn(r.revenue, r.spent)),
  impressions: r.impressions,
  clicks: r.clicks,
  conversions: r.conversions,
  startedAt: time(c.startedAt),
  finishedAt: time(c.endedAt),
});

const money = (e: Expectation | null) =>
  e === null ? null : { meanMicros: Math.round(e.mean), spreadMicros: Math.round(e.spread), campaigns: e.campaigns };
const outlookMessage = ({ conversionRate, performanceScore, spent, costPerConversion, currency }: Outlook) => ({
  conversionRate,
  performanceScore,
  spent: money(spent),
  costPerConversion: money(costPerConversion),
  currency,
});

export const historyMethods = (context: Pick<ServiceContext, "pool" | "vectors">): Record<string, Method> => ({
  findSimilarCampaigns: method({
    scope: "campaign:read",
    decode: readFind,
    handle: async (ctx, { campaignId, plan, k, platform, type, ...r }) => {
      const by = campaignId === null ? { plan: planOf(plan!) } : { campaignId };
      const query = { ...r, by, k: k === 0 ? 10 : k, platform: named(platform), type: named(type) };
      const { similar, outlook, indexedPosition } = await findSimilar(context, ctx, query);
      return { campaigns: similar.map(similarMessage), outlook: outlookMessage(outlook), indexedPosition };
    },
  }),
});
