import { notYet, type Proof, proven, type Requirement } from "./requirement.ts";

const table = "services/identity/src/user/usersTable.int.test.ts";
const flow = "tests/flows/identity.test.ts";
const activity = "tests/flows/identityActivity.test.ts";
const decider = "services/identity/src/user/decide.test.ts";
const columns: Proof = [table, "have the types decided"];
const index = (...titles: string[]): Proof => [table, "%s is as decided, valid, on every partition ×6", ...titles];
const listing = "listing by %s reads its index ×10";
const lookup = "looks up an email and traits by their indexes, although row level security applies to the caller";

export const people: ReadonlyArray<Requirement> = [
  proven(20, "users.user_id, the caller's or made here", columns, [
    flow,
    "creates a user that reads back as written, and refuses the same id or email",
  ]),
  proven(
    21,
    "users.email, one holder whatever the case",
    columns,
    [flow, "creates a user that reads back as written, and refuses the same id or email", "names everything that is wrong at once"],
    [decider, "refuses an email another user holds, and accepts one's own in another case"],
  ),
  proven(
    22,
    "users.created_at",
    columns,
    [flow, "creates a user that reads back as written, and refuses the same id or email"],
    [activity, "keeps the first time somebody was seen when they are identified later"],
  ),
  proven(
    23,
    "users.last_seen, only forward",
    columns,
    [decider, "never moves last_seen back, nor forward for somebody who was not there"],
    [activity, "makes a visitor a user, and moves last_seen only forward"],
  ),
  proven(
    24,
    "users.traits: set, set once, unset, with history",
    columns,
    [decider, "merges traits: set, set once, unset"],
    [flow, "keeps trait history with old and new value, time and source"],
  ),
  proven(
    25,
    "users.segment, the one of highest priority",
    columns,
    [flow, "shows the primary segment and counts by it"],
    ["tests/flows/segments.test.ts", "decides users.segment; leaving gives the next one, then none"],
  ),
  proven(
    26,
    "users.ltv_prediction with currency and model",
    columns,
    [flow, "checks predictions before rounding them"],
    [table, "columns > %s refuses %s ×3"],
  ),
  proven(
    27,
    "users.churn_risk between 0 and 1",
    columns,
    [flow, "checks predictions before rounding them"],
    [table, "columns > %s refuses %s ×3"],
  ),
  proven(28, "idx_users_email, unique", index(lookup), [flow, "lets one of twenty have an email"]),
  proven(29, "idx_users_segment", index(listing)),
  proven(30, "idx_users_created_at", index(listing)),
  proven(31, "idx_users_last_seen", index(listing)),
  proven(32, "idx_users_active", index(listing)),
  proven(33, "idx_users_traits", index(lookup)),
  notYet(
    34,
    "users in partitions by year, at little cost for a look-up",
    "bench: partitions are tested, the cost of a million rows is not",
  ),
  proven(35, "Well-known traits with types", [
    "tests/flows/fiveServices.test.ts",
    "a well-known trait of another type is taken with a warning, and shown as it was given",
  ]),
];
