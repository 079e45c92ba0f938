import { readJson } from "@marketing/shared/base/exactNumber";
import { anonymous, effective, primarySegment, segmentsOf } from "./effective.ts";
import type { Traits } from "./profileData.ts";
import type { UserState } from "./state.ts";

/** How long the cache keeps a profile after its last change. */
export const profileTtlMs = 24 * 3_600_000;

/** A user in short, as it is shown and cached. */
export interface Profile {
  readonly userId: string;
  readonly email: string | null;
  readonly segment: string | null;
  /** ms since 1970; null = never */
  readonly lastEventTime: number | null;
  readonly traits: Traits;
  readonly externalId: string | null;
  readonly anonymous: boolean;
  readonly ltvPrediction: string | null;
  readonly churnRisk: string | null;
  readonly segments: ReadonlyArray<string>;
}

export const profileOf = (state: UserState): Profile => {
  const seen = effective(state);
  const segments = segmentsOf(state);
  return {
    userId: state.userId,
    email: state.email,
    segment: primarySegment(segments),
    lastEventTime: seen.lastSeen,
    traits: seen.traits,
    externalId: state.externalId,
    anonymous: anonymous(state),
    ltvPrediction: seen.prediction?.ltvPrediction ?? null,
    churnRisk: seen.prediction?.churnRisk ?? null,
    segments: Object.keys(segments).sort(),
  };
};

export const toHash = (p: Profile): ReadonlyArray<string | number> => {
  const fields: Array<string | number> = ["user_id", p.userId, "anonymous", p.anonymous ? 1 : 0, "traits", JSON.stringify(p.traits)];
  if (p.email !== null) fields.push("email", p.email);
  if (p.segment !== null) fields.push("segment", p.segment);
  if (p.lastEventTime !== null) fields.push("last_event_time", p.lastEventTime);
  if (p.externalId !== null) fields.push("external_id", p.externalId);
  if (p.ltvPrediction !== null) fields.push("ltv_prediction", p.ltvPrediction);
  if (p.churnRisk !== null) fields.push("churn_risk", p.churnRisk);
  if (p.segments.length > 0) fields.push("segments", JSON.stringify(p.segments));
  return fields;
};

export const fromHash = (h: Record<string, string>): Profile | null =>
  h.user_id === undefined
    ? null
    : {
        userId: h.user_id,
        email: h.email ?? null,
        segment: h.segment ?? null,
        lastEventTime: h.last_event_time === undefined ? null : Number(h.last_event_time),
        traits: readJson(h.traits ?? "{}") as Traits,
        externalId: h.external_id ?? null,
        anonymous: h.anonymous === "1",
        ltvPrediction: h.ltv_prediction ?? null,
        churnRisk: h.churn_risk ?? null,
        segments: JSON.parse(h.segments ?? "[]"),
      };
