import { generateApiKey } from "@marketing/shared/auth/apiKey";
import { uuidv7 } from "@marketing/shared/base/ids";
import { encodeCloudEvent } from "@marketing/shared/bus/cloudEvent";
import { type Bus, connectBus, publishRaw } from "@marketing/shared/bus/connection";
import { declareStream } from "@marketing/shared/bus/stream";
import { subjectOf } from "@marketing/shared/bus/subject";
import { createClient, type Message, type RpcClient } from "@marketing/shared/grpc/client";
import { createPool, type Pool } from "@marketing/shared/postgres/pool";
import { createTestDatabase, type TestDatabase, type TestNats, type TestRedis, testNats, testRedis } from "../support/servers.ts";
import { serviceEnv, startService, type TestService, testPlatformKey } from "../support/services.ts";

/** content as a process of its own, with a bus on which the test plays identity, campaign and tracking. */
export interface ContentWorld {
  readonly database: TestDatabase;
  readonly redis: TestRedis;
  readonly nats: TestNats;
  readonly bus: Bus;
  /** The worker role's. */
  readonly pool: Pool;
  service: TestService;
  /** As the platform, for a tenant. */
  as(tenantId: string, service?: "ContentService" | "KnowledgeService"): RpcClient;
  withKey(tenantId: string, scopes: ReadonlyArray<string>, service?: "ContentService" | "KnowledgeService"): Promise<RpcClient>;
  /** Puts an event of another service on the bus; `eventId` twice is the same event twice. */
  tell(service: "campaign" | "tracking", tenantId: string, type: string, data: object, options?: Told): Promise<void>;
  stop(): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
}
export interface Told {
  readonly eventId?: string;
  readonly event?: string;
  readonly streamId?: string;
}

export const openContentWorld = async (env: Record<string, string> = {}): Promise<ContentWorld> => {
  const [database, redis, nats] = await Promise.all([createTestDatabase({ services: ["content"] }), testRedis(), testNats()]);
  const bus = await connectBus({ url: nats.url, name: "test" });
  for (const service of ["identity", "campaign", "tracking"]) await declareStream(bus.nc, { service });
  const pool = createPool({ connectionString: database.workerUrl("content"), schema: "content", max: 3 });
  const settings = { ...serviceEnv("content", { database, redisUrl: redis.url, natsUrl: nats.url }), ...env };
  const clients: RpcClient[] = [];
  const open = (options: object): RpcClient => {
    const c = createClient({
      address: world.service.address,
      package: "marketing.content.v1",
      service: "ContentService",
      deadlineMs: 60_000,
      maxMessageBytes: 16 * 1024 * 1024,
      ...options,
    });
    clients.push(c);
    return c;
  };
  const positions: Record<string, number> = {};
  const world: ContentWorld = {
    database,
    redis,
    nats,
    bus,
    pool,
    service: await startService("content", settings),
    as: (tenantId, service = "ContentService") => open({ service, apiKey: testPlatformKey, tenantId }),
    withKey: async (tenantId, scopes, service = "ContentService") => {
      const key = generateApiKey();
      await pool.query(
        "INSERT INTO api_keys_directory (tenant_id, key_id, name, secret_sha256, scopes, created_at) VALUES ($1, $2, 'test', $3, $4, now())",
        [tenantId, key.keyId, key.secretSha256, [...scopes]],
      );
      return open({ service, apiKey: key.apiKey });
    },
    tell: async (service, tenantId, type, data, options = {}) => {
      const position = (positions[service] ?? 0) + 1;
      positions[service] = position;
      const entity = service === "tracking" ? "event" : "campaign";
      const event = {
        position,
        tenantId,
        streamId: options.streamId ?? `test-${position}`,
        version: position,
        eventId: options.eventId ?? uuidv7(),
        type: "x",
        schemaVersion: 1,
        data: null,
        metadata: {},
        subjectId: null,
        recordedAt: new Date(),
      };
      const name = options.event ?? type;
      const { headers, payload } = encodeCloudEvent(service, event, { entity, event: name, type: `marketing.${service}.v1.${type}`, data });
      publishRaw(bus.nc, subjectOf(service, entity, name, tenantId), headers, payload, "");
      await bus.nc.flush();
    },
    stop: async () => {
      await world.service.stop();
    },
    restart: async () => {
      world.service = await startService("content", { ...settings, GRPC_PORT: world.service.address.split(":")[1]! });
      await world.service.ready();
    },
    close: async () => {
      for (const c of clients) c.close();
      await world.service.stop();
      await bus.close();
      await pool.end();
      await Promise.all([database.drop(), redis.release(), nats.release()]);
    },
  };
  await world.service.ready();
  return world;
};

/** Calls as one tenant; the answers of commands are waited for by `position`. */
export const caller =
  (client: RpcClient) =>
  (name: string, request: object = {}): Promise<Message> =>
    client.call(name, request);
