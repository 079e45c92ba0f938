import { Effect, Redacted, type Scope } from "effect";
import type { Redis } from "ioredis";
import { createAuthenticator } from "../auth/authenticator.ts";
import { type DirectorySource, directoryView } from "../auth/directory.ts";
import { createLogger, type Logger } from "../base/logger.ts";
import { auditBus } from "../bus/audit.ts";
import type { NatsConnection } from "../bus/connection.ts";
import { createHints } from "../bus/hints.ts";
import { type JetStreamSourceOptions, jetStreamSource } from "../bus/jetStreamSource.ts";
import { publisherOf } from "../bus/publisher.ts";
import { runRelay } from "../bus/relayRunner.ts";
import type { StreamOptions } from "../bus/stream.ts";
import { Health } from "../grpc/health.ts";
import { type Implementation, startServer } from "../grpc/server.ts";
import { openServerTls } from "../grpc/tls.ts";
import { codecOf } from "../log/codec.ts";
import type { EventGroup } from "../log/defineEvents.ts";
import { EventLog } from "../log/eventLog.ts";
import { operations } from "../operations/operations.ts";
import { createPool, type Pool } from "../postgres/pool.ts";
import { connectRedis } from "../redis/connection.ts";
import { createRateLimiter } from "../redis/rateLimit.ts";
import { announceAppends, logSource } from "../subscription/logSource.ts";
import { startRebuilder } from "../subscription/rebuilds.ts";
import { type Subscription, startSubscription } from "../subscription/runner.ts";
import type { Source } from "../subscription/source.ts";
import { openVectors } from "../vectors/serviceVectors.ts";
import type { VectorIndex, VectorIndexDefinition } from "../vectors/vectorIndex.ts";
import type { ServiceConfig } from "./config.ts";
import { deadLettersOf } from "./deadLetters.ts";
import { openDeferredBus } from "./deferredBus.ts";
import { deferredHints } from "./deferredHints.ts";
import { deferredSource } from "./deferredSource.ts";
import { postgresCheck, redisCheck, watchDependency } from "./dependencies.ts";
import { type Job, maintenance, startJob } from "./jobs.ts";
import { resource } from "./process.ts";
import { observeService } from "./serviceFigures.ts";

export interface ServiceContext {
  readonly service: string;
  readonly config: ServiceConfig;
  /** The api role's: row level security applies. */
  readonly pool: Pool;
  /** The worker role's: projections, policies, jobs. */
  readonly workerPool: Pool;
  /** Appends and reads as the api role. */
  readonly log: EventLog;
  /** Appends and reads as the worker role, across tenants. */
  readonly workerLog: EventLog;
  /** The service's own log. */
  readonly source: Source;
  /** Another service's events: `foreign("ORDERS", { types })`. Until the bus is connected its reads fail and are tried again. */
  readonly foreign: (stream: string, options?: Pick<JetStreamSourceOptions, "types" | "subject" | "capacity">) => Source;
  readonly redis: Redis;
  /** The index that the definition names. Where it names none, or no store is configured, every call is refused. */
  readonly vectors: VectorIndex;
  readonly health: Health;
  readonly logger: Logger;
}

