import { type Context, context, createContextKey, type Link, ROOT_CONTEXT, type SpanContext } from "@opentelemetry/api";
import type { EventMetadata } from "../base/event.ts";
import { telemetry } from "./state.ts";
import { activeTraceparent, parseTraceparent, under } from "./tracing.ts";

/** The most links that one span gets; of a batch with events from more traces the first ones are linked. */
export const maxLinks = 32;

interface Caused {
  readonly eventId: string;
  readonly metadata: EventMetadata;
}

const causesKey = createContextKey("marketing.causes");

/**
 * The trace context for handling these events. If they all come from one trace, the work continues it; otherwise it gets a trace of its
 * own. In both cases it is linked to the spans that the events came from. An event appended meanwhile that names one of them as its cause
 * continues the trace of that one.
 */
export const causedBy = (events: ReadonlyArray<Caused>): { readonly parent: Context; readonly links: Link[] } => {
  const spans = new Map<string, SpanContext>();
  const causes = new Map<string, string>();
  const traces = new Set<string>();
  for (const { eventId, metadata } of events) {
    const found = parseTraceparent(metadata.traceparent);
    if (!found) continue;
    causes.set(eventId, metadata.traceparent!);
    traces.add(found.traceId);
    if (spans.size < maxLinks) spans.set(found.spanId, found);
  }
  const [first] = spans.values();
  const parent = first && traces.size === 1 ? under(first) : ROOT_CONTEXT;
  return { parent: parent.setValue(causesKey, causes), links: [...spans.values()].map((span) => ({ context: span })) };
};

/**
 * The `traceparent` to store with an event appended now: the active span's, unless the metadata, or the event's cause, names another trace.
 */
export const traceparentFor = (metadata: EventMetadata | undefined): string | undefined => {
  const given = metadata?.traceparent;
  if (!telemetry.traces) return given;
  const active = activeTraceparent();
  const causes = context.active().getValue(causesKey) as ReadonlyMap<string, string> | undefined;
  const named = given ?? causes?.get(metadata?.causationId ?? "");
  if (!active || !named) return active ?? named;
  return named.slice(3, 35) === active.slice(3, 35) ? active : named;
};
