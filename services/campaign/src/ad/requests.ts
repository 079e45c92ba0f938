import {
  type CreateAdCampaignRequestSchema,
  CreativeSchema,
  PlatformSchema,
  type ReportPerformanceRequestSchema,
} from "@marketing/protos/campaign/v1/ad_campaign_service";
import type { Violation } from "@marketing/shared/base/errors";
import type { Incoming } from "@marketing/shared/grpc/contract";
import {
  commandFields,
  currency,
  enumName,
  enumOf,
  list,
  message,
  number,
  optional,
  optionalEnumOf,
  text,
  timestamp,
  uuid,
} from "@marketing/shared/grpc/schema";
import { fromTimestamp } from "@marketing/shared/grpc/struct";
import { budget, changedFields, count, object, structOf } from "../fields.ts";
import { audienceProblems } from "./audience.ts";
import { creativeProblems } from "./creatives.ts";
import { platforms } from "./platforms.ts";

// How the requests that create, change and report of ad campaigns are read.

export const optionalPlatform = optionalEnumOf(PlatformSchema, platforms);

export const creatives = list(
  message(CreativeSchema, {
    variantId: text(100),
    contentId: optional(uuid),
    contentVersion: number({ min: 0, max: 2_147_483_647 }),
    weight: number({ min: 1, max: 100 }),
    data: object,
  }),
  50,
);

/** What the creatives of a request must be together; at least so many. */
export const creativesRule =
  (least: number) =>
  ({ creatives }: { readonly creatives: ReadonlyArray<Incoming<typeof CreativeSchema>> }): ReadonlyArray<Violation> =>
    creatives.length < least || creatives.length > 50
      ? [{ field: "creatives", description: "must have 1 to 50 items" }]
      : creatives.length === 0
        ? []
        : creativeProblems(creatives);

export const createFields = {
  adCampaignId: optional(uuid),
  campaignId: uuid,
  platform: enumOf(PlatformSchema, platforms),
  name: optional(text(255)),
  audienceConfig: object,
  creatives,
  platformCampaignId: optional(text(255)),
  requestId: commandFields.requestId,
};

export const createRules = (raw: Incoming<typeof CreateAdCampaignRequestSchema>): ReadonlyArray<Violation> => {
  const audience = structOf(raw.audienceConfig);
  const platform = platforms.find((p) => raw.platform === enumName(PlatformSchema, p));
  return [...(audience && platform ? audienceProblems(audience, platform) : []), ...creativesRule(0)(raw)];
};

export const updateFields = {
  adCampaignId: uuid,
  name: text(255, 0),
  /** Null = not set; an empty one takes the place of what was there. */
  audienceConfig: optional(object),
  updateMask: list(text(50), 10),
  ...commandFields,
};

/** What an update is about, of the request as it came or as it was read. */
export const updateOf = (r: { readonly name: string; readonly audienceConfig?: unknown; readonly updateMask: ReadonlyArray<string> }) =>
  changedFields(r.updateMask, {
    name: r.name !== "",
    audience_config: r.audienceConfig !== null && r.audienceConfig !== undefined,
  });

const day = 86_400_000;

export const reportFields = {
  adCampaignId: uuid,
  impressions: count,
  clicks: count,
  conversions: count,
  spendMicros: budget,
  revenueMicros: budget,
  asOf: timestamp,
  currency: optional(currency),
  requestId: commandFields.requestId,
};

export const reportRules = ({ asOf }: Incoming<typeof ReportPerformanceRequestSchema>): ReadonlyArray<Violation> =>
  asOf && fromTimestamp(asOf).getTime() > Date.now() + day ? [{ field: "as_of", description: "is more than 24 h ahead" }] : [];
