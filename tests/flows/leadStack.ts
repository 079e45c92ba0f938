import { generateApiKey } from "@marketing/shared/auth/apiKey";
import { uuidv7 } from "@marketing/shared/base/ids";
import { encodeCloudEvent } from "@marketing/shared/bus/cloudEvent";
import { type Bus, connectBus, publishRaw } from "@marketing/shared/bus/connection";
import { declareStream } from "@marketing/shared/bus/stream";
import { subjectOf } from "@marketing/shared/bus/subject";
import { createClient, type Message, type RpcClient } from "@marketing/shared/grpc/client";
import { createPool, type Pool } from "@marketing/shared/postgres/pool";
import { createTestDatabase, type TestDatabase, type TestNats, testNats, testRedis } from "../support/servers.ts";
import { serviceEnv, startService, type TestService, testPlatformKey } from "../support/services.ts";

/** One lead service on servers of its own, with a bus on which the test plays identity and tracking. */
export interface LeadStack {
  readonly database: TestDatabase;
  readonly nats: TestNats;
  readonly bus: Bus;
  /** The worker role's. */
  readonly pool: Pool;
  readonly service: TestService;
  /** As the platform, for a tenant. */
  as(tenantId: string): RpcClient;
  withKey(tenantId: string, scopes: ReadonlyArray<string>): Promise<RpcClient>;
  /** Puts an event of identity or tracking on the bus, as its relay would. */
  tell(service: "identity" | "tracking", tenantId: string, name: string, data: Record<string, unknown>): Promise<void>;
  tracked(tenantId: string, userId: string, eventName: string, more?: Record<string, unknown>): Promise<void>;
  restart(env?: Record<string, string>): Promise<void>;
  close(): Promise<void>;
}

export const startLead = async (env: Record<string, string> = {}): Promise<LeadStack> => {
  const [database, redis, nats] = await Promise.all([createTestDatabase({ services: ["lead"] }), testRedis(), testNats()]);
  const bus = await connectBus({ url: nats.url, name: "test" });
  for (const service of ["identity", "tracking"]) await declareStream(bus.nc, { service });
  const pool = createPool({ connectionString: database.workerUrl("lead"), schema: "lead", max: 3 });
  const settings = { ...serviceEnv("lead", { database, redisUrl: redis.url, natsUrl: nats.url }), ...env };
  let service = await startService("lead", settings);
  const clients: RpcClient[] = [];
  const open = (options: object): RpcClient => {
    const c = createClient({
      address: service.address,
      package: "marketing.lead.v1",
      service: "LeadService",
      deadlineMs: 60_000,
      ...options,
    });
    clients.push(c);
    return c;
  };
  const positions = { identity: 0, tracking: 0 };
  const stack: LeadStack = {
    database,
    nats,
    bus,
    pool,
    get service() {
      return service;
    },
    as: (tenantId) => open({ apiKey: testPlatformKey, tenantId }),
    withKey: async (tenantId, scopes) => {
      const key = generateApiKey();
      await pool.query(
        "INSERT INTO api_keys_directory (tenant_id, key_id, name, secret_sha256, scopes, created_at) VALUES ($1, $2, 'test', $3, $4, now())",
        [tenantId, key.keyId, key.secretSha256, [...scopes]],
      );
      return open({ apiKey: key.apiKey });
    },
    tell: async (from, tenantId, name, data) => {
      positions[from] += 1;
      const position = positions[from];
      const event = {
        position,
        tenantId,
        streamId: `x-${uuidv7()}`,
        version: 1,
        eventId: uuidv7(),
        type: "x",
        schemaVersion: 1,
        data: null,
        metadata: {},
        subjectId: null,
        recordedAt: new Date(),
      };
      const type = `marketing.${from}.v1.${name}`;
      const { headers, payload } = encodeCloudEvent(from, event, { entity: "x", event: "x", type, data });
      publishRaw(bus.nc, subjectOf(from, "x", "x", tenantId), headers, payload, "");
      await bus.nc.flush();
    },
    tracked: (tenantId, userId, eventName, more = {}) =>
      stack.tell("tracking", tenantId, "EventTracked", {
        userId,
        eventName,
        properties: {},
        timestamp: new Date().toISOString(),
        contextActive: true,
        isBot: false,
        ...more,
      }),
    restart: async (more = {}) => {
      service = await startService("lead", { ...settings, ...more, GRPC_PORT: service.address.split(":")[1]! });
      await service.ready();
      await Promise.all(clients.map((c) => c.waitForReady(10_000)));
    },
    close: async () => {
      for (const c of clients) c.close();
      await service.stop();
      await bus.close();
      await pool.end();
      await Promise.all([database.drop(), redis.release(), nats.release()]);
    },
  };
  await service.ready();
  return stack;
};

/** Every page of a list. */
export const pages = async (client: RpcClient, rpc: string, field: string, request: object, pageSize = 7): Promise<Message[]> => {
  const found: Message[] = [];
  for (let pageToken = ""; ; ) {
    const r = await client.call(rpc, { ...request, pageSize, pageToken });
    found.push(...r[field]);
    if (r.nextPageToken === "") return found;
    pageToken = r.nextPageToken;
  }
};
