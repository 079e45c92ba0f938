import type { EventMetadata } from "../base/event.ts";
import type { CallContext } from "./context.ts";

/** Beside every event a call appends: who asked, under which request, in which trace. */
export const metadataOf = (ctx: CallContext): EventMetadata => ({
  actor: ctx.actor,
  ...(ctx.requestId === null ? {} : { correlationId: ctx.requestId }),
  ...(ctx.traceparent === null ? {} : { traceparent: ctx.traceparent }),
});
