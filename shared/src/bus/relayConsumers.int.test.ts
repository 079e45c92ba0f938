import { rmSync } from "node:fs";
import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createPool, type Pool } from "../postgres/pool.ts";
import type { Source } from "../subscription/source.ts";
import { arrayLog, testLogger as logger, publishTracked, startNats, type TestNats, testEvent, testTenant, until } from "./busTesting.ts";
import { encodeCloudEvent, positionOf } from "./cloudEvent.ts";
import { type Bus, connectBus, publishRaw } from "./connection.ts";
import { consumerRecord } from "./consumerRecord.ts";
import { consumerInfo, createConsumer, declareDurable, durableConsumers } from "./consumers.ts";
import { jsRequest, streamInfo } from "./jsApi.ts";
import { openPull, type Pull, type Pulled } from "./pull.ts";
import { startRelay } from "./relay.ts";
import type { RelayOptions } from "./relayOptions.ts";
import { subjectOf } from "./subject.ts";

let nats: TestNats;
let bus: Bus;
let database: TestDatabase;
let pool: Pool;
let n = 0;
const lease = { subscription: "relay", fence: 1 };
const other = "018f0000-0000-7000-8000-0000000000bb";

beforeAll(async () => {
  [nats, database] = await Promise.all([startNats(), createTestDatabase({ services: ["identity"] })]);
  bus = await connectBus({ url: nats.url, name: "relay-consumers" });
  pool = createPool({ connectionString: database.workerUrl("identity"), schema: "identity", max: 5 });
  await pool.query("INSERT INTO checkpoints (subscription, generation, source, fence) VALUES ('relay', 1, 'log', 1)");
});
beforeEach(async () => {
  await pool.query("DELETE FROM bus_consumers");
});
afterAll(async () => {
  await bus?.close();
  await pool?.end();
  await Promise.all([nats?.close(), database?.drop()]);
});

/** A subscriber that makes no consumer: it asks for one event after the other, and has acknowledged each before the next. */
const subscriber = (stream: string, durable: string) => {
  const heard: number[] = [];
  const queue: Pulled[] = [];
  let [pull, before] = [null as Pull | null, null as Pulled | null];
  const next = async (acknowledge = true): Promise<boolean> => {
    const onLost = () => {
      [pull, before] = [null, null];
      queue.length = 0;
    };
    pull ??= openPull(bus.nc, {
      stream,
      consumer: durable,
      capacity: 1,
      heartbeatMs: 300,
      onMessage: (message) => void queue.push(message),
      onLost,
    });
    if (before) pull.taken([before]);
    before = null;
    for (const end = Date.now() + 300; queue.length === 0 && pull !== null && Date.now() < end; )
      await new Promise((r) => setTimeout(r, 2));
    const message = queue.shift();
    if (!message) return false;
    heard.push(positionOf(message.headers)!);
    if (acknowledge) await bus.nc.request(message.reply, "+ACK", { timeout: 2_000 }).catch(() => undefined);
    before = message;
    return true;
  };
  return {
    heard,
    next,
    take: async (count: number): Promise<void> => {
      const end = heard.length + count;
      await until("so many heard", async () => heard.length >= end || ((await next()) && heard.length >= end), 30_000);
    },
    /** Until it has heard all of these. */
    takeUntil: async (positions: ReadonlyArray<number>): Promise<void> =>
      until(
        "all heard",
        async () => {
          await next();
          const had = new Set(heard);
          return positions.every((position) => had.has(position));
        },
        30_000,
      ),
    restart: (): number[] => heard.splice(0),
  };
};

const setUp = async () => {
  n += 1;
  const service = `kept${n}`;
  const stream = service.toUpperCase();
  const log = arrayLog();
  const start = (more: Partial<RelayOptions> = {}) =>
    startRelay({
      ...{ nc: bus.nc, service, source: log.source, publish: publishTracked, logger },
      ...{ pollMs: 20, verifyEveryMs: 50, ackTimeoutMs: 1_000, consumersEveryMs: 50, consumers: consumerRecord(pool, lease) },
      ...more,
    });
  const append = (count: number): void =>
    log.append(count, (p) => testEvent(p, { tenantId: p % 2 ? testTenant : other, ...(p % 11 === 0 && { type: "private" }) }));
  const wanted = () => log.events.filter((e) => e.tenantId === testTenant && e.type !== "private").map((e) => e.position);
  const filled = () =>
    until("filled", async () => (await streamInfo(bus.nc, stream)).state.last_seq >= log.events.filter((e) => e.type !== "private").length);
  const make = (durable: string, inFlight = 1) =>
    declareDurable(bus.nc, stream, {
      durable_name: durable,
      filter_subject: `marketing.${service}.v1.*.*.${testTenant}`,
      ...{ deliver_policy: "all", ack_policy: "explicit", replay_policy: "instant", ack_wait: 30_000_000_000, max_ack_pending: inFlight },
    });
  const recorded = (durable: string) =>
    until("what it acknowledged is on record", async () => {
      const at = (await pool.query("SELECT position, stream_created FROM bus_consumers WHERE name = $1", [durable])).rows[0];
      const floor = (await consumerInfo(bus.nc, stream, durable))!.ack_floor.stream_seq;
      const held = await jsRequest<{ message: { hdrs: string } }>(bus.nc, `STREAM.MSG.GET.${stream}`, { seq: floor });
      const position = Number(/ce-sequence: (\d+)/.exec(Buffer.from(held.message.hdrs, "base64").toString())![1]);
      return Number(at.position) >= position;
    });
  return { service, stream, log, start, append, wanted, filled, make, recorded };
};

