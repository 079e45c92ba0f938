import type { BatchObservableResult, Observable } from "@opentelemetry/api";
import { meter, optionsOf } from "./instruments.ts";
import { type MetricKey, metrics } from "./metrics.ts";
import { telemetry } from "./state.ts";

export interface Point {
  readonly metric: GaugeKey;
  readonly value: number;
  readonly attributes?: Readonly<Record<string, string | number>>;
}
export type GaugeKey = { [K in MetricKey]: (typeof metrics)[K]["kind"] extends "gauge" | "observableCounter" ? K : never }[MetricKey];

const nothing = (): void => undefined;

/**
 * Reports gauges at every collection. `read` is called at most once in `everyMs`; when it fails, nothing is reported this time. Returns a
 * function that ends it.
 */
export const observe = (
  keys: ReadonlyArray<GaugeKey>,
  read: () => ReadonlyArray<Point> | Promise<ReadonlyArray<Point>>,
  everyMs = 0,
): (() => void) => {
  if (!telemetry.metrics) return nothing;
  const made = new Map<GaugeKey, Observable>(
    keys.map((key) => {
      const m = metrics[key];
      return [
        key,
        m.kind === "gauge" ? meter.createObservableGauge(m.name, optionsOf(m)) : meter.createObservableCounter(m.name, optionsOf(m)),
      ];
    }),
  );
  let known: { readonly at: number; readonly points: Promise<ReadonlyArray<Point>> } | null = null;
  const tell = async (result: BatchObservableResult): Promise<void> => {
    if (!known || Date.now() - known.at >= everyMs) {
      const points = Promise.resolve().then(read);
      known = { at: Date.now(), points };
      points.catch(() => {
        known = null;
      });
    }
    for (const { metric, value, attributes } of await known.points.catch(() => []))
      result.observe(made.get(metric)!, value, { ...attributes });
  };
  const observables = [...made.values()];
  meter.addBatchObservableCallback(tell, observables);
  return () => meter.removeBatchObservableCallback(tell, observables);
};
