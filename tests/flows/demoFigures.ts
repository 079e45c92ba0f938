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
  `${figures.vectors.recommendations.external_id}: ${figures.vectors.recommendations.next[0].action}`,
  ...figures.vectors.similar_campaigns.similar.map((row: Row & { readonly roi: number }) =>
    line({ ...row, roi: row.roi.toFixed(4) }, ["name", "platform", "spent", "revenue", "roi"]),
  ),
];

/** For --seed 1 --days 7 --events 3000 with an end on a Thursday's midnight. */
export const expectedLines: ReadonlyArray<string> = [
  "2983 | 2885 | 39 | 2 | 44 | 49 | 369",
  "389 > 122 > 44 > 32 > 7",
  "Analytics for agencies 2025 | ad | stopped | 9000.00 | 4212.00 | 0.00 | -1.0000 | 0",
  "Autumn webinar 2025 | lead_gen | completed | 15000.00 | 12206.00 | 18400.00 | 0.5075 | 0",
  "Brand search | ad | active | 2000.00 | 105.33 | 0.00 | -1.0000 | 0",
  "Comparison ads 2025 | ad | completed | 6000.00 | 5406.40 | 9860.00 | 0.8238 | 0",
  "Ledgerbay listing | lead_gen | completed | - | 1800.00 | 0.00 | -1.0000 | 0",
  "Product Hunt launch 2025 | lead_gen | completed | 1500.00 | 924.00 | 2755.00 | 1.9816 | 0",
  "Reporting tools | ad | paused | 400.00 | 402.96 | 2446.00 | 5.0701 | 0",
  "RevOps Q4 | ad | active | 15000.00 | 1832.63 | 1239.00 | -0.3239 | 15",
  "Spring launch | lead_gen | draft | 5000.00 | 0.00 | 0.00 | - | 0",
  "Weekly digest | content | active | 4000.00 | 2449.90 | 522.00 | -0.7869 | 0",
  "Win back the lapsed | retention | active | 300.00 | 0.00 | 0.00 | - | 0",
  "Win-back mails 2025 | retention | completed | 1000.00 | 640.00 | 4176.00 | 5.5250 | 0",
  "linkedin | Agencies | 28800 | 180 | 4 | 4212.00 | raise_bid | 100",
  "google_ads | Brand terms | 331 | 31 | 3 | 105.33 | lower_bid | 100",
  "linkedin | Close the month in two days | 128400 | 934 | 276 | 11316.00 |  | 100",
  "google_ads | Harborline or Tallyport | 29760 | 1240 | 87 | 5406.40 | raise_bid | 100",
  "google_ads | Reporting software | 1465 | 42 | 5 | 402.96 | rebalance_creatives | 60,40",
  "producthunt | Reports your team reads | 27900 | 2310 | 96 | 924.00 |  | 100",
  "linkedin | RevOps leaders | 10333 | 78 | 9 | 1832.63 | rebalance_creatives | 75,25",
  "1 | Win-back mails 2025 | 86.71",
  "2 | Reporting tools | 85.86",
  "3 | Product Hunt launch 2025 | 74.88",
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
  "ad_optimizer | 5 | 0 | 0 | example-agent",
  "content_creator | 4 | 1 | 0 | example-agent",
  "lead_gen | 3 | 0 | 0 | example-agent",
  "retention | 2 | 0 | 0 | example-agent",
  "trial_at_risk | 12",
  "power_user | 20",
  "reader | 9",
  "user-behavior-patterns | 389 | 389 | 0 | local-lexical-v2-1536",
  "campaign-history | 6 | 6 | 0 | local-lexical-v2-1536",
  "marketing-knowledge | 31 | 31 | 0 | local-lexical-v2-1536",
  "What does a seat of the Business plan cost? | https://knowledge.harborline.example/product/plans-and-prices.md | ",
  "How do I get my money back after cancelling? | https://knowledge.harborline.example/product/refunds-and-cancelling.md | ",
  "What does HL-4021 mean? | https://knowledge.harborline.example/product/connector-errors.md | hl-4021",
  "How much does Tallyport charge? | https://knowledge.harborline.example/competitors/tallyport.html | ",
  "What should a board deck contain? | 0a6f1f52-8d0e-4c1b-9a33-5b1d7e4f1a03 | ",
  "usr_032292bcc472: integration_connected",
  "Autumn webinar 2025 | linkedin | 12206.000000 | 18400.000000 | 0.5075",
  "Product Hunt launch 2025 | producthunt | 924.000000 | 2755.000000 | 1.9816",
  "Win-back mails 2025 |  | 640.000000 | 4176.000000 | 5.5250",
];
