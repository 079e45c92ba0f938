import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkHealth } from "@marketing/local/health";
import { freePort } from "@marketing/local/ports";
import { generateApiKey } from "@marketing/shared/auth/apiKey";
import { uuidv7 } from "@marketing/shared/base/ids";
import { openClientTls, openServerTls } from "@marketing/shared/grpc/tls";
import { connect } from "nats";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newAuthority } from "../support/certificates.ts";
import { patience } from "../support/patience.ts";
import { playDirectory } from "../support/playedDirectory.ts";
import { reflected } from "../support/reflection.ts";
import { startService, testPlatformKey } from "../support/services.ts";
import { openWorld, type World } from "../support/world.ts";

// The ways in that are not our own command: psql, a plain NATS client, gRPC reflection.

let world: World;
const tenants: string[] = [];

beforeAll(async () => {
  world = await openWorld({ services: ["identity", "tracking"] });
  const platform = world.open("TenantService", { apiKey: testPlatformKey });
  for (const name of ["one", "two"]) {
    const { tenant } = await platform.call<{ tenant: { tenantId: string } }>("CreateTenant", { name });
    tenants.push(tenant.tenantId);
    const identity = world.as(tenant.tenantId, "IdentityService");
    for (const user of ["ada", "bob"]) {
      const { position } = await identity.call<{ position: string }>("CreateUser", {
        userId: `${name}-${user}`,
        email: `${user}@${name}.example`,
      });
      await identity.call("GetUser", { userId: `${name}-${user}`, minPosition: position });
    }
    const tracking = world.as(tenant.tenantId, "TrackingService");
    await tracking.call("TrackEvents", { events: [{ userId: `${name}-ada`, eventName: "page_view", properties: '{"path":"/"}' }] });
  }
});
afterAll(() => world?.close());

const asPerson = async <A>(service: string, work: (psql: pg.Client) => Promise<A>): Promise<A> => {
  const psql = new pg.Client({ connectionString: world.database.apiUrl(service) });
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
    const admin = new pg.Client({ connectionString: world.database.adminUrl });
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
    const nc = await connect({ servers: world.nats.url });
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
      "identity",
      [
        "grpc.health.v1.Health",
        "marketing.identity.v1.IdentityService",
        "marketing.identity.v1.TenantService",
        "marketing.operations.v1.OperationsService",
      ],
    ],
    ["tracking", ["grpc.health.v1.Health", "marketing.operations.v1.OperationsService", "marketing.tracking.v1.TrackingService"]],
  ] as const)("lists every service of %s", async (name, expected) => {
    const listed = await reflected(world.service(name).address);
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
  const stores = () => world.envOf("lead");
  afterAll(() => rmSync(directory, { recursive: true }));

  it("is the only way into a service that is told so, but for probes", async () => {
    const port = String(await freePort());
    const lead = await startService("lead", { ...stores(), ...env, HEALTH_PORT: port });
    await expect.poll(() => checkHealth(`127.0.0.1:${port}`, "readiness")).toBe("SERVING");
    const files = { caFile: env.GRPC_TLS_CA_FILE, certFile: file("client.crt", theirs.cert), keyFile: file("client.key", theirs.key) };
    const tls = openClientTls(files);
    const address = lead.address.replace("127.0.0.1", "localhost");
    const open = (options: object) => world.open("OperationsService", { apiKey: testPlatformKey, ...options }, address);
    const [secure, plain] = [open({ credentials: tls.credentials }), open({})];
    const { dependencies } = await secure.call("GetStatus", {});
    expect(dependencies).toContainEqual(expect.objectContaining({ name: "certificate", ok: true }));
    await expect(plain.call("GetStatus", {}, { deadlineMs: 3_000 })).rejects.toMatchObject({ code: expect.any(Number) });
    tls.stop();
    expect(await lead.stop()).toBe(0);
  });

  it("is spoken to the keeper of the directory, if it is the right one", async () => {
    const tls = openServerTls({
      certFile: env.GRPC_TLS_CERT_FILE,
      keyFile: env.GRPC_TLS_KEY_FILE,
      caFile: env.GRPC_TLS_CA_FILE,
      clientAuth: "require",
    })!;
    const keeper = await playDirectory({ credentials: tls.credentials });
    const tenantId = uuidv7();
    keeper.addTenant(tenantId);
    const pair = { GRPC_TLS_CERT_FILE: env.GRPC_TLS_CERT_FILE, GRPC_TLS_KEY_FILE: env.GRPC_TLS_KEY_FILE };
    const DIRECTORY_ADDRESS = keeper.address.replace("127.0.0.1", "localhost");
    const trusted = openClientTls({ caFile: env.GRPC_TLS_CA_FILE, certFile: "", keyFile: "" });
    /** What a service answers to a key that nobody but the keeper has heard of. */
    const asks = async (more: Record<string, string>): Promise<string> => {
      const { keyId, apiKey, secretSha256 } = generateApiKey();
      keeper.addKey({ keyId, tenantId, secretSha256, scopes: ["lead:read"] });
      const lead = await startService("lead", { ...stores(), ...pair, DIRECTORY_ADDRESS, ...more });
      const address = lead.address.replace("127.0.0.1", "localhost");
      const client = world.open("LeadService", { apiKey, credentials: trusted.credentials }, address);
      await client.waitForReady(patience);
      const said = await client.call("ListLeads", {}, { deadlineMs: patience }).then(
        () => "let in",
        (error) => error.reason,
      );
      expect(await lead.stop()).toBe(0);
      return said;
    };
    expect(await asks({ DIRECTORY_CA_FILE: env.GRPC_TLS_CA_FILE })).toBe("let in");
    expect(await asks({ DIRECTORY_CA_FILE: file("strange.crt", newAuthority().cert) })).toBe("DIRECTORY_UNAVAILABLE");
    expect(await asks({})).toBe("DIRECTORY_UNAVAILABLE"); // in plain text
    await keeper.close();
    tls.stop();
    trusted.stop();
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
