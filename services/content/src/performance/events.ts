import { ContentPerformanceChangedSchema } from "@marketing/protos/content/v1/content_events";
import { defineEvents, type EventOf, event, shape } from "@marketing/shared/log/defineEvents";
import { sample } from "../content/version.ts";
import { scoreOf } from "./score.ts";

interface Counts {
  readonly contentId: string;
  readonly version: number;
  readonly served: number;
  readonly engaged: number;
}

/** How often a version was served and engaged with, in addition to before. Streams `performance-<id>`, only ever appended with any version. */
export const performanceEvents = defineEvents({
  performance_counted: event<Counts & { readonly source: "api" | "tracking" }>({ version: 1 }),
});
export type PerformanceEvent = EventOf<typeof performanceEvents>;

const { contentId } = sample.content;

/** What that makes altogether, for the other services. Streams `totals-<id>`. */
export const totalsEvents = defineEvents(
  {
    performance_changed: event<Counts>({
      version: 1,
      public: shape("content.performance-changed", ContentPerformanceChangedSchema, ({ contentId, version, served, engaged }) => ({
        contentId,
        version,
        served: String(served),
        engaged: String(engaged),
        performanceScore: scoreOf(served, engaged) ?? undefined,
      })),
      sample: { contentId, version: 1, served: 100, engaged: 40 },
    }),
  },
  { sampleStream: `totals-${contentId}` },
);
export type TotalsEvent = EventOf<typeof totalsEvents>;

export const performanceStream = (contentId: string): string => `performance-${contentId}`;
export const totalsStream = (contentId: string): string => `totals-${contentId}`;
