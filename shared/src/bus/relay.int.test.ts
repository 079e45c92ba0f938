import { afterAll, beforeAll, expect, test } from "vitest";
import type { Source } from "../subscription/source.ts";
import { auditBus } from "./audit.ts";
import {
  arrayLog,
  testLogger as logger,
  positionsOnBus,
  publishTracked,
  startNats,
  type TestNats,
  testEvent,
  until,
} from "./busTesting.ts";
import { type Bus, connectBus } from "./connection.ts";
import { jsRequest, streamInfo } from "./jsApi.ts";
import { startRelay } from "./relay.ts";
import type { RelayOptions } from "./relayOptions.ts";

let nats: TestNats;
let bus: Bus;
let n = 0;

beforeAll(async () => {
  nats = await startNats();
  bus = await connectBus({ url: nats.url, name: "relay-test" });
});
afterAll(async () => {
  await bus.close();
  await nats.close();
});

const setUp = (over: Partial<RelayOptions> = {}) => {
  n += 1;
  const service = `svc${n}`;
  const log = arrayLog();
  const start = (more: Partial<RelayOptions> = {}) =>
    startRelay({
      nc: bus.nc,
      service,
      source: log.source,
      publish: publishTracked,
      logger,
      pollMs: 20,
      verifyEveryMs: 50,
      ackTimeoutMs: 1_000,
      ...over,
      ...more,
    });
  const stream = service.toUpperCase();
  const onBus = () => positionsOnBus(bus.nc, stream);
  const inLog = () => log.events.filter((e) => e.type !== "private").map((e) => e.position);
  const complete = async () => {
    await until("every public event on the bus", async () => (await onBus()).length >= inLog().length);
    expect(await onBus()).toEqual(inLog());
  };
  return { service, stream, log, start, onBus, inLog, complete };
};

test("every public event once and in order; private ones stay home; a restart adds nothing", async () => {
  const t = setUp();
  t.log.append(3_000, (p) => testEvent(p, p % 3 === 0 ? { type: "private" } : {}));
  const relay = t.start();
  await t.complete();
  t.log.append(500);
  await t.complete();
  await until("status", () => relay.status().position === t.log.events.at(-1)!.position);
  expect(relay.status()).toMatchObject({ state: "running", published: t.inLog().length, recoveries: 0, lastError: null });
  await relay.stop();
  const again = t.start();
  await until("settled", () => again.status().position === t.log.events.at(-1)!.position);
  t.log.append(1);
  await t.complete();
  expect(again.status().published).toBe(1);
  await again.stop();
  expect(await auditBus({ nc: bus.nc, service: t.service, source: t.log.source, publish: publishTracked })).toMatchObject({
    intact: true,
    unpublished: 0,
    holes: [],
  });
});

test("kill -9 of the server while publishing", async () => {
  const t = setUp();
  const relay = t.start();
  const feeding = (async () => {
    for (let i = 0; i < 60; i += 1) {
      t.log.append(200);
      await new Promise((r) => setTimeout(r, 15));
    }
  })();
  for (let i = 0; i < 3; i += 1) {
    await new Promise((r) => setTimeout(r, 200));
    await nats.kill();
    await new Promise((r) => setTimeout(r, 100));
    await nats.start();
  }
  await feeding;
  await t.complete();
  expect(relay.status().recoveries).toBeGreaterThan(0);
  await relay.stop();
});

test("a tail lost by the server's disk is published again", async () => {
  const t = setUp();
  const relay = t.start();
  t.log.append(1_000);
  await t.complete();
  await nats.kill("SIGTERM");
  nats.saveStore();
  await nats.start();
  t.log.append(1_000);
  await t.complete();
  await nats.kill();
  nats.restoreStore();
  await nats.start();
  await until("the tail is back", async () => (await t.onBus()).length === 2_000);
  t.log.append(10);
  await t.complete();
  await relay.stop();
});

