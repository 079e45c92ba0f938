import {
  type SegmentBuildSchema,
  type SegmentHistoryEntrySchema,
  type SegmentMemberSchema,
  type SegmentSchema,
  SegmentStatusSchema,
} from "@marketing/protos/identity/v1/segment_service";
import type { Outgoing } from "@marketing/shared/grpc/contract";
import { enumName } from "@marketing/shared/grpc/schema";
import { toStruct, toTimestamp, toTimestampOrNull } from "@marketing/shared/grpc/struct";
import type { BuildRow, HistoryRow, MemberRow, SegmentRow } from "./queries.ts";
import type { SegmentState } from "./state.ts";

export const segmentMessage = (s: SegmentRow): Outgoing<typeof SegmentSchema> => ({
  segmentId: s.segment_id,
  name: s.name,
  description: s.description,
  rule: toStruct(s.rule),
  priority: s.priority,
  status: enumName(SegmentStatusSchema, s.status),
  revision: s.revision,
  createdAt: toTimestamp(s.created_at),
  updatedAt: toTimestamp(s.updated_at),
  activatedAt: toTimestampOrNull(s.activated_at),
  archivedAt: toTimestampOrNull(s.archived_at),
  version: s.version,
});

const date = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

export const segmentOfState = (s: SegmentState, version: number): Outgoing<typeof SegmentSchema> =>
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

const phases = {
  waiting: "BUILD_PHASE_BACKFILLING",
  backfilling: "BUILD_PHASE_BACKFILLING",
  evaluating: "BUILD_PHASE_EVALUATING",
  ready: "BUILD_PHASE_READY",
  retiring: "BUILD_PHASE_RETIRING",
} as const satisfies Readonly<Record<BuildRow["phase"], string>>;

export const buildMessage = (b: BuildRow): Outgoing<typeof SegmentBuildSchema> => ({
  phase: phases[b.phase],
  revision: b.revision,
  peopleEvaluated: b.evaluated,
  peopleTotal: b.total,
  startedAt: toTimestamp(b.started_at),
  finishedAt: toTimestampOrNull(b.finished_at),
});

export const memberMessage = (m: MemberRow): Outgoing<typeof SegmentMemberSchema> => ({
  userId: m.user_id,
  priority: m.priority,
  enteredAt: toTimestamp(m.assigned_at),
  source: m.source,
});

export const historyMessage = (h: HistoryRow): Outgoing<typeof SegmentHistoryEntrySchema> => ({
  segment: h.segment,
  userId: h.user_id,
  change: h.entered ? "SEGMENT_CHANGE_ENTERED" : "SEGMENT_CHANGE_EXITED",
  at: toTimestamp(h.at),
  cause: h.cause,
  position: h.position,
});
