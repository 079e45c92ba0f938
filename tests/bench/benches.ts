import { type Bench, p99Of, rateOf } from "./harness.ts";

const faster = (floor: number, goal: number) => ({ what: "rate", of: rateOf, better: "higher", floor, goal }) as const;
const sooner = (floor: number, goal: number) => ({ what: "p99", of: p99Of, better: "lower", floor, goal }) as const;

/** Every row of the speed table, with its floor and its goal. */
export const benches: ReadonlyArray<Bench> = [
  {
    name: "append",
    title: "1 event, new streams, 64 callers in one process, every guarantee on; against Emmett",
    parameters: { seconds: 3, callers: 64, streams: 0 },
    ours: "./ours/log.ts",
    peer: "./peers/emmett.ts",
    others: ["./peers/messageDb.ts"],
    claims: [faster(3.5, 6), sooner(0.4, 0.2)],
  },
  {
    name: "append-existing",
    title: "1 event with its expected version, 16 callers, 64 streams each; against Emmett",
    parameters: { seconds: 3, callers: 16, streams: 64 },
    ours: "./ours/log.ts",
    peer: "./peers/emmett.ts",
    others: ["./peers/messageDb.ts"],
    claims: [faster(2, 4)],
  },
  {
    name: "append-single",
    title: "1 event, new streams, 1 caller; against Emmett",
    parameters: { seconds: 3, callers: 1, streams: 0 },
    ours: "./ours/log.ts",
    peer: "./peers/emmett.ts",
    others: ["./peers/messageDb.ts"],
    claims: [faster(1.1, 1.6)],
  },
  {
    name: "append-bulk",
    title: "tracking's path into the log, batches of 500, 8 callers; against a raw multi-row insert on as many connections",
    parameters: { events: 50_000, batch: 500, callers: 8, connections: 3 },
    ours: "./ours/bulk.ts",
    peer: "./peers/rawInsert.ts",
    claims: [faster(0.65, 0.85)],
  },
  {
    name: "relay",
    title: "log to JetStream, one message an event, every header, in order and once; against js.publish from memory, 256 in flight",
    parameters: { events: 30_000, inFlight: 256 },
    ours: "./ours/relay.ts",
    peer: "./peers/jsPublish.ts",
    others: ["./peers/jsPublishNoTraces.ts"],
    claims: [faster(2, 4)],
  },
  {
    name: "ingest",
    title: "gRPC batches to log, events, bus, Redis and users, crash-safe, all caught up; against the same writes one after the other",
    parameters: { events: 20_000, batch: 500, callers: 8, people: 5_000 },
    ours: "./ours/ingest.ts",
    peer: "./peers/naiveIngest.ts",
    claims: [faster(1.5, 2.5)],
  },
  {
    name: "rebuild",
    title: "the table events from the log, beside the live one, flipped; against one COPY of the same rows from memory",
    parameters: { events: 50_000 },
    ours: "./ours/rebuild.ts",
    peer: "./peers/copyEvents.ts",
    claims: [faster(0.4, 0.7)],
  },
  {
    name: "latency",
    title:
      "acknowledged to visible in table, Redis and bus, the slowest of the three, under load; against Emmett's consumer, default polling",
    parameters: { latencySeconds: 8, latencyBatch: 20, people: 5_000 },
    ours: "./ours/latency.ts",
    peer: "./peers/emmettConsumer.ts",
    claims: [sooner(0.5, 0.2)],
  },
  {
    name: "vectors",
    title: "top 10 of 100,000 vectors of 1,536, exact, through the official client; against a plain loop in the caller's own process",
    parameters: { vectors: 100_000, dimension: 1_536, queries: 30 },
    ours: "./ours/vectors.ts",
    peer: "./peers/plainScan.ts",
    claims: [faster(1, 3)],
  },
];
