import { type Method, serverStream } from "@marketing/shared/grpc/method";
import { int64, list, text, uuid } from "@marketing/shared/grpc/schema";
import { toTimestamp } from "@marketing/shared/grpc/struct";
import type { RecordedEvent } from "@marketing/shared/log/event";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { follow } from "@marketing/shared/subscription/follow";
import type { Source } from "@marketing/shared/subscription/source";
import { Schema } from "effect";
import { statusAfter } from "../campaign/updatesView.ts";
import { publish } from "../publish.ts";
import { enumOf } from "./messages.ts";

const scope = "campaign:read";
const prefix = "marketing.campaign.v1.";

const publicEvent = (e: RecordedEvent, type: string, data: unknown) => ({
  eventId: e.eventId,
  type,
  streamId: e.streamId,
  streamVersion: e.version,
  time: toTimestamp(e.recordedAt),
  data: JSON.stringify(data),
  correlationId: e.metadata.correlationId ?? "",
  causationId: e.metadata.causationId ?? "",
});

/** Streams over the caller's own events: catch-up from a position, then live. */
export const streamMethods = (log: EventLog, source: Source): Record<string, Method> => ({
  watchCampaigns: serverStream({
    scope,
    request: Schema.Struct({ afterPosition: int64({ min: 0 }), campaignIds: list(uuid, 1_000) }),
    async *handle(ctx, r) {
      const wanted = new Set(r.campaignIds);
      const pick = (e: RecordedEvent) =>
        wanted.size > 0 && !wanted.has(e.data.campaignId)
          ? null
          : {
              campaignId: e.data.campaignId,
              status: enumOf("CAMPAIGN_STATUS", statusAfter[e.type]!),
              reason: e.data.reason ?? "",
              at: toTimestamp(new Date(e.data.at)),
              version: e.version,
            };
      const types = Object.keys(statusAfter);
      const { tenantId, signal } = ctx;
      for await (const f of follow({ log, source, tenantId, after: r.afterPosition, types, signal, pick }))
        yield { update: f.event, position: f.position, live: f.live };
    },
  }),

  subscribe: serverStream({
    scope,
    request: Schema.Struct({ afterPosition: int64({ min: 0 }), eventTypes: list(text(100), 100) }),
    async *handle(ctx, r) {
      const types = new Set(r.eventTypes.map((t) => (t.startsWith(prefix) ? t : prefix + t)));
      const pick = (e: RecordedEvent) => {
        const p = publish(e);
        return p === null || (types.size > 0 && !types.has(p.type)) ? null : publicEvent(e, p.type, p.data);
      };
      const { tenantId, signal } = ctx;
      for await (const f of follow({ log, source, tenantId, after: r.afterPosition, signal, pick }))
        yield { event: f.event, position: f.position, live: f.live };
    },
  }),
});
