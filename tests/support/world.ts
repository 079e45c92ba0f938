import { randomUUID } from "node:crypto";
import { status as Code } from "@grpc/grpc-js";
import { freePort } from "@marketing/local/ports";
import { generateApiKey } from "@marketing/shared/auth/apiKey";
import { type Bus, connectBus } from "@marketing/shared/bus/connection";
import { createPool, type Pool } from "@marketing/shared/postgres/pool";
import { Redis } from "ioredis";
import pg from "pg";
import { patience, until } from "./patience.ts";
import { type PlayedDirectory, playDirectory } from "./playedDirectory.ts";
import { afterwards, type Message, openClient, processOf, type RpcClient, type RpcService, type ServiceName } from "./rpc.ts";
import { createTestDatabase, type TestDatabase, type TestNats, testNats, testRedis } from "./servers.ts";
import { serviceEnv, startService, type TestService, testPlatformKey } from "./services.ts";
import { newTenant, type Tenant } from "./tenant.ts";
import { openVoices, type Voices } from "./voices.ts";

type Environment = Readonly<Record<string, string>>;

export interface WorldOptions {
  /** Those that run, each as a process of its own. */
  readonly services: ReadonlyArray<ServiceName>;
  /** Those that the test plays on the bus itself. */
  readonly plays?: ReadonlyArray<ServiceName>;
  /** What stands before a server: given its "host:port", the one that services are told instead. */
  readonly before?: (server: "postgresql" | "redis" | "nats", address: string) => Promise<string>;
  /** Over what every service is given anyhow. */
  readonly env?: Environment | ((service: ServiceName) => Environment);
}

/** Services as they run in production, on a database, a Redis, a NATS and vectors of the test's own. */
export interface World extends Voices {
  readonly database: TestDatabase;
  readonly redis: Redis;
  readonly redisUrl: string;
  readonly nats: TestNats;
  readonly bus: Bus;
  /** Where the services ask for tenants and keys, in a world without identity; null = identity runs. */
  readonly playedDirectory: PlayedDirectory | null;
  /** Where one is not named, it is the world's first. */
  service(name?: ServiceName): TestService;
  envOf(name?: ServiceName): Environment;
  /** As the role of the service's projections and jobs. */
  pool(name?: ServiceName): Pool;
  /** As a superuser: "SELECT … FROM lead.leads". */
  sql(text: string, values?: unknown[]): Promise<Message[]>;
  /** Closed with the world. */
  open(service: RpcService | "OperationsService", options?: object, address?: string): RpcClient;
  /** With the platform's key, for a tenant; where there is none of this id it is made. */
  as(tenantId: string, service: RpcService): RpcClient;
  /** With a key of a tenant; where there is none of this id it is made. */
  withKey(tenantId: string, scopes: ReadonlyArray<string>, service: RpcService, rateLimit?: number): Promise<KnownKey>;
  /** With a key that decides on what others wrote. */
  reviewer(tenantId: string): Promise<RpcClient>;
  /** By identity, with a key of their own. */
  newTenant(name?: string, scopes?: ReadonlyArray<string>): Promise<Tenant>;
  /** OperationsService, the platform asking. */
  operator(name?: ServiceName): RpcClient;
  /** What OperationsService answers, the platform asking: all messages of a stream, or the one answer. */
  operations(rpc: string, request?: object, name?: ServiceName): Promise<Message[]>;
  /** Until a subscription of the world's first service has read all that the test told as `from`. */
  heard(subscription: string, from: ServiceName): Promise<void>;
  /** Again on the same port, after a kill -9 where it runs; with other settings where told. Its clients have found it. */
  restart(name?: ServiceName, env?: Environment): Promise<void>;
  close(): Promise<void>;
}

export interface KnownKey {
  readonly client: RpcClient;
  readonly keyId: string;
  readonly apiKey: string;
}

const unary = new Set(["GetStatus", "ListParked", "PlanRetention"]);

/** The same at another address. */
const movedTo = (url: string, address: string): string => url.replace(new URL(url).host, address);

