import { invalidField } from "@marketing/shared/base/errors";
import type { CallContext } from "@marketing/shared/grpc/context";
import { metadataOf } from "@marketing/shared/grpc/metadata";
import { bidiStream, type Method, method } from "@marketing/shared/grpc/method";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Source } from "@marketing/shared/subscription/source";
import type { Tracker } from "./event/track.ts";
import { analyticsMethods } from "./grpc/analyticsMethods.ts";
import { eventMethods } from "./grpc/eventMethods.ts";
import { pipeline } from "./grpc/pipeline.ts";
import { subscribeMethod } from "./grpc/subscribeMethod.ts";
import { type Batch, readBatch, readTrackEvent, writeResults } from "./grpc/trackWire.ts";
import type { Reads } from "./reads.ts";

const scope = "tracking:write";
/** Batches of one TrackStream between reading and acknowledgement. */
const streamWidth = 8;

/** Every RPC of marketing.tracking.v1.TrackingService. The files under grpc/ are the only ones that know proto shapes. */
export const trackingMethods = (options: {
  readonly tracker: Tracker;
  readonly log: EventLog;
  readonly wakes: Pick<Source, "onWake">;
  readonly reads: Reads;
}): Readonly<Record<string, Method>> => {
  const { tracker, log, wakes, reads } = options;
  const trackBatch = async (ctx: CallContext, batch: Batch) =>
    writeResults(await tracker.track(ctx.tenantId, batch.events, metadataOf(ctx)));

  return {
    trackEvent: method({
      scope,
      decode: readTrackEvent,
      handle: async (ctx, batch) => {
        const [result] = await tracker.track(ctx.tenantId, batch.events, metadataOf(ctx));
        if (result!.status === "rejected") throw invalidField(`event.${result!.field}`, result!.message, result!.reason.toUpperCase());
        const written = writeResults([result!]);
        return { result: (written.results as object[])[0], position: written.position };
      },
    }),
    trackEvents: method({ scope, decode: readBatch, handle: trackBatch }),
    trackStream: bidiStream({
      scope,
      decode: readBatch,
      handle: (ctx, requests) =>
        pipeline(requests, streamWidth, async (batch) => ({ batchId: batch.batchId, ...(await trackBatch(ctx, batch)) })),
    }),
    ...eventMethods(reads),
    ...analyticsMethods(reads),
    subscribe: subscribeMethod(log, wakes),
  };
};
