import type { MergeLayer, ProfileData } from "./profileData.ts";
import type { Said } from "./traitRegister.ts";

/** A segment whose rule holds for the person. */
export interface RuleMembership {
  readonly segment: string;
  readonly priority: number;
  /** ms since 1970 */
  readonly at: number;
}

export interface MergedInto {
  readonly mergeId: string;
  readonly winnerId: string;
  /** The Identify that it follows from; null = a merge by hand. An earlier claim of somebody else moves it. */
  readonly claim: Said | null;
  /** When it was carried out, ms since 1970; null = before this was kept. */
  readonly madeAt: number | null;
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
  /** When a merge named the id, ms since 1970: of whom nothing else was ever heard; null = none did. */
  readonly namedAt: number | null;
  /** When the email was said; null = there is none. */
  readonly emailSaid: Said | null;
  readonly own: ProfileData;
  /** In the order in which whose merges they are were said. */
  readonly layers: ReadonlyArray<MergeLayer>;
  readonly mergedInto: MergedInto | null;
  /** Ids whose merge into this one was taken back by hand: Identify does not merge them again by itself. */
  readonly undone: ReadonlyArray<string>;
  /** By segment id. Of the person as a whole: nothing of it is merged, the rules are evaluated anew. */
  readonly entered: { readonly [segmentId: string]: RuleMembership };
}

/** A user and the version of their stream; 0 = only activity is known of them. */
export interface VersionedUser {
  readonly state: UserState;
  readonly version: number;
}

export const noProfileData: ProfileData = { said: {}, segments: {}, prediction: null, firstSeen: null, lastSeen: null };

export const initialUser: UserState = {
  exists: false,
  userId: "",
  externalId: null,
  email: null,
  emailKey: null,
  known: false,
  namedAt: null,
  emailSaid: null,
  own: noProfileData,
  layers: [],
  mergedInto: null,
  undone: [],
  entered: {},
};
