import { ownValue } from "@marketing/shared/base/own";
import type { MembershipEvent } from "../membership/events.ts";
import { earliest, effective } from "./effective.ts";
import { emailKeyOf } from "./emailKey.ts";
import type { UserEvent } from "./events.ts";
import { heard, layerOf, seen, seenAlso, withLayer } from "./layers.ts";
import type { ProfileData, Seen } from "./profileData.ts";
import { initialUser, noProfileData, type UserState } from "./state.ts";
import { registersOf } from "./traitRegister.ts";

const without = <A>(record: { readonly [key: string]: A }, names: ReadonlyArray<string>): { readonly [key: string]: A } =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));

const withOwn = (state: UserState, data: Partial<ProfileData>): UserState => ({ ...state, own: { ...state.own, ...data } });

const notAdded = <Data extends Pick<ProfileData, "added">>(data: Data, segmentId: string): Data => {
  if (data.added === undefined) return data;
  const { added, ...rest } = data;
  const left = without(added, [segmentId]);
  return (Object.keys(left).length > 0 ? { ...rest, added: left } : rest) as Data;
};

/** The read table is folded by it too, so that what is decided on and what is shown cannot differ. In whatever order things were said. */
export const evolve = (state: UserState, { type, data }: UserEvent): UserState => {
  switch (type) {
    case "user_created": {
      // a visitor may have been seen, merged or given a segment before: none of that is lost
      const { userId, email, createdAt, at = createdAt, messageId = "" } = data;
      const [externalId, known] = [data.externalId ?? state.externalId, state.known || data.known];
      const emailSaid = email === null ? null : { at, id: messageId };
      const created = { ...state, exists: true, userId, externalId, email, emailKey: emailKeyOf(data), emailSaid, known };
      return seen(created, userId, { firstSeen: createdAt, lastSeen: data.seenAt });
    }
    case "user_identified": {
      const { userId, externalId, email, known, at, active, of = userId, messageId = "" } = data;
      const identified = { ...state, externalId: state.externalId ?? externalId, known: state.known || known };
      const addressed =
        email === null ? identified : { ...identified, email, emailKey: emailKeyOf(data), emailSaid: { at, id: messageId } };
      return seen(addressed, of, { firstSeen: at, lastSeen: active ? at : null });
    }
    case "traits_changed": {
      const { userId, of = userId, at, messageId = "", said = { set: data.set ?? {}, unset: data.unset } } = data;
      return heard(state, of, registersOf(said ?? {}, { at, id: messageId }));
    }
    case "user_merged":
      return {
        ...state,
        layers: withLayer(state.layers, layerOf(data.layer, data)),
        undone: state.undone.filter((id) => id !== data.loserId),
      };
    case "claim_made_earlier": {
      const layer = state.layers.find((l) => l.mergeId === data.mergeId);
      return layer ? { ...state, layers: withLayer(state.layers, { ...layer, at: data.claim.at }) } : state;
    }
    case "user_unmerged": {
      const undone = data.movedTo === undefined ? [...state.undone, data.loserId] : state.undone;
      return { ...state, layers: state.layers.filter((l) => l.mergeId !== data.mergeId), undone };
    }
    case "merged_into": {
      const { mergeId, userId, winnerId, at, claim = null, madeAt = null } = data;
      return { ...state, exists: true, userId, namedAt: earliest(state.namedAt, at), mergedInto: { mergeId, winnerId, claim, madeAt } };
    }
    case "unmerged_from": {
      const { userId, back } = data;
      const left = { ...state, mergedInto: null };
      if (!back) return left;
      return Object.entries(back.said).reduce((user, [id, registers]) => heard(user, id, registers), seen(left, userId, back));
    }
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

/** Activity, which is in a stream of its own: the earliest and the latest of it count, and it makes a visitor of whom nothing else is known. */
export const evolveActivity = (
  state: UserState,
  a: { userId: string; externalId: string | null; known: boolean; firstAt: number; lastAt: number | null },
): UserState => {
  const user = state.exists ? state : visitorSeen(a.userId, a.externalId, a.known, a.firstAt);
  return {
    ...user,
    externalId: user.externalId ?? a.externalId,
    known: user.known || a.known,
    own: seenAlso(user.own, { firstSeen: a.firstAt, lastSeen: a.lastAt }),
  };
};

/** What was heard of an id that was merged into this person. */
export const evolveLayerSeen = (state: UserState, loserId: string, more: Seen): UserState => ({
  ...state,
  layers: state.layers.map((l) => (l.loserId === loserId ? seenAlso(l, more) : l)),
});

/** Somebody of whom only activity is known: a visitor without a stream of their own yet. */
export const visitorSeen = (userId: string, externalId: string | null, known: boolean, firstActivity: number): UserState => ({
  ...initialUser,
  exists: true,
  userId,
  externalId,
  known,
  own: { ...noProfileData, firstSeen: firstActivity },
});
