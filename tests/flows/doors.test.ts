import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkHealth } from "@marketing/local/health";
import { freePort } from "@marketing/local/ports";
import { createClient } from "@marketing/shared/grpc/client";
import { openClientTls } from "@marketing/shared/grpc/tls";
import { connect } from "nats";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newAuthority } from "../support/certificates.ts";
import { createTestDatabase, type TestDatabase, type TestNats, type TestRedis, testNats, testRedis } from "../support/servers.ts";
import { serviceEnv, startService, type TestService, testPlatformKey } from "../support/services.ts";

// The ways in that are not our own command: psql, a plain NATS client, gRPC reflection.

let database: TestDatabase;
let redis: TestRedis;
let nats: TestNats;
const services: TestService[] = [];
const tenants: string[] = [];

beforeAll(async () => {
  [database, redis, nats] = await Promise.all([createTestDatabase(), testRedis(), testNats()]);
  for (const name of ["identity", "tracking"]) {
    const env = serviceEnv(name, { database, redisUrl: redis.url, natsUrl: nats.url });
    services.push(await startService(name, env));
  }
  await Promise.all(services.map((s) => s.ready()));
  const asPlatform = (service: string, index: number, tenantId?: string, name = "marketing.identity.v1") =>
    createClient({ address: services[index]!.address, package: name, service, apiKey: testPlatformKey, ...(tenantId ? { tenantId } : {}) });
  const platform = asPlatform("TenantService", 0);
  for (const name of ["one", "two"]) {
    const { tenant } = await platform.call<{ tenant: { tenantId: string } }>("CreateTenant", { name });
    tenants.push(tenant.tenantId);
    const identity = asPlatform("IdentityService", 0, tenant.tenantId);
    for (const user of ["ada", "bob"]) {
      const { position } = await identity.call<{ position: string }>("CreateUser", {
        userId: `${name}-${user}`,
        email: `${user}@${name}.example`,
      });
      await identity.call("GetUser", { userId: `${name}-${user}`, minPosition: position });
    }
    const tracking = asPlatform("TrackingService", 1, tenant.tenantId, "marketing.tracking.v1");
    await tracking.call("TrackEvents", { events: [{ userId: `${name}-ada`, eventName: "page_view", properties: '{"path":"/"}' }] });
    await tracking.close();
    await identity.close();
  }
  await platform.close();
});
afterAll(async () => {
  await Promise.all(services.map((s) => s.stop()));
  await nats.release();
  await redis.release();
  await database.drop();
});

const asPerson = async <A>(service: string, work: (psql: pg.Client) => Promise<A>): Promise<A> => {
  const psql = new pg.Client({ connectionString: database.apiUrl(service) });
  await psql.connect();
  try {
    return await work(psql);
  } finally {
    await psql.end();
  }
};

describe("psql", () => {
  it("finds the tables without a schema, and one tenant's rows only after the tenant is set", () =>
    asPerson("identity", async (psql) => {
      expect((await psql.query("SELECT * FROM users")).rows).toEqual([]);
      await psql.query(`SET app.tenant_id = '${tenants[0]}'`);
      const { rows } = await psql.query("SELECT email, tenant_id FROM users WHERE email IS NOT NULL ORDER BY email");
      expect(rows).toEqual([
        { email: "ada@one.example", tenant_id: tenants[0] },
        { email: "bob@one.example", tenant_id: tenants[0] },
      ]);
      await psql.query("RESET app.tenant_id");
      expect((await psql.query("SELECT * FROM users")).rows).toEqual([]);
    }));

  it.each(["UPDATE event_log SET type = 'x'", "DELETE FROM event_log", "TRUNCATE event_log", "DELETE FROM users", "DROP TABLE users"])(
    "refuses %s",
    (sql) =>
      asPerson("identity", async (psql) => {
        await psql.query(`SET app.tenant_id = '${tenants[0]}'`);
        await expect(psql.query(sql)).rejects.toMatchObject({ code: "42501" });
      }),
  );

  it("keeps a service's role out of the other service's tables", () =>
    asPerson("tracking", async (psql) => {
      await expect(psql.query("SELECT * FROM identity.users")).rejects.toMatchObject({ code: "42501" });
    }));

  it("has the extensions of the document loaded and used", async () => {
    const admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    for (const sql of [
      "SELECT count(*)::int AS n FROM pg_stat_statements",
      "SELECT count(*)::int AS n FROM pg_buffercache",
      "SELECT count(*)::int AS n FROM pg_extension WHERE extname = 'uuid-ossp'",
    ])
      expect((await admin.query(sql)).rows[0].n, sql).toBeGreaterThan(0);
    await admin.end();
  });
});