test("a deleted JetStream stream is made again and filled from the log", async () => {
  const t = setUp();
  const relay = t.start();
  t.log.append(700);
  await t.complete();
  await jsRequest(bus.nc, `STREAM.DELETE.${t.stream}`);
  await t.complete();
  const feeding = (async () => {
    for (let i = 0; i < 30; i += 1) {
      t.log.append(100);
      await new Promise((r) => setTimeout(r, 5));
    }
  })();
  await new Promise((r) => setTimeout(r, 60));
  await jsRequest(bus.nc, `STREAM.DELETE.${t.stream}`);
  await feeding;
  await t.complete();
  await relay.stop();
});

test("a purged or deleted tail comes back although JetStream still remembers the message ids", async () => {
  const t = setUp({ stream: { denyDelete: false } });
  const relay = t.start();
  t.log.append(50);
  await t.complete();
  const { state } = await streamInfo(bus.nc, t.stream);
  for (let seq = state.last_seq; seq > state.last_seq - 5; seq -= 1)
    await jsRequest(bus.nc, `STREAM.MSG.DELETE.${t.stream}`, { seq, no_erase: true });
  await t.complete();
  await jsRequest(bus.nc, `STREAM.PURGE.${t.stream}`);
  await t.complete();
  t.log.append(50);
  await t.complete();
  await relay.stop();
});

test.each([
  ["with", 120_000],
  ["without a useful", 100],
])("two relays at once %s duplicate window", async (_, duplicateWindowMs) => {
  const t = setUp({ stream: { duplicateWindowMs } });
  const other = await connectBus({ url: nats.url, name: "second" });
  const relays = [t.start(), t.start({ nc: other.nc })];
  for (let i = 0; i < 30; i += 1) {
    t.log.append(150);
    await new Promise((r) => setTimeout(r, 10));
  }
  await t.complete();
  await Promise.all(relays.map((r) => r.stop()));
  expect(await t.onBus()).toEqual(t.inLog());
  await other.close();
});

test("messages deleted from the middle are there again, while events keep coming", async () => {
  const t = setUp({ stream: { denyDelete: false } });
  const relay = t.start();
  t.log.append(200);
  await t.complete();
  const { created } = await streamInfo(bus.nc, t.stream);
  let writing = true;
  const writer = (async () => {
    for (; writing; await new Promise((r) => setTimeout(r, 2))) t.log.append(3);
  })();
  for (const seq of [50, 51, 120]) await jsRequest(bus.nc, `STREAM.MSG.DELETE.${t.stream}`, { seq });
  await until("made anew", async () => (await streamInfo(bus.nc, t.stream)).created !== created);
  writing = false;
  await writer;
  await t.complete();
  await relay.stop();
});

test("an event refused in the middle takes all behind it along, and nothing is lost", async () => {
  const t = setUp();
  const relay = t.start();
  t.log.append(10);
  await t.complete();
  const { config } = await streamInfo(bus.nc, t.stream);
  await jsRequest(bus.nc, `STREAM.UPDATE.${t.stream}`, { ...config, max_msg_size: 900 });
  const big = t.log.events.length + 100;
  t.log.append(300, (p) => testEvent(p, t.log.events.length === big ? { data: { name: "big", text: "x".repeat(2_000) } } : {}));
  await until("refused", () => relay.status().recoveries > 1);
  expect(await t.onBus()).toEqual(t.inLog().slice(0, big));
  await jsRequest(bus.nc, `STREAM.UPDATE.${t.stream}`, config);
  await t.complete();
  await relay.stop();
});

test("strangers' messages between ours in flight shift no sequence into a hole", async () => {
  const t = setUp();
  const other = await connectBus({ url: nats.url, name: "stranger" });
  const relay = t.start();
  for (let i = 0; i < 40; i += 1) {
    t.log.append(100);
    await new Promise((r) => setImmediate(r));
    for (let k = 0; k <= i % 3; k += 1) other.nc.publish(`marketing.${t.service}.v1.alien.x.y`, "hello");
    await new Promise((r) => setTimeout(r, i % 7));
  }
  const ours = async () => (await t.onBus()).filter(Number.isFinite);
  await until("all there", async () => (await ours()).length >= 4_000);
  expect(await ours()).toEqual(t.inLog());
  expect(relay.status().recoveries).toBeGreaterThan(1);
  await relay.stop();
  await other.close();
});

