import { toStruct, toTimestamp, toTimestampOrNull } from "@marketing/shared/grpc/struct";
import type { SegmentState } from "../segment/segment.ts";
import type { BuildRow, HistoryRow, MemberRow, SegmentRow } from "../segment/segmentQueries.ts";

/** What the rest of the service knows of segments, as the messages of segment_service.proto. */

export const segmentMessage = (s: SegmentRow) => ({
  segmentId: s.segment_id,
  name: s.name,
  description: s.description,
  rule: toStruct(s.rule),
  priority: s.priority,
  status: `SEGMENT_STATUS_${s.status.toUpperCase()}`,
  revision: s.revision,
  createdAt: toTimestamp(s.created_at),
  updatedAt: toTimestamp(s.updated_at),
  activatedAt: toTimestampOrNull(s.activated_at),
  archivedAt: toTimestampOrNull(s.archived_at),
  version: s.version,
});

const date = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

export const segmentOfState = (s: SegmentState, version: number) =>
  segmentMessage({
    segment_id: s.segmentId,
    name: s.name,
    description: s.description,
    rule: s.rule,
    priority: s.priority,
    status: s.status ?? "draft",
    revision: s.revision,
    created_at: new Date(s.createdAt),
    updated_at: new Date(s.updatedAt),
    activated_at: date(s.activatedAt),
    archived_at: date(s.archivedAt),
    version,
  });

const phases: Readonly<Record<BuildRow["phase"], string>> = {
  waiting: "BUILD_PHASE_BACKFILLING",
  backfilling: "BUILD_PHASE_BACKFILLING",
  evaluating: "BUILD_PHASE_EVALUATING",
  ready: "BUILD_PHASE_READY",
  retiring: "BUILD_PHASE_RETIRING",
};

export const buildMessage = (b: BuildRow) => ({
  phase: phases[b.phase],
  revision: b.revision,
  peopleEvaluated: b.evaluated,
  peopleTotal: b.total,
  startedAt: toTimestamp(b.started_at),
  finishedAt: toTimestampOrNull(b.finished_at),
});

export const memberMessage = (m: MemberRow) => ({
  userId: m.user_id,
  priority: m.priority,
  enteredAt: toTimestamp(m.assigned_at),
  source: m.source,
});

export const historyMessage = (h: HistoryRow) => ({
  segment: h.segment,
  userId: h.user_id,
  change: h.entered ? "SEGMENT_CHANGE_ENTERED" : "SEGMENT_CHANGE_EXITED",
  at: toTimestamp(h.at),
  cause: h.cause,
  position: h.position,
});
