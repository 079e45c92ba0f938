import type { MergeLayer, Traits } from "./profileData.ts";

// What the events of users say. Times are milliseconds since 1970.

export interface UserCreated {
  readonly userId: string;
  readonly externalId: string | null;
  readonly email: string | null;
  /** The normal form of the address, by which it was claimed. */
  readonly emailKey?: string | null;
  readonly known: boolean;
  readonly createdAt: number;
  /** When the person was there, if they were. */
  readonly seenAt: number | null;
  readonly anonymousId: string | null;
}

export interface UserIdentified {
  readonly userId: string;
  readonly externalId: string | null;
  readonly email: string | null;
  readonly emailKey?: string | null;
  readonly known: boolean;
  readonly previousEmail: string | null;
  readonly anonymousId: string | null;
  readonly at: number;
  readonly active: boolean;
}

export interface TraitsChanged {
  readonly userId: string;
  /** Null once the person's key was destroyed. */
  readonly set: Traits | null;
  readonly unset: ReadonlyArray<string>;
  readonly at: number;
  readonly source: string;
}

/** `userId` is the winner, who keeps the id. */
export interface UserMerged {
  readonly mergeId: string;
  readonly userId: string;
  readonly loserId: string;
  readonly anonymousId: string | null;
  readonly reason: "identify" | "alias" | "merge";
  readonly layer: MergeLayer;
  readonly at: number;
}

export interface UserUnmerged {
  readonly mergeId: string;
  readonly userId: string;
  readonly loserId: string;
  readonly reason: string;
  readonly at: number;
}

/** In the loser's own stream. */
export interface MergedInto {
  readonly mergeId: string;
  readonly userId: string;
  readonly winnerId: string;
  readonly at: number;
}

export interface SegmentUnassigned {
  readonly userId: string;
  readonly segment: string;
  readonly source: string;
  readonly at: number;
}

export interface MemberChanged {
  readonly userId: string;
  readonly segmentId: string;
  readonly at: number;
}

export interface PredictionSet {
  readonly userId: string;
  readonly ltvPrediction: string | null;
  readonly currency: string | null;
  readonly churnRisk: string | null;
  readonly modelVersion: string;
  readonly predictedAt: number;
}
