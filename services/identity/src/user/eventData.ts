import type { MergeLayer, Seen, Traits } from "./profileData.ts";
import type { Said, SaidTraits, TraitRegisters } from "./traitRegister.ts";

// What the events of users say. Times are milliseconds since 1970. What is optional is absent in events of before it was kept.

/** Which of two messages of one moment counts as the later one. */
interface OfMessage {
  readonly messageId?: string;
}

/** Of which of the person's ids it was said; absent = of `userId`. */
interface UnderId {
  readonly of?: string;
}

export interface UserCreated extends OfMessage {
  readonly userId: string;
  readonly externalId: string | null;
  readonly email: string | null;
  /** The normal form of the address, by which it was claimed. */
  readonly emailKey?: string | null;
  readonly known: boolean;
  readonly createdAt: number;
  /** When it was said; absent = at `createdAt`. */
  readonly at?: number;
  /** When the person was there, if they were. */
  readonly seenAt: number | null;
  readonly anonymousId: string | null;
}

export interface UserIdentified extends OfMessage, UnderId {
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

/** `set` and `unset` are what changed of the person, which everybody hears of. */
export interface TraitsChanged extends OfMessage, UnderId {
  readonly userId: string;
  /** Null once the person's key was destroyed. */
  readonly set: Traits | null;
  readonly unset: ReadonlyArray<string>;
  /** What was said, where that is something else: said before, of no effect, or only where a trait was absent. Null as above. */
  readonly said?: SaidTraits | null;
  readonly at: number;
  readonly source: string;
}

/** A layer of before it was kept when something was said. */
export type OldLayer = Omit<MergeLayer, "said" | "firstSeen" | "at"> & { readonly traits: Traits };
export type ToldLayer = Omit<MergeLayer, "at"> | OldLayer;

/** `userId` is the winner, who keeps the id. */
export interface UserMerged extends OfMessage {
  readonly mergeId: string;
  readonly userId: string;
  readonly loserId: string;
  readonly anonymousId: string | null;
  readonly reason: "identify" | "alias" | "merge";
  /** Null once the person's key was destroyed. */
  readonly layer: ToldLayer | null;
  readonly at: number;
  /** By the server's clock. */
  readonly madeAt?: number;
  /** The merge it takes the place of: the loser moves, because this claim is the earlier one. */
  readonly movedFrom?: { readonly mergeId: string; readonly userId: string };
}

/** The user named the id of a visitor who is theirs already, earlier than was known. */
export interface ClaimMadeEarlier {
  readonly mergeId: string;
  readonly userId: string;
  readonly loserId: string;
  readonly claim: Said;
}

export interface UserUnmerged {
  readonly mergeId: string;
  readonly userId: string;
  readonly loserId: string;
  readonly reason: string;
  readonly at: number;
  /** Whose the loser is from here on; absent = the merge was taken back by hand. */
  readonly movedTo?: string;
}

/** In the loser's own stream. */
export interface MergedInto {
  readonly mergeId: string;
  readonly userId: string;
  readonly winnerId: string;
  readonly at: number;
  /** The Identify that it follows from; absent = a merge by hand. */
  readonly claim?: Said;
  /** By the server's clock. */
  readonly madeAt?: number;
}

/** In the loser's own stream. What was said under the ids that leave is theirs again. */
export interface UnmergedFrom {
  readonly mergeId: string;
  readonly userId: string;
  readonly winnerId: string;
  readonly at: number;
  /** Null once the person's key was destroyed. */
  readonly back?: (Seen & { readonly said: { readonly [userId: string]: TraitRegisters } }) | null;
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
