import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@marketing/local/ports";
import { migrateUp } from "@marketing/shared/postgres/migrate";
import { connect, type NatsConnection } from "nats";
import pg from "pg";
import { openClient, type RpcClient } from "../../support/rpc.ts";
import { serviceEnv, startService, testPlatformKey } from "../../support/services.ts";
import type { Stack } from "../contender.ts";
import { benchDatabase } from "../servers.ts";

const names = ["identity", "tracking"] as const;

export interface System {
  readonly tenantId: string;
  readonly tracking: RpcClient;
  /** Operations of tracking, as the platform. */
  readonly operations: RpcClient;
  readonly admin: pg.Pool;
  readonly nc: NatsConnection;
  readonly pids: Readonly<Record<(typeof names)[number], number>>;
  /** Resolves once everything that follows from tracking's log up to `position` is visible everywhere. */
  caughtUp(position: number, timeoutMs?: number): Promise<void>;
  close(): Promise<void>;
}

// tracking's own views, its relay, identity's policy over the bus, and identity's views over what the policy appended
const behind = `SELECT
    (SELECT count(*) FROM tracking.checkpoints c JOIN tracking.projections p ON p.name = c.subscription AND p.live_generation = c.generation
      WHERE c.source = 'log' AND c.position < $1)
  + (SELECT count(*) FROM identity.checkpoints WHERE subscription = 'visitors' AND position < $1)
  + (SELECT count(*) FROM identity.checkpoints c JOIN identity.projections p ON p.name = c.subscription AND p.live_generation = c.generation
      WHERE c.source = 'log' AND c.position < (SELECT last_value FROM identity.log_position)) AS n`;

/** identity and tracking as production runs them: a process each, every role on, an API key of a tenant of its own. */
export const startSystem = async (stack: Stack): Promise<System> => {
  const folder = mkdtempSync(join(tmpdir(), "marketing-bench-services-"));
  for (const service of names) await migrateUp({ adminUrl: stack.databaseUrl, service });
  const port = String(await freePort());
  const stores = { database: benchDatabase(stack.databaseUrl), redisUrl: stack.redisUrl, natsUrl: stack.natsUrl };
  const on = { ...stores, directoryAddress: `127.0.0.1:${port}` };
  const start = (name: (typeof names)[number]) =>
    startService(name, { ...serviceEnv(name, on), ...(name === "identity" && { GRPC_PORT: port }), LOG_LEVEL: "warn" }, folder);
  const [identityProcess, trackingProcess] = await Promise.all([start("identity"), start("tracking")]);
  const running = [identityProcess, trackingProcess];
  await Promise.all(running.map((service) => service.ready()));
  const tenants = openClient(identityProcess.address, "TenantService", { apiKey: testPlatformKey });
  const { tenant } = await tenants.call<{ tenant: { tenantId: string } }>("CreateTenant", {
    name: "bench",
    timezone: "UTC",
    requestId: randomUUID(),
  });
  const { secret } = await tenants.call<{ secret: string }>("CreateApiKey", {
    tenantId: tenant.tenantId,
    name: "bench",
    scopes: ["*"],
    rateLimit: 2_000_000_000,
    requestId: randomUUID(),
  });
  tenants.close();
  const tracking = openClient(trackingProcess.address, "TrackingService", { apiKey: secret });
  const operations = openClient(trackingProcess.address, "OperationsService", { apiKey: testPlatformKey });
  const admin = new pg.Pool({ connectionString: stack.databaseUrl, max: 2 });
  const nc = await connect({ servers: stack.natsUrl });
  return {
    tenantId: tenant.tenantId,
    tracking,
    operations,
    admin,
    nc,
    pids: { identity: identityProcess.pid, tracking: trackingProcess.pid },
    caughtUp: async (position, timeoutMs = 120_000) => {
      for (const end = performance.now() + timeoutMs; ; ) {
        const { rows } = await admin.query<{ n: string | number }>({ name: "behind", text: behind, values: [position] });
        if (Number(rows[0]!.n) === 0) return;
        if (performance.now() > end)
          throw new Error(`${rows[0]!.n} views and relays are behind position ${position} after ${timeoutMs} ms`);
        await new Promise((r) => setTimeout(r, 10));
      }
    },
    close: async () => {
      for (const client of [tracking, operations]) client.close();
      await nc.close();
      await admin.end();
      await Promise.all(running.map((process) => process.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
