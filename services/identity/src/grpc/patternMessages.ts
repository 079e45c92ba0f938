import { toTimestamp } from "@marketing/shared/grpc/struct";
import type { EntityIndexStatus } from "@marketing/shared/vectors/vectorIndex";
import type { PatternType } from "../pattern/pattern.ts";
import type { PatternRow } from "../pattern/patternQueries.ts";
import type { Recommended } from "../pattern/recommend.ts";
import { isConversion } from "../pattern/words.ts";

/** Patterns, as the messages of pattern_service.proto. */

export const typeMessage = (type: PatternType): string => `PATTERN_TYPE_${type.toUpperCase()}`;

export const patternMessage = (p: PatternRow) => ({
  userId: p.user_id,
  description: p.description,
  segment: p.segment,
  frequency: p.frequency,
  conversionRate: p.conversion_rate,
  patternType: typeMessage(p.pattern_type),
  lastActive: toTimestamp(p.last_active),
  actions: p.actions,
  conversions: p.actions.filter(isConversion),
  computedAt: toTimestamp(p.computed_at),
  position: p.position,
});

export const statusMessage = (s: EntityIndexStatus) => ({
  state: `PATTERN_INDEX_STATE_${s.state.toUpperCase()}`,
  wantedPosition: s.wantedPosition,
  indexedPosition: s.indexedPosition,
  model: s.model,
  error: s.error,
});

export const similarMessage = (p: PatternRow, score: number, why: ReadonlyArray<string>) => ({
  userId: p.user_id,
  score,
  segment: p.segment,
  frequency: p.frequency,
  conversionRate: p.conversion_rate,
  patternType: typeMessage(p.pattern_type),
  lastActive: toTimestamp(p.last_active),
  why,
});

export const recommendationMessage = (r: Recommended) => ({
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
