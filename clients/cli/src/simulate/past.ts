/** Campaigns of Harborline's that were over before the first visitor came: what a new plan is compared with. */
import { adId, type CampaignPlan, campaignId } from "./library.ts";

export interface PastCampaign extends CampaignPlan {
  readonly ends: NonNullable<CampaignPlan["ends"]>;
  /** As the ad platform last reported; spend in cents. */
  readonly reported?: { readonly impressions: number; readonly clicks: number; readonly conversions: number; readonly spend: number };
  /** What it earned, by source: decimal, USD. */
  readonly earned: ReadonlyArray<readonly [source: string, amount: string]>;
  /** RFC 3339 */
  readonly over: string;
}

export const pastCampaigns: ReadonlyArray<PastCampaign> = [
  {
    ...{ campaignId: campaignId(16), name: "Autumn webinar 2025", type: "CAMPAIGN_TYPE_LEAD_GEN", utm: "autumn-webinar-2025" },
    ...{ channels: ["webinar", "email"], goals: { leads: 300 }, budget: "15000.00", starts: true, ends: "completeCampaign" },
    fees: [["webinar tool", "890.00"]],
    ad: {
      ...{ adCampaignId: adId(16), platform: "PLATFORM_LINKEDIN", platformCampaignId: "li-510077", name: "Close the month in two days" },
      ...{ clickPrice: 1_210, shownPerClick: 140, audience: { job_titles: ["Head of Marketing", "Controller"], size: 42_000 } },
      variants: [["guest", 100, "Close the month in two days"]],
    },
    reported: { impressions: 128_400, clicks: 934, conversions: 276, spend: 1_131_600 },
    ...{ earned: [["webinar guests", "18400.00"]], over: "2025-11-30T00:00:00Z" },
  },
  {
    ...{ campaignId: campaignId(17), name: "Comparison ads 2025", type: "CAMPAIGN_TYPE_AD", utm: "comparison-2025" },
    ...{ channels: ["google_ads"], goals: { conversions: 80 }, budget: "6000.00", fees: [], starts: true, ends: "completeCampaign" },
    ad: {
      ...{ adCampaignId: adId(17), platform: "PLATFORM_GOOGLE_ADS", platformCampaignId: "ga-7540310", name: "Harborline or Tallyport" },
      ...{ clickPrice: 436, shownPerClick: 24, audience: { keywords: ["tallyport alternative", "reporting comparison"], size: 9_500 } },
      variants: [["versus", 100, "Count seats, not rows"]],
    },
    reported: { impressions: 29_760, clicks: 1_240, conversions: 87, spend: 540_640 },
    ...{ earned: [["trials", "9860.00"]], over: "2025-08-31T00:00:00Z" },
  },
  {
    ...{ campaignId: campaignId(18), name: "Win-back mails 2025", type: "CAMPAIGN_TYPE_RETENTION", utm: "win-back-2025" },
    ...{ channels: ["email"], goals: { retention_rate: 0.02 }, budget: "1000.00", starts: true, ends: "completeCampaign" },
    fees: [["mail tool", "640.00"]],
    ...{ earned: [["came back", "4176.00"]], over: "2025-05-31T00:00:00Z" },
  },
  {
    ...{ campaignId: campaignId(19), name: "Product Hunt launch 2025", type: "CAMPAIGN_TYPE_LEAD_GEN", utm: "product-hunt-2025" },
    ...{ channels: ["producthunt", "social"], goals: { leads: 150 }, budget: "1500.00", fees: [], starts: true, ends: "completeCampaign" },
    ad: {
      ...{ adCampaignId: adId(19), platform: "PLATFORM_PRODUCTHUNT", platformCampaignId: "ph-2025-03", name: "Reports your team reads" },
      ...{ clickPrice: 40, shownPerClick: 12, audience: { interests: ["analytics", "startups"], size: 18_000 } },
      variants: [["launch", 100, "Reports your team reads"]],
    },
    reported: { impressions: 27_900, clicks: 2_310, conversions: 96, spend: 92_400 },
    ...{ earned: [["trials", "2755.00"]], over: "2025-03-31T00:00:00Z" },
  },
  {
    ...{ campaignId: campaignId(20), name: "Analytics for agencies 2025", type: "CAMPAIGN_TYPE_AD", utm: "agencies-2025" },
    ...{ channels: ["linkedin"], goals: { leads: 60 }, budget: "9000.00", fees: [], starts: true, ends: "stopCampaign" },
    ad: {
      ...{ adCampaignId: adId(20), platform: "PLATFORM_LINKEDIN", platformCampaignId: "li-498120", name: "Agencies" },
      ...{
        clickPrice: 2_340,
        shownPerClick: 160,
        audience: { industries: ["marketing services"], company_sizes: ["11-50"], size: 15_500 },
      },
      variants: [["report", 100, "One report a client"]],
    },
    reported: { impressions: 28_800, clicks: 180, conversions: 4, spend: 421_200 },
    ...{ earned: [], over: "2025-06-30T00:00:00Z" },
  },
];
