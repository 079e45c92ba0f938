import { isoTime } from "@marketing/shared/base/isoTime";
import type { Recorded } from "@marketing/shared/log/defineEvents";
import { column, defineTable } from "@marketing/shared/postgres/table";
import type { MembershipEvent } from "../membership/events.ts";
import type { UserEvent } from "../user/events.ts";

interface Row {
  readonly event: Recorded<
    | Extract<MembershipEvent, { readonly type: "segment_entered" | "segment_exited" }>
    | Extract<UserEvent, { readonly type: "segment_assigned" | "segment_removed" }>
  >;
  readonly entered: boolean;
}

export const historyTable = defineTable<Row>({
  name: "segment_history",
  key: {
    tenant_id: column("uuid", (r) => r.event.tenantId),
    position: column("bigint", (r) => r.event.position),
  },
  columns: {
    segment: column("varchar", (r) => r.event.data.segment),
    // an assignment by name belongs to no defined segment
    segment_id: column("uuid", ({ event }) => ("segmentId" in event.data ? event.data.segmentId : null)),
    user_id: column("uuid", (r) => r.event.data.userId),
    entered: column("boolean", (r) => r.entered),
    at: column("timestamptz", (r) => isoTime(r.event.data.at)),
    cause: column("text", ({ event }) => ("cause" in event.data ? event.data.cause : event.data.source)),
  },
});
