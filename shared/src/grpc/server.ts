import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type ServerOptions as GrpcOptions,
  type MethodDefinition,
  Server,
  ServerCredentials,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { loadSync, type PackageDefinition } from "@grpc/proto-loader";
import { protoPath as healthProto } from "grpc-health-check";
import type { Authenticator } from "../auth/authenticator.ts";
import { defaults } from "../base/defaults.ts";
import { unavailable } from "../base/errors.ts";
import { createLogger, type Logger } from "../base/logger.ts";
import { ownValue, setOwn } from "../base/own.ts";
import type { RateLimiter } from "../redis/rateLimit.ts";
import { admission } from "./edge/admission.ts";
import { Connections } from "./edge/connections.ts";
import { startRechecks } from "./edge/recheck.ts";
import { sharesOf } from "./edge/shares.ts";
import { tolerate } from "./edge/transport.ts";
import { Turns } from "./edge/turns.ts";
import { handlerOf } from "./handlers.ts";
import { Health, healthImplementation } from "./health.ts";
import { logGrpcTo } from "./libraryLog.ts";
import { type Method, unaryDeadlineMs } from "./method.ts";
import { loaderOptions, loadPackage, loadService } from "./proto.ts";
import { reflectionService } from "./reflection.ts";
import type { ServerCall, ServerEnv } from "./serverCall.ts";

export interface Implementation {
  /** The loaded contract, where it is not under /protos. */
  readonly contract?: PackageDefinition;
  /** "marketing.<service>.v1" */
  readonly package: string;
  /** The name of the gRPC service in its package. */
  readonly name: string;
  /** By RPC name, as in the proto or lower camel case. An RPC without one answers UNIMPLEMENTED. */
  readonly methods: Readonly<Record<string, Method>>;
}

export interface ServerOptions {
  /** The service's name, in the domain of errors and in logs. */
  readonly service: string;
  /** "host:port"; port 0 takes a free one. */
  readonly address: string;
  readonly implementations: ReadonlyArray<Implementation>;
  readonly auth: Authenticator;
  readonly rateLimiter?: RateLimiter | undefined;
  /** What page tokens are made with, the same in all replicas. Default: this process's own, so that no other reads its tokens. */
  readonly pageSecret?: Buffer;
  readonly health?: Health;
  readonly logger?: Logger;
  /** Plain text when absent. */
  readonly credentials?: ServerCredentials | undefined;
  /** "host:port" of health alone in plain text, for probes that cannot speak TLS; absent = only beside the others. */
  readonly healthAddress?: string | undefined;
  /** Largest message in either direction; default 4 MiB. */
  readonly maxMessageBytes?: number;
  /**
   * Connections are closed after this, so that clients spread over new replicas, and streams get as long again to finish, calls their deadline at least. Default: never.
   */
  readonly maxConnectionAgeMs?: number;
  /** Default true. */
  readonly reflection?: boolean;
  /** What the server takes on; what is not told is as base/defaults.ts says. */
  readonly limits?: Partial<EdgeLimits>;
}

export type EdgeLimits = typeof defaults.edge;

export interface RunningServer {
  readonly port: number;
  /** Of `healthAddress`. */
  readonly healthPort: number | null;
  readonly health: Health;
  /** NOT_SERVING, wait `noticeMs` (default 0) for callers to turn away, let open calls finish for `graceMs` (default 5,000), then cut. */
  close(options?: { readonly noticeMs?: number; readonly graceMs?: number }): Promise<void>;
}

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

const addService = (
  { server, byPath }: Gate,
  definition: ServiceDefinition,
  methods: Readonly<Record<string, Method>>,
  logger: Logger,
): void => {
  const wire: Record<string, MethodDefinition<object, object>> = {};
  const handlers: UntypedServiceImplementation = {};
  const used = new Set<string>();
  for (const [name, rpc] of Object.entries(definition)) {
    const named = Object.hasOwn(methods, name) ? name : lowerFirst(name);
    const found = ownValue(methods, named);
    if (found) {
      used.add(named);
      const kind = rpc.requestStream ? (rpc.responseStream ? "bidiStream" : "clientStream") : rpc.responseStream ? "serverStream" : "unary";
      if (found.kind !== kind) throw new TypeError(`${rpc.path} is ${kind} in its proto and ${found.kind} in its implementation`);
      setOwn(handlers, name, handlerOf(found, rpc));
      byPath.set(rpc.path, found);
    } else logger.warn("an RPC has no implementation", { path: rpc.path });
    setOwn(wire, name, {
      ...rpc,
      // bytes to the transport: they are read and written in their caller's turn (handlers.ts)
      requestDeserialize: ((bytes: Buffer) => bytes) as never,
      responseSerialize: ((bytes: Buffer) => bytes) as never,
    });
  }
  const unknown = Object.keys(methods).filter((name) => !used.has(name));
  if (unknown.length > 0) throw new TypeError(`no such RPC: ${unknown.join(", ")}`);
  server.addService(wire as ServiceDefinition, handlers);
};

