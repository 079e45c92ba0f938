import { notYet, proven, type Requirement } from "./requirement.ts";

const directAccess = "tests/flows/directAccess.test.ts";
const five = "tests/flows/fiveServices.test.ts";
const pineconeClient = "deploy/local/pinecone/src/client.int.test.ts";
const killed = "tests/faults/fiveKilled.test.ts";
const log = "shared/src/log/eventLog.int.test.ts";
const migrate = "shared/src/postgres/migrate.int.test.ts";
const process = "shared/src/service/process.test.ts";
const basics = "tests/requirements/basics.test.ts";
const start = "tests/requirements/start.int.test.ts";

export const platform: ReadonlyArray<Requirement> = [
  proven(
    1,
    "PostgreSQL 15 or newer, a schema and roles for each service",
    [basics, "PostgreSQL before 15 and Redis before 7 are refused for good"],
    [
      start,
      "on PostgreSQL 14, and says so: %s ×5",
      "no role of another service has anything of %s's: no schema, table, sequence or function ×5",
    ],
    [process, "closes everything and exits with 1 on %s ×4"],
    [migrate, "keep a service out of another's tables"],
    [directAccess, "keeps a service's role out of the other service's tables"],
  ),
  proven(
    2,
    "JSON columns that keep types and have a size",
    ["services/tracking/src/event/properties.test.ts", "keeps nested JSON as it is", "counts bytes, not characters"],
    ["services/tracking/src/event/decide.test.ts", "are refused with their reason"],
    ["tests/flows/content.test.ts", "gives back what was written, and computes words and reading time whatever the caller says"],
  ),
  proven(
    3,
    "What belongs together is committed together; a crash leaves all or nothing",
    [log, "commits the writes of one append together or not at all, whoever else is in the batch"],
    [
      "tests/faults/bus.test.ts",
      "log → bus → another service's table while the bus crashes, loses its tail and all it has: each event once, in order",
    ],
    [killed, "kill -9 of each service in turn, twice, while people come: every count is right"],
  ),
  proven(
    4,
    "Extension uuid-ossp exists, nobody calls it",
    [directAccess, "has the extensions of the document loaded and used"],
    [basics, "nothing calls a function of uuid-ossp"],
  ),
  notYet(5, "Statement statistics, and their top five for operators", "operate: no RPC or command prints them"),
  proven(6, "Extension pg_buffercache", [directAccess, "has the extensions of the document loaded and used"]),
  proven(
    7,
    "Redis 7 or newer; without it a service says so and answers from PostgreSQL",
    [basics, "PostgreSQL before 15 and Redis before 7 are refused for good"],
    [process, "is NOT_SERVING while it is away, and again when it goes"],
    ["services/identity/src/user/usersTable.int.test.ts", "answers a profile from the table when Redis is away"],
    ["tests/flows/tracking.test.ts", "the queries answer from Postgres"],
  ),
  proven(8, "Channels, sorted sets and HyperLogLogs are used", [
    five,
    "Redis saw a channel, a sorted set and a HyperLogLog of the tenant's",
  ]),
  notYet(9, "Redis keeps an append-only file and snapshots", "operate: settings are tested, the loss after a crash is not"),
  proven(
    10,
    "Pinecone through its own client",
    [
      pineconeClient,
      "creates, describes, lists and deletes indexes in both of its wordings",
      "changes tags and protection, and nothing that was not asked for",
      "makes an index that is there already once, where the client asks for that",
      "tells each mistake by the class the client has for it",
      "upserts, fetches, updates and deletes; a value comes back as it was sent",
      "finds the nearest by vector, by id and with a filter, and says how near they are",
      "finds as many as there are, where more are asked for, and none of another namespace",
      "changes, fetches and deletes by metadata",
      "lists ids by prefix in pages, and namespaces",
      "keeps sparse vectors, and dense ones with sparse values beside",
    ],
    [
      "deploy/local/pinecone/src/wire.int.test.ts",
      "speaks the API of 2026-04 and before: dimension, metric, spec",
      "lets nobody in without the key, neither plane",
      "says what it does not do",
    ],
    [basics, "the vector store's client is the official one, of version 9"],
    ["tests/contracts/imports.test.ts", "hold in this repository"],
    [
      "deploy/local/pinecone/src/crash.int.test.ts",
      "kill -9 while many write: what was acknowledged is there, whole, and nothing is half there",
      "a file torn in the middle of a record is cut there, and goes on from there",
    ],
  ),
  proven(
    11,
    "Nearest neighbours by HNSW or exactly",
    ["deploy/local/pinecone/src/search/nearestNeighbours.test.ts", "finds under %s in %i dimensions what a plain loop finds ×12"],
    [pineconeClient, "finds the nearest by vector, by id and with a filter, and says how near they are"],
  ),
  proven(
    12,
    "Filters on a vector's metadata",
    ["deploy/local/pinecone/src/search/metadataFilter.test.ts", "%j is %s ×37", "refuses %j ×20"],
    [pineconeClient, "changes, fetches and deletes by metadata"],
  ),
  proven(13, "Vectors follow changes, with a freshness mark", [
    "shared/src/vectors/indexer.int.test.ts",
    "waits for a position, finds by text and by item, filters, and says where it stands",
    "five items that become two leave two, none leaves none, and an unchanged text is not embedded again",
    "an item that is refused fails alone, with its error, is tried again, and nobody waits for it for ever",
  ]),
  notYet(14, "Analytics within stated times", "bench: measured, not asserted by a test"),
  proven(
    15,
    "Profiles show what happened within two seconds",
    [five, "what somebody does is in their profile within two seconds, nineteen times of twenty"],
    ["tests/flows/segments.test.ts", "counts who fits already at activation, and whoever comes to fit within two seconds"],
    [
      "tests/flows/identityActivity.test.ts",
      "is a hash equal to what GetUser says, comes back when deleted, and is answered without Redis",
    ],
  ),
  proven(
    16,
    "Tenants share nothing, in any store",
    [five, "nobody else finds any of it, by any id on any service"],
    [
      "shared/src/postgres/tenants.int.test.ts",
      "every table with a tenant in it is shut to who names none, its owner too",
      "%s's api role without a tenant sees no row and writes none ×5",
    ],
    ["services/content/src/content/libraryTable.int.test.ts", "are shut to who names no tenant, and to writing by the api role"],
    [
      "shared/src/vectors/indexer.int.test.ts",
      "another tenant sees nothing of it, not even under the same ids, and not what lies in its namespace by mistake",
    ],
  ),
  proven(
    17,
    "Five gRPC processes that stand and fall alone",
    [five, "the others go on serving while %s is dead ×5", "%s lists what it serves by reflection ×5"],
    [basics, "a contract that takes a field away is refused"],
    ["shared/src/grpc/lifecycle.test.ts", "health tells the state of the dependencies, to everybody"],
    ["shared/src/grpc/server.test.ts", "ends at the method's deadline when the caller has none"],
    ["clients/typescript/src/types.test.ts", "an answer holds timestamps, plain JSON, bigint for int64, and enums"],
  ),
  proven(
    18,
    "The log is the truth, every table can be made again from it",
    [five, "the views of %s are what its log says, and the bus holds its log ×5"],
    ["tests/flows/identityActivity.test.ts", "gives every table and Redis view again, equal"],
    ["tests/flows/identity.test.ts", "refuses an expected version that is not the user's"],
    [log, "checks every kind of expected version and tells the actual one"],
  ),
  proven(
    19,
    "Readers of the log miss nothing, after a restore too",
    ["shared/src/log/eventLog.int.test.ts", "misses nothing and keeps the order while writers commit late, roll back and die"],
    [
      "tests/flows/drill.test.ts",
      "a moment comes back: what was there then, and nothing that came later",
      "a drill: PostgreSQL killed and gone, everything back but what was not archived; the platform goes on with all it had",
    ],
  ),
];
