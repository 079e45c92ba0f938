import { Config, Redacted, Schema } from "effect";
import { type ServerTlsConfig, serverTlsConfig } from "../grpc/tlsConfig.ts";
import { type VectorConfig, vectorConfig } from "../vectors/vectorConfig.ts";
import { type Settings, settingsConfig } from "./settings.ts";

export const roles = ["api", "project", "relay", "subscribe"] as const;
export type Role = (typeof roles)[number];

/** What every service reads from its environment. Secrets and everything that may hold one are redacted. */
export interface ServiceConfig {
  readonly databaseUrl: Redacted.Redacted<string>;
  /** Null where the process has no other role than `api`: nothing in it passes row level security by. */
  readonly workerDatabaseUrl: Redacted.Redacted<string> | null;
  readonly redisUrl: Redacted.Redacted<string>;
  readonly natsUrl: Redacted.Redacted<string>;
  /** "host:port" */
  readonly grpcAddress: string;
  /** Of the gRPC server; read again while it runs. */
  readonly tls: ServerTlsConfig;
  /** "host:port" of health alone in plain text; null = only at `grpcAddress`. */
  readonly healthAddress: string | null;
  readonly roles: ReadonlySet<Role>;
  /** The operators' API key, or `sha256:` and its hash, which is all that a service needs of it; "" = there is none. */
  readonly platformApiKey: Redacted.Redacted<string>;
  /** By which the platform's services read the directory of tenants and keys. The service that keeps it needs the hash alone. */
  readonly directoryKey: Redacted.Redacted<string>;
  /** "host:port", or "dns:///name:port", of the service that keeps the directory; "" there itself. */
  readonly directoryAddress: string;
  /** The authorities that vouch for it; "" = it is called in plain text. */
  readonly directoryCaFile: string;
  /** By which people's keys are wrapped: the current one, then former ones, after commas; "" = personal data is stored in plain text. */
  readonly keyEncryptionKey: Redacted.Redacted<string>;
  readonly instanceId: string;
  /** After this a connection is closed so that new replicas get traffic, in ms. */
  readonly maxConnectionAgeMs: number;
  readonly maxMessageBytes: number;
  readonly reflection: boolean;
  /** Servers that hold the service's JetStream stream: 3 on a cluster of three or more, 1 on a single server. */
  readonly jetStreamReplicas: number;
  /** Between NOT_SERVING and the end of accepting calls, in ms: how long load balancers take to notice. */
  readonly shutdownNoticeMs: number;
  readonly vectors: VectorConfig;
  /** What may be set of the mechanism's numbers. */
  readonly settings: Settings;
}

const names = (text: string): ReadonlyArray<string> =>
  text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");

/** "api, relay" → roles. Throws on an unknown name and on an empty list. */
export const parseRoles = (text: string): ReadonlySet<Role> => {
  const found = names(text);
  if (found.length === 0 || !found.every((name) => roles.includes(name as Role)))
    throw new TypeError(`ROLES is a list of ${roles.join(", ")}; it is "${text}"`);
  return new Set(found as Role[]);
};

const rolesText = Schema.String.check(
  Schema.makeFilter((text) => {
    try {
      return parseRoles(text).size > 0;
    } catch (error) {
      return (error as Error).message;
    }
  }),
);

const rolesConfig = Config.schema(rolesText, "ROLES").pipe(Config.withDefault(roles.join(",")), Config.map(parseRoles));

/** Every environment variable that all services have in common. */
export const serviceConfig = (defaults: { readonly port: number; readonly maxMessageBytes?: number }): Config.Config<ServiceConfig> =>
  Config.all({
    databaseUrl: Config.Redacted("DATABASE_URL"),
    workerDatabaseUrl: rolesConfig.pipe(
      Config.flatMap((given) => (given.size > 1 || !given.has("api") ? Config.Redacted("WORKER_DATABASE_URL") : Config.succeed(null))),
    ),
    redisUrl: Config.Redacted("REDIS_URL"),
    natsUrl: Config.Redacted("NATS_URL"),
    host: Config.String("GRPC_HOST").pipe(Config.withDefault("127.0.0.1")),
    port: Config.Int("GRPC_PORT").pipe(Config.withDefault(defaults.port)),
    tls: serverTlsConfig,
    healthHost: Config.String("GRPC_HEALTH_HOST").pipe(Config.withDefault("")),
    healthPort: Config.Int("HEALTH_PORT").pipe(Config.withDefault(0)),
    roles: rolesConfig,
    platformApiKey: Config.Redacted("PLATFORM_API_KEY").pipe(Config.withDefault(Redacted.make(""))),
    directoryKey: Config.Redacted("DIRECTORY_KEY").pipe(Config.withDefault(Redacted.make(""))),
    directoryAddress: Config.String("DIRECTORY_ADDRESS").pipe(Config.withDefault("")),
    directoryCaFile: Config.String("DIRECTORY_CA_FILE").pipe(Config.withDefault("")),
    keyEncryptionKey: Config.Redacted("KEY_ENCRYPTION_KEY").pipe(Config.withDefault(Redacted.make(""))),
    instanceId: Config.String("INSTANCE_ID").pipe(
      Config.orElse(() => Config.String("HOSTNAME").pipe(Config.withDefault(`local-${process.pid}`))),
    ),
    maxConnectionAgeMs: Config.Int("GRPC_MAX_CONNECTION_AGE_MS").pipe(Config.withDefault(1_800_000)),
    maxMessageBytes: Config.Int("GRPC_MAX_MESSAGE_BYTES").pipe(Config.withDefault(defaults.maxMessageBytes ?? 4 * 1024 * 1024)),
    reflection: Config.Boolean("GRPC_REFLECTION").pipe(Config.withDefault(true)),
    jetStreamReplicas: Config.Int("JETSTREAM_REPLICAS").pipe(Config.withDefault(1)),
    shutdownNoticeMs: Config.Int("SHUTDOWN_NOTICE_MS").pipe(Config.withDefault(0)),
    vectors: vectorConfig,
    settings: settingsConfig,
  }).pipe(
    Config.map(({ host, port, healthHost, healthPort, ...rest }) => ({
      ...rest,
      grpcAddress: `${host}:${port}`,
      healthAddress: healthPort === 0 ? null : `${healthHost || host}:${healthPort}`,
    })),
  );
