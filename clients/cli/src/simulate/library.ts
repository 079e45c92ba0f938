/** Harborline's marketing: its campaigns, the texts in its library, its segments of people. Each has one id for good, whatever world it is in. */
import { pageContents } from "./catalog.ts";

export interface AdPlan {
  readonly adCampaignId: string;
  readonly platform: "PLATFORM_GOOGLE_ADS" | "PLATFORM_LINKEDIN" | "PLATFORM_PRODUCTHUNT";
  readonly platformCampaignId: string;
  readonly name: string;
  /** Of one click, in cents. */
  readonly clickPrice: number;
  /** How many times it is shown for one click. */
  readonly shownPerClick: number;
  readonly variants: ReadonlyArray<readonly [id: string, weight: number, headline: string]>;
  readonly audience: object;
}

export interface CampaignPlan {
  readonly campaignId: string;
  readonly name: string;
  readonly type: "CAMPAIGN_TYPE_LEAD_GEN" | "CAMPAIGN_TYPE_CONTENT" | "CAMPAIGN_TYPE_RETENTION" | "CAMPAIGN_TYPE_AD";
  readonly utm: string;
  readonly channels: ReadonlyArray<string>;
  readonly goals: Readonly<Record<string, number>>;
  /** Decimal, USD; null = unlimited. */
  readonly budget: string | null;
  /** Fees outside any ad platform: what for, and how much. */
  readonly fees: ReadonlyArray<readonly [source: string, amount: string]>;
  readonly ad?: AdPlan;
  /** How far it gets before and after the traffic. */
  readonly starts: boolean;
  readonly ends?: "completeCampaign" | "stopCampaign";
}

const id = (kind: string, n: number): string => `0a6f1f52-8d0e-4c1b-${kind}-5b1d7e4f1a${n.toString(16).padStart(2, "0")}`;
export const campaignId = (n: number): string => id("8c01", n);
export const adId = (n: number): string => id("8c02", n);
export const contentId = (n: number): string => id("9a33", n);

export const campaigns: ReadonlyArray<CampaignPlan> = [
  {
    ...{ campaignId: campaignId(1), name: "Brand search", type: "CAMPAIGN_TYPE_AD", utm: "brand-search" },
    ...{ channels: ["google_ads"], goals: { clicks: 500, conversions: 10 }, budget: "2000.00", fees: [], starts: true },
    ad: {
      ...{ adCampaignId: adId(1), platform: "PLATFORM_GOOGLE_ADS", platformCampaignId: "ga-7781001", name: "Brand terms" },
      ...{ clickPrice: 340, shownPerClick: 9, audience: { keywords: ["harborline"], locations: ["DE", "FR", "GB", "US"] } },
      variants: [["plain", 100, "Harborline: reports your team reads"]],
    },
  },
  {
    ...{ campaignId: campaignId(2), name: "Reporting tools", type: "CAMPAIGN_TYPE_AD", utm: "reporting-tools" },
    ...{ channels: ["google_ads"], goals: { clicks: 400, conversions: 8 }, budget: "400.00", fees: [], starts: true },
    ad: {
      ...{ adCampaignId: adId(2), platform: "PLATFORM_GOOGLE_ADS", platformCampaignId: "ga-7781002", name: "Reporting software" },
      ...{ clickPrice: 960, shownPerClick: 31, audience: { keywords: ["reporting software"], devices: ["desktop"] } },
      variants: [
        ["speed", 50, "Reports in an hour"],
        ["trust", 50, "Numbers you can trust"],
      ],
    },
  },
  {
    ...{ campaignId: campaignId(3), name: "RevOps Q4", type: "CAMPAIGN_TYPE_AD", utm: "revops-q4" },
    ...{ channels: ["linkedin"], goals: { leads: 40, revenue: 20_000 }, budget: "15000.00", fees: [], starts: true },
    ad: {
      ...{ adCampaignId: adId(3), platform: "PLATFORM_LINKEDIN", platformCampaignId: "li-550312", name: "RevOps leaders" },
      ...{
        clickPrice: 2_350,
        shownPerClick: 120,
        audience: { job_titles: ["RevOps Manager", "Head of Marketing"], company_sizes: ["51-200"] },
      },
      variants: [
        ["carousel-a", 65, "A board deck in an hour"],
        ["video-b", 35, "See it in two minutes"],
      ],
    },
  },
  {
    ...{ campaignId: campaignId(4), name: "Weekly digest", type: "CAMPAIGN_TYPE_CONTENT", utm: "weekly-digest" },
    ...{ channels: ["email", "blog"], goals: { content_pieces: 4, click_rate: 0.05 }, budget: "4000.00", starts: true },
    fees: [
      ["newsletter tool", "249.90"],
      ["freelance editor", "2200.00"],
    ],
  },
  {
    ...{ campaignId: campaignId(5), name: "Ledgerbay listing", type: "CAMPAIGN_TYPE_LEAD_GEN", utm: "ledgerbay-listing" },
    ...{ channels: ["referral"], goals: { leads: 25 }, budget: null, starts: true, ends: "completeCampaign" },
    fees: [["partner fee", "1800.00"]],
  },
  {
    ...{ campaignId: campaignId(6), name: "Win back the lapsed", type: "CAMPAIGN_TYPE_RETENTION", utm: "win-back" },
    ...{ channels: ["email", "in_app"], goals: { retention_rate: 0.3 }, budget: "300.00", fees: [], starts: true },
  },
  {
    ...{ campaignId: campaignId(7), name: "Spring launch", type: "CAMPAIGN_TYPE_LEAD_GEN", utm: "spring-launch" },
    ...{ channels: ["webinar", "email"], goals: { leads: 100 }, budget: "5000.00", fees: [], starts: false },
  },
];

