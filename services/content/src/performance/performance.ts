/** How often a version was served and engaged with, more than before. Streams `performance-<id>`, only ever appended with any version. */
export interface PerformanceCounted {
  readonly type: "performance_counted";
  readonly data: {
    readonly contentId: string;
    readonly version: number;
    readonly served: number;
    readonly engaged: number;
    /** "api" or "tracking" */
    readonly source: string;
  };
}

/** What that makes altogether, for the others to hear. Streams `totals-<id>`. */
export interface PerformanceChanged {
  readonly type: "performance_changed";
  readonly data: { readonly contentId: string; readonly version: number; readonly served: number; readonly engaged: number };
}

export const performanceStream = (contentId: string): string => `performance-${contentId}`;
export const totalsStream = (contentId: string): string => `totals-${contentId}`;

/** engaged / served rounded half up to four places, at most 1; null when nothing was served. As the database computes it. */
export const scoreOf = (served: number, engaged: number): number | null =>
  served === 0 ? null : Math.min(1, Math.floor((20_000 * engaged + served) / (2 * served)) / 10_000);
