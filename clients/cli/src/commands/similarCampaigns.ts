import type { MarketingClient } from "@marketing/client";
import { fromMicros } from "@marketing/client/money";
import { Platform } from "@marketing/protos/campaign/v1/ad_campaign_service";
import { CampaignStatus, CampaignType } from "@marketing/protos/campaign/v1/campaign_service";
import { type Answered, isoOf, timestampOf, wordOf } from "../api.ts";
import { choiceOf, listOf, microsOf, numberOf, type OptionSpec, stringOf, subjectOf, timeOf, wholeOf } from "../args.ts";
import type { CommandContext } from "../command.ts";
import { given } from "../given.ts";
import { campaignTypes, money, ratio } from "./campaignRows.ts";
import { type Listed, printList } from "./show.ts";

type Answer = Answered<MarketingClient["campaign"]["findSimilarCampaigns"]>;
type Similar = Answer["campaigns"][number];
type Outlook = NonNullable<Answer["outlook"]>;

const platforms = ["google_ads", "linkedin", "producthunt"] as const;
const platformOf = (platform: Platform): string => wordOf(Platform, platform).replace("unspecified", "");

export const plainSimilar = (c: Similar) => ({
  campaign_id: c.campaignId,
  name: c.name,
  type: wordOf(CampaignType, c.type),
  status: wordOf(CampaignStatus, c.status),
  platform: platformOf(c.platform),
  score: c.score,
  performance_score: c.performanceScore ?? null,
  audience_size: c.audienceSize === undefined ? null : Number(c.audienceSize),
  conversion_rate: c.conversionRate ?? null,
  currency: c.currency,
  budget: c.budgetMicros === undefined ? null : fromMicros(c.budgetMicros, 6),
  spent: fromMicros(c.spentMicros, 6),
  revenue: fromMicros(c.revenueMicros, 6),
  roi: c.roi ?? null,
  clicks: Number(c.clicks),
  conversions: Number(c.conversions),
  finished_at: isoOf(c.finishedAt),
});

const spread = (e: Outlook["spent"]) =>
  e === undefined ? null : { mean: fromMicros(e.meanMicros, 6), spread: fromMicros(e.spreadMicros, 6), campaigns: e.campaigns };

const expected = (e: Outlook["conversionRate"]) => (e === undefined ? null : { mean: e.mean, spread: e.spread, campaigns: e.campaigns });

export const plainOutlook = (o: Outlook) => ({
  conversion_rate: expected(o.conversionRate),
  performance_score: expected(o.performanceScore),
  spent: spread(o.spent),
  cost_per_conversion: spread(o.costPerConversion),
  currency: o.currency,
});

const similar: Listed<Similar> = {
  none: "no finished campaign is like it",
  columns: [
    { title: "campaign" },
    { title: "name", max: 34 },
    { title: "type" },
    { title: "platform" },
    { title: "alike", align: "right" },
    { title: "score", align: "right" },
    { title: "conversion", align: "right" },
    { title: "spent", align: "right" },
    { title: "revenue", align: "right" },
    { title: "return", align: "right" },
  ],
  row: (c) => [
    ...[c.campaignId, c.name, wordOf(CampaignType, c.type), platformOf(c.platform), c.score.toFixed(3)],
    ...[c.performanceScore?.toFixed(4) ?? null, ratio(c.conversionRate)],
    ...[money(c.spentMicros, c.currency), money(c.revenueMicros, c.currency), ratio(c.roi)],
  ],
  plain: plainSimilar,
};

/** So few, or so far apart, that their mean says little of the next one. */
const saysLittle = (mean: number, spread: number, campaigns: number): boolean => campaigns < 5 || spread > mean;

/** "4.1 % ± 0.6 (12 campaigns)"; of few campaigns the mean alone, and that it is no forecast. */
export const outlookText = (
  { mean, spread, campaigns }: { readonly mean: number; readonly spread: number; readonly campaigns: number },
  show: (value: number) => string,
  unit: string,
): string =>
  saysLittle(mean, spread, campaigns)
    ? `${show(mean)} ${unit} on average of ${campaigns}: too few or too different for a forecast`
    : `${show(mean)} ± ${show(spread)} ${unit} (${campaigns} campaigns)`;

const percent = (share: number): string => (share * 100).toFixed(1);
const said = (e: Outlook["conversionRate"]): string | null => (e === undefined ? null : outlookText(e, percent, "%"));
const saidMoney = (e: Outlook["spent"], currency: string): string | null =>
  e === undefined
    ? null
    : outlookText(
        { mean: Number(e.meanMicros) / 1e6, spread: Number(e.spreadMicros) / 1e6, campaigns: e.campaigns },
        (n) => n.toFixed(2),
        currency,
      );

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An id means a campaign, anything else is a plan in words. */
const subject = ({ values, positionals }: CommandContext) => {
  const named = subjectOf(positionals, "a campaign's ID, or a plan in words in quotes");
  if (uuid.test(named)) return { campaignId: named };
  const plan = given({
    text: named,
    type: choiceOf(values, "type", CampaignType, campaignTypes),
    platform: choiceOf(values, "platform", Platform, platforms),
    channels: [...listOf(values, "channel")],
    budgetMicros: microsOf(values, "budget"),
    currency: stringOf(values, "currency"),
    durationDays: wholeOf(values, "days", 0, 1, 3_650),
  });
  return { plan };
};

export const similarCampaigns = async (context: CommandContext): Promise<void> => {
  const { values, out, connection } = context;
  const { campaigns, outlook } = await connection().client.campaign.findSimilarCampaigns(
    given({
      ...subject(context),
      k: wholeOf(values, "limit", 10, 1, 100),
      platform: choiceOf(values, "ran-on", Platform, platforms),
      type: choiceOf(values, "ran-as", CampaignType, campaignTypes),
      minPerformanceScore: numberOf(values, "min-score", 0, 1),
      minConversionRate: numberOf(values, "min-conversion", 0, 1),
      finishedFrom: timestampOf(timeOf(values, "finished-since")),
    }),
  );
  await printList(context, similar, campaigns);
  if (outlook === undefined || campaigns.length === 0) return;
  out.object({ outlook: plainOutlook(outlook) });
  const rows = [
    ["conversion rate", said(outlook.conversionRate)],
    ["score", said(outlook.performanceScore)],
    ["spent", saidMoney(outlook.spent, outlook.currency)],
    ["cost of a conversion", saidMoney(outlook.costPerConversion, outlook.currency)],
  ] as const;
  out.heading("What to expect, by how they did");
  out.pairs(rows.filter(([, cell]) => cell !== null));
};

export const similarOptions: Readonly<Record<string, OptionSpec>> = {
  platform: { type: "string", value: "NAME", help: `of a plan: ${platforms.join(", ")}` },
  days: { type: "string", value: "N", help: "of a plan: how long it runs" },
  "ran-on": { type: "string", value: "PLATFORM", help: "similar: only campaigns on this platform" },
  "ran-as": { type: "string", value: "TYPE", help: "similar: only campaigns of this type" },
  "min-score": { type: "string", value: "SCORE", help: "similar: only from this performance on, 0 to 1" },
  "min-conversion": { type: "string", value: "RATE", help: "similar: only from this conversion rate on, 0 to 1" },
  "finished-since": { type: "string", value: "TIME", help: "similar: only what finished then or later" },
};
