import {
  type BehaviorPatternSchema,
  PatternIndexStateSchema,
  type PatternIndexStatusSchema,
  PatternTypeSchema,
  type RecommendationSchema,
  type SimilarUserSchema,
} from "@marketing/protos/identity/v1/pattern_service";
import type { Outgoing } from "@marketing/shared/grpc/contract";
import { enumName } from "@marketing/shared/grpc/schema";
import { toTimestamp } from "@marketing/shared/grpc/struct";
import type { EntityIndexStatus } from "@marketing/shared/vectors/vectorIndex";
import { effective } from "../user/effective.ts";
import { isConversion } from "./conversion.ts";
import type { FoundSimilar } from "./findSimilar.ts";
import type { PatternRow } from "./queries.ts";
import type { Recommended } from "./recommend.ts";

export const patternMessage = (p: PatternRow): Outgoing<typeof BehaviorPatternSchema> => ({
  userId: p.user_id,
  description: p.description,
  segment: p.segment,
  frequency: p.frequency,
  conversionRate: p.conversion_rate,
  patternType: enumName(PatternTypeSchema, p.pattern_type),
  lastActive: toTimestamp(p.last_active),
  actions: p.actions,
  conversions: p.actions.filter(isConversion),
  computedAt: toTimestamp(p.computed_at),
  position: p.position,
});

export const statusMessage = (s: EntityIndexStatus): Outgoing<typeof PatternIndexStatusSchema> => ({
  state: enumName(PatternIndexStateSchema, s.state),
  wantedPosition: s.wantedPosition,
  indexedPosition: s.indexedPosition,
  model: s.model,
  error: s.error,
});

/** The index does not say how far it is, and why. */
export const unknownStatus = (wantedPosition: number, error: string): Outgoing<typeof PatternIndexStatusSchema> => ({
  state: "PATTERN_INDEX_STATE_UNSPECIFIED",
  wantedPosition,
  indexedPosition: 0,
  model: "",
  error,
});

const words = (...values: ReadonlyArray<unknown>): string => values.filter((v) => typeof v === "string" && v.trim() !== "").join(" ");

/** The trait `name`, else first and last. */
const nameOf = ({ name, first_name, last_name }: Readonly<Record<string, unknown>>): string => words(name) || words(first_name, last_name);

export const similarMessage = ({ user, pattern: p, score, why }: FoundSimilar): Outgoing<typeof SimilarUserSchema> => ({
  userId: p.user_id,
  score,
  segment: p.segment,
  frequency: p.frequency,
  conversionRate: p.conversion_rate,
  patternType: enumName(PatternTypeSchema, p.pattern_type),
  lastActive: toTimestamp(p.last_active),
  why,
  name: nameOf(effective(user).traits),
  email: user.email ?? "",
  externalId: user.externalId ?? "",
});

export const recommendationMessage = (r: Recommended): Outgoing<typeof RecommendationSchema> => ({
  action: r.action,
  conversion: r.conversion,
  score: r.score,
  lift: r.lift,
  peopleTookIt: r.tookIt,
  peopleConsidered: r.considered,
  confidence: r.confidence,
  evidence: r.evidence,
  similarUserIds: r.userIds,
});
