import { type Method, serverStream } from "@marketing/shared/grpc/method";
import { int64, list, text, uuid } from "@marketing/shared/grpc/schema";
import { toTimestamp } from "@marketing/shared/grpc/struct";
import type { RecordedEvent } from "@marketing/shared/log/event";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { follow } from "@marketing/shared/subscription/follow";
import type { Source } from "@marketing/shared/subscription/source";
import { Schema } from "effect";
import { publicTypes, publish } from "../publish.ts";

const prefix = "marketing.lead.v1.";

/** Which leads an event is about, as its public data says. */
const leadsIn = (data: object): ReadonlyArray<unknown> =>
  ["leadId", "winnerLeadId", "loserLeadId"].map((field) => (data as Record<string, unknown>)[field]);

/** Catch-up from the log of the caller's tenant, then live: the same events, order and shape as on the bus. */
export const subscribeMethod = (log: EventLog, source: Pick<Source, "onWake">): Method =>
  serverStream({
    scope: "lead:read",
    request: Schema.Struct({ afterPosition: int64({ min: 0 }), eventTypes: list(text(100), 100), leadIds: list(uuid, 1_000) }),
    handle: (ctx, r) => {
      const wanted = new Set(r.eventTypes.map((t) => (t.startsWith(prefix) ? t : prefix + t)));
      const leads = new Set<unknown>(r.leadIds);
      const pick = (e: RecordedEvent) => {
        const p = publish(e);
        if (p === null || (leads.size > 0 && !leadsIn(p.data as object).some((id) => leads.has(id)))) return null;
        return {
          eventId: e.eventId,
          type: p.type,
          streamId: e.streamId,
          streamVersion: e.version,
          time: toTimestamp(e.recordedAt),
          data: JSON.stringify(p.data),
          correlationId: e.metadata.correlationId ?? "",
          causationId: e.metadata.causationId ?? "",
        };
      };
      const types = publicTypes.filter((t) => wanted.size === 0 || wanted.has(t.type)).map((t) => t.private);
      return follow({ log, source, tenantId: ctx.tenantId, after: r.afterPosition, types, signal: ctx.signal, pick });
    },
  });
