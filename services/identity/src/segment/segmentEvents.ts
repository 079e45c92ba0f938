import type { Json } from "../user/person.ts";

/** A rule as it was given, validated. */
export type RuleJson = { readonly [key: string]: Json };

/** Streams `segment-<id>`. Times are ms since 1970. */
export type SegmentEvent =
  | {
      readonly type: "segment_created";
      readonly data: {
        readonly segmentId: string;
        readonly name: string;
        readonly description: string;
        readonly rule: RuleJson;
        readonly priority: number;
        readonly at: number;
      };
    }
  | {
      readonly type: "segment_updated";
      readonly data: {
        readonly segmentId: string;
        /** Everything as it is now. */
        readonly name: string;
        readonly description: string;
        readonly rule: RuleJson;
        readonly priority: number;
        readonly revision: number;
        readonly active: boolean;
        readonly at: number;
      };
    }
  | {
      readonly type: "segment_activated";
      /** The rule comes along, so that who puts it into force needs nothing else. */
      readonly data: {
        readonly segmentId: string;
        readonly name: string;
        readonly rule: RuleJson;
        readonly priority: number;
        readonly revision: number;
        readonly at: number;
      };
    }
  | { readonly type: "segment_archived"; readonly data: { readonly segmentId: string; readonly name: string; readonly at: number } };

/** Stream `segment_catalogue-<tenant>`: which names are taken, and whose rules look at which. One stream, so that no two commands close a cycle. */
export type CatalogueEvent =
  | {
      readonly type: "segment_catalogued";
      readonly data: { readonly segmentId: string; readonly name: string; readonly uses: ReadonlyArray<string> };
    }
  | { readonly type: "segment_uncatalogued"; readonly data: { readonly segmentId: string } };

/** Streams `membership-<user id>`, appended by the evaluation alone: for whom which rule holds. */
export type MembershipEvent =
  | {
      readonly type: "segment_entered" | "segment_exited";
      readonly data: {
        readonly userId: string;
        readonly segmentId: string;
        readonly segment: string;
        readonly priority: number;
        readonly cause: string;
        readonly at: number;
      };
    }
  | {
      readonly type: "segment_priority_changed";
      readonly data: {
        readonly userId: string;
        readonly segmentId: string;
        readonly segment: string;
        readonly priority: number;
        readonly at: number;
      };
    };

export const segmentStream = (segmentId: string): string => `segment-${segmentId}`;
export const catalogueStream = (tenantId: string): string => `segment_catalogue-${tenantId}`;
export const membershipStream = (userId: string): string => `membership-${userId}`;
