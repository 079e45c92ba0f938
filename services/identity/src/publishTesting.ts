import type { ApiKeyEvent } from "./apiKey/events.ts";
import type { MembershipEvent, SegmentEvent } from "./segment/segmentEvents.ts";
import { membershipStream, segmentStream } from "./segment/segmentEvents.ts";
import type { SessionEvent } from "./session/session.ts";
import type { TenantEvent } from "./tenant/events.ts";
import { userStream } from "./user/loadUser.ts";
import type { UserEvent } from "./user/userEvents.ts";

const at = Date.UTC(2026, 4, 4, 9, 30);
const tenantId = "018f0000-0000-7000-8000-0000000000aa";
const userId = "0b0e7f5e-6d1c-5b64-9d0a-6a3c1b6f2d01";
const loserId = "5a1c3f0e-93e1-5f7d-8a8e-0d2f1e4b7c02";
const mergeId = "7d2e9a44-1f0b-5c3d-b7a6-3e5f8c9d0a03";
const segmentId = "018f6a2b-4c1d-7e3f-8a5b-6c7d8e9f0a04";
const keyId = "k3qx7m2p9v4t";
const rule = { trait: "plan", op: "eq", value: "pro" };
const segment = { segmentId, name: "pro-customers", description: "", rule, priority: 30, at };
const member = { userId, segmentId, segment: "pro-customers", priority: 30 };
const session = {
  ...{ sessionId: "018f6a2b-5000-7000-8000-000000000005", userId, actorId: userId, known: true, derived: true },
  ...{ startedAt: at, lastAt: at + 600_000, pageViews: 4, events: 9, lateEvents: 0, endedAt: at + 600_000 },
};
const tenant = { tenantId, name: "Engines", settings: { ipPolicy: "truncate", timezone: "Europe/Berlin" } } as const;

/** An event of every type that is published, with its stream: for the examples in docs/ and for tests. */
export const publishSamples: ReadonlyArray<
  readonly [string, UserEvent | SegmentEvent | MembershipEvent | SessionEvent | TenantEvent | ApiKeyEvent]
> = [
  [
    userStream(userId),
    {
      type: "user_created",
      data: { userId, externalId: "ada", email: "ada@engines.example", known: true, createdAt: at, seenAt: at, anonymousId: null },
    },
  ],
  [
    userStream(userId),
    {
      type: "user_identified",
      data: {
        ...{ userId, externalId: null, email: "ada@engines.example", known: true, previousEmail: "ada@old.example" },
        ...{ anonymousId: "visitor-17", at, active: true },
      },
    },
  ],
  [userStream(userId), { type: "traits_changed", data: { userId, set: { plan: "pro", seats: 5 }, unset: ["trial"], at, source: "api" } }],
  [
    userStream(userId),
    { type: "user_merged", data: { mergeId, userId, loserId, anonymousId: "visitor-17", reason: "identify", layer: {} as never, at } },
  ],
  [userStream(userId), { type: "user_unmerged", data: { mergeId, userId, loserId, reason: "two people, one device", at } }],
  [userStream(userId), { type: "segment_assigned", data: { userId, segment: "vip", priority: 90, source: "manual", at } }],
  [userStream(userId), { type: "segment_removed", data: { userId, segment: "vip", source: "manual", at } }],
  [membershipStream(userId), { type: "segment_entered", data: { ...member, cause: "traits", at } }],
  [membershipStream(userId), { type: "segment_exited", data: { ...member, cause: "time", at } }],
  [segmentStream(segmentId), { type: "segment_created", data: segment }],
  [segmentStream(segmentId), { type: "segment_updated", data: { ...segment, revision: 2, active: true } }],
  [segmentStream(segmentId), { type: "segment_activated", data: { ...segment, revision: 1 } }],
  [segmentStream(segmentId), { type: "segment_archived", data: { segmentId, name: "pro-customers", at } }],
  [
    userStream(userId),
    {
      type: "prediction_set",
      data: { userId, ltvPrediction: "1240.50", currency: "EUR", churnRisk: "0.1250", modelVersion: "churn-7", predictedAt: at },
    },
  ],
  [`session-${session.sessionId}`, { type: "session_started", data: { ...session, endedAt: null, previousUserId: null } }],
  [`session-${session.sessionId}`, { type: "session_ended", data: { ...session, reason: "idle" } }],
  [`tenant-${tenantId}`, { type: "tenant_created", data: { ...tenant, createdAt: new Date(at).toISOString() } }],
  [`tenant-${tenantId}`, { type: "tenant_settings_changed", data: tenant }],
  [
    `api_key-${keyId}`,
    {
      type: "api_key_created",
      data: {
        ...{ keyId, tenantId, name: "shop", secretSha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" },
        ...{ scopes: ["tracking:write"], rateLimit: 100_000, createdAt: new Date(at).toISOString(), expiresAt: null },
      },
    },
  ],
  [`api_key-${keyId}`, { type: "api_key_revoked", data: { keyId, tenantId, revokedAt: new Date(at).toISOString() } }],
];