export const openWorld = async ({ services: names, plays = [], env: more = {}, before }: WorldOptions): Promise<World> => {
  const [database, redisServer, nats] = await Promise.all([createTestDatabase({ services: names }), testRedis(), testNats()]);
  const bus = await connectBus({ url: nats.url, name: "test" });
  const voices = await openVoices(bus, plays);
  const redis = new Redis(redisServer.url);
  redis.on("error", () => undefined); // a test may end it
  const admin = new pg.Pool({ connectionString: database.adminUrl, max: 3 });
  const running = new Map<ServiceName, TestService>();
  const pools = new Map<ServiceName, Pool>();
  const clients = new Map<RpcClient, ServiceName | null>();
  const first = names[0]!;
  const identityPort = names.includes("identity") ? String(await freePort()) : null;
  const directory = identityPort === null ? await playDirectory() : null;
  const told = async (server: "postgresql" | "redis" | "nats", url: string): Promise<(url: string) => string> => {
    const address = await before?.(server, new URL(url).host);
    return (of) => (address === undefined ? of : movedTo(of, address));
  };
  const toDatabase = await told("postgresql", database.adminUrl);
  const on = {
    database: {
      ...database,
      apiUrl: (of: string) => toDatabase(database.apiUrl(of)),
      workerUrl: (of: string) => toDatabase(database.workerUrl(of)),
    },
    redisUrl: (await told("redis", redisServer.url))(redisServer.url),
    natsUrl: (await told("nats", nats.url))(nats.url),
    directoryAddress: directory?.address ?? `127.0.0.1:${identityPort}`,
  };
  const envOf = (name = first): Environment => ({
    ...serviceEnv(name, on),
    ...(name === "identity" && { GRPC_PORT: identityPort! }),
    ...(typeof more === "function" ? more(name) : more),
  });
  const service = (name = first): TestService => {
    const found = running.get(name);
    if (!found) throw new TypeError(`${name} is not in this world`);
    return found;
  };
  const keep = (client: RpcClient, name: ServiceName | null): RpcClient => {
    clients.set(client, name);
    return client;
  };
  const operators = new Map<ServiceName, RpcClient>();
  const operator = (name = first): RpcClient => {
    const known = operators.get(name) ?? keep(openClient(service(name).address, "OperationsService", { apiKey: testPlatformKey }), name);
    operators.set(name, known);
    return known;
  };

  const platform = () => world.open("TenantService", { apiKey: testPlatformKey });
  const made = new Map<string, Promise<unknown>>();
  /** That there is a tenant of this id. */
  const tenantOf = (tenantId: string): Promise<unknown> => {
    const known = made.get(tenantId);
    if (known) return known;
    const making = (async () => {
      if (directory) return directory.addTenant(tenantId);
      await platform()
        .call("CreateTenant", { tenantId, name: "test" })
        .catch((error) => {
          if (error.code !== Code.ALREADY_EXISTS) throw error;
        });
    })();
    made.set(tenantId, making);
    return making;
  };

  const world: World = {
    ...voices,
    database,
    playedDirectory: directory,
    redis,
    redisUrl: redisServer.url,
    nats,
    bus,
    service,
    envOf,
    pool(name = first) {
      const known = pools.get(name) ?? createPool({ connectionString: database.workerUrl(name), schema: name, max: 3 });
      pools.set(name, known);
      return known;
    },
    sql: async (text, values = []) => (await admin.query(text, values)).rows,
    open(rpc, options = {}, address) {
      const name = rpc === "OperationsService" ? first : processOf(rpc);
      return keep(openClient(address ?? service(name).address, rpc, options), address === undefined ? name : null);
    },
    as: (tenantId, rpc) => afterwards(world.open(rpc, { apiKey: testPlatformKey, tenantId }), () => tenantOf(tenantId)),
    async withKey(tenantId, scopes, rpc, rateLimit) {
      await tenantOf(tenantId);
      if (directory) {
        const { keyId, apiKey, secretSha256 } = generateApiKey();
        directory.addKey({ keyId, tenantId, secretSha256, scopes, rateLimit: rateLimit ?? null });
        return { client: world.open(rpc, { apiKey }), keyId, apiKey };
      }
      const { apiKey, secret } = await platform().call("CreateApiKey", { tenantId, name: randomUUID(), scopes, rateLimit: rateLimit ?? 0 });
      return { client: world.open(rpc, { apiKey: secret }), keyId: apiKey.keyId, apiKey: secret };
    },
    async reviewer(tenantId) {
      const scopes = ["content:approve"];
      if (!running.has("identity")) return (await world.withKey(tenantId, scopes, "ContentService")).client;
      const tenants = world.open("TenantService", { apiKey: testPlatformKey });
      const { secret } = await tenants.call("CreateApiKey", { tenantId, name: `reviewer ${randomUUID()}`, scopes });
      const client = world.open("ContentService", { apiKey: secret });
      const known = () => client.call("Approve", { contentId: tenantId }).catch(({ code }: { code: number }) => code === Code.NOT_FOUND);
      await until("content knows the reviewer's key", known);
      return client;
    },
    operator,
    newTenant: (name = "test", scopes = undefined) => newTenant(world, name, scopes),
    async operations(rpc, request = {}, name = first) {
      if (unary.has(rpc)) return [await operator(name).call(rpc, request)];
      const messages: Message[] = [];
      for await (const message of operator(name).stream(rpc, request)) messages.push(message);
      return messages;
    },
    async heard(subscription, from) {
      await until(`${subscription} has heard ${from}`, async () => {
        const { rows } = await world.pool().query("SELECT position FROM checkpoints WHERE subscription = $1", [subscription]);
        return (rows[0]?.position ?? 0) >= voices.told(from);
      });
    },
    async restart(name = first, other = {}) {
      const { address, kill } = service(name);
      await kill();
      const next = await startService(name, { ...envOf(name), ...other, GRPC_PORT: address.split(":")[1]! });
      running.set(name, next);
      await next.ready();
      await Promise.all([...clients].flatMap(([client, of]) => (of === name ? [client.waitForReady(patience)] : [])));
    },
    async close() {
      for (const client of clients.keys()) client.close();
      redis.disconnect();
      await Promise.all([...running.values()].map((one) => one.stop()));
      await directory?.close();
      await bus.close();
      await Promise.all([admin.end(), ...[...pools.values()].map((pool) => pool.end())]);
      await Promise.all([database.drop(), redisServer.release(), nats.release()]);
    },
  };
  try {
    await Promise.all(
      names.map(async (name) => {
        const started = await startService(name, envOf(name));
        running.set(name, started);
        await started.ready();
      }),
    );
  } catch (error) {
    await world.close();
    throw error;
  }
  return world;
};
