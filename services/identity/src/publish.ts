import { publisher, type Shape } from "@marketing/shared/bus/publisher";

const iso = (ms: number | null | undefined): string | undefined =>
  ms === null || ms === undefined ? undefined : new Date(ms).toISOString();
/** Protobuf JSON leaves an unset field out. */
const some = (value: string | null | undefined): string | undefined => value ?? undefined;

const shapes: Readonly<Record<string, Shape>> = {
  user_created: [
    "user",
    "created",
    "UserCreated",
    ({ data: d }) => ({
      userId: d.userId,
      externalId: some(d.externalId),
      email: some(d.email),
      anonymous: !d.known && d.externalId === null && d.email === null,
      createdAt: iso(d.createdAt),
    }),
  ],
  user_identified: [
    "user",
    "identified",
    "UserIdentified",
    ({ data: d }) => ({
      userId: d.userId,
      externalId: some(d.externalId),
      email: some(d.email),
      previousEmail: some(d.previousEmail),
      anonymousId: some(d.anonymousId),
      timestamp: iso(d.at),
      contextActive: d.active,
    }),
  ],
  traits_changed: [
    "user",
    "traits-changed",
    "TraitsChanged",
    ({ data: d }) => ({ userId: d.userId, set: d.set ?? {}, unset: d.unset, timestamp: iso(d.at), source: d.source }),
  ],
  user_merged: [
    "user",
    "merged",
    "UserMerged",
    ({ data: d }) => ({
      mergeId: d.mergeId,
      winnerUserId: d.userId,
      loserUserId: d.loserId,
      anonymousId: some(d.anonymousId),
      reason: d.reason,
      timestamp: iso(d.at),
    }),
  ],
  user_unmerged: [
    "user",
    "unmerged",
    "UserUnmerged",
    ({ data: d }) => ({ mergeId: d.mergeId, winnerUserId: d.userId, loserUserId: d.loserId, reason: d.reason, timestamp: iso(d.at) }),
  ],
  segment_assigned: [
    "user",
    "segment-assigned",
    "SegmentAssigned",
    ({ data: d }) => ({ userId: d.userId, segment: d.segment, priority: d.priority, source: d.source, timestamp: iso(d.at) }),
  ],
  segment_removed: [
    "user",
    "segment-removed",
    "SegmentRemoved",
    ({ data: d }) => ({ userId: d.userId, segment: d.segment, source: d.source, timestamp: iso(d.at) }),
  ],
  segment_entered: [
    "user",
    "segment-entered",
    "SegmentEntered",
    ({ data: d }) => ({
      userId: d.userId,
      segment: d.segment,
      segmentId: d.segmentId,
      priority: d.priority,
      cause: d.cause,
      timestamp: iso(d.at),
    }),
  ],
  segment_exited: [
    "user",
    "segment-exited",
    "SegmentExited",
    ({ data: d }) => ({ userId: d.userId, segment: d.segment, segmentId: d.segmentId, cause: d.cause, timestamp: iso(d.at) }),
  ],
  segment_created: [
    "segment",
    "created",
    "SegmentCreated",
    ({ data: d }) => ({ segmentId: d.segmentId, name: d.name, rule: d.rule, priority: d.priority, createdAt: iso(d.at) }),
  ],
  segment_updated: [
    "segment",
    "updated",
    "SegmentUpdated",
    ({ data: d }) => ({
      segmentId: d.segmentId,
      name: d.name,
      rule: d.rule,
      priority: d.priority,
      revision: d.revision,
      timestamp: iso(d.at),
    }),
  ],
  segment_activated: [
    "segment",
    "activated",
    "SegmentActivated",
    ({ data: d }) => ({ segmentId: d.segmentId, name: d.name, timestamp: iso(d.at) }),
  ],
  segment_archived: [
    "segment",
    "archived",
    "SegmentArchived",
    ({ data: d }) => ({ segmentId: d.segmentId, name: d.name, timestamp: iso(d.at) }),
  ],
  prediction_set: [
    "user",
    "prediction-set",
    "PredictionSet",
    ({ data: d }) => ({
      userId: d.userId,
      ltvPrediction: some(d.ltvPrediction),
      currency: some(d.currency),
      churnRisk: d.churnRisk === null ? undefined : Number(d.churnRisk),
      modelVersion: d.modelVersion,
      predictedAt: iso(d.predictedAt),
    }),
  ],
  session_started: [
    "session",
    "started",
    "SessionStarted",
    ({ data: d }) => ({ sessionId: d.sessionId, userId: d.userId, startTime: iso(d.startedAt), derived: d.derived }),
  ],
  session_ended: [
    "session",
    "ended",
    "SessionEnded",
    ({ data: d }) => ({
      sessionId: d.sessionId,
      userId: d.userId,
      startTime: iso(d.startedAt),
      endTime: iso(d.endedAt),
      pageViews: d.pageViews,
      events: d.events,
      reason: d.reason,
    }),
  ],
  tenant_created: [
    "tenant",
    "created",
    "TenantCreated",
    ({ data: d }) => ({ tenantId: d.tenantId, name: d.name, settings: d.settings, createdAt: d.createdAt }),
  ],
  tenant_settings_changed: [
    "tenant",
    "settings-changed",
    "TenantSettingsChanged",
    ({ data: d }) => ({ tenantId: d.tenantId, name: d.name, settings: d.settings }),
  ],
  api_key_created: [
    "api-key",
    "created",
    "ApiKeyCreated",
    ({ data: d }) => ({
      keyId: d.keyId,
      tenantId: d.tenantId,
      name: d.name,
      secretSha256: d.secretSha256,
      scopes: d.scopes,
      rateLimit: d.rateLimit ?? undefined,
      createdAt: d.createdAt,
      expiresAt: some(d.expiresAt),
    }),
  ],
  api_key_revoked: [
    "api-key",
    "revoked",
    "ApiKeyRevoked",
    ({ data: d }) => ({ keyId: d.keyId, tenantId: d.tenantId, revokedAt: d.revokedAt }),
  ],
};

/** What everybody may know of an event; null for what stays inside: reservations, activity, the other half of a merge. */
export const { publish, types: publicTypes } = publisher("identity", shapes);
