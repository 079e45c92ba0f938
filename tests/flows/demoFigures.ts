type Row = Readonly<Record<string, unknown>>;

const line = (row: Row, fields: ReadonlyArray<string>): string => fields.map((field) => row[field] ?? "-").join(" | ");

/** Of the demo's figures those that its seed decides, whenever and wherever it runs: one line each. */
// biome-ignore lint/suspicious/noExplicitAny: the shape is the command's
export const linesOf = (figures: any): ReadonlyArray<string> => [
  line(figures, ["lines", "accepted", "duplicates", "rejected", "users", "merges", "anonymous_visitors"]),
  figures.funnel.map(({ users }: { users: number }) => users).join(" > "),
  ...figures.campaigns.map((campaign: Row & { readonly roi: number | null }) =>
    line({ ...campaign, roi: campaign.roi?.toFixed(4) }, ["name", "type", "status", "budget", "spent", "revenue", "roi", "leads"]),
  ),
  ...figures.ad_campaigns.map((ad: Row & { readonly performance_metrics: Row; readonly creatives: ReadonlyArray<Row> }) =>
    line({ ...ad, ...ad.performance_metrics, weights: ad.creatives.map(({ weight }) => weight) }, [
      ...["platform", "name", "impressions", "clicks", "conversions", "spend", "last_optimization", "weights"],
    ]),
  ),
  ...figures.leaderboard.slice(0, 3).map((entry: Row) => line(entry, ["rank", "name", "score"])),
  ...figures.contents.map((content: Row) => line(content, ["title", "state", "published_version", "served", "engaged", "performance_score"])),
  ...figures.tasks.map((row: Row) => line(row, ["task_type", "completed", "dead", "open", "workers"])),
  ...figures.segments
    .filter(({ name }: { name: string }) => ["power_user", "reader", "trial_at_risk"].includes(name))
    .map((row: Row) => line(row, ["name", "members"])),
];

/** For --seed 1 --days 7 --events 3000 with an end on a Thursday's midnight. */
export const expectedLines: ReadonlyArray<string> = [];
