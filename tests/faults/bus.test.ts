import type { RecordedEvent } from "@marketing/shared/base/event";
import { uuidv7 } from "@marketing/shared/base/ids";
import { createLogger } from "@marketing/shared/base/logger";
import { auditBus } from "@marketing/shared/bus/audit";
import { positionsOnBus, startNats, type TestNats, until } from "@marketing/shared/bus/busTesting";
import { type Bus, connectBus } from "@marketing/shared/bus/connection";
import { jetStreamSource } from "@marketing/shared/bus/jetStreamSource";
import { jsRequest } from "@marketing/shared/bus/jsApi";
import { startRelay } from "@marketing/shared/bus/relay";
import { createCodec } from "@marketing/shared/log/codec";
import { EventLog } from "@marketing/shared/log/eventLog";
import { createPool, type Pool } from "@marketing/shared/postgres/pool";
import { logSource } from "@marketing/shared/subscription/logSource";
import { startSubscription } from "@marketing/shared/subscription/runner";
import type { PostgresView } from "@marketing/shared/subscription/view";
import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

const logger = createLogger("test", "error");
const tenant = uuidv7();
let db: TestDatabase;
let nats: TestNats;
let bus: Bus;
let producers: Pool;
let consumers: Pool;

beforeAll(async () => {
  db = await createTestDatabase({ services: ["identity", "tracking"] });
  nats = await startNats();
  bus = await connectBus({ url: nats.url, name: "fault-test" });
  producers = createPool({ connectionString: db.workerUrl("identity"), schema: "identity", max: 12 });
  consumers = createPool({ connectionString: db.workerUrl("tracking"), schema: "tracking", max: 6 });
  const admin = new pg.Client({ connectionString: db.adminUrl });
  await admin.connect();
  await admin.query(`SET ROLE tracking_owner; SET search_path = tracking;
    CREATE TABLE heard (tenant_id uuid NOT NULL, position bigint NOT NULL, at bigint GENERATED ALWAYS AS IDENTITY, PRIMARY KEY (tenant_id, position));
    SELECT protect('heard')`);
  await admin.end();
});
afterAll(async () => {
  await bus.close();
  await nats.close();
  await Promise.all([producers.end(), consumers.end()]);
  await db.drop();
});

/** Not idempotent on purpose: an event applied twice breaks the primary key and would be parked. */
const heard: PostgresView = {
  kind: "postgres",
  name: "heard",
  version: 1,
  tables: ["heard"],
  async apply(client, events) {
    await client.query("INSERT INTO heard (tenant_id, position) SELECT * FROM unnest($1::uuid[], $2::bigint[])", [
      events.map((e) => e.tenantId),
      events.map((e) => e.position),
    ]);
  },
};

test("log → bus → another service's table while the bus crashes, loses its tail and all it has: each event once, in order", async () => {
  const codec = createCodec({ told: { version: 1 }, kept: { version: 1 } });
  const log = new EventLog({ pool: producers, schema: "identity", codec });
  const source = logSource(log);
  const publish = (e: RecordedEvent) =>
    e.type === "told" ? { entity: "thing", event: "told", type: "marketing.identity.v1.Told", data: e.data } : null;
  const relay = startRelay({ nc: bus.nc, service: "identity", source, publish, logger, verifyEveryMs: 200, ackTimeoutMs: 1_000 });
  await until("stream", async () => !!(await jsRequest(bus.nc, "STREAM.INFO.IDENTITY")));
  const foreign = jetStreamSource(bus.nc, "IDENTITY", { logger });
  const subscription = startSubscription({ pool: consumers, schema: "tracking", owner: "me", logger }, { view: heard, source: foreign });

  let writing = true;
  const told: number[] = [];
  const writers = Array.from({ length: 8 }, async (_, w) => {
    for (let i = 0; writing; i += 1) {
      const types = i % 4 === 0 ? ["kept"] : ["told", "told", "kept"];
      const events = types.map((type) => ({ type, data: { w, i } }));
      const streamId = `thing-${w}-${i % 5}`;
      const { position } = await log.append({ tenantId: tenant, appendId: uuidv7(), writes: [{ streamId, expected: "any", events }] });
      if (i % 4 !== 0) told.push(position);
      await new Promise((r) => setTimeout(r, w));
    }
  });
  const calm = (ms: number) => new Promise((r) => setTimeout(r, ms));
  await calm(600);
  await nats.kill();
  await calm(300);
  await nats.start();
  await calm(600);
  await nats.kill("SIGTERM");
  nats.saveStore();
  await nats.start();
  await calm(700);
  await nats.kill();
  nats.restoreStore();
  await nats.start();
  await calm(600);
  await jsRequest(bus.nc, "STREAM.DELETE.IDENTITY").catch(() => undefined);
  await calm(800);
  await nats.pause();
  await calm(1_500);
  await nats.resume();
  await calm(500);
  writing = false;
  await Promise.all(writers);

  const { rows } = await producers.query<{ position: number }>("SELECT position FROM event_log WHERE type = 'told' ORDER BY position");
  const expected = rows.map((r) => r.position);
  expect(expected.length).toBe(told.length * 2);
  await until("relayed", async () => (await positionsOnBus(bus.nc, "IDENTITY")).length >= expected.length);
  expect(await positionsOnBus(bus.nc, "IDENTITY")).toEqual(expected);
  const table = async () =>
    (await consumers.query<{ position: number }>("SELECT position FROM heard ORDER BY at")).rows.map((r) => r.position);
  await until("heard", async () => (await table()).length >= expected.length);
  expect(await table()).toEqual(expected);
  const { rows: parked } = await consumers.query("SELECT * FROM parked_events");
  expect(parked).toEqual([]);
  expect(await auditBus({ nc: bus.nc, service: "identity", source, publish })).toMatchObject({
    intact: true,
    unpublished: 0,
    matched: expected.length,
  });
  expect(relay.status().recoveries).toBeGreaterThan(0);
  await Promise.all([relay.stop(), subscription.stop()]);
  await foreign.close();
});
