import { longerThan } from "@marketing/shared/base/codePoints";
import type { Violation } from "@marketing/shared/base/errors";
import type { JsonObject, JsonValue } from "@marketing/shared/base/json";
import type { Platform } from "./platforms.ts";

type Kind = "texts" | "number" | "text";
const common: Readonly<Record<string, Kind>> = {
  locations: "texts",
  languages: "texts",
  segments: "texts",
  exclude_segments: "texts",
  interests: "texts",
  age_min: "number",
  age_max: "number",
  size: "number",
  notes: "text",
};
const texts = (...names: ReadonlyArray<string>): Readonly<Record<string, Kind>> => Object.fromEntries(names.map((n) => [n, "texts"]));

/** What each platform can aim at. */
const fields: Readonly<Record<Platform, Readonly<Record<string, Kind>>>> = {
  google_ads: { ...common, ...texts("keywords", "negative_keywords", "genders", "topics", "placements", "devices") },
  linkedin: { ...common, ...texts("job_titles", "job_functions", "industries", "company_sizes", "seniorities", "skills", "companies") },
  producthunt: { ...common, ...texts("topics", "makers", "collections"), launch_date: "text" },
};

const problem = (kind: Kind, value: JsonValue): string | null => {
  if (kind === "number") return typeof value === "number" && value >= 0 ? null : "must be a number that is not negative";
  if (kind === "text") return typeof value === "string" && !longerThan(value, 2_000) ? null : "must be a text of at most 2000 characters";
  if (!Array.isArray(value) || value.length > 1_000) return "must be a list of at most 1000 texts";
  return value.every((v) => typeof v === "string" && v.trim() !== "" && !longerThan(v, 255))
    ? null
    : "must be a list of texts of 1 to 255 characters";
};

/** Everything that is wrong with an audience on a platform. */
export const audienceProblems = (audience: JsonObject, platform: Platform): ReadonlyArray<Violation> => {
  const known = fields[platform];
  const found = Object.entries(audience).flatMap(([name, value]) => {
    const kind = Object.hasOwn(known, name) ? known[name] : undefined;
    const description = kind === undefined ? `${platform} knows no ${name}, only ${Object.keys(known).join(", ")}` : problem(kind, value);
    return description === null ? [] : [{ field: `audience_config.${name}`, description }];
  });
  const { age_min: from, age_max: until } = audience;
  if (typeof from === "number" && typeof until === "number" && from > until)
    found.push({ field: "audience_config.age_max", description: "must not be less than age_min" });
  return found;
};
