import type { Layer, Traits } from "./person.ts";

/** Times are milliseconds since 1970. Events of the streams `user-<id>`. */
export type UserEvent =
  | {
      readonly type: "user_created";
      readonly data: {
        readonly userId: string;
        readonly externalId: string | null;
        readonly email: string | null;
        readonly known: boolean;
        readonly createdAt: number;
        /** When the person was there, if they were. */
        readonly seenAt: number | null;
        readonly anonymousId: string | null;
      };
    }
  | {
      readonly type: "user_identified";
      readonly data: {
        readonly userId: string;
        readonly externalId: string | null;
        readonly email: string | null;
        readonly known: boolean;
        readonly previousEmail: string | null;
        readonly anonymousId: string | null;
        readonly at: number;
        readonly active: boolean;
      };
    }
  | {
      readonly type: "traits_changed";
      readonly data: {
        readonly userId: string;
        readonly set: Traits;
        readonly unset: ReadonlyArray<string>;
        readonly at: number;
        readonly source: string;
      };
    }
  | {
      readonly type: "user_merged";
      readonly data: {
        readonly mergeId: string;
        readonly userId: string;
        readonly loserId: string;
        readonly anonymousId: string | null;
        readonly reason: "identify" | "alias" | "merge";
        readonly layer: Layer;
        readonly at: number;
      };
    }
  | {
      readonly type: "user_unmerged";
      readonly data: {
        readonly mergeId: string;
        readonly userId: string;
        readonly loserId: string;
        readonly reason: string;
        readonly at: number;
      };
    }
  | {
      readonly type: "merged_into";
      readonly data: { readonly mergeId: string; readonly userId: string; readonly winnerId: string; readonly at: number };
    }
  | {
      readonly type: "unmerged_from";
      readonly data: { readonly mergeId: string; readonly userId: string; readonly winnerId: string; readonly at: number };
    }
  | {
      readonly type: "segment_assigned";
      readonly data: {
        readonly userId: string;
        readonly segment: string;
        readonly priority: number;
        readonly source: string;
        readonly at: number;
      };
    }
  | {
      readonly type: "segment_removed";
      readonly data: { readonly userId: string; readonly segment: string; readonly source: string; readonly at: number };
    }
  | {
      readonly type: "member_added" | "member_removed";
      readonly data: { readonly userId: string; readonly segmentId: string; readonly at: number };
    }
  | {
      readonly type: "prediction_set";
      readonly data: {
        readonly userId: string;
        readonly ltvPrediction: string | null;
        readonly currency: string | null;
        readonly churnRisk: string | null;
        readonly modelVersion: string;
        readonly predictedAt: number;
      };
    };

/** Events of the stream `email-<hash>`, written in the same append as the user's. */
export type ReservationEvent =
  | { readonly type: "email_reserved"; readonly data: { readonly userId: string } }
  | { readonly type: "email_released"; readonly data: { readonly userId: string } };