const reflectionOf = (implementations: ReadonlyArray<Implementation>) => {
  // Descriptors with the names as written in the protos, so that tools show user_id and not userId.
  const asWritten = { ...loaderOptions, keepCase: true };
  const packages = implementations.map((i) => i.contract ?? loadPackage(i.package, asWritten));
  const services = [...implementations.map((i) => `${i.package}.${i.name}`), "grpc.health.v1.Health"];
  return reflectionService([...packages, loadSync(healthProto, asWritten)], services);
};

const bind = (server: Server, address: string, credentials: ServerCredentials): Promise<number> =>
  new Promise((resolve, reject) => server.bindAsync(address, credentials, (error, port) => (error ? reject(error) : resolve(port))));

interface Gate {
  readonly server: Server;
  readonly byPath: Map<string, Method>;
  readonly connections: Connections;
}

/** A server without services, whose calls are admitted on their headers. */
const gate = (env: ServerEnv, limits: EdgeLimits, maxMessageBytes: number, options: GrpcOptions): Gate => {
  const byPath = new Map<string, Method>();
  const connections = new Connections(limits);
  const server = new Server({
    "grpc.max_receive_message_length": maxMessageBytes,
    "grpc.max_send_message_length": maxMessageBytes,
    "grpc.max_concurrent_streams": limits.streamsPerConnection,
    ...options,
    interceptors: [admission({ env, methods: byPath, connections, maxMessageBytes, receiveMs: limits.receiveMs })],
  });
  tolerate(server, limits);
  return { server, byPath, connections };
};

/** grpc.health.v1 in plain text and nothing else. */
const healthGate = (health: Health, env: ServerEnv, limits: EdgeLimits): Gate => {
  const probed = gate(env, limits, 4_096, {});
  const { definition, methods } = healthImplementation(health);
  addService(probed, definition, methods, env.logger);
  return probed;
};

/** Serves the implementations, health and reflection. Resolves when the ports are open; rejects when they cannot be. */
export const startServer = async (options: ServerOptions): Promise<RunningServer> => {
  const {
    service,
    implementations,
    health = new Health(),
    logger = createLogger(service),
    maxMessageBytes = defaults.grpc.usualMessageBytes,
  } = options;
  const age = options.maxConnectionAgeMs;
  logGrpcTo(logger);
  const limits: EdgeLimits = { ...defaults.edge, ...options.limits };
  const env: ServerEnv = {
    service,
    logger,
    auth: options.auth,
    rateLimiter: options.rateLimiter,
    pageSecret: options.pageSecret ?? randomBytes(32),
    maxMessageBytes,
    open: new Set<ServerCall>(),
    shares: sharesOf(limits),
    turns: new Turns(limits.turnMs),
    limits,
  };
  const main = gate(env, limits, maxMessageBytes, {
    "grpc.keepalive_time_ms": 30_000,
    "grpc.keepalive_timeout_ms": 15_000,
    ...(age === undefined ? {} : { "grpc.max_connection_age_ms": age, "grpc.max_connection_age_grace_ms": Math.max(age, unaryDeadlineMs) }),
  });
  const { server } = main;
  for (const { contract, package: packageName, name, methods } of implementations) {
    addService(main, loadService(packageName, name, contract), methods, logger);
    health.addService(`${packageName}.${name}`);
  }
  const { definition, methods } = healthImplementation(health);
  addService(main, definition, methods, logger);
  if (options.reflection ?? true) reflectionOf(implementations).addToServer(server);
  const port = await bind(server, options.address, options.credentials ?? ServerCredentials.createInsecure());
  const probed = healthGate(health, env, limits);
  const healthPort = options.healthAddress
    ? await bind(probed.server, options.healthAddress, ServerCredentials.createInsecure()).catch((error: Error) => {
        server.forceShutdown();
        throw error;
      })
    : null;
  for (const { connections, server: bound } of [main, probed]) connections.watch(bound);
  const stopRechecks = startRechecks(env, limits.recheckMs);
  logger.info("serving gRPC", { address: options.address, port, healthPort });

  let closing: Promise<void> | undefined;
  const close = async ({ noticeMs = 0, graceMs = defaults.grpc.callGraceMs } = {}): Promise<void> => {
    health.drain();
    await sleep(noticeMs);
    const drained = new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
    for (const call of env.open) call.drain();
    const timer = new AbortController();
    await Promise.race([drained, sleep(graceMs, undefined, { signal: timer.signal }).catch(() => undefined)]);
    timer.abort();
    for (const call of env.open)
      call.interrupt(unavailable("SHUTTING_DOWN", "the server is shutting down; call again", { retryAfterMs: 100 }));
    // the statuses leave before the connections do, each in its tenant's turn
    for (const until = performance.now() + limits.lastWordMs; env.open.size > 0 && performance.now() < until; ) await sleep(1);
    await sleep(0);
    stopRechecks();
    for (const { connections, server: bound } of [main, probed]) {
      connections.stop();
      bound.forceShutdown();
    }
  };
  return {
    port,
    healthPort,
    health,
    close: (closeOptions) => {
      closing ??= close(closeOptions);
      return closing;
    },
  };
};
