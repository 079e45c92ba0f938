import {
  CampaignTypeSchema,
  type CreateCampaignRequestSchema,
  type ScheduleCampaignRequestSchema,
  type UpdateCampaignRequestSchema,
} from "@marketing/protos/campaign/v1/campaign_service";
import type { Violation } from "@marketing/shared/base/errors";
import type { Incoming } from "@marketing/shared/grpc/contract";
import {
  commandFields,
  currency,
  enumName,
  enumOf,
  list,
  optional,
  optionalEnumOf,
  text,
  timestamp,
  uuid,
} from "@marketing/shared/grpc/schema";
import { fromTimestamp, type WireTimestamp } from "@marketing/shared/grpc/struct";
import { budget, changedFields, name, object, structOf } from "../fields.ts";
import { configProblems } from "./configuration.ts";
import { type CampaignType, campaignTypes } from "./terms.ts";

// How the requests that create, change and schedule campaigns are read.

export const optionalCampaignType = optionalEnumOf(CampaignTypeSchema, campaignTypes);
const typeOf = (raw: string): CampaignType | null => campaignTypes.find((t) => raw === enumName(CampaignTypeSchema, t)) ?? null;

export const createFields = {
  campaignId: optional(uuid),
  name,
  type: enumOf(CampaignTypeSchema, campaignTypes),
  config: object,
  budgetMicros: optional(budget),
  currency: optional(currency),
  dailyBudgetMicros: optional(budget),
  requestId: commandFields.requestId,
};

export const createRules = (raw: Incoming<typeof CreateCampaignRequestSchema>): ReadonlyArray<Violation> => {
  const config = structOf(raw.config);
  return config === null ? [] : configProblems(config, typeOf(raw.type) ?? "lead_gen");
};

export const updateFields = {
  campaignId: uuid,
  name: optional(name),
  type: optionalCampaignType,
  /** Null = not set; an empty one takes the place of what was there. */
  config: optional(object),
  budgetMicros: optional(budget),
  dailyBudgetMicros: optional(budget),
  updateMask: list(text(50), 10),
  ...commandFields,
};

type Updatable = "name" | "type" | "config" | "budgetMicros" | "dailyBudgetMicros" | "updateMask";
const isSet = (value: unknown): boolean => value !== null && value !== undefined && value !== "";

/** What an update is about, of the request as it came or as it was read. */
export const updateOf = (r: Readonly<Record<Exclude<Updatable, "updateMask">, unknown>> & { readonly updateMask: ReadonlyArray<string> }) =>
  changedFields(r.updateMask, {
    name: isSet(r.name),
    type: isSet(r.type) && r.type !== "CAMPAIGN_TYPE_UNSPECIFIED",
    config: isSet(r.config),
    budget_micros: isSet(r.budgetMicros),
    daily_budget_micros: isSet(r.dailyBudgetMicros),
  });

export const updateRules = (raw: Incoming<typeof UpdateCampaignRequestSchema>): ReadonlyArray<Violation> => {
  const { changes, violations } = updateOf(raw);
  if (changes("name") && raw.name === "") violations.push({ field: "name", description: "is required" });
  if (changes("type") && typeOf(raw.type) === null) violations.push({ field: "type", description: "is required" });
  return violations;
};

/** How long a start may be late where nothing is said, ms. */
export const defaultWindowMs = 3_600_000;

export const scheduleFields = {
  campaignId: uuid,
  startAt: timestamp,
  startUntil: optional(timestamp),
  endAt: optional(timestamp),
  ...commandFields,
};

const msOf = (raw: WireTimestamp | null | undefined): number => (raw ? fromTimestamp(raw).getTime() : Number.NaN);

export const scheduleRules = (raw: Incoming<typeof ScheduleCampaignRequestSchema>): ReadonlyArray<Violation> => {
  const start = msOf(raw.startAt);
  const until = raw.startUntil ? msOf(raw.startUntil) : start + defaultWindowMs;
  const end = msOf(raw.endAt);
  const violations: Violation[] = [];
  if (until <= start) violations.push({ field: "start_until", description: "must be after start_at" });
  else if (until <= Date.now())
    violations.push({ field: raw.startUntil ? "start_until" : "start_at", description: "the start window is over already" });
  if (end <= until) violations.push({ field: "end_at", description: "must be after the start window" });
  return violations;
};
