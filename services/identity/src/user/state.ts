import type { MergeLayer, ProfileData } from "./profileData.ts";

/** A segment whose rule holds for the person. */
export interface RuleMembership {
  readonly segment: string;
  readonly priority: number;
  /** ms since 1970 */
  readonly at: number;
}

export interface UserState {
  readonly exists: boolean;
  readonly userId: string;
  readonly externalId: string | null;
  readonly email: string | null;
  /** The form by which the address is claimed. */
  readonly emailKey: string | null;
  /** Somebody called them by a user id, their own UUID or the caller's, and not only by an anonymous one. */
  readonly known: boolean;
  /** ms since 1970 */
  readonly createdAt: number;
  readonly own: ProfileData;
  /** In the order of merging. */
  readonly layers: ReadonlyArray<MergeLayer>;
  readonly mergedInto: { readonly mergeId: string; readonly winnerId: string } | null;
  /** Ids whose merge into this one was taken back: Identify does not merge them again by itself. */
  readonly undone: ReadonlyArray<string>;
  /** By segment id. Of the person as a whole: nothing of it is merged, the rules are evaluated anew. */
  readonly entered: { readonly [segmentId: string]: RuleMembership };
}

/** A user and the version of their stream; 0 = only activity is known of them. */
export interface VersionedUser {
  readonly state: UserState;
  readonly version: number;
}

export const noProfileData: ProfileData = { traits: {}, segments: {}, prediction: null, lastSeen: null };

export const initialUser: UserState = {
  exists: false,
  userId: "",
  externalId: null,
  email: null,
  emailKey: null,
  known: false,
  createdAt: 0,
  own: noProfileData,
  layers: [],
  mergedInto: null,
  undone: [],
  entered: {},
};
