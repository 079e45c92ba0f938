import { randomUUID } from "node:crypto";
import { userIdOf } from "@marketing/protos/ids";
import { createLogger } from "@marketing/shared/base/logger";
import { timezoneOf } from "@marketing/shared/base/timezone";
import { connectRedis } from "@marketing/shared/redis/connection";
import { type TestRedis, testRedis } from "@marketing/tests/support/servers";
import type { Redis } from "ioredis";
import { afterAll, beforeAll, expect, it } from "vitest";
import { countUniqueUsers } from "../analytics/uniqueUsers.ts";
import { uniqueUsersViewName } from "../analytics/uniqueUsersView.ts";
import { type Bench, openBench, tenantA, tenantB } from "../testing.ts";
import { recountJob } from "./recountJob.ts";

const logger = createLogger("tracking", "error");
let bench: Bench;
let server: TestRedis;
let redis: Redis;
beforeAll(async () => {
  [bench, server] = await Promise.all([openBench(), testRedis()]);
  redis = connectRedis(server.url, logger);
});
afterAll(async () => {
  redis.disconnect();
  await bench.close();
  await server.release();
});

const request = (tenantId: string, ids: ReadonlyArray<string>, ago: string) =>
  bench.workerPool.query(
    "INSERT INTO recounts (tenant_id, user_id, requested_at) SELECT $1, id, now() - $3::interval FROM unnest($2::uuid[]) id",
    [tenantId, ids, ago],
  );
const waiting = async (): Promise<string[]> => {
  const { rows } = await bench.workerPool.query<{ tenant_id: string }>("SELECT DISTINCT tenant_id FROM recounts");
  return rows.map((r) => r.tenant_id);
};

it("counts a tenant's days though another's cannot be counted, and waits before all of his", async () => {
  const timezones = async (tenantId: string) => (tenantId === tenantA ? "SystemV/EST5/No" : "UTC"); // PostgreSQL does not have the first
  await bench.track(tenantA, { userId: "ann" });
  await bench.track(tenantB, { userId: "bob" });
  await bench.project();
  const head = await bench.workerLog.head();
  for (const name of ["events", uniqueUsersViewName]) {
    await bench.workerPool.query("INSERT INTO checkpoints (subscription, generation, source, position) VALUES ($1, 1, 'log', $2)", [
      name,
      head,
    ]);
    await bench.workerPool.query("INSERT INTO projections (name, version, live_generation) VALUES ($1, 1, 1) ON CONFLICT DO NOTHING", [
      name,
    ]);
  }
  await request(tenantA, [userIdOf(tenantA, "ann"), ...Array.from({ length: 6_000 }, () => randomUUID())], "1 hour");
  await request(tenantB, [userIdOf(tenantB, "bob")], "1 second");
  const job = recountJob({ pool: bench.workerPool, redis, log: bench.workerLog, timezoneOf: timezones, logger });
  const lease = { subscription: "job:recount", generation: 1, fence: 1, signal: new AbortController().signal };
  await expect(job.run(lease)).rejects.toThrow(/time zone/);
  expect(await waiting()).toEqual([tenantA]);
});

it("PostgreSQL has every time zone that a tenant may have", async () => {
  const day = { firstDay: "2026-03-29", lastDay: "2026-03-29", includeBots: false };
  const zones = Intl.supportedValuesOf("timeZone").map((name) => timezoneOf(name)!);
  for (const timezone of [...zones, "UTC"])
    await bench.asTenant(tenantA, (client) => countUniqueUsers(client, tenantA, { ...day, timezone }));
});
