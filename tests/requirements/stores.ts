import { notYet, type Proof, proven, type Requirement } from "./requirement.ts";

const activity = "tests/flows/identityActivity.test.ts";
const vectors = "shared/src/vectors/pinecone.int.test.ts";
const knowledge = "tests/flows/knowledge.test.ts";
const knowledgeFields: Proof = [knowledge, "carry their fields into the index, each of which filters"];
const start = "tests/requirements/start.int.test.ts";
const redis = "services/tracking/src/analytics/redis.int.test.ts";
const tasks = "tests/faults/campaignTasks.test.ts";

export const stores: ReadonlyArray<Requirement> = [
  proven(
    131,
    "session:* for an hour after the last activity",
    [
      activity,
      "keeps a named session in Redis for an hour after the last activity, and ends it once",
      "ends an old session at its last activity, told once; what happens later is late, what comes late corrects it",
    ],
    ["services/identity/src/session/fold.test.ts", "last twelve hours at most, however busy"],
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
      "grants exactly the limit, however many call at once, from however many processes, and what is refused is not counted",
      "starts again when the window is over, and gives a counter without an expiry a new one",
    ],
    [
      "shared/src/directory/apiKeys.int.test.ts",
      "100 callers at once with a limit of N get exactly N answers, the others when to come back",
    ],
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
    ["services/tracking/src/analytics/day.test.ts", "%s in %s is %s ×5"],
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
  proven(
    139,
    "Index marketing-knowledge of 1536 dimensions",
    [
      vectors,
      "are made once, however many ask at once, with 1536 dimensions and cosine: exactly the three names",
      "a service does not start on an index of %s, and says why ×2",
      "that the store would refuse are refused before anything is sent",
    ],
    [start, "on an index that is not as it has to be, and says so: %s on %s of %i dimensions and %s ×3"],
    [
      "shared/src/vectors/openaiEmbedder.test.ts",
      "is asked in batches of so many texts and tokens, with model, dimensions and key, and answers in any order",
      "is asked for 1536 dimensions by a service that was told nothing else, whatever the model has by itself",
    ],
  ),
  proven(140, "marketing-knowledge: source, one of three", knowledgeFields, [
    knowledge,
    "are refused for everything that is wrong, at once",
  ]),
  proven(141, "marketing-knowledge: category, one of four", knowledgeFields, [
    knowledge,
    "are refused for everything that is wrong, at once",
  ]),
  proven(
    142,
    "marketing-knowledge: freshness, half after a half-life",
    knowledgeFields,
    [knowledge, "weighs by freshness: the same text of ninety days ago is worth half"],
    ["services/content/src/retrieval/retrieval.test.ts", "freshness halves with each half-life, and the future is today"],
  ),
  proven(143, "marketing-knowledge: tags", knowledgeFields),
  proven(
    144,
    "Index user-behavior-patterns: four fields, nothing personal, gone with the person",
    [
      "tests/flows/patterns.test.ts",
      "can be narrowed by each field of the index",
      "whoever becomes part of another is nobody's answer, and no vector has their id",
      "whoever is forgotten leaves no vector",
      "shows a tenant its own people alone",
    ],
    [
      "services/identity/src/pattern/patternTables.int.test.ts",
      "wants one vector a person, with the document's fields and nothing of whoever they are, told again only when it changes",
    ],
    ["services/identity/src/activity/actionNames.test.ts", "nothing of whoever did it gets into a pattern, wherever it stands"],
  ),
  proven(
    145,
    "Index campaign-history",
    [
      "tests/flows/campaignHistory.test.ts",
      "on linkedin with a score of at least a half are only such, and late revenue makes one so",
      "never answers a campaign with itself, nor a tenant with another's",
    ],
    [
      "services/campaign/src/history/history.int.test.ts",
      "wants what has finished and did something, an item a platform, and nothing of another tenant's",
      "is the same however the events come in batches, and is built again beside the live one",
    ],
  ),
  proven(
    146,
    "Three indexes, made by whoever needs them, once",
    [
      vectors,
      "are made once, however many ask at once, with 1536 dimensions and cosine: exactly the three names",
      "a service does not start on an index of %s, and says why ×2",
    ],
    ["tests/flows/fiveServices.test.ts", "the vector store has the three indexes and no other, however often who uses them starts"],
  ),
  proven(
    147,
    "A content's chunks and its vectors agree",
    [knowledge, "keeps pieces and vectors the same: five, two, none"],
    ["services/content/src/knowledge/view.int.test.ts", "an edit from five pieces to two leaves two"],
    [
      "tests/faults/knowledge.test.ts",
      "the index converges to what is wanted, whatever is killed while a hundred documents come, change and go",
    ],
  ),
  proven(
    148,
    "Batches within the provider's limits",
    [
      vectors,
      "stay under 1,000 vectors and 2 MB each: 2,500 go in three and more, and all of them arrive",
      "that the store would refuse are refused before anything is sent",
    ],
    ["deploy/local/pinecone/src/wire.int.test.ts", "Pinecone's limits > %s ×19", "an answer above 4 MB is refused"],
  ),
];
