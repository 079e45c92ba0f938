import { SpanKind } from "@opentelemetry/api";
import { attributes as a } from "../telemetry/attributes.ts";
import { causedBy } from "../telemetry/causes.ts";
import { instruments, secondsSince } from "../telemetry/instruments.ts";
import { spans } from "../telemetry/spans.ts";
import { telemetry } from "../telemetry/state.ts";
import { traced } from "../telemetry/tracing.ts";
import type { Source, SourceBatch } from "./source.ts";
import type { View } from "./view.ts";

/** Applies a batch to a view with a span and metrics. A batch that only moves the checkpoint gets no span. */
export const measuredBatch = async <A>(view: View, source: Source, batch: SourceBatch, deliver: () => Promise<A>): Promise<A> => {
  const start = performance.now();
  const events = telemetry.traces && view.types ? batch.events.filter((e) => view.types!.has(e.type)) : batch.events;
  const result =
    telemetry.traces && events.length > 0
      ? await traced(
          spans.project(view.name),
          {
            kind: source.name === "log" ? SpanKind.INTERNAL : SpanKind.CONSUMER,
            ...causedBy(events),
            attributes: { [a.subscription]: view.name, [a.source]: source.name, [a.messagingBatch]: events.length },
          },
          deliver,
        )
      : await deliver();
  instruments.batchDuration.record(secondsSince(start), { [a.subscription]: view.name });
  instruments.batchEvents.add(batch.events.length, { [a.subscription]: view.name });
  return result;
};
