import { generateApiKey } from "@marketing/shared/auth/apiKey";
import { RpcError } from "@marketing/shared/base/errors";
import { uuidv7 } from "@marketing/shared/base/ids";
import { encodeCloudEvent } from "@marketing/shared/bus/cloudEvent";
import { type Bus, connectBus, publishRaw } from "@marketing/shared/bus/connection";
import { declareStream } from "@marketing/shared/bus/stream";
import { subjectOf } from "@marketing/shared/bus/subject";
import { createClient, type Message, type RpcClient } from "@marketing/shared/grpc/client";
import { createPool, type Pool } from "@marketing/shared/postgres/pool";
import { Redis } from "ioredis";
import { until } from "../support/patience.ts";
import { createTestDatabase, type TestDatabase, type TestNats, type TestRedis, testNats, testRedis } from "../support/servers.ts";
import { serviceEnv, startService, type TestService, testPlatformKey } from "../support/services.ts";

export interface CampaignTenant {
  readonly tenantId: string;
  readonly campaigns: RpcClient;
  readonly ads: RpcClient;
  readonly tasks: RpcClient;
  call(rpc: string, request: object): Promise<Message>;
  /** A campaign of the type that is active. */
  active(terms?: object): Promise<string>;
}

/** campaign as a process of its own; the test plays identity, tracking and lead on the bus. */
export interface CampaignWorld {
  readonly database: TestDatabase;
  readonly nats: TestNats;
  readonly bus: Bus;
  readonly redis: Redis;
  readonly pool: Pool;
  readonly env: Readonly<Record<string, string>>;
  service: TestService;
  tenant(tenantId?: string): CampaignTenant;
  withKey(tenantId: string, scopes: ReadonlyArray<string>, service?: string): Promise<{ client: RpcClient; keyId: string }>;
  open(service: string, options: object, address?: string): RpcClient;
  /** As another service tells it, e.g. tell("lead", tenant, "lead", "converted", "LeadConverted", {...}). Resolves to the event's id. */
  tell(service: string, tenantId: string, entity: string, event: string, type: string, data: object): Promise<string>;
  /** Until the view has folded so much of its source. */
  heard(view: string, stream: string): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** The refusal of a call that must be refused. */
export const refusal = async (call: Promise<unknown>): Promise<RpcError> => {
  try {
    await call;
  } catch (error) {
    if (error instanceof RpcError) return error;
    throw error;
  }
  throw new Error("the call was accepted");
};

const logs = ["identity", "tracking", "lead"] as const;

export const openCampaignWorld = async (extra: Record<string, string> = {}): Promise<CampaignWorld> => {
  const [database, redisServer, nats]: [TestDatabase, TestRedis, TestNats] = await Promise.all([
    createTestDatabase({ services: ["campaign"] }),
    testRedis(),
    testNats(),
  ]);
  const bus = await connectBus({ url: nats.url, name: "test" });
  for (const service of logs) await declareStream(bus.nc, { service });
  const pool = createPool({ connectionString: database.workerUrl("campaign"), schema: "campaign", max: 3 });
  const redis = new Redis(redisServer.url);
  const env = {
    ...serviceEnv("campaign", { database, redisUrl: redisServer.url, natsUrl: nats.url }),
    SCHEDULE_SWEEP_MS: "100",
    LEASE_SWEEP_MS: "100",
    TASK_RETRY_BASE_MS: "50",
    ATTRIBUTION_SWEEP_MS: "100",
    ATTRIBUTION_SETTLE_MS: "300",
    ...extra,
  };
  const clients: RpcClient[] = [];
  const positions: Record<string, number> = {};
  const world: CampaignWorld = {
    database,
    nats,
    bus,
    redis,
    pool,
    env,
    service: await startService("campaign", env),
    open(service, options, address = world.service.address) {
      const client = createClient({ address, package: "marketing.campaign.v1", service, deadlineMs: 30_000, ...options });
      clients.push(client);
      return client;
    },
    tenant(tenantId = uuidv7()) {
      const options = { apiKey: testPlatformKey, tenantId };
      const campaigns = world.open("CampaignService", options);
      const call = (rpc: string, request: object) => campaigns.call(rpc, request);
      return {
        tenantId,
        campaigns,
        ads: world.open("AdCampaignService", options),
        tasks: world.open("TaskService", options),
        call,
        active: async (terms = {}) => {
          const { campaign } = await call("CreateCampaign", { name: "Test", type: "CAMPAIGN_TYPE_LEAD_GEN", ...terms });
          await call("StartCampaign", { campaignId: campaign.campaignId });
          return campaign.campaignId;
        },
      };
    },
    async withKey(tenantId, scopes, service = "CampaignService") {
      const key = generateApiKey();
      await pool.query(
        "INSERT INTO api_keys_directory (tenant_id, key_id, name, secret_sha256, scopes, created_at) VALUES ($1, $2, 'test', $3, $4, now())",
        [tenantId, key.keyId, key.secretSha256, [...scopes]],
      );
      return { client: world.open(service, { apiKey: key.apiKey }), keyId: key.keyId };
    },
    async tell(service, tenantId, entity, event, type, data) {
      const position = (positions[service] ?? 0) + 1;
      positions[service] = position;
      const recorded = {
        position,
        tenantId,
        streamId: `${entity}-x`,
        version: position,
        eventId: uuidv7(),
        type: "x",
        schemaVersion: 1,
        data: null,
        metadata: {},
        subjectId: null,
        recordedAt: new Date(),
      };
      const { headers, payload } = encodeCloudEvent(service, recorded, { entity, event, type: `marketing.${service}.v1.${type}`, data });
      publishRaw(bus.nc, subjectOf(service, entity, event, tenantId), headers, payload, "");
      await bus.nc.flush();
      return recorded.eventId;
    },
    heard: async (view, stream) => {
      await until(`${view} has heard ${stream}`, async () => {
        const { rows } = await pool.query("SELECT position FROM checkpoints WHERE subscription = $1", [view]);
        return (rows[0]?.position ?? 0) >= (positions[stream] ?? 0);
      });
    },
    async restart() {
      world.service = await startService("campaign", { ...env, GRPC_PORT: world.service.address.split(":")[1]! });
      await world.service.ready();
    },
    async close() {
      for (const c of clients) c.close();
      redis.disconnect();
      await world.service.stop();
      await bus.close();
      await pool.end();
      await Promise.all([database.drop(), redisServer.release(), nats.release()]);
    },
  };
  await world.service.ready();
  return world;
};
