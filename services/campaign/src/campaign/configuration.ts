import { longerThan } from "@marketing/shared/base/codePoints";
import type { Violation } from "@marketing/shared/base/errors";
import type { JsonObject, JsonValue } from "@marketing/shared/base/json";
import { platforms } from "../ad/platforms.ts";
import type { CampaignType } from "./terms.ts";

const everyChannel = [
  "email",
  "sms",
  "push",
  "in_app",
  "web",
  "social",
  "blog",
  "seo",
  "landing_page",
  "webinar",
  "referral",
  "direct_mail",
  ...platforms,
];

/** Where a campaign of each type can be. */
export const channelsOf: Readonly<Record<CampaignType, ReadonlyArray<string>>> = {
  lead_gen: everyChannel,
  content: ["blog", "social", "email", "seo", "landing_page", "web", "webinar", "linkedin", "producthunt"],
  retention: ["email", "sms", "push", "in_app", "web", "social", "direct_mail", "referral"],
  ad: platforms,
};

const rates = ["engagement_rate", "retention_rate", "click_rate"];
export const goalMetrics = [
  ...["leads", "qualified_leads", "conversions", "revenue", "impressions", "clicks", "signups", "content_pieces", "roi"],
  ...rates,
];

const isObject = (v: JsonValue | undefined): v is JsonObject => typeof v === "object" && v !== null && !Array.isArray(v);
const isText = (v: unknown, max = 255): v is string => typeof v === "string" && v.trim() !== "" && !longerThan(v, max);

class Problems {
  readonly found: Violation[] = [];
  add(field: string, description: string): undefined {
    this.found.push({ field: `config.${field}`, description });
  }
}

const checkTexts = (p: Problems, field: string, value: JsonValue, known?: ReadonlyArray<string>): undefined => {
  if (!Array.isArray(value)) return p.add(field, "must be a list");
  if (value.length > 100) return p.add(field, "must have at most 100 items");
  const seen = new Set<string>();
  for (const [i, item] of (value as ReadonlyArray<JsonValue>).entries()) {
    if (!isText(item)) p.add(`${field}[${i}]`, "must be a text of 1 to 255 characters");
    else if (known && !known.includes(item)) p.add(`${field}[${i}]`, `${item} is not one of ${known.join(", ")}`);
    else if (seen.has(item)) p.add(`${field}[${i}]`, `${item} stands twice`);
    if (typeof item === "string") seen.add(item);
  }
};

const checkAudience = (p: Problems, audience: JsonValue): undefined => {
  if (!isObject(audience)) return p.add("audience", "must be an object");
  for (const list of ["segments", "exclude_segments", "sources"] as const)
    if (list in audience) checkTexts(p, `audience.${list}`, audience[list]!);
  if ("traits" in audience && !isObject(audience.traits)) p.add("audience.traits", "must be an object");
  const score = audience.min_score;
  if ("min_score" in audience && !(typeof score === "number" && score >= 0 && score <= 1))
    p.add("audience.min_score", "must be a number from 0 to 1");
};

const checkGoals = (p: Problems, goals: JsonValue): undefined => {
  if (!isObject(goals)) return p.add("goals", "must be an object");
  for (const [metric, target] of Object.entries(goals)) {
    if (!goalMetrics.includes(metric)) p.add(`goals.${metric}`, `is not one of ${goalMetrics.join(", ")}`);
    else if (typeof target !== "number" || target < 0) p.add(`goals.${metric}`, "must be a number that is not negative");
    else if (rates.includes(metric) && target > 1) p.add(`goals.${metric}`, "is a rate: from 0 to 1");
  }
};

const checkLimit = (p: Problems, limit: JsonValue): undefined => {
  if (!isObject(limit)) return p.add("task_limit", "must be an object");
  for (const [field, most] of [["max", 100_000] as const, ["window_seconds", 86_400] as const]) {
    const value = limit[field];
    if (!(Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most))
      p.add(`task_limit.${field}`, `must be a whole number from 1 to ${most}`);
  }
};

/** Everything that is wrong with a config, for a type. Members that are not known stay as they are. */
export const configProblems = (config: JsonObject, type: CampaignType): ReadonlyArray<Violation> => {
  const p = new Problems();
  if ("audience" in config) checkAudience(p, config.audience!);
  if ("channels" in config) checkTexts(p, "channels", config.channels!, channelsOf[type]);
  if ("goals" in config) checkGoals(p, config.goals!);
  if ("task_limit" in config) checkLimit(p, config.task_limit!);
  if ("utm_campaign" in config && !isText(config.utm_campaign)) p.add("utm_campaign", "must be a text of 1 to 255 characters");
  return p.found;
};

/** Segments a config names, each with the field that does. */
export const segmentsNamed = (config: JsonObject): ReadonlyArray<{ readonly field: string; readonly segment: string }> => {
  const { audience } = config;
  if (!isObject(audience)) return [];
  return (["segments", "exclude_segments"] as const).flatMap((list) => {
    const names = audience[list];
    return Array.isArray(names) ? names.map((segment, i) => ({ field: `config.audience.${list}[${i}]`, segment: String(segment) })) : [];
  });
};

/** How many of a campaign's tasks are handed out in a sliding window; null = any number. */
export const taskLimitOf = (config: JsonObject): { readonly max: number; readonly windowMs: number } | null => {
  const { task_limit: limit } = config;
  return isObject(limit) ? { max: Number(limit.max), windowMs: Number(limit.window_seconds) * 1_000 } : null;
};

/** What a touchpoint carries as utm_campaign when it means this campaign. Lower case. */
export const utmCampaignOf = (name: string, config: JsonObject): string =>
  typeof config.utm_campaign === "string"
    ? config.utm_campaign.trim().toLowerCase()
    : name
        .toLowerCase()
        .normalize("NFKD")
        .replaceAll(/\p{M}+/gu, "")
        .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
        .replaceAll(/^-+|-+$/g, "");