test("a hole in the middle: a subscriber that stands in it gets again what it had not acknowledged, and nothing else twice", async () => {
  const t = await setUp();
  const relay = t.start();
  t.append(400);
  await t.filled();
  await t.make("crm-1");
  const crm = subscriber(t.stream, "crm-1");
  await crm.take(60);
  await crm.next(false);
  const { created, config } = { ...(await streamInfo(bus.nc, t.stream)), config: (await consumerInfo(bus.nc, t.stream, "crm-1"))!.config };
  // the record is far behind: what counts is what the relay reads before it deletes
  await jsRequest(bus.nc, `STREAM.MSG.DELETE.${t.stream}`, { seq: 20 });
  await until("made anew", async () => (await streamInfo(bus.nc, t.stream)).created !== created);
  t.append(100);
  const before = crm.restart();
  expect(before).toEqual(t.wanted().slice(0, 61));
  await crm.takeUntil(t.wanted().slice(60));
  expect(crm.heard).toEqual(t.wanted().slice(60));
  const { deliver_policy, opt_start_seq, ...settings } = (await consumerInfo(bus.nc, t.stream, "crm-1"))!.config;
  expect(settings).toEqual({ ...config, deliver_policy: undefined });
  expect([deliver_policy, opt_start_seq]).toEqual(["by_start_sequence", expect.any(Number)]);
  await t.make("crm-1", 5); // the operator makes the login again: other settings, the same place
  expect((await consumerInfo(bus.nc, t.stream, "crm-1"))!.config).toMatchObject({ max_ack_pending: 5, opt_start_seq });
  await relay.stop();
});

test("a forged message takes nobody's place along, and is itself gone", async () => {
  const t = await setUp();
  const relay = t.start();
  t.append(50);
  await t.filled();
  await t.make("crm-1");
  const crm = subscriber(t.stream, "crm-1");
  await crm.takeUntil(t.wanted());
  const event = testEvent(1_000_001);
  const { headers, payload } = encodeCloudEvent(t.service, event, publishTracked(event)!);
  const { created } = await streamInfo(bus.nc, t.stream);
  publishRaw(bus.nc, subjectOf(t.service, "event", "page_viewed", testTenant), headers, payload, "");
  await until("made anew", async () => (await streamInfo(bus.nc, t.stream)).created !== created);
  crm.restart();
  t.append(50);
  const rest = t.wanted().filter((position) => position > t.log.events[49]!.position);
  await crm.takeUntil(rest);
  expect(crm.heard).toEqual(rest);
  await relay.stop();
});

test("a JetStream stream deleted by somebody, again and again, while events come and a subscriber hears: none is missed, in order", async () => {
  const t = await setUp();
  const relay = t.start();
  t.append(300);
  await t.filled();
  await t.make("crm-1");
  const crm = subscriber(t.stream, "crm-1");
  let twice = 0;
  for (let round = 0; round < 3; round += 1) {
    await crm.take(30);
    await t.recorded("crm-1");
    await jsRequest(bus.nc, `STREAM.DELETE.${t.stream}`);
    t.append(100);
  }
  await crm.takeUntil(t.wanted());
  const first = crm.heard.filter((position, at) => crm.heard.indexOf(position) === at);
  twice = crm.heard.length - first.length;
  expect(first).toEqual(t.wanted());
  expect(twice).toBe(0); // everything acknowledged was on record
  await relay.stop();
});

