/**
 * Every attribute that leaves a process, by the name it leaves with: OpenTelemetry's semantic conventions where they have one, `marketing.*`
 * where not. What is not here is not exported. None may hold personal data: ids of ours, names from code, numbers.
 */
export const attributes = {
  rpcSystem: "rpc.system.name",
  rpcMethod: "rpc.method",
  rpcStatus: "rpc.response.status_code",
  errorType: "error.type",
  dbSystem: "db.system.name",
  dbOperation: "db.operation.name",
  dbCollection: "db.collection.name",
  dbBatchSize: "db.operation.batch.size",
  poolName: "db.client.connection.pool.name",
  poolState: "db.client.connection.state",
  messagingSystem: "messaging.system",
  messagingDestination: "messaging.destination.name",
  messagingOperation: "messaging.operation.type",
  messagingConsumer: "messaging.consumer.group.name",
  messagingMessage: "messaging.message.id",
  messagingBatch: "messaging.batch.message_count",
  embeddingModel: "gen_ai.request.model",
  exceptionType: "exception.type",
  exceptionStack: "exception.stacktrace",
  tenant: "marketing.tenant.id",
  streamCategory: "marketing.stream.category",
  appendKind: "marketing.append.kind",
  appendOutcome: "marketing.append.outcome",
  appendReason: "marketing.append.reason",
  appendEvents: "marketing.append.events",
  appendUnits: "marketing.append.units",
  attempt: "marketing.attempt",
  eventType: "marketing.event.type",
  position: "marketing.position",
  subscription: "marketing.subscription.name",
  source: "marketing.subscription.source",
  reactionOutcome: "marketing.reaction.outcome",
  backendPid: "marketing.postgresql.pid",
  index: "marketing.vector.index",
  indexState: "marketing.vector.state",
  dependency: "marketing.dependency.name",
} as const;

/** What the libraries' instrumentations write and is let through; everything else of theirs is dropped (scrub.ts). */
export const libraryAttributes: ReadonlySet<string> = new Set([
  "rpc.system",
  "rpc.service",
  "rpc.method",
  "rpc.grpc.status_code",
  "server.address",
  "server.port",
  "db.system.name",
  "db.system",
  "db.namespace",
  "db.operation.name",
  "db.query.text",
  "db.postgresql.plan",
]);

/** Resource attributes: who speaks. */
export const resourceAttributes = ["service.name", "service.namespace", "service.instance.id", "service.version"] as const;
