import type { Violation } from "@marketing/shared/base/errors";
import { commandFields, list, oneOf, optional, text, timestamp, uuid } from "@marketing/shared/grpc/schema";
import { fromTimestamp, type WireTimestamp } from "@marketing/shared/grpc/struct";
import { Schema } from "effect";
import { type Platform, platforms } from "../ad/adCampaign.ts";
import { audienceProblems } from "../ad/audience.ts";
import { creativeProblems } from "../ad/creatives.ts";
import { budget, changedFields, count, creatives, currency, object, structOf, withRules } from "./fields.ts";

export const platform = oneOf("PLATFORM", platforms);
const platformOf = (raw: unknown): Platform | null => platforms.find((p) => raw === `PLATFORM_${p.toUpperCase()}`) ?? null;

type RawCreative = { readonly variantId: string; readonly weight: number };
const creativesRule =
  (least: number) =>
  (raw: Record<string, unknown>): ReadonlyArray<Violation> => {
    const given = Array.isArray(raw.creatives) ? (raw.creatives as ReadonlyArray<RawCreative>) : [];
    return given.length < least || given.length > 50
      ? [{ field: "creatives", description: "must have 1 to 50 items" }]
      : given.length === 0
        ? []
        : creativeProblems(given);
  };

export const readCreateAd = withRules(
  Schema.Struct({
    adCampaignId: optional(uuid),
    campaignId: uuid,
    platform,
    name: optional(text(255)),
    audienceConfig: object,
    creatives,
    platformCampaignId: optional(text(255)),
    requestId: commandFields.requestId,
  }),
  (raw) => {
    const audience = structOf(raw.audienceConfig);
    const known = platformOf(raw.platform);
    return [...(audience && known ? audienceProblems(audience, known) : []), ...creativesRule(0)(raw)];
  },
);

const updatable = {
  name: (raw: Record<string, unknown>) => raw.name !== "",
  audience_config: (raw: Record<string, unknown>) => raw.audienceConfig !== null && raw.audienceConfig !== undefined,
};
const readUpdateFields = withRules(
  Schema.Struct({ adCampaignId: uuid, name: text(255, 0), audienceConfig: object, updateMask: list(text(50), 10), ...commandFields }),
  (raw) => changedFields(raw, updatable).violations,
);
export const readUpdateAd = (raw: never) => ({ ...readUpdateFields(raw), fields: changedFields(raw, updatable).fields });

export const readSetCreatives = withRules(Schema.Struct({ adCampaignId: uuid, creatives, ...commandFields }), creativesRule(1));
export const readOptimization = withRules(
  Schema.Struct({ adCampaignId: uuid, kind: text(100), changes: object, creatives, ...commandFields }),
  creativesRule(0),
);

const day = 86_400_000;
export const readReportRequest = withRules(
  Schema.Struct({
    adCampaignId: uuid,
    impressions: count,
    clicks: count,
    conversions: count,
    spendMicros: budget,
    revenueMicros: budget,
    asOf: timestamp,
    currency: optional(currency),
    requestId: commandFields.requestId,
  }),
  (raw) =>
    raw.asOf && fromTimestamp(raw.asOf as WireTimestamp).getTime() > Date.now() + day
      ? [{ field: "as_of", description: "is more than 24 h ahead" }]
      : [],
);
