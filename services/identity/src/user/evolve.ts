import { ownValue } from "@marketing/shared/base/own";
import type { MembershipEvent } from "../membership/events.ts";
import { effective, latest } from "./effective.ts";
import { emailKeyOf } from "./emailKey.ts";
import type { UserEvent } from "./events.ts";
import type { ProfileData } from "./profileData.ts";
import { initialUser, type UserState } from "./state.ts";

const without = <A>(record: { readonly [key: string]: A }, names: ReadonlyArray<string>): { readonly [key: string]: A } =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));

const withOwn = (state: UserState, data: Partial<ProfileData>): UserState => ({ ...state, own: { ...state.own, ...data } });

const notAdded = <Data extends ProfileData>(data: Data, segmentId: string): Data => {
  if (data.added === undefined) return data;
  const { added, ...rest } = data;
  const left = without(added, [segmentId]);
  return (Object.keys(left).length > 0 ? { ...rest, added: left } : rest) as Data;
};

/** The read table is folded by it too, so that what is decided on and what is shown cannot differ. */
export const evolve = (state: UserState, { type, data }: UserEvent): UserState => {
  switch (type) {
    case "user_created": {
      // a visitor may have been seen, merged or given a segment before: none of that is lost
      const createdAt = state.createdAt > 0 ? state.createdAt : data.createdAt;
      const known = {
        ...state,
        exists: true,
        userId: data.userId,
        externalId: data.externalId,
        email: data.email,
        emailKey: emailKeyOf(data),
        known: data.known,
        createdAt,
      };
      return withOwn(known, { lastSeen: latest(state.own.lastSeen, data.seenAt) });
    }
    case "user_identified":
      return withOwn(
        {
          ...state,
          externalId: state.externalId ?? data.externalId,
          email: data.email ?? state.email,
          emailKey: emailKeyOf(data) ?? state.emailKey,
          known: state.known || data.known,
        },
        { lastSeen: data.active ? latest(state.own.lastSeen, data.at) : state.own.lastSeen },
      );
    case "traits_changed":
      return withOwn(
        {
          ...state,
          layers: data.unset.length === 0 ? state.layers : state.layers.map((l) => ({ ...l, traits: without(l.traits, data.unset) })),
        },
        { traits: { ...without(state.own.traits, data.unset), ...data.set } },
      );
    case "user_merged":
      return { ...state, layers: [...state.layers, data.layer], undone: state.undone.filter((id) => id !== data.loserId) };
    case "user_unmerged":
      return { ...state, layers: state.layers.filter((l) => l.mergeId !== data.mergeId), undone: [...state.undone, data.loserId] };
    case "merged_into":
      return {
        ...state,
        exists: true,
        userId: data.userId,
        createdAt: state.createdAt > 0 ? state.createdAt : data.at,
        mergedInto: { mergeId: data.mergeId, winnerId: data.winnerId },
      };
    case "unmerged_from":
      return { ...state, mergedInto: null };
    case "segment_assigned":
      return withOwn(state, {
        segments: { ...state.own.segments, [data.segment]: { priority: data.priority, at: data.at, source: data.source } },
      });
    case "segment_removed":
      return withOwn(
        { ...state, layers: state.layers.map((l) => ({ ...l, segments: without(l.segments, [data.segment]) })) },
        { segments: without(state.own.segments, [data.segment]) },
      );
    case "member_added":
      return withOwn(state, { added: { ...state.own.added, [data.segmentId]: data.at } });
    case "member_removed":
      return {
        ...state,
        own: notAdded(state.own, data.segmentId),
        layers: state.layers.map((l) => notAdded(l, data.segmentId)),
      };
    case "prediction_set": {
      const last = effective(state).prediction;
      return withOwn(state, {
        prediction: {
          ltvPrediction: data.ltvPrediction ?? last?.ltvPrediction ?? null,
          currency: data.currency ?? last?.currency ?? null,
          churnRisk: data.churnRisk ?? last?.churnRisk ?? null,
          modelVersion: data.modelVersion,
          predictedAt: data.predictedAt,
        },
      });
    }
  }
};

/** Segments whose rules began or ceased to hold for the person; they are in a stream of their own, which the evaluation alone appends to. */
export const evolveMembership = (state: UserState, { type, data }: MembershipEvent): UserState => {
  if (type === "segment_exited") return { ...state, entered: without(state.entered, [data.segmentId]) };
  const at = type === "segment_entered" ? data.at : (ownValue(state.entered, data.segmentId)?.at ?? data.at);
  return { ...state, entered: { ...state.entered, [data.segmentId]: { segment: data.segment, priority: data.priority, at } } };
};

/** Activity, which is in a stream of its own: it moves `last_seen` only forward, and makes a visitor of whom nothing else is known. */
export const evolveActivity = (
  state: UserState,
  a: { userId: string; externalId: string | null; known: boolean; firstAt: number; lastAt: number | null },
): UserState => {
  const user = state.exists ? state : visitorSeen(a.userId, a.externalId, a.known, a.firstAt);
  return withOwn(user, { lastSeen: latest(user.own.lastSeen, a.lastAt) });
};

/** Activity under an id that was merged into this person. */
export const evolveLayerActivity = (state: UserState, loserId: string, lastSeen: number | null): UserState => ({
  ...state,
  layers: state.layers.map((l) => (l.loserId === loserId ? { ...l, lastSeen: latest(l.lastSeen, lastSeen) } : l)),
});

/** Somebody of whom only activity is known: a visitor without a stream of their own yet. */
export const visitorSeen = (userId: string, externalId: string | null, known: boolean, firstActivity: number): UserState => ({
  ...initialUser,
  exists: true,
  userId,
  externalId,
  known,
  createdAt: firstActivity,
});
