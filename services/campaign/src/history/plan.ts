import type { JsonObject, JsonValue } from "@marketing/shared/base/json";
import type { Creative } from "../ad/creatives.ts";
import type { Platform } from "../ad/platforms.ts";
import type { CampaignType } from "../campaign/terms.ts";
import { keywordsOf, normalizeKeywords } from "./keywords.ts";

/** What of a campaign was decided before it ran; lists as `normalizeKeywords` gives them. */
export interface Plan {
  readonly name: string;
  readonly type: CampaignType | null;
  readonly platforms: ReadonlyArray<Platform>;
  readonly channels: ReadonlyArray<string>;
  readonly audience: ReadonlyArray<string>;
  readonly goals: ReadonlyArray<string>;
  readonly creatives: ReadonlyArray<string>;
  readonly themes: ReadonlyArray<string>;
  /** Micros; null = unlimited, undefined = not said. */
  readonly budget?: number | null;
  readonly currency: string;
  /** Null = not said. */
  readonly days: number | null;
  /** In the caller's own words. */
  readonly text?: string;
}

const objectives: Readonly<Record<CampaignType, string>> = {
  lead_gen: "leads",
  content: "content",
  retention: "retention",
  ad: "ads",
};
const platformNames: Readonly<Record<Platform, string>> = {
  google_ads: "google ads",
  linkedin: "linkedin",
  producthunt: "product hunt",
};

const isPlatform = (name: string): name is Platform => Object.hasOwn(platformNames, name);
/** Platforms first; an ad platform may be among the channels too. */
const placesOf = ({ platforms, channels }: Plan): ReadonlyArray<string> => [
  ...new Set([...platforms, ...channels].map((p) => (isPlatform(p) ? platformNames[p] : p.replaceAll("_", " ")))),
];

/** Whom one does not want, and what is no word. */
const notAimedAt = new Set(["exclude_segments", "negative_keywords", "min_score", "size", "launch_date"]);
export const audienceKeywords = (audience: JsonValue | undefined): ReadonlyArray<string> => keywordsOf(audience, notAimedAt);

const told = new Set(["audience", "channels", "goals", "task_limit", "utm_campaign"]);
const isObject = (v: JsonValue | undefined): v is JsonObject => typeof v === "object" && v !== null && !Array.isArray(v);

/** The keywords of a config; members that nobody knows are what the campaign is about. */
export const configKeywords = (config: JsonObject): Pick<Plan, "channels" | "audience" | "goals" | "themes"> => ({
  channels: keywordsOf(config.channels, new Set()),
  audience: audienceKeywords(config.audience),
  goals: isObject(config.goals) ? normalizeKeywords(Object.keys(config.goals).map((metric) => metric.replaceAll("_", " "))) : [],
  themes: keywordsOf(config, told),
});

const titles = ["title", "headline", "subject", "description"] as const;
/** What its creatives say first. */
export const creativeKeywords = (creatives: ReadonlyArray<Pick<Creative, "data">>): ReadonlyArray<string> =>
  normalizeKeywords(creatives.flatMap(({ data }) => titles.flatMap((title) => (typeof data[title] === "string" ? [data[title]] : []))));

const magnitudes = [
  [100, "tens"],
  [1_000, "hundreds"],
  [10_000, "thousands"],
  [100_000, "ten-thousands"],
  [1_000_000, "hundred-thousands"],
  [Number.POSITIVE_INFINITY, "millions"],
] as const;
const budgetWord = (micros: number | null | undefined): string => {
  if (micros === undefined) return "";
  return micros === null ? "unlimited" : magnitudes.find(([below]) => micros < below * 1_000_000)![1];
};

const spans = [
  [2, "hours"],
  [7, "days"],
  [31, "weeks"],
  [183, "months"],
  [Number.POSITIVE_INFINITY, "years"],
] as const;

/**
 * A plan as it is embedded: a line for each thing that is said, always in the same order, so that the same plan is the same text. What all plans
 * would share, as headings, is left out or is a word that says little: it would make every two of them alike. (With the local embedder, of
 * the ten nearest eight were about the same thing then, and six before.)
 */
export const planText = (plan: Plan): string =>
  [
    ["", plan.name.trim()],
    ["for", plan.type === null ? "" : objectives[plan.type]],
    ["on", placesOf(plan).join(", ")],
    ["to", plan.audience.join(", ")],
    ["about", [...plan.themes, ...plan.creatives].join(", ")],
    ["for", plan.goals.join(", ")],
    ["with", budgetWord(plan.budget)],
    ["over", plan.days === null ? "" : spans.find(([below]) => plan.days! < below)![1]],
    ["", plan.text?.trim() ?? ""],
  ]
    .flatMap(([preposition, said]) => (said === "" ? [] : [`${preposition} ${said}`.trim()]))
    .join("\n");