export const campaignOf = (utm: string): CampaignPlan => campaigns.find((campaign) => campaign.utm === utm)!;

export type Destiny = "published" | "approved" | "in_review" | "rejected" | "archived";

export interface ContentPlan {
  readonly contentId: string;
  readonly type: "CONTENT_TYPE_BLOG" | "CONTENT_TYPE_EMAIL" | "CONTENT_TYPE_SOCIAL" | "CONTENT_TYPE_AD_COPY" | "CONTENT_TYPE_LANDING_PAGE";
  readonly title: string;
  readonly slug: string;
  readonly utm: string | null;
  /** One a version, in order. */
  readonly texts: ReadonlyArray<string>;
  readonly destiny: Destiny;
}

const metrics = `Most dashboards answer questions nobody asked. A week has room for five numbers: new trials, connected accounts, reports shared,
seats bought and seats lost. Put them on one page, in the same order, every Monday. If a number moved, say why in one sentence; if nobody knows why, that is the work of the week.`;

export const contents: ReadonlyArray<ContentPlan> = [
  {
    ...{ contentId: pageContents["/blog/weekly-metrics-that-matter"]!.contentId, type: "CONTENT_TYPE_BLOG", destiny: "published" },
    ...{ title: "Weekly metrics that matter", slug: "weekly-metrics-that-matter", utm: "weekly-digest" },
    texts: [metrics, `${metrics}\n\nA template of the page is in the product: reports, new, weekly five.`],
  },
  {
    ...{ contentId: pageContents["/blog/attribution-without-tears"]!.contentId, type: "CONTENT_TYPE_BLOG", destiny: "published" },
    ...{ title: "Attribution without tears", slug: "attribution-without-tears", utm: null },
    texts: [
      "First touch flatters the advertisement, last touch flatters the newsletter, and linear flatters nobody. Look at all three next to each other: where they agree, believe them; where they differ, run an experiment instead of a meeting.",
    ],
  },
  {
    ...{ contentId: pageContents["/blog/board-deck-in-an-hour"]!.contentId, type: "CONTENT_TYPE_BLOG", destiny: "published" },
    ...{ title: "A board deck in an hour", slug: "board-deck-in-an-hour", utm: "revops-q4" },
    texts: [
      "Ten slides, seven of them charts that you already have. Revenue by plan, the funnel by source, retention by cohort, cash, hiring, risks, and one page that says what you want from the board.",
    ],
  },
  {
    ...{ contentId: pageContents["/customers"]!.contentId, type: "CONTENT_TYPE_LANDING_PAGE", destiny: "published" },
    ...{ title: "Customers", slug: "customers", utm: "revops-q4" },
    texts: [
      "Three hundred teams read their numbers in Harborline. Cedar Logistics closes the month two days earlier; Onyx Clinics found the channel that never paid.",
    ],
  },
  {
    ...{
      contentId: contentId(5),
      type: "CONTENT_TYPE_EMAIL",
      destiny: "approved",
      title: "We kept your dashboards",
      slug: "we-kept-your-dashboards",
      utm: "win-back",
    },
    texts: [
      "Your dashboards are as you left them. Alerts are new since: tell Harborline once what is unusual, and it writes to you when it happens.",
    ],
  },
  {
    ...{
      contentId: contentId(6),
      type: "CONTENT_TYPE_AD_COPY",
      destiny: "rejected",
      title: "The only reporting tool",
      slug: "the-only-reporting-tool",
      utm: "reporting-tools",
    },
    texts: ["The only reporting tool you will ever need. Guaranteed."],
  },
  {
    ...{
      contentId: contentId(7),
      type: "CONTENT_TYPE_SOCIAL",
      destiny: "archived",
      title: "Meet us in Lisbon",
      slug: "meet-us-in-lisbon",
      utm: null,
    },
    texts: ["We are at stand B12 until Thursday. Bring your ugliest spreadsheet."],
  },
  {
    ...{
      contentId: contentId(8),
      type: "CONTENT_TYPE_LANDING_PAGE",
      destiny: "in_review",
      title: "Spring launch",
      slug: "spring-launch",
      utm: "spring-launch",
    },
    texts: ["Reports that write their own summary. In spring."],
  },
];

export const segments = [
  {
    name: "power_user",
    priority: 30,
    rule: { performed: "feature_used", at_least: 5 },
    description: "Works with the product, not only in it",
  },
  {
    ...{ name: "trial_at_risk", priority: 40, description: "On trial, and their data not connected" },
    rule: { and: [{ trait: "plan", op: "eq", value: "trial" }, { not: { performed: "integration_connected" } }] },
  },
  { name: "reader", priority: 10, rule: { performed: "content_engaged", at_least: 2 }, description: "Reads the blog to the end" },
] as const;

/** What agents are asked for besides what a campaign that starts asks for by itself. The last cannot be done. */
export const topics = [
  { topic: "Five numbers for Monday", content_type: "email" },
  { topic: "When a dashboard is a diary", content_type: "blog" },
  { topic: "Ask for one chart less", content_type: "social" },
  { topic: "The report as a room", content_type: "hologram" },
] as const;