describe("a plain NATS client", () => {
  it("reads CloudEvents, each tenant on its own subjects, without our library", async () => {
    const nc = await connect({ servers: nats.url });
    const js = nc.jetstream();
    const manager = await js.jetstreamManager();
    for (const [stream, subject, type] of [
      ["IDENTITY", `marketing.identity.v1.user.created.${tenants[0]}`, "marketing.identity.v1.UserCreated"],
      ["TRACKING", `marketing.tracking.v1.event.page-view.${tenants[1]}`, "marketing.tracking.v1.EventTracked"],
    ] as const) {
      let message = null as Awaited<ReturnType<typeof manager.streams.getMessage>> | null;
      for (let i = 0; i < 100 && !message; i++) {
        message = await manager.streams.getMessage(stream, { last_by_subj: subject }).catch(() => null);
        if (!message) await new Promise((r) => setTimeout(r, 100));
      }
      const headers = message!.header;
      expect(headers.get("ce-specversion")).toBe("1.0");
      expect(headers.get("ce-type")).toBe(type);
      expect(headers.get("ce-id")).toMatch(/^[0-9a-f-]{36}$/);
      expect(Number(headers.get("ce-sequence"))).toBeGreaterThan(0);
      expect(JSON.parse(new TextDecoder().decode(message!.data))).toBeTypeOf("object");
    }
    await nc.close();
  });
});

describe("gRPC reflection", () => {
  it.each([
    [
      0,
      [
        "grpc.health.v1.Health",
        "marketing.identity.v1.IdentityService",
        "marketing.identity.v1.TenantService",
        "marketing.operations.v1.OperationsService",
      ],
    ],
    [1, ["grpc.health.v1.Health", "marketing.operations.v1.OperationsService", "marketing.tracking.v1.TrackingService"]],
  ] as const)("lists every service of process %i", async (index, expected) => {
    const listed = await listServices(services[index]!.address);
    expect(listed).toEqual(expect.arrayContaining([...expected]));
  });
});

describe("TLS", () => {
  const directory = mkdtempSync(join(tmpdir(), "marketing-doors-"));
  const authority = newAuthority();
  const file = (name: string, text: string): string => {
    writeFileSync(join(directory, name), text);
    return join(directory, name);
  };
  const [own, theirs] = [authority.issue(), authority.issue()];
  const env = {
    GRPC_TLS_CERT_FILE: file("tls.crt", own.cert),
    GRPC_TLS_KEY_FILE: file("tls.key", own.key),
    GRPC_TLS_CA_FILE: file("ca.crt", authority.cert),
    GRPC_TLS_CLIENT_AUTH: "require",
  };
  const stores = () => serviceEnv("lead", { database, redisUrl: redis.url, natsUrl: nats.url });
  afterAll(() => rmSync(directory, { recursive: true }));

  it("is the only way into a service that is told so, but for probes", async () => {
    const port = String(await freePort());
    const lead = await startService("lead", { ...stores(), ...env, HEALTH_PORT: port });
    await expect.poll(() => checkHealth(`127.0.0.1:${port}`, "readiness")).toBe("SERVING");
    const files = { caFile: env.GRPC_TLS_CA_FILE, certFile: file("client.crt", theirs.cert), keyFile: file("client.key", theirs.key) };
    const tls = openClientTls(files);
    const address = lead.address.replace("127.0.0.1", "localhost");
    const at = { address, package: "marketing.operations.v1", service: "OperationsService", apiKey: testPlatformKey };
    const [secure, plain] = [createClient({ ...at, credentials: tls.credentials }), createClient(at)];
    const { dependencies } = await secure.call("GetStatus", {});
    expect(dependencies).toContainEqual(expect.objectContaining({ name: "certificate", ok: true }));
    await expect(plain.call("GetStatus", {}, { deadlineMs: 3_000 })).rejects.toMatchObject({ code: expect.any(Number) });
    for (const client of [secure, plain]) client.close();
    tls.stop();
    expect(await lead.stop()).toBe(0);
  });

  it("that cannot work keeps a service from starting, and says all that is wrong", async () => {
    const lead = await startService("lead", {
      ...stores(),
      ...env,
      GRPC_TLS_KEY_FILE: file("other.key", theirs.key),
      GRPC_TLS_CA_FILE: "/absent",
    });
    await expect.poll(() => lead.logs()).toMatch(/"message":"TLS: \/absent cannot be read: ENOENT; .*other\.key is not the key of/);
    expect(await lead.stop()).toBe(1);
  });
});

const listServices = async (address: string): Promise<string[]> => {
  const { Client, credentials } = await import("@grpc/grpc-js");
  const client = new Client(address, credentials.createInsecure());
  // ServerReflectionRequest{list_services: "*"} and the names out of the answer, by hand: what a tool without our protos does.
  const call = client.makeBidiStreamRequest(
    "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
    () => Buffer.from([0x3a, 0x01, 0x2a]),
    (bytes: Buffer) => bytes,
  );
  call.write({});
  const answer = await new Promise<Buffer>((resolve, reject) => {
    call.on("data", resolve);
    call.on("error", reject);
  });
  call.end();
  client.close();
  return [...answer.toString("latin1").matchAll(/[a-z0-9.]+\.v1\.[A-Za-z]+/g)].map((m) => m[0]);
};
