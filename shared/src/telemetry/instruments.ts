import { metrics as api, type Counter, type Histogram } from "@opentelemetry/api";
import { type MetricDefinition, type MetricKey, metrics } from "./metrics.ts";

export const meter = api.getMeter("marketing");

type OfKind<Kind> = { [K in MetricKey]: (typeof metrics)[K]["kind"] extends Kind ? K : never }[MetricKey];
type Instruments = { readonly [K in OfKind<"histogram">]: Histogram } & { readonly [K in OfKind<"counter">]: Counter };

export const optionsOf = ({ unit, description, buckets }: MetricDefinition) => ({
  unit,
  description,
  ...(buckets ? { advice: { explicitBucketBoundaries: [...buckets] } } : {}),
});

const make = (m: MetricDefinition): Histogram | Counter =>
  m.kind === "histogram" ? meter.createHistogram(m.name, optionsOf(m)) : meter.createCounter(m.name, optionsOf(m));

/** Counters and histograms, recorded where something happens. While metrics are off, recording does nothing. */
export const instruments = Object.fromEntries(
  Object.entries(metrics)
    .filter(([, m]) => m.kind === "histogram" || m.kind === "counter")
    .map(([key, m]) => [key, make(m)]),
) as Instruments;

/** Seconds since `start`, a value of `performance.now()`. */
export const secondsSince = (start: number): number => (performance.now() - start) / 1_000;
