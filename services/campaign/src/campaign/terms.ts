import type { JsonObject } from "@marketing/shared/base/json";

export const campaignTypes = ["lead_gen", "content", "retention", "ad"] as const;
export type CampaignType = (typeof campaignTypes)[number];

/** What a campaign is and what it may spend. Money is in micros. */
export interface Terms {
  readonly name: string;
  readonly type: CampaignType;
  readonly config: JsonObject;
  /** Null = unlimited. */
  readonly budget: number | null;
  readonly dailyBudget: number | null;
  /** ISO 4217; it never changes. */
  readonly currency: string;
}

/** The campaign starts by itself between `startAt` and `startUntil`. Times are ms since 1970. */
export interface Schedule {
  readonly startAt: number;
  readonly startUntil: number;
  /** Null = it goes on until somebody completes it. */
  readonly endAt: number | null;
}
