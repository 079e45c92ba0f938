import { generateApiKey } from "@marketing/shared/auth/apiKey";
import { uuidv7 } from "@marketing/shared/base/ids";
import { encodeCloudEvent } from "@marketing/shared/bus/cloudEvent";
import { type Bus, connectBus, publishRaw } from "@marketing/shared/bus/connection";
import { declareStream } from "@marketing/shared/bus/stream";
import { subjectOf } from "@marketing/shared/bus/subject";
import { createClient, type RpcClient } from "@marketing/shared/grpc/client";
import { createPool, type Pool } from "@marketing/shared/postgres/pool";
import { createTestDatabase, type TestDatabase, type TestNats, type TestRedis, testNats, testRedis } from "../support/servers.ts";
import { serviceEnv, startService, type TestService, testPlatformKey } from "../support/services.ts";

/** tracking as a process of its own, with a bus on which the test plays identity. */
export interface TrackingWorld {
  readonly database: TestDatabase;
  readonly redis: TestRedis;
  readonly nats: TestNats;
  readonly bus: Bus;
  readonly pool: Pool;
  readonly env: Readonly<Record<string, string>>;
  service: TestService;
  readonly tenantA: string;
  readonly tenantB: string;
  /** As the platform, for a tenant. */
  as(tenantId: string): RpcClient;
  /** With an API key of the tenant. */
  withKey(tenantId: string, scopes: ReadonlyArray<string>): Promise<RpcClient>;
  withoutKey(): RpcClient;
  merged(kind: "UserMerged" | "UserUnmerged", tenantId: string, loserUserId: string, winnerUserId: string): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

const client = (address: string, options: object): RpcClient =>
  createClient({ address, package: "marketing.tracking.v1", service: "TrackingService", deadlineMs: 30_000, ...options });

export const openTrackingWorld = async (): Promise<TrackingWorld> => {
  const [database, redis, nats] = await Promise.all([createTestDatabase({ services: ["tracking"] }), testRedis(), testNats()]);
  const bus = await connectBus({ url: nats.url, name: "test" });
  await declareStream(bus.nc, { service: "identity" });
  const pool = createPool({ connectionString: database.workerUrl("tracking"), schema: "tracking" });
  const env = serviceEnv("tracking", { database, redisUrl: redis.url, natsUrl: nats.url });
  const clients: RpcClient[] = [];
  const open = (options: object): RpcClient => {
    const c = client(world.service.address, options);
    clients.push(c);
    return c;
  };
  let position = 0;
  const world: TrackingWorld = {
    database,
    redis,
    nats,
    bus,
    pool,
    env,
    service: await startService("tracking", env),
    tenantA: uuidv7(),
    tenantB: uuidv7(),
    as: (tenantId) => open({ apiKey: testPlatformKey, tenantId }),
    withKey: async (tenantId, scopes) => {
      const key = generateApiKey();
      await pool.query(
        "INSERT INTO api_keys_directory (tenant_id, key_id, name, secret_sha256, scopes, created_at) VALUES ($1, $2, 'test', $3, $4, now())",
        [tenantId, key.keyId, key.secretSha256, [...scopes]],
      );
      return open({ apiKey: key.apiKey });
    },
    withoutKey: () => open({}),
    merged: async (kind, tenantId, loserUserId, winnerUserId) => {
      position += 1;
      const event = {
        position,
        tenantId,
        streamId: `user-${winnerUserId}`,
        version: position,
        eventId: uuidv7(),
        type: "x",
        schemaVersion: 1,
        data: null,
        metadata: {},
        subjectId: null,
        recordedAt: new Date(),
      };
      const word = kind === "UserMerged" ? "merged" : "unmerged";
      const data = { mergeId: uuidv7(), winnerUserId, loserUserId, reason: "identify", timestamp: new Date().toISOString() };
      const { headers, payload } = encodeCloudEvent("identity", event, {
        entity: "user",
        event: word,
        type: `marketing.identity.v1.${kind}`,
        data,
      });
      publishRaw(bus.nc, subjectOf("identity", "user", word, tenantId), headers, payload, "");
      await bus.nc.flush();
    },
    restart: async () => {
      world.service = await startService("tracking", { ...env, GRPC_PORT: world.service.address.split(":")[1]! });
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
