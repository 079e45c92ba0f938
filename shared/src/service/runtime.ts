import { createHmac } from "node:crypto";
import { Effect, Redacted, type Scope } from "effect";
import type { Redis } from "ioredis";
import { isHash, secretHash } from "../auth/apiKey.ts";
import { createAuthenticator } from "../auth/authenticator.ts";
import { FailedKeys } from "../auth/failedKeys.ts";
import { defaults } from "../base/defaults.ts";
import { createLogger, type Logger } from "../base/logger.ts";
import { auditBus } from "../bus/audit.ts";
import type { NatsConnection } from "../bus/connection.ts";
import { createHints } from "../bus/hints.ts";
import { type JetStreamSourceOptions, jetStreamSource } from "../bus/jetStreamSource.ts";
import { publisherOf } from "../bus/publisher.ts";
import { publishedOf } from "../bus/relayAside.ts";
import { runRelay } from "../bus/relayRunner.ts";
import { messageOf } from "../bus/relaySender.ts";
import type { StreamOptions } from "../bus/stream.ts";
import type { DirectoryEvents } from "../directory/ownView.ts";
import { Health } from "../grpc/health.ts";
import { type Implementation, startServer } from "../grpc/server.ts";
import { openServerTls } from "../grpc/tls.ts";
import { codecOf } from "../log/codec.ts";
import type { EventGroup } from "../log/defineEvents.ts";
import { EventLog } from "../log/eventLog.ts";
import { keyEncryptionOf } from "../log/keyEncryption.ts";
import { PersonKeys } from "../log/personKeys.ts";
import type { Taker } from "../operations/deadLetters.ts";
import { operations } from "../operations/operations.ts";
import { createPool, type Pool, type PoolOptions } from "../postgres/pool.ts";
import { privacyRpcs } from "../privacy/rpcs.ts";
import type { PersonSection } from "../privacy/sections.ts";
import { connectRedis } from "../redis/connection.ts";
import { createRateLimiter } from "../redis/rateLimit.ts";
import { announceAppends, logSource } from "../subscription/logSource.ts";
import { startRebuilder } from "../subscription/rebuilder.ts";
import { type Subscription, startSubscription } from "../subscription/runner.ts";
import type { Source } from "../subscription/source.ts";
import { openVectors, type ServiceVectors } from "../vectors/serviceVectors.ts";
import type { VectorIndex, VectorIndexDefinition } from "../vectors/vectorIndex.ts";
import type { ServiceConfig } from "./config.ts";
import { deadLettersOf } from "./deadLetters.ts";
import { openDeferredBus } from "./deferredBus.ts";
import { deferredHints } from "./deferredHints.ts";
import { deferredSource } from "./deferredSource.ts";
import { postgresCheck, redisCheck, watchDependency } from "./dependencies.ts";
import { openDirectory, type ServiceDirectory } from "./directory.ts";
import { type Job, maintenance, rewrapping, startJob } from "./jobs.ts";
import { resource } from "./process.ts";
import { observeService } from "./serviceFigures.ts";
import { watchViews } from "./viewHealth.ts";

/** What answers callers has: nothing of it passes row level security by. */
export interface ApiContext {
  readonly service: string;
  readonly config: ServiceConfig;
  /** The api role's: row level security applies. */
  readonly pool: Pool;
  /** The api role's, for queries that look at much of what a tenant has: however many there are, ordinary reads and appends find a connection. */
  readonly analyticsPool: Pool;
  /** Appends and reads as the api role. */
  readonly log: EventLog;
  /** Tells that the service's own log may have grown. */
  readonly source: Pick<Source, "onWake">;
  readonly redis: Redis;
  /** The index that the definition names. Where it names none, or no store is configured, every call is refused. */
  readonly vectors: VectorIndex;
  readonly health: Health;
  readonly logger: Logger;
}

