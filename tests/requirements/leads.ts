import { type Proof, proven, type Requirement } from "./requirement.ts";

const table = "services/lead/src/lead/leadsTable.int.test.ts";
const decider = "services/lead/src/lead/lead.test.ts";
const flow = "tests/flows/lead.test.ts";
const reactions = "tests/flows/leadReactions.test.ts";
const columns: Proof = [table, "are the document's, and those of the models"];
const refused: Proof = [table, "columns > %s refuses %s ×7"];
const made = "makes a lead that reads back as written";
const wrong = "refuses what is the server's own, and names everything that is wrong at once";
const way = "goes new, contacted, qualified, converted, and ends there";
const indexes = "are as decided, valid, a tenant first";
const listing: Proof = [table, indexes, "listing by %s reads its index, under row level security ×9"];
const inside: Proof = [
  table,
  indexes,
  "indexes > %s reads its index ×6",
  "touches few pages through the functions, called as the api role",
];

export const leads: ReadonlyArray<Requirement> = [
  proven(89, "leads.lead_id", columns, [flow, made]),
  proven(
    90,
    "leads.email, one open lead each",
    columns,
    [flow, "makes one lead of fifty captures of one address at once"],
    [table, "refuses a second open lead of one address, whatever its case, and takes a merged one"],
  ),
  proven(
    91,
    "leads.phone in one form, the given one kept",
    columns,
    [decider, "contact data > %s is %s ×11"],
    [flow, made, "suggests a merge by telephone, and merges nothing by itself"],
  ),
  proven(92, "leads.name", columns, [flow, made, wrong]),
  proven(93, "leads.company", columns, [
    flow,
    wrong,
    "fills blanks of a lead it knows, keeps what was given, and remembers first and last source",
  ]),
  proven(94, "leads.job_title", columns, [flow, made, wrong]),
  proven(
    95,
    "leads.source, the first, whatever its case",
    columns,
    [decider, "folds sources"],
    [flow, "fills blanks of a lead it knows, keeps what was given, and remembers first and last source"],
    ["tests/flows/leadImport.test.ts", "tells the funnel by source, reached stages and rate"],
  ),
  proven(
    96,
    "leads.score, 0 to 1, explained to the digit",
    columns,
    refused,
    [
      flow,
      "takes a score from outside, checked before it is rounded",
      "scores within moments, explains to the last digit, and qualifies at the threshold",
    ],
    ["services/lead/src/scoring/score.test.ts", "adds up whatever the lead is"],
  ),
  proven(
    97,
    "leads.qualified, by threshold or by hand",
    columns,
    refused,
    [
      decider,
      "comes at the threshold and goes below it, on the score as it is",
      "stays where a person set it, until a person says otherwise",
      "is never qualified or converted without the flag",
    ],
    [reactions, "moves the score up to qualified and, with time, down again; a person's word stays"],
  ),
  proven(
    98,
    "leads.status, 25 moves and which are allowed",
    columns,
    refused,
    [decider, "status > %s → %s: %s ×25"],
    [flow, way, "loses and reopens"],
  ),
  proven(
    99,
    "leads.properties, enrichment kept apart",
    columns,
    [decider, "never hides what a person gave, and the newest provider wins"],
    [flow, "keeps what a provider says apart, and says it once"],
  ),
  proven(100, "leads.created_at", columns, [flow, made]),
  proven(
    101,
    "leads.last_contacted, only forward",
    columns,
    [decider, "contacts later, never earlier; not a lost one, not a converted one"],
    [flow, way],
  ),
  proven(102, "leads.converted_at, once", columns, [decider, "converts once: time, value and campaign stay"], [flow, way]),
  proven(103, "idx_leads_email", inside, [table, "refuses a second open lead of one address, whatever its case, and takes a merged one"]),
  proven(104, "idx_leads_score", inside),
  proven(105, "idx_leads_status", listing),
  proven(106, "idx_leads_source", listing),
  proven(107, "idx_leads_qualified", listing),
  proven(108, "idx_leads_created_at", listing),
  proven(109, "idx_leads_score_status", inside),
  proven(110, "idx_leads_source_score", inside),
  proven(111, "idx_leads_properties", inside),
  proven(
    112,
    "leads.user_id, linked within two seconds, never the loser's",
    columns,
    [
      reactions,
      "links a captured lead to the person identity knows, and one who becomes known later",
      "follows a merge and its undoing, and is never overwritten by the loser",
    ],
    ["tests/flows/fiveServices.test.ts", "a visitor who came by the campaign and signs up is a lead within two seconds"],
  ),
];
