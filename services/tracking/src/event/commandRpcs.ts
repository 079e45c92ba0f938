import { TrackingService } from "@marketing/protos/tracking/v1/tracking_service";
import { invalidField } from "@marketing/shared/base/errors";
import type { CallContext } from "@marketing/shared/grpc/context";
import { metadataOf } from "@marketing/shared/grpc/metadata";
import { bidiStream, unaryDecoded } from "@marketing/shared/grpc/rpc";
import type { Tracker } from "./commands.ts";
import { pipeline } from "./pipeline.ts";
import { type Batch, readBatch, readTrackEvent, resultMessage, resultsMessage } from "./trackMessages.ts";

const scope = "tracking:write";
/** Batches of one TrackStream between reading and acknowledgement. */
const streamWidth = 8;
const cost = ({ events }: Batch): number => events.length;
const { trackEvent, trackEvents, trackStream } = TrackingService.method;

export const trackRpcs = (tracker: Tracker) => {
  const track = async (ctx: CallContext, batch: Batch) => resultsMessage(await tracker.track(ctx.tenantId, batch.events, metadataOf(ctx)));
  return {
    trackEvent: unaryDecoded(trackEvent, {
      scope,
      decode: readTrackEvent,
      handle: async (ctx, batch) => {
        const [result] = await tracker.track(ctx.tenantId, batch.events, metadataOf(ctx));
        if (result!.status === "rejected") throw invalidField(`event.${result!.field}`, result!.message, result!.reason.toUpperCase());
        return { result: resultMessage(result!), position: result!.eventId };
      },
    }),

    trackEvents: unaryDecoded(trackEvents, { scope, decode: readBatch, cost, handle: track }),

    trackStream: bidiStream(trackStream, {
      scope,
      decode: readBatch,
      cost,
      handle: (ctx, requests) =>
        pipeline(requests, streamWidth, async (batch) => ({ batchId: batch.batchId, ...(await track(ctx, batch)) })),
    }),
  };
};
