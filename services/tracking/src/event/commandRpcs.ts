import { TrackingService } from "@marketing/protos/tracking/v1/tracking_service";
import { AppendError } from "@marketing/shared/base/appendError";
import { invalidField } from "@marketing/shared/base/errors";
import type { CallContext } from "@marketing/shared/grpc/context";
import { metadataOf } from "@marketing/shared/grpc/metadata";
import { bidiStream, unaryDecoded } from "@marketing/shared/grpc/rpc";
import type { Tracker } from "./commands.ts";
import { pipeline } from "./pipeline.ts";
import { type Batch, readBatch, readTrackEvent, requestLimits, resultMessage, resultsMessage } from "./trackMessages.ts";

const scope = "tracking:write";
/** Batches of one TrackStream between reading and acknowledgement. */
const streamWidth = 8;
const cost = ({ events }: Batch): number => events.length;
/** Of a batch on the wire. */
const maxBytes = 4 * 1024 * 1024;
const { trackEvent, trackEvents, trackStream } = TrackingService.method;

export const trackRpcs = (tracker: Tracker) => {
  const track = async (ctx: CallContext, batch: Batch) => resultsMessage(await tracker.track(ctx.tenantId, batch.events, metadataOf(ctx)));
  return {
    trackEvent: unaryDecoded(trackEvent, {
      scope,
      limit: requestLimits.trackEvent,
      decode: readTrackEvent,
      handle: async (ctx, { event, byRequest }) => {
        const [result] = await tracker.track(ctx.tenantId, [event], metadataOf(ctx));
        if (result!.status === "rejected") throw invalidField(`event.${result!.field}`, result!.message, result!.reason.toUpperCase());
        // a batch tells it of the one event; here the event is the whole request
        if (byRequest && result!.warnings.some(({ code }) => code === "conflicting_content"))
          throw new AppendError("append_id_reused", `message-${result!.messageId}`);
        return { result: resultMessage(result!), position: result!.eventId };
      },
    }),

    trackEvents: unaryDecoded(trackEvents, { scope, maxBytes, limit: requestLimits.trackEvents, decode: readBatch, cost, handle: track }),

    trackStream: bidiStream(trackStream, {
      scope,
      maxBytes,
      limit: requestLimits.trackStream,
      decode: readBatch,
      cost,
      handle: (ctx, requests) =>
        pipeline(requests, streamWidth, async (batch) => {
          const tracked = track(ctx, batch);
          ctx.keepUntil(tracked);
          return { batchId: batch.batchId, ...(await tracked) };
        }),
    }),
  };
};
