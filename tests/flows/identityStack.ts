import { randomUUID } from "node:crypto";
import { RpcError } from "@marketing/shared/base/errors";
import type { RecordedEvent } from "@marketing/shared/base/event";
import { connectBus, type NatsConnection } from "@marketing/shared/bus/connection";
import { startRelay } from "@marketing/shared/bus/relay";
import { createClient, type Message, type RpcClient } from "@marketing/shared/grpc/client";
import { toStruct } from "@marketing/shared/grpc/struct";
import type { Source } from "@marketing/shared/subscription/source";
import { Redis } from "ioredis";
import pg from "pg";
import { until } from "../support/patience.ts";
import { createTestDatabase, type TestDatabase, testNats, testRedis } from "../support/servers.ts";
import { serviceEnv, startService, type TestService, testPlatformKey } from "../support/services.ts";

export interface IdentityStack {
  readonly database: TestDatabase;
  readonly service: TestService;
  readonly redis: Redis;
  readonly nc: NatsConnection;
  /** The operators', acting for no tenant unless told. */
  readonly platform: RpcClient;
  /** Queries of one tenant's data, as a superuser. */
  sql(text: string, values?: unknown[]): Promise<Message[]>;
  newTenant(): Promise<Tenant>;
  /** Puts tracked events on the bus as tracking would. */
  track(tenant: Tenant, events: ReadonlyArray<TrackedInput>): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface Tenant {
  readonly tenantId: string;
  readonly key: string;
  readonly identity: RpcClient;
  readonly tenants: RpcClient;
}

export interface TrackedInput {
  readonly userId: string;
  readonly externalId?: string;
  readonly anonymousId?: string;
  readonly eventName: string;
  readonly at: number;
  readonly sessionId?: string;
  readonly contextActive?: boolean;
  readonly isBot?: boolean;
}

/** One identity service on servers of its own; tracking is played by a relay over an array. */
export const startIdentity = async (env: Record<string, string> = {}): Promise<IdentityStack> => {
  const [database, redisDb, nats] = await Promise.all([createTestDatabase({ services: ["identity"] }), testRedis(), testNats()]);
  const settings = { ...serviceEnv("identity", { database, redisUrl: redisDb.url, natsUrl: nats.url }), ...env };
  let service = await startService("identity", settings);
  const bus = await connectBus({ url: nats.url, name: "test" });
  await service.ready();
  const redis = new Redis(redisDb.url);
  const admin = new pg.Pool({ connectionString: database.adminUrl, max: 3, options: "-c search_path=identity" });
  const open = (name: string, apiKey: string): RpcClient =>
    createClient({ address: service.address, package: "marketing.identity.v1", service: name, apiKey });
  let clients: RpcClient[] = [open("TenantService", testPlatformKey)];
  const tracked: RecordedEvent[] = [];
  const wakes = new Set<() => void>();
  const source: Source = {
    name: "log",
    read: async (cursor, limit) => {
      const events = tracked.filter((e) => e.position > cursor.position).slice(0, limit);
      return { events, next: { position: events.at(-1)?.position ?? cursor.position, token: null }, head: tracked.length };
    },
    onWake: (wake) => {
      wakes.add(wake);
      return () => wakes.delete(wake);
    },
  };
  const logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const relay = startRelay({
    nc: bus.nc,
    service: "tracking",
    source,
    logger,
    publish: (e) => ({
      entity: "event",
      event: (e.data as { eventName: string }).eventName,
      type: "marketing.tracking.v1.EventTracked",
      data: e.data,
    }),
  });
  return {
    database,
    redis,
    nc: bus.nc,
    get service() {
      return service;
    },
    get platform() {
      return clients[0]!;
    },
    sql: async (text, values = []) => (await admin.query(text, values)).rows,
    async newTenant() {
      const { tenant } = await clients[0]!.call("CreateTenant", { name: "test" });
      const { secret } = await clients[0]!.call("CreateApiKey", {
        tenantId: tenant.tenantId,
        name: "test",
        scopes: ["identity:*", "tenant:admin"],
      });
      const made: Tenant = {
        tenantId: tenant.tenantId,
        key: secret,
        identity: open("IdentityService", secret),
        tenants: open("TenantService", secret),
      };
      clients.push(made.identity, made.tenants);
      await until("the key is known", () => made.tenants.call("GetTenant", {}).then(() => true));
      return made;
    },
    async track(tenant, events) {
      for (const { at, ...e } of events) {
        const position = tracked.length + 1;
        tracked.push({
          position,
          tenantId: tenant.tenantId,
          streamId: `visitor-${e.userId}`,
          version: position,
          eventId: randomUUID(),
          type: "event_tracked",
          schemaVersion: 1,
          data: { ...e, eventId: String(position), timestamp: new Date(at).toISOString() },
          metadata: {},
          subjectId: null,
          recordedAt: new Date(),
        });
      }
      for (const wake of wakes) wake();
      await until("tracking's events are on the bus", async () => relay.status().position >= tracked.length);
      await until("identity has heard", async () => {
        const { rows } = await admin.query("SELECT position FROM checkpoints WHERE subscription = 'visitors'");
        return (rows[0]?.position ?? 0) >= tracked.length;
      });
    },
    async restart() {
      service = await startService("identity", { ...settings, GRPC_PORT: service.address.split(":")[1]! });
      await service.ready();
    },
    async close() {
      await relay.stop();
      for (const client of clients) client.close();
      clients = [];
      redis.disconnect();
      await bus.close();
      await service.stop();
      await admin.end();
      await Promise.all([database.drop(), redisDb.release(), nats.release()]);
    },
  };
};

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

export const traits = (object: object) => toStruct(object);
