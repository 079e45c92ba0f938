import type { RecordedEvent } from "@marketing/shared/base/event";
import type { PublicEvent } from "@marketing/shared/bus/cloudEvent";

/** What goes on the bus of a behaviour: the same for both sides. */
export const publishBehaviour = ({ data }: Pick<RecordedEvent, "data">): PublicEvent => ({
  entity: "event",
  event: (data as { name: string }).name,
  type: "marketing.tracking.v1.EventTracked",
  data,
});
