import type { JsonObject } from "@marketing/shared/base/json";
import type { TraitRegisters } from "./traitRegister.ts";

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

/** The earliest and the latest of somebody, ms since 1970; null = nothing was ever heard of them, they were never there. */
export interface Seen {
  readonly firstSeen: number | null;
  readonly lastSeen: number | null;
}

interface Assigned {
  /** Assigned by name; segments that a rule decides are not among them. */
  readonly segments: SegmentAssignments;
  /** Ids of the segments to which the person was added by hand, and when, ms since 1970. Absent = none. */
  readonly added?: { readonly [segmentId: string]: number };
  readonly prediction: Prediction | null;
}

/** What is known of somebody under one id. */
export interface ProfileData extends Assigned, Seen {
  readonly said: TraitRegisters;
}

/** What is known of a person under all their ids. */
export interface WholeProfile extends Assigned, Seen {
  readonly traits: Traits;
}

/** What a merged user brought along. It is kept apart from the winner's own data, so that a merge can be taken back exactly. */
export interface MergeLayer extends Assigned, Seen {
  readonly mergeId: string;
  readonly loserId: string;
  /** When the merge was said, ms since 1970. */
  readonly at: number;
  /** The loser and everybody merged into the loser before. */
  readonly ids: ReadonlyArray<string>;
  /** Of each of them, what was said under that id, before the merge and since. */
  readonly said: { readonly [userId: string]: TraitRegisters };
}
