import { type Context, context, createContextKey, type Link, ROOT_CONTEXT, type SpanContext } from "@opentelemetry/api";
import type { EventMetadata } from "../base/event.ts";
import { telemetry } from "./state.ts";
import { activeTraceparent, parseTraceparent, under } from "./tracing.ts";

/** Of one span; a batch of a thousand traces names the first ones. */
export const maxLinks = 32;

interface Caused {
  readonly eventId: string;
  readonly metadata: EventMetadata;
}

const causesKey = createContextKey("marketing.causes");

/**
 * Where the work on these events belongs: in their trace where all are of one, else in a trace of its own. Either way with links to the
 * spans that told of them. What is appended meanwhile and names one of them as its cause goes on in the trace of that one.
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

/** The trace an event appended now belongs to: the active span, unless its metadata names another trace or its cause was of another. */
export const traceparentFor = (metadata: EventMetadata | undefined): string | undefined => {
  const given = metadata?.traceparent;
  if (!telemetry.traces) return given;
  const active = activeTraceparent();
  const causes = context.active().getValue(causesKey) as ReadonlyMap<string, string> | undefined;
  const named = given ?? causes?.get(metadata?.causationId ?? "");
  if (!active || !named) return active ?? named;
  return named.slice(3, 35) === active.slice(3, 35) ? active : named;
};
