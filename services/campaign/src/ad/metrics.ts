import { isoTime } from "@marketing/shared/base/isoTime";
import type { Metrics } from "./events.ts";

/** Clicks per impression, six places; null without impressions. */
export const ctrOf = (m: Pick<Metrics, "clicks" | "impressions">): number | null =>
  m.impressions === 0 ? null : Math.round((m.clicks / m.impressions) * 1e6) / 1e6;

/** The column performance_metrics: what callers search by has these names. */
export const metricsColumn = (m: Metrics) => {
  const ctr = ctrOf(m);
  return {
    impressions: m.impressions,
    clicks: m.clicks,
    conversions: m.conversions,
    spend_micros: m.spend,
    revenue_micros: m.revenue,
    as_of: isoTime(m.asOf),
    ...(ctr === null ? {} : { ctr }),
  };
};
