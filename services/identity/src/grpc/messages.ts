import { toStruct, toTimestamp, toTimestampOrNull, toValue } from "@marketing/shared/grpc/struct";
import type { SessionRow } from "../session/sessionQueries.ts";
import { anonymous, effective, mergedIds, primarySegment, segmentsOf } from "../user/person.ts";
import type { Profile } from "../user/profileView.ts";
import type { MergeRow, TraitChangeRow } from "../user/userQueries.ts";
import type { Person } from "../user/userRow.ts";

/** What the rest of the service knows, as the messages of identity_service.proto. */

const time = (ms: number | null | undefined) => (ms === null || ms === undefined ? null : toTimestamp(new Date(ms)));
const number = (decimal: string | null): { churnRisk: number } | undefined =>
  decimal === null ? undefined : { churnRisk: Number(decimal) };

export const userMessage = ({ state, version }: Person) => {
  const seen = effective(state);
  const segments = segmentsOf(state);
  const p = seen.prediction;
  return {
    userId: state.userId,
    email: state.email ?? "",
    createdAt: time(state.createdAt),
    lastSeen: time(seen.lastSeen),
    traits: toStruct(seen.traits),
    segment: primarySegment(segments) ?? "",
    ...(p?.ltvPrediction ? { ltvPrediction: p.ltvPrediction } : {}),
    ...number(p?.churnRisk ?? null),
    externalId: state.externalId ?? "",
    anonymous: anonymous(state),
    currency: p?.currency ?? "",
    modelVersion: p?.modelVersion ?? "",
    predictedAt: time(p?.predictedAt),
    mergedUserIds: mergedIds(state),
    segments: Object.entries(segments)
      .sort(([a, x], [b, y]) => y.priority - x.priority || (a < b ? -1 : 1))
      .map(([segment, m]) => ({ segment, priority: m.priority, assignedAt: time(m.at), source: m.source })),
    version,
  };
};

export const profileMessage = (p: Profile) => ({
  userId: p.userId,
  email: p.email ?? "",
  segment: p.segment ?? "",
  lastEventTime: p.lastEventTime ?? 0,
  traits: toStruct(p.traits),
  externalId: p.externalId ?? "",
  anonymous: p.anonymous,
  ...(p.ltvPrediction === null ? {} : { ltvPrediction: p.ltvPrediction }),
  ...number(p.churnRisk),
  segments: p.segments,
});

export const sessionMessage = (s: SessionRow) => ({
  sessionId: s.session_id,
  userId: s.user_id,
  startTime: toTimestamp(s.start_time),
  lastActivity: toTimestamp(s.last_activity),
  endTime: toTimestampOrNull(s.end_time),
  pageViews: s.page_views,
  events: s.events,
  status: s.end_time === null ? "SESSION_STATUS_ACTIVE" : "SESSION_STATUS_ENDED",
  endReason: s.end_reason ?? "",
  derived: s.derived,
  lateEvents: s.late_events,
});

const json = (text: string | null) => (text === null ? null : toValue(JSON.parse(text)));

export const traitChangeMessage = (c: TraitChangeRow) => ({
  trait: c.trait,
  oldValue: json(c.old_value),
  newValue: json(c.new_value),
  at: toTimestamp(c.at),
  source: c.source,
  userId: c.user_id,
  position: c.position,
});

export const mergeMessage = (m: MergeRow) => ({
  mergeId: m.merge_id,
  winnerUserId: m.winner_user_id,
  loserUserId: m.loser_user_id,
  mergedAt: toTimestamp(m.merged_at),
  reason: m.reason,
  undoneAt: toTimestampOrNull(m.undone_at),
});
