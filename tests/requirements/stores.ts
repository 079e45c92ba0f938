import { notYet, proven, type Requirement } from "./requirement.ts";

const activity = "tests/flows/identityActivity.test.ts";
const redis = "services/tracking/src/analytics/redis.int.test.ts";
const tasks = "tests/faults/campaignTasks.test.ts";

export const stores: ReadonlyArray<Requirement> = [
  proven(
    131,
    "session:* for an hour after the last activity",
    [
      activity,
      "keeps a named session in Redis for an hour after the last activity, and ends it once",
      "ends an old session at its last activity; what comes later is late, and it ends once",
    ],
    ["services/identity/src/session/session.test.ts", "last twelve hours at most, however busy"],
  ),
  notYet(132, "user_profile:* equals the user, comes back, goes with the person", "erasure: the rest is proven"),
  proven(
    133,
    "event_buffer:*, the last hundred; the log loses none",
    [redis, "holds the last hundred, newest first, as the document has them"],
    [
      "tests/flows/trackingCrash.test.ts",
      "kill -9 in the middle of an import: what was acknowledged is there once, and the rest arrives by sending it again",
    ],
  ),
  proven(
    134,
    "rate_limit:*, exact however many call",
    [
      "shared/src/redis/rateLimit.int.test.ts",
      "lets exactly the limit through, however many call at once, from however many processes",
      "starts again when the window is over, and gives a counter without an expiry a new one",
    ],
    ["shared/src/auth/auth.int.test.ts", "100 callers at once with a limit of N get exactly N answers, the others when to come back"],
  ),
  proven(
    135,
    "unique_users:* by day of the tenant",
    [
      redis,
      "is within two per cent of ten thousand, and comes back by itself after a flush",
      "counts people, not events, and no bots",
      "counts a merged visitor once, and twice again after the undo",
      "keeps a day for eight days and no longer",
    ],
    ["services/tracking/src/analytics/day.test.ts", "%s in %s is %s"],
  ),
  proven(136, "campaign_performance, best first, made again when lost", [
    "tests/flows/campaign.test.ts",
    "the leaderboard has the best first, survives the loss of its key, and says what Redis holds",
  ]),
  proven(137, "agent_tasks:*, each done once whoever dies", [
    tasks,
    "loses its task to another, who finishes it once",
    "or whose server is killed: 60 tasks are done, each once",
    "poison is dead after five attempts, stands in the dead letters, and works when replayed",
    "a campaign that starts has its agent's task enqueued, once, in the table and in Redis until it is claimed",
  ]),
  proven(138, "campaign_updates after the commit, and a stream that catches up", [
    "tests/flows/campaign.test.ts",
    "tells every change of status once: on the channel as it happens, and by the stream from any position",
  ]),
  notYet(139, "Index marketing-knowledge of 1536 dimensions", "vectors"),
  notYet(140, "marketing-knowledge: source", "vectors"),
  notYet(141, "marketing-knowledge: category", "vectors"),
  notYet(142, "marketing-knowledge: freshness", "vectors"),
  notYet(143, "marketing-knowledge: tags", "vectors"),
  notYet(144, "Index user-behavior-patterns", "vectors"),
  notYet(145, "Index campaign-history", "vectors"),
  notYet(146, "Three indexes made by a repeatable script", "vectors"),
  notYet(147, "A content's chunks and its vectors agree", "vectors"),
  notYet(148, "Batches within the provider's limits", "vectors"),
];
