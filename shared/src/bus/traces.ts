import { SpanKind } from "@opentelemetry/api";
import type { RecordedEvent } from "../base/event.ts";
import { attributes as a } from "../telemetry/attributes.ts";
import { causedBy } from "../telemetry/causes.ts";
import { spans } from "../telemetry/spans.ts";
import { telemetry } from "../telemetry/state.ts";
import { formatTraceparent, parseTraceparent, traced, tracer, under } from "../telemetry/tracing.ts";

const about = (stream: string, operation: "send" | "process", event: RecordedEvent) => ({
  [a.messagingSystem]: "nats",
  [a.messagingDestination]: stream,
  [a.messagingOperation]: operation,
  [a.messagingMessage]: event.eventId,
  [a.eventType]: event.type,
});

/**
 * The event with the trace context of its sending: a producer span that continues the trace of its append. Without a sampled trace, the
 * event itself.
 */
export const withSendTrace = (stream: string, event: RecordedEvent): RecordedEvent => {
  const appended = telemetry.traces ? parseTraceparent(event.metadata.traceparent) : null;
  if (!appended || appended.traceFlags === 0) return event;
  const options = {
    kind: SpanKind.PRODUCER,
    links: [{ context: appended }],
    attributes: { ...about(stream, "send", event), [a.position]: event.position },
  };
  const span = tracer.startSpan(spans.send(stream), options, under(appended));
  span.end();
  return { ...event, metadata: { ...event.metadata, traceparent: formatTraceparent(span.spanContext()) } };
};

/** Runs one try of a reaction in a consumer span that continues the trace of the message and is linked to the producer's span. */
export const tracedHandling = (
  stream: string,
  durable: string,
  event: RecordedEvent,
  attempt: number,
  work: () => Promise<void>,
): Promise<void> =>
  telemetry.traces
    ? traced(
        spans.process(stream),
        {
          kind: SpanKind.CONSUMER,
          ...causedBy([event]),
          attributes: { ...about(stream, "process", event), [a.messagingConsumer]: durable, [a.attempt]: attempt },
        },
        work,
      )
    : work();
