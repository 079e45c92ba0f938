import { type Proof, proven, type Requirement } from "./requirement.ts";

const table = "services/campaign/src/campaign/queries.int.test.ts";
const decider = "services/campaign/src/campaign/decide.test.ts";
const ad = "services/campaign/src/ad/decide.test.ts";
const flow = "tests/flows/campaign.test.ts";
const ads = "tests/flows/campaignAds.test.ts";
const columns: Proof = [table, "has the document's columns"];
const refused: Proof = [table, "refuses in the table what the calls refuse > %j ×7"];
const created = "reads back as it was created: a draft that has spent nothing";
const wrong = "lists everything that is wrong with it at once";
const adCreated = "reads back as it was created, and the campaign lists it";
const indexes = "has the document's indexes, a tenant first";
const plans = "services/campaign/src/campaign/plans.int.test.ts";
const defined: Proof = [table, indexes];
const byPlan: Proof[] = [defined, [plans, "campaigns by %j names %s ×4"]];
const adByPlan: Proof[] = [defined, [plans, "ad campaigns by %j names %s ×4"]];
const byJson: Proof[] = [defined, [plans, "campaigns with %j are found by %s ×2"]];
const adByJson: Proof[] = [defined, [plans, "ad campaigns with %j are found by %s ×3"]];

export const campaigns: ReadonlyArray<Requirement> = [
  proven(59, "campaigns.campaign_id", columns, [flow, created]),
  proven(60, "campaigns.name, 1 to 255 characters", columns, refused, [flow, created, wrong]),
  proven(
    61,
    "campaigns.type, fixed by the start",
    columns,
    refused,
    [flow, wrong],
    [decider, "are changed until the end, the type until the start"],
  ),
  proven(
    62,
    "campaigns.status, 25 moves and which are allowed",
    columns,
    refused,
    [decider, "%s > %s: %s ×25", "has 25 cells"],
    [flow, "moves as its table says; a wrong move names from and to, a repeated request is no move"],
  ),
  proven(
    63,
    "campaigns.config: audience, channels, goals",
    columns,
    [
      "services/campaign/src/campaign/configuration.test.ts",
      "names everything that is wrong at once",
      "knows where each type of campaign can be",
    ],
    [flow, created, wrong, "aims only at segments that exist"],
  ),
  proven(
    64,
    "campaigns.budget, none below what is spent",
    columns,
    refused,
    [flow, wrong, created],
    [decider, "the budget cannot go below what is spent, but may meet it, and may go altogether"],
  ),
  proven(
    65,
    "campaigns.spent never passes the budget by reservations",
    columns,
    refused,
    [
      flow,
      "of 200 who reserve 1.00 at once on a budget of 100.00, exactly 100 do",
      "that a platform spent is booked, and pauses what is over",
    ],
    ["tests/faults/campaignRivals.test.ts", "of 200 who reserve at two servers at once, exactly as many do as the budget holds"],
  ),
  proven(66, "campaigns.created_at", columns, [flow, created]),
  proven(
    67,
    "campaigns.started_at, of the first start",
    columns,
    [decider, "started_at is of the first start, whatever comes after"],
    [flow, "moves as its table says; a wrong move names from and to, a repeated request is no move"],
  ),
  proven(68, "campaigns.ended_at, never before the start", columns, refused, [
    decider,
    "a draft that is stopped ended and never started",
    "no end is before its start, whatever the clocks say",
  ]),
  proven(69, "campaigns.created_by, from who called", columns, [flow, "lists by status, type, creator and config, page by page"]),
  proven(70, "idx_campaigns_status", ...byPlan),
  proven(71, "idx_campaigns_type", ...byPlan),
  proven(72, "idx_campaigns_created_at", ...byPlan),
  proven(73, "idx_campaigns_created_by", ...byPlan),
  proven(74, "idx_campaigns_config", ...byJson),
  proven(
    75,
    "Return on investment by attributed revenue, per currency",
    [flow, "gives a return that is null where nothing was spent, and no mix of currencies"],
    [
      "services/campaign/src/money.test.ts",
      "there is no return on nothing",
      "attributes to the first, the last and all alike, each the whole value",
    ],
    [
      "tests/flows/campaignAttribution.test.ts",
      "a conversion's value goes to the campaigns that touched the person, first, last and all alike, in every id the person had",
    ],
    ["tests/flows/fiveServices.test.ts", "the conversion's value goes to the campaign that brought her, against what it spent"],
  ),
  proven(76, "ad_campaigns.ad_campaign_id", columns, [ads, adCreated]),
  proven(
    77,
    "ad_campaigns.campaign_id, of a campaign that exists",
    columns,
    [ads, "belongs to a campaign that is there and goes on"],
    [table, "an ad campaign of no campaign or no platform, and a platform's id that is taken"],
  ),
  proven(
    78,
    "ad_campaigns.platform, one of three",
    columns,
    [ads, wrong],
    [table, "an ad campaign of no campaign or no platform, and a platform's id that is taken"],
  ),
  proven(
    79,
    "ad_campaigns.platform_campaign_id, held by one",
    columns,
    [ads, "has a platform's id that nobody else has, whoever comes at once"],
    [table, "an ad campaign of no campaign or no platform, and a platform's id that is taken"],
  ),
  proven(
    80,
    "ad_campaigns.audience_config, as its platform can aim",
    columns,
    [ad, "an audience is what its platform can aim at"],
    [ads, wrong, adCreated],
  ),
  proven(
    81,
    "ad_campaigns.creatives: weighted, sticky variants",
    columns,
    [ad, "are shared out by weight within two points, and the same for a person every time", "weigh 100 together, each once"],
    [ads, "shows a person the same variant every time"],
  ),
  proven(
    82,
    "ad_campaigns.performance_metrics, forward only, with history",
    columns,
    [ad, "only a later one changes anything"],
    [ads, "only goes forward, and its spend is the campaign's", "comes by CSV, whole rows of it, and the same file again changes nothing"],
  ),
  proven(83, "ad_campaigns.last_optimized", columns, [ads, "optimisations are remembered, and the stalest come first"]),
  proven(84, "idx_ad_campaigns_campaign", ...adByPlan),
  proven(85, "idx_ad_campaigns_platform", ...adByPlan),
  proven(86, "idx_ad_campaigns_last_optimized", ...adByPlan),
  proven(87, "idx_ad_campaigns_audience", ...adByJson),
  proven(88, "idx_ad_campaigns_performance", ...adByJson),
];
