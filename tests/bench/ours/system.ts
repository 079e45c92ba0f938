import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunningProcess } from "@marketing/local/childProcess";
import { freePort } from "@marketing/local/ports";
import { startServiceProcess, waitUntilServing } from "@marketing/local/serviceProcess";
import { createClient, type RpcClient } from "@marketing/shared/grpc/client";
import { migrateUp } from "@marketing/shared/postgres/migrate";
import { connect, type NatsConnection } from "nats";
import pg from "pg";
import type { Stack } from "../contender.ts";

const platformKey = `mk_${"0".repeat(16)}_${"b".repeat(32)}`;
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
  const running: RunningProcess[] = [];
  const addresses: string[] = [];
  for (const service of names) await migrateUp({ adminUrl: stack.databaseUrl, service });
  for (const service of names) {
    const port = await freePort();
    const as = (role: string): string => stack.databaseUrl.replace("//postgres@", `//${service}_${role}@`);
    const env = {
      DATABASE_URL: as("api"),
      WORKER_DATABASE_URL: as("worker"),
      REDIS_URL: stack.redisUrl,
      NATS_URL: stack.natsUrl,
      GRPC_HOST: "127.0.0.1",
      GRPC_PORT: String(port),
      PLATFORM_API_KEY: platformKey,
      LOG_LEVEL: "warn",
    };
    running.push(await startServiceProcess({ service, env, logFile: join(folder, `${service}.log`) }));
    addresses.push(`127.0.0.1:${port}`);
  }
  await Promise.all(running.map((process, i) => waitUntilServing(process, addresses[i]!)));
  const rpc = (i: number, pkg: string, service: string, apiKey: string): RpcClient =>
    createClient({ address: addresses[i]!, package: `marketing.${pkg}.v1`, service, apiKey, deadlineMs: 60_000 });
  const tenants = rpc(0, "identity", "TenantService", platformKey);
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
  const tracking = rpc(1, "tracking", "TrackingService", secret);
  const operations = rpc(1, "operations", "OperationsService", platformKey);
  for (let i = 0; ; i++) {
    // the key travels to tracking over the bus
    const known = await tracking.call("ListEvents", { pageSize: 1 }).then(
      () => true,
      (error: Error) => (i > 200 ? Promise.reject(error) : false),
    );
    if (known) break;
    await new Promise((r) => setTimeout(r, 50));
  }
  const admin = new pg.Pool({ connectionString: stack.databaseUrl, max: 2 });
  const nc = await connect({ servers: stack.natsUrl });
  return {
    tenantId: tenant.tenantId,
    tracking,
    operations,
    admin,
    nc,
    pids: { identity: running[0]!.pid, tracking: running[1]!.pid },
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