/** What works across tenants has, besides. */
export interface ServiceContext extends ApiContext {
  /** The worker role's: projections, policies, jobs. */
  readonly workerPool: Pool;
  /** Appends and reads as the worker role, across tenants. */
  readonly workerLog: EventLog;
  /** The service's own log. */
  readonly source: Source;
  /** Another service's events: `foreign("ORDERS", { types })`. Until the bus is connected its reads fail and are tried again. */
  readonly foreign: (stream: string, options?: Pick<JetStreamSourceOptions, "types" | "subject" | "capacity">) => Source;
}

export interface ServiceDefinition {
  /** Also the schema's name. */
  readonly name: string;
  /** All it ever stores, by aggregate: codec and publishing follow from it. */
  readonly events: ReadonlyArray<EventGroup>;
  readonly stream?: Omit<StreamOptions, "service">;
  /** Views and policies. The directory of tenants and keys is always added. */
  readonly subscriptions: (context: ServiceContext) => ReadonlyArray<Subscription>;
  /** Its events that tell of tenants and their API keys, in the one service that keeps them; the others copy its directory. */
  readonly directory?: DirectoryEvents;
  /** Durable consumers; started when the bus is there and the role is `subscribe`. */
  readonly reactions?: (context: ServiceContext, nc: NatsConnection) => ReadonlyArray<{ stop(): Promise<unknown> } & Partial<Taker>>;
  /** Who else keeps dead letters, and takes them again. */
  readonly takers?: (context: ServiceContext) => ReadonlyArray<Taker>;
  readonly jobs?: (context: ServiceContext) => ReadonlyArray<Job>;
  /** The service's vector index; one of `subscriptions` is the view that calls `wantVectors`. */
  readonly vectors?: VectorIndexDefinition;
  /** What it holds of people, for whoever has a right to all of it. Absent: nothing. */
  readonly personSections?: ReadonlyArray<PersonSection>;
  readonly implementations: (context: ApiContext) => ReadonlyArray<Implementation>;
}

/** What a process with another role than `api` works on. */
const working = (context: ServiceContext, definition: ServiceDefinition, directory: ServiceDirectory, vectors: ServiceVectors) => {
  const subscriptions: ReadonlyArray<Subscription> = [
    directory.subscription(context.source),
    ...vectors.watched(definition.subscriptions(context)),
  ];
  return { context, subscriptions };
};

/**
 * Starts a whole service: pools, log, views, relay, jobs and gRPC, as far as the configured roles need them. While a dependency cannot be
 * reached the service is NOT_SERVING and goes on trying. Closing the scope ends the calls first, then the workers, then the connections.
 */
