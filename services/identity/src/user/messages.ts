import type {
  MergeSchema,
  ProfileSchema,
  SegmentMembershipSchema,
  TraitChangeSchema,
  UserSchema,
} from "@marketing/protos/identity/v1/identity_service";
import { readJson } from "@marketing/shared/base/exactNumber";
import type { Outgoing } from "@marketing/shared/grpc/contract";
import { toStruct, toTimestamp, toTimestampOrNull, toValue } from "@marketing/shared/grpc/struct";
import { anonymous, createdAtOf, effective, mergedIds, primarySegment, segmentsOf } from "./effective.ts";
import type { MergeRow, TraitChangeRow } from "./historyQueries.ts";
import type { Profile } from "./profile.ts";
import type { SegmentAssignments } from "./profileData.ts";
import type { VersionedUser } from "./state.ts";

const time = (ms: number | null | undefined) => (ms === null || ms === undefined ? null : toTimestamp(new Date(ms)));
const double = (decimal: string | null | undefined): number | null => (decimal === null || decimal === undefined ? null : Number(decimal));

/** Of highest priority first. */
const membershipMessages = (segments: SegmentAssignments): ReadonlyArray<Outgoing<typeof SegmentMembershipSchema>> =>
  Object.entries(segments)
    .sort(([a, x], [b, y]) => y.priority - x.priority || (a < b ? -1 : 1))
    .map(([segment, { priority, at, source }]) => ({ segment, priority, assignedAt: time(at), source }));

export const userMessage = ({ state, version }: VersionedUser): Outgoing<typeof UserSchema> => {
  const shown = effective(state);
  const segments = segmentsOf(state);
  const prediction = shown.prediction;
  return {
    userId: state.userId,
    email: state.email ?? "",
    createdAt: time(createdAtOf(state, shown)),
    lastSeen: time(shown.lastSeen),
    traits: toStruct(shown.traits),
    segment: primarySegment(segments) ?? "",
    ltvPrediction: prediction?.ltvPrediction ?? null,
    churnRisk: double(prediction?.churnRisk),
    externalId: state.externalId ?? "",
    anonymous: anonymous(state),
    currency: prediction?.currency ?? "",
    modelVersion: prediction?.modelVersion ?? "",
    predictedAt: time(prediction?.predictedAt),
    mergedUserIds: mergedIds(state),
    segments: membershipMessages(segments),
    version,
  };
};

export const profileMessage = (p: Profile): Outgoing<typeof ProfileSchema> => ({
  userId: p.userId,
  email: p.email ?? "",
  segment: p.segment ?? "",
  lastEventTime: p.lastEventTime ?? 0,
  traits: toStruct(p.traits),
  externalId: p.externalId ?? "",
  anonymous: p.anonymous,
  ltvPrediction: p.ltvPrediction,
  churnRisk: double(p.churnRisk),
  segments: p.segments,
});

const json = (text: string | null) => (text === null ? null : toValue(readJson(text)));

export const traitChangeMessage = (c: TraitChangeRow): Outgoing<typeof TraitChangeSchema> => ({
  trait: c.trait,
  oldValue: json(c.old_value),
  newValue: json(c.new_value),
  at: toTimestamp(c.at),
  source: c.source,
  userId: c.user_id,
  position: c.position,
});

export const mergeMessage = (m: MergeRow): Outgoing<typeof MergeSchema> => ({
  mergeId: m.merge_id,
  winnerUserId: m.winner_user_id,
  loserUserId: m.loser_user_id,
  mergedAt: toTimestamp(m.merged_at),
  reason: m.reason,
  undoneAt: toTimestampOrNull(m.undone_at),
});
