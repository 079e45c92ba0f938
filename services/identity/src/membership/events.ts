import { SegmentEnteredSchema, SegmentExitedSchema } from "@marketing/protos/identity/v1/identity_events";
import { isoTime } from "@marketing/shared/base/isoTime";
import { defineEvents, type EventOf, event, shape } from "@marketing/shared/log/defineEvents";

interface Membership {
  readonly userId: string;
  readonly segmentId: string;
  readonly segment: string;
  readonly priority: number;
  /** ms since 1970 */
  readonly at: number;
}
interface MembershipChange extends Membership {
  /** As in SegmentHistoryEntry of the contract: "traits", "behaviour", "time", … */
  readonly cause: string;
}

const userId = "0b0e7f5e-6d1c-5b64-9d0a-6a3c1b6f2d01";
const sample: Membership = {
  userId,
  segmentId: "018f6a2b-4c1d-7e3f-8a5b-6c7d8e9f0a04",
  segment: "pro-customers",
  priority: 30,
  at: Date.UTC(2026, 4, 4, 9, 30),
};

export const membershipStream = (userId: string): string => `membership-${userId}`;

/** Streams `membership-<user id>`, appended by the evaluation alone: for whom which segment's rule holds. */
export const membershipEvents = defineEvents(
  {
    segment_entered: event<MembershipChange>({
      version: 1,
      public: shape("user.segment-entered", SegmentEnteredSchema, (d) => ({
        userId: d.userId,
        segment: d.segment,
        segmentId: d.segmentId,
        priority: d.priority,
        cause: d.cause,
        timestamp: isoTime(d.at),
      })),
      sample: { ...sample, cause: "traits" },
    }),
    segment_exited: event<MembershipChange>({
      version: 1,
      public: shape("user.segment-exited", SegmentExitedSchema, (d) => ({
        userId: d.userId,
        segment: d.segment,
        segmentId: d.segmentId,
        cause: d.cause,
        timestamp: isoTime(d.at),
      })),
      sample: { ...sample, cause: "time" },
    }),
    segment_priority_changed: event<Membership>({ version: 1 }),
  },
  { sampleStream: membershipStream(userId) },
);
export type MembershipEvent = EventOf<typeof membershipEvents>;
