import { notYet, type Proof, proven, type Requirement } from "./requirement.ts";

const five = "tests/flows/fiveServices.test.ts";
const models = "tests/requirements/models.test.ts";
const migrate = "shared/src/postgres/migrate.int.test.ts";
const users = "services/identity/src/user/usersTable.int.test.ts";
const events = "services/tracking/src/event/view.int.test.ts";
const eventIndexes = "services/tracking/src/event/queries.int.test.ts";
const campaign = "tests/flows/campaign.test.ts";
const campaignPlans = "services/campaign/src/campaign/plans.int.test.ts";
const leadTable = "services/lead/src/lead/leadsTable.int.test.ts";
const contentTable = "services/content/src/content/libraryTable.int.test.ts";
const schemas = "tests/requirements/schemas.int.test.ts";
const parity: Proof = [
  models,
  "has a field for every column of the source document, what came to them, and no other: %s ×6",
  "has every column of its table, but for those that stay inside: %s ×6",
];
const retention = "services/tracking/src/retention/eventRule.int.test.ts";
const retained = "tests/flows/retention.test.ts";
const ofStores = "of %s names every table there is, with how long it keeps what and why ×5";

const backups = "deploy/local/src/backup/backup.test.ts";
const drill = "tests/flows/drill.test.ts";
const drilled = "a drill: PostgreSQL killed and gone, everything back but what was not archived; the platform goes on with all it had";
const telemetry = "deploy/telemetry/telemetry.test.ts";
export const rest: ReadonlyArray<Requirement> = [
  proven(149, "A user's message has the model's fields", parity, [
    "services/identity/src/publish.test.ts",
    "has a field of User for every column of the source document, first and in its order",
  ]),
  proven(
    150,
    "An event's message has every column",
    parity,
    [models, "an event's id is a position of 64 bits"],
    [events, "are the document's, and what came to them", "hold every value an event came with"],
  ),
  proven(
    151,
    "A campaign's message has every column, money exact",
    parity,
    [models, "money is exact, as text or in micros, and no message has a float for it"],
    ["services/campaign/src/campaign/decide.test.ts", "a tenth and two tenths are three tenths"],
    [campaign, "is exact: a tenth and two tenths are three tenths, to who asks and in the table"],
  ),
  proven(
    152,
    "Ad campaigns exist and are listed by their campaign",
    parity,
    [models, "a campaign brings its ad campaigns, as messages of their own"],
    ["tests/flows/campaignAds.test.ts", "reads back as it was created, and the campaign lists it"],
  ),
  proven(
    153,
    "A lead's message has the columns of both models",
    parity,
    [leadTable, "are the document's, and those of the models"],
    ["tests/flows/lead.test.ts", "makes a lead that reads back as written"],
  ),
  proven(
    154,
    "A content's metadata and publication time",
    parity,
    [models, "a content's metadata is JSON, and its publication a time"],
    [
      "tests/flows/content.test.ts",
      "gives back what was written, and computes words and reading time whatever the caller says",
      "keeps first_published_at through unpublishing, and archives for good",
    ],
  ),
  proven(155, "Related things are found from both sides", [five, "every pair of things that belong together is found from both sides"]),
  proven(156, "A user's input is checked", ["tests/flows/identity.test.ts", "names everything that is wrong at once"]),
  proven(
    157,
    "An event's input is checked",
    ["tests/flows/tracking.test.ts", "takes one event, or says what is wrong with it"],
    ["services/tracking/src/event/decide.test.ts", "event_name > refuses %j ×8", "must be said"],
  ),
  proven(158, "A campaign's input is checked", [campaign, "lists everything that is wrong with it at once"]),
  proven(159, "A new campaign is a draft that spent nothing", [campaign, "reads back as it was created: a draft that has spent nothing"]),
  proven(160, "A lead's score and status are the server's own", [
    "tests/flows/lead.test.ts",
    "refuses what is the server's own, and names everything that is wrong at once",
  ]),
  proven(161, "Each of the six aggregates has a message", parity),
  proven(
    162,
    "Indexes of several columns",
    [leadTable, "are as decided, valid, a tenant first", "indexes > %s reads its index ×7"],
    [eventIndexes, "a timeline uses idx_events_user_timestamp, and stops after its page"],
  ),
  proven(163, "Indexes of a part, none by the clock", [five, "no index that covers a part of its table depends on the clock"]),
  proven(
    164,
    "GIN indexes for JSON and text",
    [users, "looks up an email and traits by their indexes, although row level security applies to the caller"],
    [contentTable, "a search reads idx_content_fts, and the chunks' index, inside its function"],
    [campaignPlans, "campaigns with %j are found by %s ×2", "ad campaigns with %j are found by %s ×3"],
  ),
  notYet(165, "A BRIN index that is small beside the b-tree", "bench: its use is tested, its size at a million rows is not"),
  proven(166, "Migrating again changes nothing", [
    migrate,
    "applies the log's migrations, then the service's, and nothing the second time",
  ]),
  proven(167, "Events: two years active, five archived", [
    retention,
    "are planned for, and are in events, in the archive, and gone; the second run changes nothing",
    "shorten both times for its own rows, and lengthen neither",
  ]),
  notYet(168, "People: kept while lawful, erased on request", "erasure"),
  proven(169, "Campaigns: three years active, archived to the seventh", [
    "services/campaign/src/campaign/retireRule.int.test.ts",
    "are archived three years after their end with ads and figures, purged after seven, and never while they run, however old",
    "go sooner where a tenant wants that, and not later where it wants that",
  ]),
  proven(170, "Content is never purged", [retained, ofStores, "says which stores there are, to who names another"]),
  proven(171, "Archiving loses no row", [
    retention,
    "leaves every event in one of the two tables at every moment, while more of every age come, and after a run that was cut off",
    "goes on where a crash left a partition half prepared",
    "are not brought back by a rebuild, which puts the archived ones into the archive, and the comparison finds both equal",
  ]),
  proven(172, "An archive of events that timelines can include", [
    retained,
    "are planned for, archived by a run, and found by whoever asks for archived ones too",
    "may not be touched by a service's callers, nor the horizons moved",
  ]),
  proven(173, "A rule for every store, and a dry run", [
    retained,
    ofStores,
    "removes dead letters after ninety days and leaves younger ones, parked events and everything without an end",
    "go, and a rebuild does not bring them back; younger and open ones stay",
  ]),
  proven(
    174,
    "A full backup every day",
    [backups, "a backup is full once a day: %s ×5"],
    [drill, "a backup is full at first, then what changed; each is encrypted and verified, and the databases know of it"],
    [drill, "a byte that changed in a backup is found, and named"],
  ),
  proven(
    175,
    "Write-ahead log archived every minute",
    [
      backups,
      "WAL is archived after a minute at most, whatever the environment says",
      "%s in a path is a path to the archive's command ×6",
    ],
    [drill, "a moment comes back: what was there then, and nothing that came later"],
  ),
  proven(176, "Redis is copied and comes back", [
    drill,
    "Redis comes back after a kill -9 by its append-only file, and a backup copies its snapshot along",
  ]),
  proven(
    177,
    "Everything back within four hours",
    [
      drill,
      drilled,
      "%s is refused, and nothing is touched ×4",
      "a cluster that is gone while its backups are there is not replaced by an empty one",
    ],
    [backups, "a terabyte takes what grows with it, and what does not once; nobody waits for what is verified"],
  ),
  proven(178, "At most five minutes lost", [drill, drilled]),
  proven(
    179,
    "A drill every month",
    [drill, drilled],
    ["tests/manifests/manifests.test.ts", "every file holds resources of known kinds, fields and types"],
    [telemetry, "every alert has its section in the runbook, and every section its alert"],
  ),
  proven(180, "Numbered migrations, one runner at a time, no edits", [
    migrate,
    "applies the log's migrations, then the service's, and nothing the second time",
    "lets one of two runners wait for the other",
    "refuses an edited migration and one that is gone, by name",
  ]),
  proven(
    181,
    "The migrations make the tables as agreed on, to the last column",
    [schemas, "the schema of %s is the one that was agreed on ×6", "change with %s ×10", "do not change with another year's partition"],
    [users, "have the types decided", "%s is as decided, valid, on every partition ×6"],
  ),
  proven(182, "Every migration has its way back", [
    migrate,
    "leaves nothing behind: up, down, up gives the same schema",
    "go up, down and up again to the same schema",
    "refuses a migration without its way back, and a name that is none",
  ]),
  proven(183, "An index added under load", [
    "services/tracking/src/retention/partitions.int.test.ts",
    "is valid on the parent and on every partition, those made meanwhile among them, and no event was refused, parked or lost",
    "goes on after an interruption that left a part invalid and others missing, and changes nothing the second time",
  ]),
  proven(
    184,
    "Old events are read by new code",
    ["shared/src/log/codec.test.ts", "lifts every old version step by step and writes the newest", "fails closed on what it does not know"],
    ["shared/src/log/eventLog.int.test.ts", "lifts old versions and fails closed on newer ones"],
  ),
  proven(
    185,
    "A demonstration with funnel, leaderboard, returns and live events",
    [
      "tests/flows/demo.test.ts",
      "the whole story, with the figures of its seed",
      "who behaves alike, and what people on trial have not done yet",
      "again: nothing new anywhere, no count changed",
    ],
    ["tests/flows/cliDemo.test.ts", "the commands answer on what the demo made"],
  ),
];
