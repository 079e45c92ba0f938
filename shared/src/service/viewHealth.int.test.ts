import { until } from "@marketing/tests/support/patience";
import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { defaults } from "../base/defaults.ts";
import { uuidv7 } from "../base/ids.ts";
import type { Logger } from "../base/logger.ts";
import { sleep } from "../base/sleep.ts";
import { Health } from "../grpc/health.ts";
import { createCodec } from "../log/codec.ts";
import { EventLog } from "../log/eventLog.ts";
import { createPool, type Pool } from "../postgres/pool.ts";
import { logSource } from "../subscription/logSource.ts";
import { type Subscription, startSubscription } from "../subscription/runner.ts";
import { watchViews } from "./viewHealth.ts";

let db: TestDatabase;
let pool: Pool;
let log: EventLog;
let subscription: Subscription;
const usual = { service: { ...defaults.service }, subscription: { ...defaults.subscription } };
const errors: string[] = [];
const quiet = () => undefined;
const logger: Logger = { debug: quiet, info: quiet, warn: quiet, error: (message) => errors.push(message) };

beforeAll(async () => {
  db = await createTestDatabase({ services: ["identity"] });
  pool = createPool({ connectionString: db.workerUrl("identity"), schema: "identity" });
  log = new EventLog({ pool, schema: "identity", codec: createCodec({ noted: { version: 1 } }) });
  // A service that was down since yesterday, with an event that its view has not seen.
  await log.append({
    tenantId: uuidv7(),
    appendId: uuidv7(),
    writes: [{ streamId: "s", expected: "any", events: [{ type: "noted", data: {} }] }],
  });
  const view = { kind: "postgres" as const, name: "of_yesterday", version: 1, tables: [], apply: async () => undefined };
  subscription = { view, source: logSource(log) };
  await pool.query("INSERT INTO projections (name, version) VALUES ('of_yesterday', 1)");
  await pool.query(
    `INSERT INTO checkpoints (subscription, generation, source, lease_until, progressed_at)
     VALUES ('of_yesterday', 1, 'log', now() - interval '1 day', now() - interval '1 day')`,
  );
  Object.assign(defaults.service, { viewCheckMs: 20 });
});
afterEach(() => {
  Object.assign(defaults.subscription, usual.subscription);
  errors.length = 0;
});
afterAll(async () => {
  Object.assign(defaults.service, usual.service);
  await pool.end();
  await db.drop();
});

const context = () => ({ pool, schema: "identity", owner: "one", logger });

it("what stood still while the service was down is no trouble until its new holder had the time to begin", async () => {
  const health = new Health();
  const watch = watchViews({ pool, subscriptions: [subscription], health, logger });
  await until("it has looked", () => health.status("views") === "SERVING");
  await sleep(300); // and some more times
  const running = startSubscription(context(), subscription);
  await until("it runs", async () => {
    const { rows } = await pool.query("SELECT 1 FROM checkpoints WHERE subscription = 'of_yesterday' AND position > 0");
    return rows.length === 1;
  });
  expect(errors).toEqual([]);
  await running.stop();
  watch.stop();
});

it("what nobody runs is told after that time, and again moves", async () => {
  Object.assign(defaults.subscription, { stalledMs: 500 });
  const health = new Health();
  const watch = watchViews({ pool, subscriptions: [subscription], health, logger });
  await until("it is told", () => health.status("views") === "NOT_SERVING");
  expect(errors).toEqual(["a view stands still"]);
  const running = startSubscription(context(), subscription);
  await until("it moves again", () => health.status("views") === "SERVING");
  await running.stop();
  watch.stop();
});
