import { attributes as a } from "./attributes.ts";

export interface MetricDefinition {
  readonly name: string;
  readonly kind: "histogram" | "counter" | "gauge" | "observableCounter";
  /** UCUM: "s", "By", or what is counted in braces. */
  readonly unit: string;
  readonly description: string;
  readonly attributes: ReadonlyArray<string>;
  readonly buckets?: ReadonlyArray<number>;
}

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048];

/** Every metric of the platform, and the question it answers. */
export const metrics = {
  rpcDuration: {
    name: "rpc.server.call.duration",
    kind: "histogram",
    unit: "s",
    description: "Calls served: rate, errors and duration of each method.",
    attributes: [a.rpcSystem, a.rpcMethod, a.rpcStatus],
    buckets: seconds,
  },
  rateLimited: {
    name: "marketing.rpc.rate_limited",
    kind: "counter",
    unit: "{call}",
    description: "Calls refused because the units an hour of the API key or its tenant are used up.",
    attributes: [a.rpcMethod, a.tenant],
  },
  refused: {
    name: "marketing.rpc.refused",
    kind: "counter",
    unit: "{refusal}",
    description:
      "Calls, messages and connections refused because somebody asks for more at once than may be, by the reason the caller is given.",
    attributes: [a.refusal, a.tenant],
  },
  appendDuration: {
    name: "marketing.log.append.duration",
    kind: "histogram",
    unit: "s",
    description: "From asking for an append to its commit, waiting for the group included.",
    attributes: [a.appendKind, a.appendOutcome],
    buckets: seconds,
  },
  appendEvents: {
    name: "marketing.log.append.events",
    kind: "counter",
    unit: "{event}",
    description: "Events handed to the log, repeats included.",
    attributes: [a.appendKind],
  },
  appendBatch: {
    name: "marketing.log.append.batch.size",
    kind: "histogram",
    unit: "{append}",
    description: "Appends that shared one transaction.",
    attributes: [a.appendKind],
    buckets: sizes,
  },
  appendConflicts: {
    name: "marketing.log.append.conflicts",
    kind: "counter",
    unit: "{append}",
    description: "Appends the log refused, by reason.",
    attributes: [a.appendReason],
  },
  head: {
    name: "marketing.log.position",
    kind: "gauge",
    unit: "{position}",
    description: "Last readable position of the service's log.",
    attributes: [],
  },
  openAppend: {
    name: "marketing.log.append.open.age",
    kind: "gauge",
    unit: "s",
    description: "Age of the oldest append that has not committed, and the PostgreSQL process that holds it.",
    attributes: [a.backendPid],
  },
  partitionsLeft: {
    name: "marketing.log.partitions.left",
    kind: "gauge",
    unit: "{partition}",
    description: "Partitions of the log that lie wholly ahead of its head.",
    attributes: [],
  },
  subscriptionPosition: {
    name: "marketing.subscription.position",
    kind: "gauge",
    unit: "{position}",
    description: "Where a subscription's checkpoint stands; the relay is one of them.",
    attributes: [a.subscription, a.source],
  },
  lagEvents: {
    name: "marketing.subscription.lag.events",
    kind: "gauge",
    unit: "{position}",
    description: "Positions between a subscription and the end of its source (an upper bound of events).",
    attributes: [a.subscription, a.source],
  },
  lagSeconds: {
    name: "marketing.subscription.lag.time",
    kind: "gauge",
    unit: "s",
    description: "How long a subscription that is behind has not been at the end of its source.",
    attributes: [a.subscription, a.source],
  },
  subscriptionState: {
    name: "marketing.subscription.state.age",
    kind: "gauge",
    unit: "s",
    description: "For how long a subscription has been retrying, stalled or paused; 0 for one that moves. The state is told beside it.",
    attributes: [a.subscription, a.subscriptionState],
  },
  parkedEvents: {
    name: "marketing.subscription.parked.events",
    kind: "gauge",
    unit: "{event}",
    description: "Events put aside, the poison ones and those that wait behind them.",
    attributes: [a.subscription],
  },
  parkedStreams: {
    name: "marketing.subscription.parked.streams",
    kind: "gauge",
    unit: "{stream}",
    description: "Streams that stand still behind a poison event.",
    attributes: [a.subscription],
  },
  batchDuration: {
    name: "marketing.subscription.batch.duration",
    kind: "histogram",
    unit: "s",
    description: "One batch from its reading to the moved checkpoint.",
    attributes: [a.subscription],
    buckets: seconds,
  },
  batchEvents: {
    name: "marketing.subscription.events",
    kind: "counter",
    unit: "{event}",
    description: "Events that passed a subscription.",
    attributes: [a.subscription],
  },
  relayPublished: {
    name: "marketing.relay.published",
    kind: "observableCounter",
    unit: "{message}",
    description: "Messages the bus acknowledged.",
    attributes: [],
  },
  relayRecoveries: {
    name: "marketing.relay.recoveries",
    kind: "observableCounter",
    unit: "{recovery}",
    description: "Times the relay had to find its place on the bus again.",
    attributes: [],
  },
  relayForeign: {
    name: "marketing.relay.foreign_messages",
    kind: "counter",
    unit: "{message}",
    description: "Messages on the service's JetStream stream that somebody else wrote; the relay kept them aside.",
    attributes: [],
  },
  reactionMessages: {
    name: "marketing.reaction.messages",
    kind: "counter",
    unit: "{message}",
    description: "Messages a reaction worked on, by outcome.",
    attributes: [a.messagingConsumer, a.reactionOutcome],
  },
  reactionDuration: {
    name: "marketing.reaction.duration",
    kind: "histogram",
    unit: "s",
    description: "One try of a reaction's handler.",
    attributes: [a.messagingConsumer],
    buckets: seconds,
  },
  reactionPending: {
    name: "marketing.reaction.pending",
    kind: "gauge",
    unit: "{message}",
    description: "Messages that wait at the bus for a reaction, as last told.",
    attributes: [a.messagingConsumer],
  },
  deadLetters: {
    name: "marketing.reaction.dead_letters",
    kind: "gauge",
    unit: "{message}",
    description: "Dead letters kept, by the reaction that gave them up.",
    attributes: [a.messagingConsumer],
  },
  safeguardAge: {
    name: "marketing.safeguard.age",
    kind: "gauge",
    unit: "s",
    description: "Since the service's database was last backed up, and since a drill last showed that it comes back.",
    attributes: [a.safeguard],
  },
  walAge: {
    name: "marketing.wal.archive.age",
    kind: "gauge",
    unit: "s",
    description: "Since PostgreSQL last archived a segment of WAL: what would be lost with its disk. 0 where it does not archive.",
    attributes: [],
  },
  poolConnections: {
    name: "db.client.connection.count",
    kind: "gauge",
    unit: "{connection}",
    description: "Connections to PostgreSQL, used and idle.",
    attributes: [a.poolName, a.poolState],
  },
  poolPending: {
    name: "db.client.connection.pending_requests",
    kind: "gauge",
    unit: "{request}",
    description: "Who waits for a connection now.",
    attributes: [a.poolName],
  },
  poolWait: {
    name: "db.client.connection.wait_time",
    kind: "histogram",
    unit: "s",
    description: "How long who asked for a connection waited.",
    attributes: [a.poolName],
    buckets: seconds,
  },
  vectorEntities: {
    name: "marketing.vector.entities",
    kind: "gauge",
    unit: "{entity}",
    description: "Entities of the live generation: wanted, synced, pending, failed.",
    attributes: [a.index, a.indexState],
  },
  embeddingCalls: {
    name: "marketing.embedding.calls",
    kind: "counter",
    unit: "{call}",
    description: "Calls of the embedder; those that failed carry an error type.",
    attributes: [a.embeddingModel, a.errorType],
  },
  embeddingTokens: {
    name: "marketing.embedding.tokens",
    kind: "counter",
    unit: "{token}",
    description: "Tokens sent to the embedder, estimated.",
    attributes: [a.embeddingModel],
  },
  dependencyUp: {
    name: "marketing.dependency.up",
    kind: "gauge",
    unit: "{dependency}",
    description: "1 while the dependency answers.",
    attributes: [a.dependency],
  },
} as const satisfies Readonly<Record<string, MetricDefinition>>;

export type MetricKey = keyof typeof metrics;

/** The name of a metric of the registry with its unit, where Prometheus wants one in the name. */
export const withUnit = (m: MetricDefinition): string => (m.unit === "s" ? `${m.name}.seconds` : m.name);

/** As Prometheus shows it; a histogram has `_bucket`, `_sum` and `_count` behind it. */
export const prometheusName = (m: MetricDefinition): string =>
  `${withUnit(m).replace(/[^a-zA-Z0-9]+/g, "_")}${m.kind === "counter" || m.kind === "observableCounter" ? "_total" : ""}`;
