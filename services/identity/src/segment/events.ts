import {
  SegmentActivatedSchema,
  SegmentArchivedSchema,
  SegmentCreatedSchema,
  SegmentUpdatedSchema,
} from "@marketing/protos/identity/v1/identity_events";
import { isoTime } from "@marketing/shared/base/isoTime";
import { defineEvents, type EventOf, event, shape } from "@marketing/shared/log/defineEvents";
import type { RuleJson } from "../rule/rule.ts";

/** Which segment, with which rule. Times are ms since 1970. */
interface Definition {
  readonly segmentId: string;
  readonly name: string;
  readonly rule: RuleJson;
  readonly priority: number;
  readonly at: number;
}
interface SegmentUpdated extends Definition {
  readonly description: string;
  /** Grows with every change of rule or priority. */
  readonly revision: number;
  readonly active: boolean;
}

const segmentId = "018f6a2b-4c1d-7e3f-8a5b-6c7d8e9f0a04";
const sample: Definition = {
  segmentId,
  name: "pro-customers",
  rule: { trait: "plan", op: "eq", value: "pro" },
  priority: 30,
  at: Date.UTC(2026, 4, 4, 9, 30),
};

/** Streams `segment-<id>`. Every event tells all that has changed, as it is now. */
export const segmentEvents = defineEvents(
  {
    segment_created: event<Definition & { readonly description: string }>({
      version: 1,
      public: shape("segment.created", SegmentCreatedSchema, (d) => ({
        segmentId: d.segmentId,
        name: d.name,
        rule: d.rule,
        priority: d.priority,
        createdAt: isoTime(d.at),
      })),
      sample: { ...sample, description: "" },
    }),
    segment_updated: event<SegmentUpdated>({
      version: 1,
      public: shape("segment.updated", SegmentUpdatedSchema, (d) => ({
        segmentId: d.segmentId,
        name: d.name,
        rule: d.rule,
        priority: d.priority,
        revision: d.revision,
        timestamp: isoTime(d.at),
      })),
      sample: { ...sample, description: "", revision: 2, active: true },
    }),
    /** The rule comes along, so that the evaluation needs nothing else. */
    segment_activated: event<Definition & { readonly revision: number }>({
      version: 1,
      public: shape("segment.activated", SegmentActivatedSchema, (d) => ({
        segmentId: d.segmentId,
        name: d.name,
        timestamp: isoTime(d.at),
      })),
      sample: { ...sample, revision: 1 },
    }),
    segment_archived: event<Pick<Definition, "segmentId" | "name" | "at">>({
      version: 1,
      public: shape("segment.archived", SegmentArchivedSchema, (d) => ({ segmentId: d.segmentId, name: d.name, timestamp: isoTime(d.at) })),
      sample: { segmentId, name: sample.name, at: sample.at },
    }),
  },
  { sampleStream: `segment-${segmentId}` },
);
export type SegmentEvent = EventOf<typeof segmentEvents>;
