import type { RecordedEvent } from "@marketing/shared/base/event";
import { type Method, serverStream } from "@marketing/shared/grpc/method";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { follow } from "@marketing/shared/subscription/follow";
import type { Source } from "@marketing/shared/subscription/source";
import type { EventTracked } from "../event/trackedEvent.ts";
import { writeTracked } from "./eventWire.ts";
import { subscribeRequest } from "./requests.ts";

/** Every tracked event of the caller's tenant after a position, in log order: history, then what comes. */
export const subscribeMethod = (log: EventLog, source: Pick<Source, "onWake">): Method =>
  serverStream({
    scope: "tracking:read",
    request: subscribeRequest,
    handle: (ctx, r) => {
      const names = r.eventNames.length > 0 ? new Set(r.eventNames) : null;
      const users = r.userIds.length > 0 ? new Set(r.userIds) : null;
      const wanted = ({ data }: RecordedEvent<string, EventTracked>): boolean =>
        (names === null || names.has(data.eventName)) && (users === null || users.has(data.userId)) && (r.includeBots || !data.isBot);
      return follow({
        log,
        source,
        tenantId: ctx.tenantId,
        after: r.afterPosition,
        types: ["event_tracked"],
        signal: ctx.signal,
        pick: (event) => (wanted(event) ? writeTracked(event) : null),
      });
    },
  });
