import { afterAll, beforeAll, expect, test } from "vitest";
import type { Cursor } from "../subscription/source.ts";
import { arrayLog, testLogger as logger, publishTracked, startNats, type TestNats, testEvent, until } from "./busTesting.ts";
import { type Bus, connectBus } from "./connection.ts";
import { type JetStreamSourceOptions, jetStreamSource } from "./jetStreamSource.ts";
import { jsRequest } from "./jsApi.ts";
import { startRelay } from "./relay.ts";
import type { RelayOptions } from "./relayOptions.ts";

let nats: TestNats;
let bus: Bus;
let n = 0;

beforeAll(async () => {
  nats = await startNats();
  bus = await connectBus({ url: nats.url, name: "source-test" });
});
afterAll(async () => {
  await bus.close();
  await nats.close();
});

const start: Cursor = { position: 0, token: null };

/** A relay and a reader that keeps what it was given, as a subscription would. */
const setUp = async (relayOptions: Partial<RelayOptions> = {}) => {
  n += 1;
  const service = `src${n}`;
  const stream = service.toUpperCase();
  const log = arrayLog();
  const relay = startRelay({
    nc: bus.nc,
    service,
    source: log.source,
    publish: publishTracked,
    logger,
    pollMs: 20,
    verifyEveryMs: 50,
    ackTimeoutMs: 1_000,
    ...relayOptions,
  });
  await until("stream", async () => !!(await jsRequest(bus.nc, `STREAM.INFO.${stream}`)));
  const open = (options: JetStreamSourceOptions = {}) => jetStreamSource(bus.nc, stream, { logger, ...options });
  const positions = () => log.events.map((e) => e.position);
  const onBus = () => until("relayed", () => relay.status().position === log.events.at(-1)!.position);
  return { service, stream, log, relay, open, positions, onBus };
};

const follow = (source: ReturnType<typeof jetStreamSource>, from: Cursor = start, limit = 500) => {
  const got: number[] = [];
  const state = { cursor: from, head: 0, errors: 0, on: true };
  const done = (async () => {
    while (state.on) {
      try {
        const batch = await source.read(state.cursor, limit);
        if (batch.events.length > limit) throw new Error("too many");
        got.push(...batch.events.map((e) => e.position));
        const moved = batch.next.token !== state.cursor.token;
        [state.cursor, state.head] = [batch.next, batch.head];
        if (!moved) await new Promise((r) => setTimeout(r, 5));
      } catch {
        state.errors += 1;
        await new Promise((r) => setTimeout(r, 50));
      }
    }
  })();
  return {
    got,
    state,
    stop: async () => {
      state.on = false;
      await done;
    },
  };
};

test("reads everything in order, in batches, then live; a stored cursor goes on in another process", async () => {
  const t = await setUp();
  t.log.append(5_000);
  await t.onBus();
  const source = t.open();
  expect(source.name).toBe(`jetstream:${t.stream}`);
  const first = await source.read(start, 700);
  const n = first.events.length; // 700, unless the machine is too busy for that in a quarter of a second
  expect(n).toBeGreaterThan(10);
  expect(first.events.map((e) => e.position)).toEqual(t.positions().slice(0, n));
  expect(first.events[0]).toMatchObject({
    type: "marketing.tracking.v1.EventTracked",
    tenantId: t.log.events[0]!.tenantId,
    eventId: t.log.events[0]!.eventId,
  });
  expect(first.head).toBe(t.log.events.at(-1)!.position);
  const again = (await source.read(start, 10)).events.map((e) => e.position); // a batch that failed is read again
  expect(again).toEqual(t.positions().slice(0, again.length));
  let woken = 0;
  source.onWake(() => {
    woken += 1;
  });
  const f = follow(source, first.next);
  await until("all", () => f.got.length === 5_000 - n);
  woken = 0;
  t.log.append(1);
  await until("live", () => f.got.length === 5_001 - n);
  expect(woken).toBeGreaterThan(0);
  expect(f.got).toEqual(t.positions().slice(n));
  await until("no lag", () => f.state.head === f.state.cursor.position);
  await f.stop();
  await source.close();
  t.log.append(20);
  await t.onBus();
  const other = t.open();
  expect((await other.read(f.state.cursor, 100)).events.map((e) => e.position)).toEqual(t.positions().slice(-20));
  expect((await other.read({ position: t.positions()[4_000]!, token: null }, 100)).events[0]!.position).toBe(t.positions()[4_001]);
  await other.close();
  await t.relay.stop();
});

test("kill -9 of the server while reading and publishing: each once, in order", async () => {
  const t = await setUp();
  const f = follow(t.open());
  const feeding = (async () => {
    for (let i = 0; i < 50; i += 1) {
      t.log.append(150);
      await new Promise((r) => setTimeout(r, 15));
    }
  })();
  for (let i = 0; i < 3; i += 1) {
    await new Promise((r) => setTimeout(r, 150));
    await nats.kill();
    await new Promise((r) => setTimeout(r, 50));
    await nats.start();
  }
  await feeding;
  await until("all", () => f.got.length >= t.log.events.length, 25_000);
  expect(f.got).toEqual(t.positions());
  await f.stop();
  await t.relay.stop();
});