export const startService = (
  definition: ServiceDefinition,
  config: ServiceConfig,
): Effect.Effect<{ readonly port: number }, unknown, Scope.Scope> =>
  Effect.gen(function* () {
    const { settings } = config;
    const { name, events } = definition;
    const codec = codecOf(events);
    const { publish } = publisherOf(events);
    const logger = createLogger(name);
    const health = new Health();
    const platformKey = Redacted.value(config.platformApiKey);
    if (platformKey !== "" && !isHash(platformKey))
      logger.warn("PLATFORM_API_KEY is the key itself, and its hash is enough", { set: "sha256:<SHA-256 of the key in hexadecimal>" });
    const has = (role: "api" | "project" | "relay" | "subscribe"): boolean => config.roles.has(role);
    const tls = yield* resource(
      "tls",
      () => openServerTls(config.tls, { health, logger }),
      (t) => t?.stop(),
    );
    const openPool = (
      role: string,
      url: Redacted.Redacted<string>,
      options: Pick<PoolOptions, "max" | "statementTimeoutMs" | "analytics"> = {},
    ) =>
      resource(
        `${role} pool`,
        () =>
          createPool({
            connectionString: Redacted.value(url),
            schema: name,
            max: settings.poolSize,
            applicationName: `${name}-${role}`,
            ...options,
          }),
        (pool) => pool.end(),
      );
    const { statementTimeoutMs } = settings;
    const pool = yield* openPool("api", config.databaseUrl, { statementTimeoutMs });
    const max = settings.analyticsPoolSize;
    const analyticsPool = yield* openPool("analytics", config.databaseUrl, { max, statementTimeoutMs, analytics: true });
    const workerPool = config.workerDatabaseUrl === null ? null : yield* openPool("worker", config.workerDatabaseUrl);
    const redis = yield* resource(
      "redis",
      () => connectRedis(Redacted.value(config.redisUrl), logger),
      (r) => r.disconnect(),
    );
    const hints = deferredHints();
    const kek = Redacted.value(config.keyEncryptionKey) === "" ? null : keyEncryptionOf(Redacted.value(config.keyEncryptionKey));
    if (!kek) logger.warn("KEY_ENCRYPTION_KEY is not set: personal data is stored in plain text, and cannot be shredded");
    const keysPool = kek && (yield* openPool("keys", config.databaseUrl, { max: defaults.log.personKeyConnections }));
    const keys = kek && keysPool ? new PersonKeys({ pool: keysPool, kek }) : undefined;
    const log = new EventLog({ pool, schema: name, codec, keys });
    announceAppends(log, hints);
    const workerLog = workerPool && new EventLog({ pool: workerPool, schema: name, codec, keys });
    if (workerLog) announceAppends(workerLog, hints);
    const source = logSource(workerLog ?? log, hints);
    const foreignSources: { stream: string; options: object; source: ReturnType<typeof deferredSource> }[] = [];
    const foreign: ServiceContext["foreign"] = (stream, options = {}) => {
      const later = deferredSource(`jetstream:${stream}`);
      foreignSources.push({ stream, options, source: later });
      return later;
    };
    const vectors = yield* resource(
      "vectors",
      () => openVectors({ definition: definition.vectors, config: config.vectors, pool, health, logger }),
      (v) => v.close(),
    );
    const context: ApiContext = { service: name, config, pool, analyticsPool, log, source, redis, vectors: vectors.index, health, logger };
    const directory = yield* resource(
      "directory",
      () => openDirectory({ name, events: definition.directory, config, pool }),
      (d) => d.close(),
    );
    const owner = `${config.instanceId}-${process.pid}`;
    const { leaseTtlMs } = settings;
    const worker =
      workerPool && workerLog && working({ ...context, workerPool, workerLog, source, foreign }, definition, directory, vectors);
    const runner = worker && {
      pool: worker.context.workerPool,
      schema: name,
      redis,
      owner,
      logger,
      leaseTtlMs,
      batchSize: settings.subscriptionBatchSize,
    };

    const takers: Taker[] = [...((worker && definition.takers?.(worker.context)) ?? [])];
    const bus = yield* resource(
      "bus",
      () =>
        openDeferredBus({
          url: Redacted.value(config.natsUrl),
          name,
          health,
          logger,
          begin: (nc, atEnd) => {
            hints.connect(createHints(nc));
            for (const f of foreignSources) {
              const keeping = workerPool && { deadLetter: deadLettersOf(workerPool, f.source.name) };
              f.source.become(jetStreamSource(nc, f.stream, { ...f.options, ...keeping, logger }));
            }
            const stream = { replicas: config.jetStreamReplicas, maxAgeMs: settings.streamMaxAgeMs, ...definition.stream };
            const sending = { window: settings.relayWindow, ackTimeoutMs: settings.relayAckTimeoutMs };
            if (runner && has("relay")) atEnd(runRelay({ ...runner, ...sending, nc, service: name, source, publish, stream }).stop);
            if (worker && has("subscribe"))
              for (const r of definition.reactions?.(worker.context, nc) ?? []) {
                atEnd(() => r.stop());
                const { name, take } = r;
                if (name !== undefined && take !== undefined) takers.push({ name, take });
              }
          },
        }),
      (b) => b.close(),
    );

    yield* resource(
      "workers",
      () => {
        if (!worker || !runner) return [];
        const { subscriptions } = worker;
        const { pool } = runner;
        const policies = subscriptions.filter((s) => s.view.kind === "postgres" && s.view.tables.length === 0);
        const views = subscriptions.filter((s) => !policies.includes(s));
        return [
          ...(has("project") ? views.map((s) => startSubscription(runner, s)) : []),
          ...(has("project") ? [startRebuilder(runner, views), vectors.startIndexer(pool, owner, leaseTtlMs)] : []),
          ...(has("subscribe") ? policies.map((s) => startSubscription(runner, s)) : []),
          ...(has("project")
            ? [
                maintenance(pool, settings),
                ...(kek ? [rewrapping(pool, kek, logger)] : []),
                ...(definition.jobs?.(worker.context) ?? []),
              ].map((job) => startJob({ pool, owner, logger, leaseTtlMs }, job))
            : []),
        ];
      },
      (workers) => Promise.all(workers.map((w) => w.stop())),
    );

    const intervalMs = settings.dependencyCheckMs;
    yield* resource(
      "dependencies",
      () => [
        watchDependency({ name: "postgres", health, check: postgresCheck(pool), logger, intervalMs }),
        watchDependency({ name: "redis", health, check: redisCheck(redis), logger, intervalMs }),
        ...(worker && has("project")
          ? [watchViews({ pool: worker.context.workerPool, subscriptions: worker.subscriptions, health, logger })]
          : []),
        observeService({
          pool: workerPool ?? pool,
          subscriptions: worker?.subscriptions ?? [],
          health,
          definition,
          projects: has("project"),
        }),
      ],
      (watched) => {
        for (const w of watched) w.stop();
      },
    );

    const connected = (): NatsConnection => {
      const nc = bus.nc();
      if (!nc) throw Object.assign(new Error("the bus is not connected"), { code: "CONNECTION_WAITING" });
      return nc;
    };
    const server = yield* resource(
      "grpc",
      () =>
        startServer({
          service: name,
          address: config.grpcAddress,
          credentials: tls?.credentials,
          healthAddress: config.healthAddress ?? undefined,
          health,
          logger,
          auth: createAuthenticator({
            directory: directory.directory,
            platformKey: secretHash(platformKey),
            // what lets a service read the directory is of no use elsewhere
            directoryKey: definition.directory && secretHash(Redacted.value(config.directoryKey)),
            cacheMs: settings.keyCacheMs,
            failedKeys: new FailedKeys({ perPeer: settings.failedKeysPerPeer }),
          }),
          limits: settings,
          rateLimiter: createRateLimiter({ redis, logger }),
          // Its password is a secret that all replicas of the service hold, and no caller.
          pageSecret: createHmac("sha256", "page tokens").update(Redacted.value(config.databaseUrl)).digest(),
          maxMessageBytes: config.maxMessageBytes,
          maxConnectionAgeMs: config.maxConnectionAgeMs,
          reflection: config.reflection,
          implementations: [
            ...(has("api")
              ? [
                  ...definition.implementations(context),
                  privacyRpcs(definition.personSections ?? [], analyticsPool),
                  ...directory.implementations,
                ]
              : []),
            // Operators look across tenants, which only the workers can.
            ...(worker
              ? [
                  operations({
                    service: name,
                    owner,
                    pool: worker.context.workerPool,
                    log: worker.context.workerLog,
                    redis,
                    logger,
                    health,
                    subscriptions: worker.subscriptions,
                    vectors: vectors.operations,
                    auditBus: async () => {
                      const published = await publishedOf(worker.context.workerPool, publish);
                      return auditBus({ nc: connected(), service: name, source, publish: published });
                    },
                    publishable: () => {
                      const nc = connected();
                      return (event) => void messageOf({ nc, service: name, publish }, event);
                    },
                    takers: () => takers,
                  }),
                ]
              : []),
          ],
        }),
      (s) => s.close({ noticeMs: config.shutdownNoticeMs }),
    );
    return { port: server.port };
  });
