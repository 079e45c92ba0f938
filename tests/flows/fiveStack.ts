import { Client, status as Code, credentials } from "@grpc/grpc-js";
import { RpcError } from "@marketing/shared/base/errors";
import { createClient, type Message, type RpcClient } from "@marketing/shared/grpc/client";
import { Redis } from "ioredis";
import pg from "pg";
import { until } from "../support/patience.ts";
import { createTestDatabase, testNats, testRedis } from "../support/servers.ts";
import { serviceEnv, startService, type TestService, testPlatformKey } from "../support/services.ts";

export const serviceNames = ["identity", "tracking", "campaign", "lead", "content"] as const;
export type ServiceName = (typeof serviceNames)[number];

/** gRPC service → the process that has it. */
const processOf: Readonly<Record<string, ServiceName>> = {
  IdentityService: "identity",
  SegmentService: "identity",
  PatternService: "identity",
  TenantService: "identity",
  TrackingService: "tracking",
  CampaignService: "campaign",
  AdCampaignService: "campaign",
  TaskService: "campaign",
  LeadService: "lead",
  ContentService: "content",
};

export interface FiveTenant {
  readonly tenantId: string;
  readonly key: string;
  /** call("CampaignService/GetCampaign", {...}) with the tenant's own key. */
  call(method: string, request: object): Promise<Message>;
  stream(method: string, request: object): AsyncGenerator<Message>;
  /** A Redis key of the tenant's. */
  redisKey(...parts: string[]): string;
}

