import { TrackingService } from "@marketing/protos/tracking/v1/tracking_service";
import { serverStream } from "@marketing/shared/grpc/rpc";
import { boolean, int64, list, text, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { follow } from "@marketing/shared/subscription/follow";
import type { Source } from "@marketing/shared/subscription/source";
import { maxNameLength } from "./decide.ts";
import type { RecordedTrackedEvent } from "./events.ts";
import { trackedMessage } from "./messages.ts";

/** Every tracked event of the caller's tenant after a position, in log order: history, then what comes. */
export const subscribeRpc = (log: EventLog, source: Pick<Source, "onWake">) =>
  serverStream(TrackingService.method.subscribe, {
    scope: "tracking:read",
    request: {
      afterPosition: int64({ min: 0 }),
      eventNames: list(text(maxNameLength), 100),
      userIds: list(uuid, 1_000),
      includeBots: boolean,
    },
    answerCost: ({ event }) => (event === null ? 0 : 1),
    handle: (ctx, r) => {
      const names = r.eventNames.length > 0 ? new Set(r.eventNames) : null;
      const users = r.userIds.length > 0 ? new Set(r.userIds) : null;
      const wanted = ({ data }: RecordedTrackedEvent): boolean =>
        (names === null || names.has(data.eventName)) && (users === null || users.has(data.userId)) && (r.includeBots || !data.isBot);
      return follow({
        log,
        source,
        tenantId: ctx.tenantId,
        after: r.afterPosition,
        types: ["event_tracked"],
        signal: ctx.signal,
        pick: (recorded) => {
          const event = recorded as RecordedTrackedEvent;
          return wanted(event) ? trackedMessage(event) : null;
        },
      });
    },
  });
