import { invalidArgument, type Violation } from "@marketing/shared/base/errors";
import type { JsonObject } from "@marketing/shared/base/json";
import { sleep } from "@marketing/shared/base/sleep";
import { commandFields, list, oneOf, optional, text, timestamp, uuid } from "@marketing/shared/grpc/schema";
import { fromTimestamp, type WireTimestamp } from "@marketing/shared/grpc/struct";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { Schema } from "effect";
import { configProblems, segmentsNamed } from "../campaign/campaignConfig.ts";
import { type CampaignType, campaignTypes } from "../campaign/campaignEvents.ts";
import { budget, changedFields, currency, name, object, structOf, withRules } from "./fields.ts";

export const campaignType = oneOf("CAMPAIGN_TYPE", campaignTypes);
const typeOf = (raw: unknown): CampaignType | null => campaignTypes.find((t) => raw === `CAMPAIGN_TYPE_${t.toUpperCase()}`) ?? null;

const configRule = (raw: Record<string, unknown>): ReadonlyArray<Violation> => {
  const config = structOf(raw.config);
  return config === null ? [] : configProblems(config, typeOf(raw.type) ?? "lead_gen");
};

export const readCreate = withRules(
  Schema.Struct({
    campaignId: optional(uuid),
    name,
    type: campaignType,
    config: object,
    budgetMicros: optional(budget),
    currency: optional(currency),
    dailyBudgetMicros: optional(budget),
    requestId: commandFields.requestId,
  }),
  configRule,
);

const updatable = {
  name: (raw: Record<string, unknown>) => raw.name !== "",
  type: (raw: Record<string, unknown>) => raw.type !== "CAMPAIGN_TYPE_UNSPECIFIED",
  config: (raw: Record<string, unknown>) => raw.config !== null && raw.config !== undefined,
  budget_micros: (raw: Record<string, unknown>) => raw.budgetMicros !== undefined && raw.budgetMicros !== null,
  daily_budget_micros: (raw: Record<string, unknown>) => raw.dailyBudgetMicros !== undefined && raw.dailyBudgetMicros !== null,
};

const readUpdateFields = withRules(
  Schema.Struct({
    campaignId: uuid,
    name: optional(name),
    type: optional(oneOf("CAMPAIGN_TYPE", ["unspecified", ...campaignTypes])),
    config: object,
    budgetMicros: optional(budget),
    dailyBudgetMicros: optional(budget),
    updateMask: list(text(50), 10),
    ...commandFields,
  }),
  (raw) => {
    const { fields, violations } = changedFields(raw, updatable);
    if (fields.has("name") && raw.name === "") violations.push({ field: "name", description: "is required" });
    if (fields.has("type") && typeOf(raw.type) === null) violations.push({ field: "type", description: "is required" });
    return violations;
  },
);
export const readUpdate = (raw: never) => ({ ...readUpdateFields(raw), fields: changedFields(raw, updatable).fields });

/** A config whose type is known only once the campaign is loaded. */
export const checkConfig = (config: JsonObject, type: CampaignType): void => {
  const problems = configProblems(config, type);
  if (problems.length > 0) throw invalidArgument(problems);
};

const hour = 3_600_000;
const at = (raw: unknown): number => (raw ? fromTimestamp(raw as WireTimestamp).getTime() : Number.NaN);
export const defaultWindowMs = hour;

export const readSchedule = withRules(
  Schema.Struct({ campaignId: uuid, startAt: timestamp, startUntil: optional(timestamp), endAt: optional(timestamp), ...commandFields }),
  (raw) => {
    const start = at(raw.startAt);
    const until = raw.startUntil ? at(raw.startUntil) : start + defaultWindowMs;
    const end = at(raw.endAt);
    const violations: Violation[] = [];
    if (until <= start) violations.push({ field: "start_until", description: "must be after start_at" });
    else if (until <= Date.now())
      violations.push({ field: raw.startUntil ? "start_until" : "start_at", description: "the start window is over already" });
    if (end <= until) violations.push({ field: "end_at", description: "must be after the start window" });
    return violations;
  },
);

const segmentWaitMs = 2_000;

/** Segments a config names must exist; one that identity has just told of gets a moment to arrive here. */
export const requireSegments = async (pool: Pool, tenantId: string, config: JsonObject): Promise<void> => {
  const named = segmentsNamed(config);
  if (named.length === 0) return;
  const until = Date.now() + segmentWaitMs;
  for (;;) {
    const { rows } = await withTenant(pool, tenantId, (client) =>
      client.query<{ segment: string }>("SELECT segment FROM known_segments WHERE tenant_id = $1 AND segment = ANY ($2)", [
        tenantId,
        named.map((n) => n.segment),
      ]),
    );
    const known = new Set(rows.map((r) => r.segment));
    const unknown = named.filter((n) => !known.has(n.segment));
    if (unknown.length === 0) return;
    if (Date.now() > until)
      throw invalidArgument(unknown.map(({ field, segment }) => ({ field, description: `there is no segment ${segment}` })));
    await sleep(100);
  }
};
