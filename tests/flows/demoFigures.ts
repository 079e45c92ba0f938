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
  ...figures.contents.map((content: Row) =>
    line(content, ["title", "state", "published_version", "served", "engaged", "performance_score"]),
  ),
  ...figures.tasks.map((row: Row) => line(row, ["task_type", "completed", "dead", "open", "workers"])),
  ...figures.segments
    .filter(({ name }: { name: string }) => ["power_user", "reader", "trial_at_risk"].includes(name))
    .map((row: Row) => line(row, ["name", "members"])),
  ...figures.vectors.indexes.map((row: Row) => line(row, ["index", "things", "vectors", "failed", "model"])),
  ...figures.vectors.answers.map(({ question, cited: [first] }: Row & { readonly cited: ReadonlyArray<Row> }) =>
    line({ question, cited: first!.uri || first!.content_id, exact: first!.exact_tokens }, ["question", "cited", "exact"]),
  ),
  ...figures.vectors.similar_campaigns.similar.map((row: Row & { readonly roi: number }) =>
    line({ ...row, roi: row.roi.toFixed(4) }, ["name", "platform", "spent", "revenue", "roi"]),
  ),
];

/** For --seed 1 --days 7 --events 3000 with an end on a Thursday's midnight. */
export const expectedLines: ReadonlyArray<string> = [
  "2983 | 2885 | 39 | 2 | 44 | 49 | 369",
  "389 > 122 > 44 > 32 > 7",
  "Brand search | ad | active | 2000.00 | 105.33 | 0.00 | -1.0000 | 0",
  "Ledgerbay listing | lead_gen | completed | - | 1800.00 | 0.00 | -1.0000 | 0",
  "Reporting tools | ad | paused | 400.00 | 402.96 | 2446.00 | 5.0701 | 0",
  "RevOps Q4 | ad | active | 15000.00 | 1832.63 | 1239.00 | -0.3239 | 15",
  "Spring launch | lead_gen | draft | 5000.00 | 0.00 | 0.00 | - | 0",
  "Weekly digest | content | active | 4000.00 | 2449.90 | 522.00 | -0.7869 | 0",
  "Win back the lapsed | retention | active | 300.00 | 0.00 | 0.00 | - | 0",
  "google_ads | Brand terms | 331 | 31 | 3 | 105.33 | lower_bid | 100",
  "google_ads | Reporting software | 1465 | 42 | 5 | 402.96 | rebalance_creatives | 60,40",
  "linkedin | RevOps leaders | 10333 | 78 | 9 | 1832.63 | rebalance_creatives | 75,25",
  "1 | Reporting tools | 85.86",
  "2 | RevOps Q4 | 40.34",
  "3 | Weekly digest | 17.56",
  "Weekly metrics that matter | published | 2 | 116 | 49 | 0.4224",
  "Customers | published | 1 | 85 | 12 | 0.1412",
  "A board deck in an hour | published | 1 | 84 | 26 | 0.3095",
  "Attribution without tears | published | 1 | 51 | 17 | 0.3333",
  "Ask for one chart less | published | 1 | 0 | 0 | -",
  "Five numbers for Monday | published | 1 | 0 | 0 | -",
  "Meet us in Lisbon | archived | 0 | 0 | 0 | -",
  "Spring launch | in_review | 0 | 0 | 0 | -",
  "The only reporting tool | draft | 0 | 0 | 0 | -",
  "We kept your dashboards | approved | 0 | 0 | 0 | -",
  "Weekly digest: a first issue | in_review | 0 | 0 | 0 | -",
  "When a dashboard is a diary | published | 1 | 0 | 0 | -",
  "ad_optimizer | 3 | 0 | 0 | example-agent",
  "content_creator | 4 | 1 | 0 | example-agent",
  "lead_gen | 1 | 0 | 0 | example-agent",
  "retention | 1 | 0 | 0 | example-agent",
  "trial_at_risk | 12",
  "power_user | 20",
  "reader | 9",
];
