import { notYet, type Proof, proven, type Requirement } from "./requirement.ts";

const table = "services/tracking/src/event/view.int.test.ts";
const indexes = "services/tracking/src/event/queries.int.test.ts";
const event = "services/tracking/src/event/decide.test.ts";
const track = "services/tracking/src/event/commands.int.test.ts";
const time = "services/tracking/src/event/timestamp.test.ts";
const flow = "tests/flows/tracking.test.ts";
const columns: Proof = [table, "are the document's, and what came to them", "hold every value an event came with"];
const index = (...titles: string[]): Proof => [indexes, "are those of the document, a tenant first", ...titles];

export const events: ReadonlyArray<Requirement> = [
  proven(
    36,
    "events.event_id, a position of the log, beyond 32 bits",
    columns,
    [table, "take identifiers beyond 2^31"],
    [track, "stores it once on many connections at once"],
  ),
  notYet(37, "events.user_id, or an anonymous id; gone when the person is", "erasure"),
  proven(
    38,
    "events.event_name, 1 to 100 characters",
    columns,
    [event, "event_name > refuses %j ×8", "event_name > takes %s ×5", "is trimmed"],
    [track, "lets no bad event harm its neighbours"],
  ),
  proven(
    39,
    "events.properties, put right where JSON cannot hold them",
    columns,
    [
      "services/tracking/src/event/properties.test.ts",
      "takes ten levels and no more",
      "puts right: %s ×4",
      "survives a nesting made to hurt",
    ],
    [event, "are put right with a warning"],
  ),
  proven(40, "events.timestamp, by a corrected clock", columns, [
    time,
    "corrects the client's clock by what it says about the sending",
    "takes the time of receipt where none is given",
    "takes the time of receipt, with a warning, where it cannot be read",
  ]),
  proven(
    41,
    "events.session_id, the client's or derived",
    columns,
    ["tests/flows/fiveServices.test.ts", "a session's events come in order, all of them"],
    ["tests/flows/identityActivity.test.ts", "derives sessions where the client names none: half an hour of silence begins another"],
  ),
  proven(
    42,
    "events.ip_address as the tenant's policy has it",
    columns,
    ["services/tracking/src/event/ipAddress.test.ts", "reads %s ×12", "refuses %j ×14", "keeps, truncates or removes"],
    [event, "follows the tenant's policy on addresses"],
  ),
  proven(43, "events.user_agent, read for device and crawlers", [
    "services/tracking/src/event/userAgent.test.ts",
    "finds 99 of 100 in a public list of crawlers",
  ]),
  proven(
    44,
    "Each message counts once, however often it is sent, for seven days at least",
    [
      track,
      "stores a batch once, however often it is sent",
      "stores it once on many connections at once",
      "tells when an id is used again for something else",
    ],
    [flow, "answers for every event, and its answer is readable at once by its position"],
    ["shared/src/log/eventLog.int.test.ts", "remembers receipts across epochs and drops what is older than it promised"],
    ["shared/src/postgres/walls.int.test.ts", "are no receipts younger than seven days"],
    [
      "tests/flows/trackingCrash.test.ts",
      "kill -9 in the middle of an import: what was acknowledged is there once, and the rest arrives by sending it again",
    ],
  ),
  proven(45, "idx_events_user_timestamp", index("a timeline uses idx_events_user_timestamp, and stops after its page")),
  proven(46, "idx_events_event_name", index("counts of a name use idx_events_event_name")),
  proven(
    47,
    "idx_events_timestamp",
    index(
      "a list of a day uses idx_events_timestamp, and touches one partition",
      "a scan of an hour of a sealed month, whoever's, uses idx_events_timestamp_brin",
    ),
  ),
  proven(48, "idx_events_session", index("a session uses idx_events_session")),
  proven(49, "idx_events_page_view", index("a person's %s events use %s ×2")),
  proven(50, "idx_events_signup", index("a person's %s events use %s ×2")),
  proven(51, "idx_events_properties", index("a search by properties uses idx_events_properties, inside its function")),
  proven(52, "idx_events_timestamp_brin", index("a scan of an hour of a sealed month, whoever's, uses idx_events_timestamp_brin")),
  proven(
    53,
    "events in partitions by month, or by day where asked",
    [table, "stand ready for this month and three more, bounds at midnight UTC whatever the session's zone"],
    [
      "services/tracking/src/retention/partitions.int.test.ts",
      "splits the month in use and all later ones while events come: none is refused, parked, lost or twice, and a day's query reads one day",
      "changes nothing the second time, and refuses a month that is none or is archived",
    ],
  ),
  proven(54, "Bounds of partitions are in UTC", [
    table,
    "stand ready for this month and three more, bounds at midnight UTC whatever the session's zone",
  ]),
  proven(55, "Events from far away in time are stored, never an error", [
    table,
    "are made on demand for an old event, which keeps its own time; what is too old or too far ahead is clamped",
  ]),
  notYet(56, "5,000 events a second for a minute", "bench: measured, not asserted by a test"),
  proven(57, "Well-known properties are checked, and each violation named", [
    event,
    "are held to the tracking plan, violation by violation",
  ]),
  proven(
    58,
    "Countries and floods from addresses",
    [event, "places the address before the policy takes it away", "marks a flood from one address, by the events' own minutes"],
    ["services/tracking/src/geo/country.test.ts", "%i lies in %s ×7"],
    [
      flow,
      "counts by country add up to the events, those from nowhere among them, under every policy on addresses",
      "marks what is above a thousand events a minute from one address, and nothing before",
    ],
  ),
];
