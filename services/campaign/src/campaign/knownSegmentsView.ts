import {
  SegmentActivatedSchema,
  SegmentAssignedSchema,
  SegmentCreatedSchema,
  SegmentEnteredSchema,
  SegmentUpdatedSchema,
} from "@marketing/protos/identity/v1/identity_events";
import { longerThan } from "@marketing/shared/base/codePoints";
import { foreignEvents } from "@marketing/shared/log/defineEvents";
import { postgresView } from "@marketing/shared/subscription/typedView";

/** What identity tells that names a segment. */
const segmentEvents = foreignEvents(
  SegmentAssignedSchema,
  SegmentEnteredSchema,
  SegmentCreatedSchema,
  SegmentActivatedSchema,
  SegmentUpdatedSchema,
);

/** Table `known_segments`: names of segments that are defined or that somebody is in. */
export const knownSegmentsView = postgresView({
  name: "known_segments",
  version: 2,
  tables: ["known_segments"],
  events: segmentEvents,
  apply: async (client, events) => {
    const named = events.flatMap(({ tenantId, data }) => {
      const name = "segment" in data ? data.segment : "name" in data ? data.name : undefined;
      return name !== undefined && name !== "" && !longerThan(name, 50) ? [{ tenantId, name }] : [];
    });
    await client.query(
      "INSERT INTO known_segments (tenant_id, segment) SELECT DISTINCT * FROM unnest($1::uuid[], $2::text[]) ON CONFLICT DO NOTHING",
      [named.map((n) => n.tenantId), named.map((n) => n.name)],
    );
  },
});