/** All five services, each a process of its own, on one PostgreSQL, one Redis and one NATS. */
export interface FiveStack {
  readonly redis: Redis;
  readonly natsUrl: string;
  readonly services: ReadonlyMap<ServiceName, TestService>;
  newTenant(name: string): Promise<FiveTenant>;
  /** As a superuser: "SELECT … FROM lead.leads". */
  sql(text: string, values?: unknown[]): Promise<Message[]>;
  /** kill -9 and again, on the same port; with other settings where told. */
  restart(name: ServiceName, env?: Readonly<Record<string, string>>): Promise<void>;
  /** Of the platform's calls at one service. */
  operations(name: ServiceName, rpc: string, request?: object): Promise<Message[]>;
  /** Until no service has anything left to read, from its own log or from another's. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** What gRPC reflection lists, asked as a tool without our protos asks: ServerReflectionRequest{list_services: "*"}. */
export const reflected = async (address: string): Promise<string[]> => {
  const client = new Client(address, credentials.createInsecure());
  try {
    const path = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
    const call = client.makeBidiStreamRequest(
      path,
      () => Buffer.from([0x3a, 0x01, 0x2a]),
      (bytes: Buffer) => bytes,
    );
    call.write({});
    const answer = await new Promise<Buffer>((resolve, reject) => call.on("data", resolve).on("error", reject));
    call.end();
    return [...answer.toString("latin1").matchAll(/marketing\.[a-z]+\.v1\.[A-Za-z]+/g)].map((m) => m[0]);
  } finally {
    client.close();
  }
};

/** gRPC services of a process, beside OperationsService. */
export const servicesOf = (name: ServiceName): string[] =>
  Object.entries(processOf).flatMap(([service, process]) => (process === name ? [`marketing.${name}.v1.${service}`] : []));

/** A command with a request_id, again while its service is away. */
export const insist = async <A>(call: () => Promise<A>, ms = 60_000): Promise<A> => {
  const end = Date.now() + ms;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const away = error instanceof RpcError && (error.code === Code.UNAVAILABLE || error.code === Code.DEADLINE_EXCEEDED);
      if (!away || Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
};

const scopes = ["identity:*", "tracking:*", "campaign:*", "task:*", "lead:*", "content:*", "tenant:admin"];

export const startFive = async (env: Readonly<Record<string, string>> = {}): Promise<FiveStack> => {
  const [database, redisDb, nats] = await Promise.all([createTestDatabase(), testRedis(), testNats()]);
  const on = { database, redisUrl: redisDb.url, natsUrl: nats.url };
  const services = new Map<ServiceName, TestService>();
  const clients = new Map<string, RpcClient>();
  const redis = new Redis(redisDb.url);
  const admin = new pg.Pool({ connectionString: database.adminUrl, max: 3 });
  const settings = (name: ServiceName) => ({ ...serviceEnv(name, on), ...env });

  const client = (process: ServiceName, pack: string, service: string, apiKey: string): RpcClient => {
    const id = [process, service, apiKey].join(" ");
    const known = clients.get(id);
    if (known) return known;
    const { address } = services.get(process)!;
    const made = createClient({ address, package: pack, service, apiKey, deadlineMs: 30_000 });
    clients.set(id, made);
    return made;
  };
  const split = (method: string, apiKey: string) => {
    const [service, rpc] = method.split("/") as [string, string];
    const process = processOf[service]!;
    return { client: client(process, `marketing.${process}.v1`, service, apiKey), rpc };
  };
  const callAs = (apiKey: string, method: string, request: object): Promise<Message> => {
    const { client: c, rpc } = split(method, apiKey);
    return c.call(rpc, request);
  };

  const stack: FiveStack = {
    redis,
    natsUrl: nats.url,
    services,
    sql: async (text, values = []) => (await admin.query(text, values)).rows,
    async newTenant(name) {
      const { tenant } = await callAs(testPlatformKey, "TenantService/CreateTenant", { name });
      const { tenantId } = tenant;
      const { secret } = await callAs(testPlatformKey, "TenantService/CreateApiKey", { tenantId, name: "test", scopes });
      const made: FiveTenant = {
        tenantId,
        key: secret,
        call: (method, request) => callAs(secret, method, request),
        stream: (method, request) => {
          const { client: c, rpc } = split(method, secret);
          return c.stream(rpc, request);
        },
        redisKey: (...parts) => [`t:{${tenantId}}`, ...parts].join(":"),
      };
      for (const list of [
        "IdentityService/ListUsers",
        "TrackingService/ListEvents",
        "CampaignService/ListCampaigns",
        "LeadService/ListLeads",
        "ContentService/ListContents",
      ])
        await until(`${list} knows the key`, () => made.call(list, {}).then(() => true));
      return made;
    },
    async restart(name, more = {}) {
      const old = services.get(name)!;
      await old.kill();
      const next = await startService(name, { ...settings(name), ...more, GRPC_PORT: old.address.split(":")[1]! });
      services.set(name, next);
      await next.ready(60_000);
    },
    async operations(name, rpc, request = {}) {
      const c = client(name, "marketing.operations.v1", "OperationsService", testPlatformKey);
      if (rpc === "GetStatus" || rpc === "ListParked") return [await c.call(rpc, request)];
      const messages: Message[] = [];
      for await (const m of c.stream(rpc, request, { deadlineMs: 90_000 })) messages.push(m);
      return messages;
    },
    async settled() {
      const quiet = async (): Promise<string | null> => {
        const heads: string[] = [];
        for (const name of serviceNames) {
          const [status] = await stack.operations(name, "GetStatus");
          heads.push(status.head);
          if (Number(status.relay?.lagEvents ?? 0) > 0) return null;
          for (const s of status.subscriptions) if (Number(s.lagEvents) > 0) return null;
        }
        return heads.join();
      };
      // reactions answer events with events: quiet is when the heads stay where they are
      let before: string | null = null;
      let since = Date.now();
      await until("everything has been read", async () => {
        const now = await quiet();
        if (now === null || now !== before) since = Date.now();
        before = now;
        return now !== null && Date.now() - since > 1_500;
      });
    },
    async close() {
      for (const c of clients.values()) c.close();
      redis.disconnect();
      await Promise.all([...services.values()].map((s) => s.stop()));
      await admin.end();
      await Promise.all([database.drop(), redisDb.release(), nats.release()]);
    },
  };
  await Promise.all(
    serviceNames.map(async (name) => {
      const service = await startService(name, settings(name));
      services.set(name, service);
      await service.ready(60_000);
    }),
  );
  return stack;
};
