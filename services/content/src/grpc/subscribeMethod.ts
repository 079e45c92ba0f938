import { type Method, serverStream } from "@marketing/shared/grpc/method";
import { int64, list, text, uuid } from "@marketing/shared/grpc/schema";
import { toTimestamp } from "@marketing/shared/grpc/struct";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { follow } from "@marketing/shared/subscription/follow";
import type { Source } from "@marketing/shared/subscription/source";
import { Schema } from "effect";
import { publicTypes, publish } from "../publish.ts";

const prefix = "marketing.content.v1.";

/** Catch-up from the log of the caller's tenant, then live: the same events, order and shape as on the bus. */
export const subscribeMethod = (log: EventLog, source: Pick<Source, "onWake">): Method =>
  serverStream({
    scope: "content:read",
    request: Schema.Struct({ afterPosition: int64({ min: 0 }), eventTypes: list(text(100), 100), contentIds: list(uuid, 1_000) }),
    handle: (ctx, r) => {
      const wanted = new Set(r.eventTypes.map((t) => (t.startsWith(prefix) ? t : prefix + t)));
      const contents = new Set<unknown>(r.contentIds);
      return follow({
        log,
        source,
        tenantId: ctx.tenantId,
        after: r.afterPosition,
        types: publicTypes.filter((t) => wanted.size === 0 || wanted.has(t.type)).map((t) => t.private),
        signal: ctx.signal,
        pick: (e) => {
          const told = publish(e);
          if (told === null) return null;
          if (contents.size > 0 && !contents.has((told.data as { contentId?: unknown }).contentId)) return null;
          return {
            eventId: e.eventId,
            type: told.type,
            streamId: e.streamId,
            streamVersion: e.version,
            time: toTimestamp(e.recordedAt),
            data: JSON.stringify(told.data),
            correlationId: e.metadata.correlationId ?? "",
            causationId: e.metadata.causationId ?? "",
          };
        },
      });
    },
  });