export interface ServiceDefinition {
  /** Also the schema's name. */
  readonly name: string;
  /** All it ever stores, by aggregate: codec and publishing follow from it. */
  readonly events: ReadonlyArray<EventGroup>;
  readonly stream?: Omit<StreamOptions, "service">;
  /** Views and policies. The directory of tenants and keys is always added. */
  readonly subscriptions: (context: ServiceContext) => ReadonlyArray<Subscription>;
  /** Which events tell of tenants and their API keys. */
  readonly directory: DirectorySource;
  /** Durable consumers; started when the bus is there and the role is `subscribe`. */
  readonly reactions?: (context: ServiceContext, nc: NatsConnection) => ReadonlyArray<{ stop(): Promise<unknown> }>;
  readonly jobs?: (context: ServiceContext) => ReadonlyArray<Job>;
  /** The service's vector index; one of `subscriptions` is the view that calls `wantVectors`. */
  readonly vectors?: VectorIndexDefinition;
  readonly implementations: (context: ServiceContext) => ReadonlyArray<Implementation>;
}

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
    const has = (role: "api" | "project" | "relay" | "subscribe"): boolean => config.roles.has(role);
    const tls = yield* resource(
      "tls",
      () => openServerTls(config.tls, { health, logger }),
      (t) => t?.stop(),
    );
    const openPool = (role: string, url: Redacted.Redacted<string>) =>
      resource(
        `${role} pool`,
        () =>
          createPool({
            connectionString: Redacted.value(url),
            schema: name,
            max: config.databasePoolSize,
            applicationName: `${name}-${role}`,
          }),
        (pool) => pool.end(),
      );
    const pool = yield* openPool("api", config.databaseUrl);
    const workerPool = yield* openPool("worker", config.workerDatabaseUrl);
    const redis = yield* resource(
      "redis",
      () => connectRedis(Redacted.value(config.redisUrl), logger),
      (r) => r.disconnect(),
    );
    const hints = deferredHints();
    const log = new EventLog({ pool, schema: name, codec });
    const workerLog = new EventLog({ pool: workerPool, schema: name, codec });
    announceAppends(log, hints);
    announceAppends(workerLog, hints);
    const source = logSource(workerLog, hints);
    const foreignSources: { stream: string; options: object; source: ReturnType<typeof deferredSource> }[] = [];
    const foreign: ServiceContext["foreign"] = (stream, options = {}) => {
      const later = deferredSource(`jetstream:${stream}`);
      foreignSources.push({ stream, options, source: later });
      return later;
    };
    const vectors = yield* resource(
      "vectors",
      () => openVectors({ definition: definition.vectors, config: config.vectors, pool, workerPool, health, logger }),
      (v) => v.close(),
    );
    const context: ServiceContext = {
      service: name,
      config,
      pool,
      workerPool,
      log,
      workerLog,
      source,
      foreign,
      redis,
      vectors: vectors.index,
      health,
      logger,
    };
    const { directory } = definition;
    const subscriptions: Subscription[] = [
      {
        view: directoryView(directory),
        source: directory.stream === null ? source : foreign(directory.stream, { types: Object.values(directory.types) }),
      },
      ...vectors.watched(definition.subscriptions(context)),
    ];
    const owner = `${config.instanceId}-${process.pid}`;
    const { leaseTtlMs } = settings;
    const runner = { pool: workerPool, schema: name, redis, owner, logger, leaseTtlMs, batchSize: settings.subscriptionBatchSize };

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
              const deadLetter = deadLettersOf(workerPool, f.source.name);
              f.source.become(jetStreamSource(nc, f.stream, { ...f.options, logger, deadLetter }));
            }
            const stream = { replicas: config.jetStreamReplicas, maxAgeMs: settings.streamMaxAgeMs, ...definition.stream };
            const sending = { window: settings.relayWindow, ackTimeoutMs: settings.relayAckTimeoutMs };
            if (has("relay")) atEnd(runRelay({ ...runner, ...sending, nc, service: name, source, publish, stream }).stop);
            if (has("subscribe")) for (const r of definition.reactions?.(context, nc) ?? []) atEnd(() => r.stop());
          },
        }),
      (b) => b.close(),
    );

    yield* resource(
      "workers",
      () => {
        const policies = subscriptions.filter((s) => s.view.kind === "postgres" && s.view.tables.length === 0);
        const views = subscriptions.filter((s) => !policies.includes(s));
        return [
          ...(has("project") ? views.map((s) => startSubscription(runner, s)) : []),
          ...(has("project") ? [startRebuilder(runner, views), vectors.startIndexer(owner, leaseTtlMs)] : []),
          ...(has("subscribe") ? policies.map((s) => startSubscription(runner, s)) : []),
          ...(has("project")
            ? [maintenance(workerPool, settings), ...(definition.jobs?.(context) ?? [])].map((job) =>
                startJob({ pool: workerPool, owner, logger, leaseTtlMs }, job),
              )
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
        observeService({ pool: workerPool, subscriptions, health, definition, projects: has("project") }),
      ],
      (watched) => {
        for (const w of watched) w.stop();
      },
    );

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
          auth: createAuthenticator({ pool, platformKey: Redacted.value(config.platformApiKey), cacheMs: settings.keyCacheMs }),
          rateLimiter: createRateLimiter({ redis, logger }),
          maxMessageBytes: config.maxMessageBytes,
          maxConnectionAgeMs: config.maxConnectionAgeMs,
          reflection: config.reflection,
          implementations: [
            ...(has("api") ? definition.implementations(context) : []),
            operations({
              service: name,
              owner,
              pool: workerPool,
              log: workerLog,
              redis,
              logger,
              health,
              subscriptions,
              vectors: vectors.operations,
              auditBus: () => {
                const nc = bus.nc();
                if (!nc) throw Object.assign(new Error("the bus is not connected"), { code: "CONNECTION_WAITING" });
                return auditBus({ nc, service: name, source, publish });
              },
            }),
          ],
        }),
      (s) => s.close({ noticeMs: config.shutdownNoticeMs }),
    );
    return { port: server.port };
  });
