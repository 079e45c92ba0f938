import type { JsonObject } from "@marketing/shared/base/json";

export const campaignTypes = ["lead_gen", "content", "retention", "ad"] as const;
export type CampaignType = (typeof campaignTypes)[number];

/** Times are ms since 1970, money micros. */
export interface Terms {
  readonly name: string;
  readonly type: CampaignType;
  readonly config: JsonObject;
  /** Null = unlimited. */
  readonly budget: number | null;
  readonly dailyBudget: number | null;
  /** ISO 4217 */
  readonly currency: string;
}

export interface Schedule {
  readonly startAt: number;
  readonly startUntil: number;
  readonly endAt: number | null;
}

export interface SpendRecorded {
  readonly campaignId: string;
  readonly kind: "reserved" | "released" | "recorded" | "imported";
  /** Negative when released, or corrected by a platform. */
  readonly amount: number;
  readonly currency: string;
  readonly source: string;
  /** All that is spent after it. */
  readonly spent: number;
  readonly at: number;
  /** Of what a platform reported, its total and when that was. */
  readonly imported?: { readonly adCampaignId: string; readonly total: number; readonly asOf: number };
}

type Of<Type extends string, Data> = { readonly type: Type; readonly data: { readonly campaignId: string } & Data };

/** Stream `campaign-<id>`. */
export type CampaignEvent =
  | Of<"campaign_created", Terms & { readonly createdBy: string; readonly createdAt: number }>
  | Of<"campaign_updated", Terms>
  | Of<"campaign_scheduled", Schedule>
  | Of<"campaign_unscheduled", object>
  | Of<"campaign_schedule_missed", Schedule & { readonly at: number }>
  | Of<"campaign_started", Pick<Terms, "name" | "type" | "config"> & { readonly at: number }>
  | Of<"campaign_paused", { readonly reason: string; readonly at: number }>
  | Of<"campaign_resumed", { readonly at: number }>
  | Of<"campaign_completed", { readonly at: number }>
  | Of<"campaign_stopped", { readonly reason: string; readonly at: number }>
  | Of<"spend_recorded", SpendRecorded>;

export const campaignStream = (campaignId: string): string => `campaign-${campaignId}`;