test("the JetStream stream deleted and filled again, its tail lost, its consumer deleted: nothing twice, nothing missed", async () => {
  const t = await setUp();
  const f = follow(t.open());
  t.log.append(800);
  await until("all", () => f.got.length === 800);
  await jsRequest(bus.nc, `STREAM.DELETE.${t.stream}`);
  t.log.append(200);
  await until("after deletion", () => f.got.length === 1_000, 25_000);
  await nats.kill("SIGTERM");
  nats.saveStore();
  await nats.start();
  t.log.append(300);
  await until("before the loss", () => f.got.length === 1_300, 25_000);
  await nats.kill();
  nats.restoreStore();
  await nats.start();
  t.log.append(100);
  await until("after the loss", () => f.got.length === 1_400, 25_000);
  const { consumers } = await jsRequest<{ consumers: string[] }>(bus.nc, `CONSUMER.NAMES.${t.stream}`);
  for (const name of consumers) await jsRequest(bus.nc, `CONSUMER.DELETE.${t.stream}.${name}`);
  t.log.append(100);
  await until("after the consumer's end", () => f.got.length === 1_500, 25_000);
  expect(f.got).toEqual(t.positions());
  await f.stop();
  await t.relay.stop();
});

test("messages deleted before a reader came to them: it waits until they are there again, with a filter as without", async () => {
  const t = await setUp({ stream: { denyDelete: false } });
  t.log.append(400);
  await t.onBus();
  await t.relay.stop();
  const subject = `marketing.${t.service}.v1.event.*.*`;
  const opened = [t.open({ capacity: 50 }), t.open({ capacity: 50, subject })];
  const first = await Promise.all(opened.map((source) => source.read(start, 20)));
  for (const seq of [300, 399]) await jsRequest(bus.nc, `STREAM.MSG.DELETE.${t.stream}`, { seq });
  const readers = opened.map((source, i) => follow(source, first[i]!.next, 20));
  for (const { state } of readers) await until("it stands before the hole", () => state.errors > 2);
  const rest = t.positions().slice(first[0]!.events.length);
  for (const { got } of readers) expect(got).toEqual(rest.slice(0, got.length));
  const again = startRelay({
    nc: bus.nc,
    service: t.service,
    source: t.log.source,
    publish: publishTracked,
    logger,
    stream: { denyDelete: false },
  });
  for (const { got } of readers) await until("all", () => got.length >= rest.length);
  for (const { got, stop } of readers) {
    expect(got).toEqual(rest);
    await stop();
  }
  await again.stop();
});

test("filters by type here and by subject at the server; the bookmark passes what it leaves out", async () => {
  const t = await setUp({
    publish: (e) => ({ ...publishTracked(e)!, type: e.position % 2 ? "marketing.x.v1.Odd" : "marketing.x.v1.Even" }),
  });
  t.log.append(400, (p) => testEvent(p, { data: { name: p % 10 === 0 ? "purchase" : "view" } }));
  await t.onBus();
  const odd = follow(t.open({ types: ["marketing.x.v1.Odd"] }));
  await until("odd", () => odd.state.cursor.position === t.positions().at(-1));
  expect(odd.got).toEqual(t.positions().filter((p) => p % 2));
  const purchases = follow(t.open({ subject: `marketing.${t.service}.v1.event.purchase.*` }));
  const wanted = t.positions().filter((p) => p % 10 === 0);
  await until("purchases", () => purchases.got.length === wanted.length);
  expect(purchases.got).toEqual(wanted);
  await Promise.all([odd.stop(), purchases.stop()]);
  await t.relay.stop();
});

test("a reader that was away longer than the bus keeps events is told, not fooled", async () => {
  const t = await setUp({ stream: { maxAgeMs: 600, duplicateWindowMs: 200 } });
  t.log.append(10);
  await t.onBus();
  const source = t.open();
  const { next } = await source.read(start, 5);
  await source.close();
  await new Promise((r) => setTimeout(r, 900));
  t.log.append(10);
  await t.onBus();
  const late = t.open();
  await expect(late.read(next, 100)).rejects.toThrow("past retention");
  const willing = t.open({ behindRetention: "continue" });
  expect((await willing.read(next, 100)).events.map((e) => e.position)).toEqual(t.positions().slice(-10));
  await Promise.all([late.close(), willing.close()]);
  await t.relay.stop();
});

test("a JetStream stream that does not exist yet is an error, and read once it does", async () => {
  const source = jetStreamSource(bus.nc, "SRCLATER");
  await expect(source.read(start, 10)).rejects.toThrow("stream not found");
  const log = arrayLog();
  const relay = startRelay({ nc: bus.nc, service: "srclater", source: log.source, publish: publishTracked, logger });
  log.append(3);
  const f = follow(source);
  await until("there", () => f.got.length === 3);
  await f.stop();
  await relay.stop();
});
