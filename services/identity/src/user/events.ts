import {
  PredictionSetSchema,
  SegmentAssignedSchema,
  SegmentRemovedSchema,
  TraitsChangedSchema,
  UserCreatedSchema,
  UserIdentifiedSchema,
  UserMergedSchema,
  UserUnmergedSchema,
} from "@marketing/protos/identity/v1/identity_events";
import { isoTime } from "@marketing/shared/base/isoTime";
import { defineEvents, type EventOf, event, shape } from "@marketing/shared/log/defineEvents";
import type {
  ClaimMadeEarlier,
  MemberChanged,
  MergedInto,
  PredictionSet,
  SegmentUnassigned,
  ToldLayer,
  TraitsChanged,
  UnmergedFrom,
  UserCreated,
  UserIdentified,
  UserMerged,
  UserUnmerged,
} from "./eventData.ts";

const at = Date.UTC(2026, 4, 4, 9, 30);
const userId = "0b0e7f5e-6d1c-5b64-9d0a-6a3c1b6f2d01";
const loserId = "5a1c3f0e-93e1-5f7d-8a8e-0d2f1e4b7c02";
const mergeId = "7d2e9a44-1f0b-5c3d-b7a6-3e5f8c9d0a03";
const layer: ToldLayer = {
  ...{ mergeId, loserId, ids: [loserId], said: { [loserId]: {} }, segments: {}, prediction: null, firstSeen: at, lastSeen: null },
};

/** Streams `user-<id>`. Times are milliseconds since 1970. */
export const userEvents = defineEvents(
  {
    user_created: event<UserCreated>({
      version: 1,
      personal: ["email", "emailKey", "externalId", "anonymousId"],
      public: shape("user.created", UserCreatedSchema, (d) => ({
        userId: d.userId,
        externalId: d.externalId ?? undefined,
        email: d.email ?? undefined,
        anonymous: !d.known && d.externalId === null && d.email === null,
        createdAt: isoTime(d.createdAt),
      })),
      sample: { userId, externalId: "ada", email: "ada@engines.example", known: true, createdAt: at, seenAt: at, anonymousId: null },
    }),
    user_identified: event<UserIdentified>({
      version: 1,
      personal: ["email", "emailKey", "previousEmail", "externalId", "anonymousId"],
      public: shape("user.identified", UserIdentifiedSchema, (d) => ({
        userId: d.userId,
        externalId: d.externalId ?? undefined,
        email: d.email ?? undefined,
        previousEmail: d.previousEmail ?? undefined,
        anonymousId: d.anonymousId ?? undefined,
        timestamp: isoTime(d.at),
        contextActive: d.active,
      })),
      sample: {
        ...{ userId, externalId: null, email: "ada@engines.example", known: true, previousEmail: "ada@old.example" },
        ...{ anonymousId: "visitor-17", at, active: true },
      },
    }),
    traits_changed: event<TraitsChanged>({
      version: 1,
      personal: ["set", "said"],
      public: shape("user.traits-changed", TraitsChangedSchema, (d) =>
        d.set !== null && Object.keys(d.set).length === 0 && d.unset.length === 0
          ? null
          : { userId: d.userId, set: d.set ?? {}, unset: d.unset, timestamp: isoTime(d.at), source: d.source },
      ),
      sample: { userId, set: { plan: "pro", seats: 5 }, unset: ["trial"], at, source: "api" },
    }),
    user_merged: event<UserMerged>({
      version: 1,
      personal: ["layer", "anonymousId"],
      public: shape("user.merged", UserMergedSchema, (d) => ({
        mergeId: d.mergeId,
        winnerUserId: d.userId,
        loserUserId: d.loserId,
        anonymousId: d.anonymousId ?? undefined,
        reason: d.reason,
        timestamp: isoTime(d.at),
      })),
      sample: { mergeId, userId, loserId, anonymousId: "visitor-17", reason: "identify", layer, at },
    }),
    user_unmerged: event<UserUnmerged>({
      version: 1,
      public: shape("user.unmerged", UserUnmergedSchema, (d) => ({
        mergeId: d.mergeId,
        winnerUserId: d.userId,
        loserUserId: d.loserId,
        reason: d.reason,
        timestamp: isoTime(d.at),
      })),
      sample: { mergeId, userId, loserId, reason: "two people, one device", at },
    }),
    merged_into: event<MergedInto>({ version: 1 }),
    unmerged_from: event<UnmergedFrom>({ version: 1, personal: ["back"] }),
    claim_made_earlier: event<ClaimMadeEarlier>({ version: 1 }),
    segment_assigned: event<SegmentUnassigned & { readonly priority: number }>({
      version: 1,
      public: shape("user.segment-assigned", SegmentAssignedSchema, (d) => ({
        userId: d.userId,
        segment: d.segment,
        priority: d.priority,
        source: d.source,
        timestamp: isoTime(d.at),
      })),
      sample: { userId, segment: "vip", priority: 90, source: "manual", at },
    }),
    segment_removed: event<SegmentUnassigned>({
      version: 1,
      public: shape("user.segment-removed", SegmentRemovedSchema, (d) => ({
        userId: d.userId,
        segment: d.segment,
        source: d.source,
        timestamp: isoTime(d.at),
      })),
      sample: { userId, segment: "vip", source: "manual", at },
    }),
    member_added: event<MemberChanged>({ version: 1 }),
    member_removed: event<MemberChanged>({ version: 1 }),
    prediction_set: event<PredictionSet>({
      version: 1,
      public: shape("user.prediction-set", PredictionSetSchema, (d) => ({
        userId: d.userId,
        ltvPrediction: d.ltvPrediction ?? undefined,
        currency: d.currency ?? undefined,
        churnRisk: d.churnRisk === null ? undefined : Number(d.churnRisk),
        modelVersion: d.modelVersion,
        predictedAt: isoTime(d.predictedAt),
      })),
      sample: { userId, ltvPrediction: "1240.50", currency: "EUR", churnRisk: "0.1250", modelVersion: "churn-7", predictedAt: at },
    }),
  },
  { sampleStream: `user-${userId}` },
);
export type UserEvent = EventOf<typeof userEvents>;
