import type { JsonObject } from "@marketing/shared/base/json";

/** Whatever somebody's product says of its users, by name. */
export type Traits = JsonObject;

export interface SegmentAssignment {
  readonly priority: number;
  /** ms since 1970 */
  readonly at: number;
  readonly source: string;
}
export type SegmentAssignments = { readonly [segment: string]: SegmentAssignment };

/** Decimals are exact strings: ltv with two places, churn with four. */
export interface Prediction {
  readonly ltvPrediction: string | null;
  readonly currency: string | null;
  readonly churnRisk: string | null;
  readonly modelVersion: string;
  /** ms since 1970 */
  readonly predictedAt: number;
}

/** What is known of somebody under one id. */
export interface ProfileData {
  readonly traits: Traits;
  /** Assigned by name; segments that a rule decides are not among them. */
  readonly segments: SegmentAssignments;
  /** Ids of the segments to which the person was added by hand, and when, ms since 1970. Absent = none. */
  readonly added?: { readonly [segmentId: string]: number };
  readonly prediction: Prediction | null;
  /** ms since 1970; null = never there. */
  readonly lastSeen: number | null;
}

/** What a merged user brought along. It is kept apart from the winner's own data, so that a merge can be taken back exactly. */
export interface MergeLayer extends ProfileData {
  readonly mergeId: string;
  readonly loserId: string;
  /** The loser and everybody merged into the loser before. */
  readonly ids: ReadonlyArray<string>;
}
