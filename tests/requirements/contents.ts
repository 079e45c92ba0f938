import { type Proof, proven, type Requirement } from "./requirement.ts";

const table = "services/content/src/content/libraryTable.int.test.ts";
const decider = "services/content/src/content/decide.test.ts";
const flow = "tests/flows/content.test.ts";
const search = "tests/flows/contentSearch.test.ts";
const text = "services/content/src/content/text.test.ts";
const columns: Proof = [table, "columns > are as decided"];
const refused: Proof = [table, "refuse what must not be there"];
const written = "gives back what was written, and computes words and reading time whatever the caller says";
const wrong = "names everything that is wrong at once";
const listed = "lists by every filter, best first with the never served last, page by page";
const index = (title: string): Proof => [table, "indexes > %s is as decided ×7", title];
const listing = "%s is read by its index, as the api role ×8";

export const contents: ReadonlyArray<Requirement> = [
  proven(113, "content_library.content_id", columns, [flow, written]),
  proven(114, "content_library.content_type, one of five", columns, refused, [flow, wrong, listed]),
  proven(115, "content_library.title, or none", columns, refused, [flow, wrong, "takes contents without title or without text"]),
  proven(
    116,
    "content_library.content, long texts too",
    columns,
    [table, "takes a text whose words do not fit into one tsvector"],
    [search, "takes five megabytes and finds their last word, and words and phrases far apart"],
    [flow, wrong],
  ),
  proven(
    117,
    "content_library.metadata: SEO, words and reading time counted here",
    columns,
    [flow, written, wrong],
    [text, "%i take %i minutes ×6", "are checked all at once"],
  ),
  proven(
    118,
    "content_library.performance_score, engaged of served",
    columns,
    refused,
    [flow, "is engaged of served, per version and in total, and counts each report once"],
    ["services/content/src/publish.test.ts", "%i served and %i engaged make %s ×7"],
  ),
  proven(119, "content_library.generated_by, with model and prompt", columns, [flow, written, listed]),
  proven(
    120,
    "content_library.campaign_id outlives a purged campaign",
    ["tests/flows/contentReactions.test.ts", "keeps a campaign's name, and after its purge nothing else of it"],
    [
      "services/campaign/src/campaign/retireRule.int.test.ts",
      "are archived three years after their end with ads and figures, purged after seven, and never while they run, however old",
    ],
  ),
  proven(121, "content_library.created_at", columns, [flow, written]),
  proven(122, "content_library.published_at, the first kept", columns, [
    flow,
    "keeps first_published_at through unpublishing, and archives for good",
  ]),
  proven(123, "idx_content_type", index(listing)),
  proven(124, "idx_content_created_at", index(listing)),
  proven(125, "idx_content_campaign", index(listing)),
  proven(126, "idx_content_generated_by", index(listing)),
  proven(127, "idx_content_performance", index(listing), [flow, listed]),
  proven(
    128,
    "idx_content_fts: weights, languages, missing parts, the whole text",
    index("a search reads idx_content_fts, and the chunks' index, inside its function"),
    [table, "has title A, SEO data B and text C, in the row's language, with nulls left out"],
    [
      search,
      "ranks title before SEO data before text",
      "knows words, phrases, or and minus",
      "understands each text in its own language",
      "highlights as HTML that is safe to show",
      "takes five megabytes and finds their last word, and words and phrases far apart",
    ],
  ),
  proven(129, "idx_content_metadata", index("a search in the metadata reads idx_content_metadata inside its function")),
  proven(
    130,
    "Versions, approval, publishing",
    [decider, "%s of %s: %s ×55"],
    [
      flow,
      "restores the first as the third, equal to it, and says what differs",
      "asks for approval before it publishes, unless the policy is off",
      "keeps the published version beside the draft that follows it",
    ],
  ),
];
