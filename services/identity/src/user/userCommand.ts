import type { Traits, UserState } from "./person.ts";

/** Looked-up facts arrive in the command: who else holds the email, who the other person is. Times are ms since 1970. */
export type UserCommand =
  | {
      readonly type: "create";
      readonly userId: string;
      readonly externalId: string | null;
      readonly email: string | null;
      readonly emailHolder: string | null;
      readonly traits: Traits;
      readonly now: number;
    }
  | {
      readonly type: "identify";
      readonly userId: string;
      readonly externalId: string | null;
      readonly email: string | null;
      readonly emailHolder: string | null;
      /** By a user id, not only by an anonymous one. */
      readonly known: boolean;
      /** The request named another id, which was merged into this user: what identifies them is not overwritten. */
      readonly redirected: boolean;
      readonly set: Traits;
      readonly setOnce: Traits;
      readonly unset: ReadonlyArray<string>;
      readonly at: number;
      /** When activity was first seen under this id, if it was before they were identified. */
      readonly firstActivity: number | null;
      readonly active: boolean;
      readonly source: string;
      readonly anonymousId: string | null;
      readonly visitor: UserState | null;
      readonly mergeId: string;
    }
  | {
      readonly type: "merge";
      /** The winner's own id, where the caller named them so: then they may be new. */
      readonly externalId: string | null;
      readonly loser: UserState;
      readonly anonymousId: string | null;
      readonly reason: "alias" | "merge";
      readonly mergeId: string;
      readonly at: number;
    }
  | { readonly type: "unmerge"; readonly mergeId: string; readonly reason: string; readonly at: number }
  | { readonly type: "assign_segment"; readonly segment: string; readonly priority: number; readonly source: string; readonly at: number }
  | { readonly type: "remove_segment"; readonly segment: string; readonly source: string; readonly at: number }
  | { readonly type: "add_member" | "remove_member"; readonly segmentId: string; readonly at: number }
  | {
      readonly type: "predict";
      readonly ltvPrediction: string | null;
      readonly currency: string | null;
      readonly churnRisk: string | null;
      readonly modelVersion: string;
      readonly predictedAt: number;
    };