test("a foreign message on the JetStream stream does not confuse it", async () => {
  const t = setUp();
  const relay = t.start();
  t.log.append(20);
  await t.complete();
  bus.nc.publish(`marketing.${t.service}.v1.alien.x.y`, "hello");
  await until("noticed", () => relay.status().recoveries > 0);
  t.log.append(20);
  await until("all there", async () => (await t.onBus()).filter(Number.isFinite).length === 40);
  expect((await t.onBus()).filter(Number.isFinite)).toEqual(t.inLog());
  await relay.stop();
});

test("a paused server: nothing twice when it comes back after the acknowledgements were given up", async () => {
  const t = setUp({ ackTimeoutMs: 300 });
  const relay = t.start();
  t.log.append(500);
  await t.complete();
  await nats.pause();
  t.log.append(1_500);
  await new Promise((r) => setTimeout(r, 900));
  await nats.resume();
  await t.complete();
  await relay.stop();
});

test("poison halts loudly with everything before it published, or is skipped when somebody took care of it", async () => {
  const t = setUp();
  t.log.append(50);
  const bad = t.log.events[30]!;
  const publish = (e: (typeof t.log.events)[number]) => {
    if (e === bad) throw new Error("cannot map");
    return publishTracked(e);
  };
  const relay = t.start({ publish });
  await relay.done;
  expect(relay.status()).toMatchObject({ state: "halted" });
  expect(relay.status().lastError).toContain("cannot map");
  expect(await t.onBus()).toEqual(t.inLog().slice(0, 30));
  const asked: number[] = [];
  const next = t.start({
    publish,
    onPoison: (e) => {
      asked.push(e.position);
      return "skip";
    },
  });
  const rest = t.inLog().filter((p) => p !== bad.position);
  await until("the others", async () => (await t.onBus()).length === rest.length);
  expect(await t.onBus()).toEqual(rest);
  expect(asked).toEqual([bad.position]);
  await next.stop();
});

test("what the bus cannot carry is poison, not an endless loop", async () => {
  const t = setUp();
  t.log.append(3, (p) => testEvent(p, p === 4 ? { data: { name: "x", text: "y".repeat(9_000_000) } } : {}));
  const relay = t.start();
  await relay.done;
  expect(relay.status().lastError).toContain("more than the bus takes");
  expect(await t.onBus()).toHaveLength(1);
});

test("the lease's signal ends it", async () => {
  const t = setUp();
  const lease = new AbortController();
  const relay = t.start({ signal: lease.signal });
  t.log.append(10);
  await t.complete();
  lease.abort();
  await relay.done;
  expect(relay.status().state).toBe("stopped");
});

test("private tails are not read again, and a bus emptied by age is not filled again", async () => {
  const t = setUp({ stream: { maxAgeMs: 1_000, duplicateWindowMs: 500 } });
  let kept: string | null = null;
  const checkpoint = {
    load: async () => kept,
    save: async (token: string) => {
      kept = token;
    },
  };
  const relay = t.start({ checkpoint });
  t.log.append(10);
  t.log.append(500, (p) => testEvent(p, { type: "private" }));
  await until("all seen", () => relay.status().position === t.log.events.at(-1)!.position);
  await until("aged away", async () => (await t.onBus()).length === 0);
  await relay.stop();
  const reads: number[] = [];
  const source: Source = {
    ...t.log.source,
    read: (cursor, limit) => {
      reads.push(cursor.position);
      return t.log.source.read(cursor, limit);
    },
  };
  const again = t.start({ checkpoint, source });
  await until("caught up", () => again.status().position === t.log.events.at(-1)!.position);
  expect(reads[0]).toBe(t.log.events.at(-1)!.position);
  t.log.append(3);
  await until("the new ones", async () => again.status().published === 3);
  expect(await t.onBus()).toEqual(t.inLog().slice(-3));
  await again.stop();
});