test("JetStream's disk is lost while the relay is down: the record brings the consumers back, each to its place", async () => {
  const t = await setUp();
  const first = t.start();
  t.append(300);
  await t.filled();
  const subscribers = await Promise.all(
    ["crm-1", "crm-2", "crm-3"].map(async (name, index) => {
      await t.make(name);
      const one = subscriber(t.stream, name);
      await one.take(20 * index + 1);
      await t.recorded(name);
      return one;
    }),
  );
  await first.stop();
  await nats.kill();
  nats.saveStore();
  rmSync(nats.store, { recursive: true, force: true });
  await nats.start();
  const second = t.start();
  t.append(20);
  for (const [index, one] of subscribers.entries()) {
    const had = one.restart().length;
    expect(had).toBe(20 * index + 1);
    await one.takeUntil(t.wanted().slice(had));
    expect(one.heard).toEqual(t.wanted().slice(had));
  }
  await second.stop();
});

test("a relay that dies between the deletion and the filling, and one in the middle of it", async () => {
  const t = await setUp();
  let [limit, read] = [Number.POSITIVE_INFINITY, 0];
  /** Gives no more than so much of the log: what a relay was able to publish before it died. */
  const source: Source = {
    ...t.log.source,
    read: async (cursor, most) => {
      read += 1;
      const batch = await t.log.source.read(cursor, Math.max(1, Math.min(most, limit - cursor.position)));
      if (cursor.position < limit) return batch;
      return { events: [], next: cursor, head: batch.head };
    },
  };
  const first = t.start({ source });
  t.append(400);
  await t.filled();
  await t.make("crm-1");
  const crm = subscriber(t.stream, "crm-1");
  await crm.take(100);
  await crm.next(false);
  for (const [stop, relay] of [
    [0, first],
    [50, null],
  ] as const) {
    const { created } = await streamInfo(bus.nc, t.stream);
    limit = stop;
    const dying = relay ?? t.start({ source });
    if (relay) await jsRequest(bus.nc, `STREAM.MSG.DELETE.${t.stream}`, { seq: 20 });
    if (relay) await until("made anew", async () => (await streamInfo(bus.nc, t.stream)).created !== created);
    const before = read;
    await until("filled so far", () => read > before + 3);
    expect(await consumerInfo(bus.nc, t.stream, "crm-1"), `stopped at ${stop}`).toBeNull();
    await dying.stop();
  }
  const third = t.start();
  crm.restart();
  await crm.takeUntil(t.wanted().slice(100));
  expect(crm.heard).toEqual(t.wanted().slice(100));
  await third.stop();
});

test("a consumer that was removed stays removed, and one that cannot be made again holds up no other", async () => {
  const t = await setUp();
  const relay = t.start();
  t.append(50);
  await t.filled();
  for (const name of ["crm-1", "gone-1"]) await t.make(name);
  const known = async () => (await pool.query("SELECT name FROM bus_consumers ORDER BY name")).rows.map(({ name }) => name);
  await until("both on record", async () => (await known()).length === 2);
  await jsRequest(bus.nc, `CONSUMER.DELETE.${t.stream}.gone-1`);
  await until("forgotten", async () => (await known()).length === 1);
  const impossible = { durable_name: "a-1", ack_policy: "none", max_ack_pending: -7, deliver_subject: t.stream, flow_control: true };
  await consumerRecord(pool, lease).keep([{ name: "a-1", config: impossible, created: "before", position: 0 }]);
  await relay.stop();
  await jsRequest(bus.nc, `STREAM.DELETE.${t.stream}`);
  const next = t.start();
  await until("there again", async () => (await consumerInfo(bus.nc, t.stream, "crm-1")) !== null);
  expect(await consumerInfo(bus.nc, t.stream, "gone-1")).toBeNull();
  await next.stop();
});

test("more consumers than one answer lists are all made again; and nobody without the lease writes the record", async () => {
  const t = await setUp();
  const relay = t.start();
  t.append(20);
  await t.filled();
  const names = Array.from({ length: 300 }, (_, i) => `many-${i}`);
  const config = { ack_policy: "explicit", deliver_policy: "all", replay_policy: "instant" };
  for (const name of names) await createConsumer(bus.nc, t.stream, { durable_name: name, ...config });
  const count = async () => Number((await pool.query("SELECT count(*) FROM bus_consumers")).rows[0].count);
  await until("all on record", async () => (await count()) === names.length);
  await jsRequest(bus.nc, `STREAM.DELETE.${t.stream}`);
  await until("all there again", async () => (await durableConsumers(bus.nc, t.stream)).length === names.length);
  await relay.stop();
  const late = consumerRecord(pool, { ...lease, fence: 0 });
  await expect(late.keep([{ name: "x", config: { durable_name: "x" }, created: "", position: 0 }])).rejects.toThrow("lease");
  await late.forget("many-1");
  expect(await count()).toBe(names.length);
});
