import type { RecordedEvent } from "@marketing/shared/base/event";
import { type Method, serverStream } from "@marketing/shared/grpc/method";
import { int64, list, uuid } from "@marketing/shared/grpc/schema";
import { toTimestamp } from "@marketing/shared/grpc/struct";
import { subscribeMethod } from "@marketing/shared/grpc/subscribe";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { follow } from "@marketing/shared/subscription/follow";
import type { Source } from "@marketing/shared/subscription/source";
import { Schema } from "effect";
import { statusAfter } from "../campaign/updatesView.ts";
import { publicTypes, publish } from "../publish.ts";
import { enumOf } from "./messages.ts";

const scope = "campaign:read";

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

  subscribe: subscribeMethod({ service: "campaign", log, source, publish, types: publicTypes }),
});
