import type { WantedItem } from "@marketing/shared/vectors/vectorIndex";
import { type Platform, platforms } from "../ad/platforms.ts";
import { performanceScore } from "../money.ts";
import { normalizeKeywords } from "./keywords.ts";
import { type Plan, planText } from "./plan.ts";
import type { PastAd, PastCampaign } from "./state.ts";

/** What a finished campaign brought about on one platform; the parts make exactly the whole. Micros. */
export interface Result {
  /** "none" = no ad platform, or several that are not told apart. */
  readonly platform: Platform | "none";
  readonly ads: ReadonlyArray<PastAd>;
  readonly spent: number;
  readonly revenue: number;
  readonly impressions: number;
  readonly clicks: number;
  readonly conversions: number;
  /** 0..1 as the leaderboard's; null when no money moved. */
  readonly performanceScore: number | null;
  /** 0..1, conversions per click; null without clicks. */
  readonly conversionRate: number | null;
  /** Null = not told. */
  readonly audienceSize: number | null;
}

type Figure = keyof NonNullable<PastAd["metrics"]>;
const sum = (ads: ReadonlyArray<PastAd>, figure: Figure): number => ads.reduce((total, ad) => total + (ad.metrics?.[figure] ?? 0), 0);

/** Shares of an amount in proportion to the first of the figures that anybody has, else alike; what does not divide goes to the first. */
const share = (amount: number, groups: ReadonlyArray<ReadonlyArray<PastAd>>, by: ReadonlyArray<Figure>): ReadonlyArray<number> => {
  const weighings = [...by.map((figure) => groups.map((ads) => sum(ads, figure))), groups.map(() => 1)];
  const weights = weighings.find((w) => w.some((x) => x > 0))!.map(BigInt);
  const total = weights.reduce((a, b) => a + b, 0n);
  const parts = weights.map((w) => Number((BigInt(amount) * w) / total));
  const rest = amount - parts.reduce((a, b) => a + b, 0);
  return parts.map((part, i) => (i === 0 ? part + rest : part));
};

/** Audiences are the same when they are aimed at the same and are as large. */
const audienceSize = (ads: ReadonlyArray<PastAd>): number | null => {
  const sizes = new Map(ads.flatMap(({ audience, size }) => (size === null ? [] : [[JSON.stringify([audience, size]), size] as const])));
  return sizes.size === 0 ? null : [...sizes.values()].reduce((a, b) => a + b, 0);
};

/** Where a campaign ran: the platforms of its ad campaigns; without any the one its channels name. */
const platformsOf = (c: PastCampaign, ads: ReadonlyArray<PastAd>): ReadonlyArray<Platform | "none"> => {
  const used = platforms.filter((p) => ads.some((ad) => ad.platform === p));
  if (used.length > 0) return used;
  const named = platforms.filter((p) => c.channels.includes(p));
  return named.length === 1 ? named : ["none"];
};

/** What came of a campaign, by platform; none before it has finished, and none where nothing was spent, earned or reached. */
export const resultsOf = (c: PastCampaign, ads: ReadonlyArray<PastAd>): ReadonlyArray<Result> => {
  if (c.finished === null) return [];
  const where = platformsOf(c, ads);
  const groups = where.map((p) => ads.filter((ad) => ad.platform === p));
  const spent = share(c.spent, groups, ["spend"]);
  const revenue = share(c.revenue, groups, ["revenue", "conversions", "clicks", "spend"]);
  return where.flatMap((platform, i) => {
    const group = groups[i]!;
    const [impressions, clicks, conversions] = [sum(group, "impressions"), sum(group, "clicks"), sum(group, "conversions")];
    if (spent[i] === 0 && revenue[i] === 0 && impressions + clicks + conversions === 0) return [];
    return {
      platform,
      ads: group,
      spent: spent[i]!,
      revenue: revenue[i]!,
      impressions,
      clicks,
      conversions,
      performanceScore: performanceScore(revenue[i]!, spent[i]!),
      conversionRate: clicks === 0 ? null : Math.min(1, conversions / clicks),
      audienceSize: audienceSize(group),
    };
  });
};

const day = 86_400_000;

/** The plan behind a campaign, as far as these ad campaigns carry it. */
export const planOf = (c: PastCampaign, ads: ReadonlyArray<PastAd>): Plan => {
  const [from, until] = [c.startedAt ?? c.scheduled?.startAt, c.endedAt ?? c.scheduled?.endAt];
  return {
    ...c,
    platforms: platformsOf(c, ads).filter((p) => p !== "none"),
    audience: normalizeKeywords([...c.audience, ...ads.flatMap((ad) => ad.audience)]),
    creatives: normalizeKeywords(ads.flatMap((ad) => ad.creatives)),
    days: from && until ? Math.max(1, Math.round((until - from) / day)) : null,
  };
};

export const itemId = (campaignId: string, platform: Result["platform"]): string => `${campaignId}#${platform}`;
/** Whole seconds since 1970. */
export const finishedAt = (c: PastCampaign): number => Math.floor((c.endedAt ?? 0) / 1_000);

const known = (values: Readonly<Record<string, number | null>>): Record<string, number> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));

/** What of a campaign belongs in the index: an item a platform. */
export const itemsOf = (campaignId: string, c: PastCampaign, ads: ReadonlyArray<PastAd>): ReadonlyArray<WantedItem> =>
  resultsOf(c, ads).map((r) => ({
    id: itemId(campaignId, r.platform),
    text: planText(planOf(c, r.ads)),
    metadata: {
      platform: r.platform,
      campaign_type: c.type,
      finished_at: finishedAt(c),
      ...known({ performance_score: r.performanceScore, audience_size: r.audienceSize, conversion_rate: r.conversionRate }),
    },
  }));
