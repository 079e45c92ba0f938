import { CampaignPlanSchema, type FindSimilarCampaignsRequestSchema } from "@marketing/protos/campaign/v1/campaign_service";
import { invalidField, type Violation } from "@marketing/shared/base/errors";
import type { JsonObject } from "@marketing/shared/base/json";
import type { Incoming } from "@marketing/shared/grpc/contract";
import { currency, int64, list, message, number, optional, queryFields, text, timestamp, uuid } from "@marketing/shared/grpc/schema";
import type { Platform } from "../ad/platforms.ts";
import { optionalPlatform } from "../ad/requests.ts";
import { optionalCampaignType } from "../campaign/requests.ts";
import type { CampaignType } from "../campaign/terms.ts";
import { budget, object } from "../fields.ts";
import { normalizeKeywords } from "./keywords.ts";
import { audienceKeywords, type Plan, planText } from "./plan.ts";

const rate = optional(number({ min: 0, max: 1 }));
const size = optional(int64({ min: 0 }));

export const findFields = {
  campaignId: optional(uuid),
  plan: optional(
    message(CampaignPlanSchema, {
      name: optional(text(255)),
      type: optionalCampaignType,
      platform: optionalPlatform,
      audience: object,
      channels: list(text(255), 50),
      budgetMicros: optional(budget),
      currency: optional(currency),
      /** 0 = not said. */
      durationDays: number({ min: 0, max: 3_650 }),
      text: optional(text(4_000)),
    }),
  ),
  k: number({ min: 0, max: 100 }),
  platform: optionalPlatform,
  type: optionalCampaignType,
  minPerformanceScore: rate,
  minAudienceSize: size,
  maxAudienceSize: size,
  minConversionRate: rate,
  finishedFrom: optional(timestamp),
  ...queryFields,
};

const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== "" && value !== 0;

/** A plan says something where anything but its currency is set: that is no more than the unit of its budget. */
const saysSomething = (plan: Incoming<typeof CampaignPlanSchema>): boolean =>
  [plan.name, plan.budgetMicros, plan.durationDays, plan.text].some(isSet) ||
  Object.keys(plan.audience?.fields ?? {}).length > 0 ||
  plan.channels.length > 0 ||
  plan.type !== "CAMPAIGN_TYPE_UNSPECIFIED" ||
  plan.platform !== "PLATFORM_UNSPECIFIED";

export const findRules = (raw: Incoming<typeof FindSimilarCampaignsRequestSchema>): ReadonlyArray<Violation> => {
  const { plan, minAudienceSize: least, maxAudienceSize: most } = raw;
  const found: Violation[] = [];
  if (isSet(raw.campaignId) === isSet(plan)) found.push({ field: "plan", description: "exactly one of campaign_id and plan must be set" });
  else if (plan && !saysSomething(plan)) found.push({ field: "plan", description: "must say something" });
  if (isSet(least) && isSet(most) && Number(least) > Number(most))
    found.push({ field: "max_audience_size", description: "must not be less than min_audience_size" });
  return found;
};

interface PlanRequest {
  readonly name: string | null;
  readonly type: CampaignType | null;
  readonly platform: Platform | null;
  readonly audience: JsonObject;
  readonly channels: ReadonlyArray<string>;
  readonly budgetMicros: number | null;
  readonly currency: string | null;
  readonly durationDays: number;
  readonly text: string | null;
}

/** Throws INVALID_ARGUMENT where nothing is left of it that could be compared. */
export const planOfRequest = (p: PlanRequest): Plan => {
  const plan: Plan = {
    name: p.name ?? "",
    type: p.type,
    platforms: p.platform === null ? [] : [p.platform],
    channels: normalizeKeywords(p.channels),
    audience: audienceKeywords(p.audience),
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
