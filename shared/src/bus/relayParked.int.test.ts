import { until } from "@marketing/tests/support/patience";
import { createTestDatabase, type TestDatabase, type TestNats, testNats } from "@marketing/tests/support/servers";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { RecordedEvent } from "../base/event.ts";
import { uuidv7 } from "../base/ids.ts";
import { createLogger } from "../base/logger.ts";
import { createCodec } from "../log/codec.ts";
import { EventLog } from "../log/eventLog.ts";
import { createPool, type Pool } from "../postgres/pool.ts";
import { logSource } from "../subscription/logSource.ts";
import { discardParked, readActions, skipEvent } from "../subscription/operatorActions.ts";
import { countParked, readParked } from "../subscription/parking.ts";
import { auditBus } from "./audit.ts";
import { positionsOnBus } from "./busTesting.ts";
import { type Bus, connectBus } from "./connection.ts";
import { jetStreamSource } from "./jetStreamSource.ts";
import { jsRequest, streamInfo } from "./jsApi.ts";
import { publishedOf, relayName, replayUnpublished } from "./relayAside.ts";
import { runRelay } from "./relayRunner.ts";
import { messageOf } from "./relaySender.ts";

const tenantId = uuidv7();
const logger = createLogger("test", "error");
const by = { actor: "platform", operator: "ada@desk", reason: "it names nobody" };
let db: TestDatabase;
let nats: TestNats;
let bus: Bus;
let pool: Pool;
let log: EventLog;
let relay: { stop(): Promise<void> };
/** What the release that runs cannot publish. */
let bad = (text: string): boolean => text === "!";

const publish = (event: RecordedEvent) => {
  const { text } = event.data as { readonly text: string };
  if (bad(text)) throw new Error("cannot map");
  return { entity: "thing", event: "noted", type: "marketing.identity.v1.Noted", data: { text } };
};
const source = () => logSource(log);
const start = () => runRelay({ pool, nc: bus.nc, service: "identity", source: source(), publish, owner: uuidv7(), logger });

beforeAll(async () => {
  db = await createTestDatabase({ services: ["identity"] });
  nats = await testNats();
  bus = await connectBus({ url: nats.url, name: "test" });
  pool = createPool({ connectionString: db.workerUrl("identity"), schema: "identity", max: 20 });
  log = new EventLog({ pool, schema: "identity", codec: createCodec({ noted: { version: 1 } }) });
  relay = start();
});
afterAll(async () => {
  await relay?.stop();
  await bus?.close();
  await pool?.end();
  await nats?.release();
  await db?.drop();
});

/** The positions of new events of a stream. */
const note = async (streamId: string, ...texts: string[]): Promise<number[]> => {
  const events = texts.map((text) => ({ type: "noted", data: { text } }));
  const { position } = await log.append({ tenantId, appendId: uuidv7(), writes: [{ streamId, expected: "any", events }] });
  return texts.map((_, i) => position - texts.length + 1 + i);
};
const onBus = () => positionsOnBus(bus.nc, "IDENTITY").catch(() => []);
const holds = (what: string, ...positions: number[]) =>
  until(what, async () => {
    const held = new Set(await onBus());
    return positions.every((position) => held.has(position));
  });
const parked = async () => (await readParked(pool, relayName, null, 1_000)).map(({ position }) => position);
const created = async () => (await streamInfo(bus.nc, "IDENTITY")).created;
const replay = (filter = {}) =>
  replayUnpublished(pool, filter, (event) => void messageOf({ nc: bus.nc, service: "identity", publish }, event));
const whole = async () => {
  const audit = await auditBus({ nc: bus.nc, service: "identity", source: source(), publish: await publishedOf(pool, publish) });
  expect(audit).toMatchObject({ intact: true, unpublished: 0, holes: [] });
};

it("what cannot be published waits with its stream; given up, it is never published, and the stream goes on", async () => {
  const [a, poison, b] = (await note("one", "a", "!", "b")) as [number, number, number];
  const [other] = (await note("two", "x")) as [number];
  await holds("the others are there", a, other);
  await until("they wait", async () => (await parked()).length === 2);
  expect(await parked()).toEqual([poison, b]);
  await whole();

  expect(await discardParked(pool, relayName, { position: poison }, by)).toBe(1);
  const [c] = (await note("one", "c")) as [number];
  await until("it waits", async () => (await parked()).includes(c));
  expect(await discardParked(pool, relayName, { streamId: "one" }, by)).toBe(2);
  const [d] = (await note("one", "d")) as [number];
  await holds("the stream goes on", d);
  expect((await readActions(pool, relayName, null, 1))[0]).toMatchObject({ ...by, action: "discard", positions: [b, c] });
  await whole();

  await jsRequest(bus.nc, "STREAM.DELETE.IDENTITY");
  await holds("filled anew", a, other, d);
  expect(await onBus()).toEqual([a, other, d]);
  expect(await countParked(pool, relayName)).toBe(0);
  await whole();
});

it("what waits has its place once it can be published, through a restart too; before, nothing is touched", async () => {
  const [before, poison, after] = (await note("three", "a", "!", "b")) as [number, number, number];
  const [other] = (await note("four", "x")) as [number];
  await holds("the others are there", before, other);
  await until("they wait", async () => (await parked()).length === 2);
  const was = await created();
  expect(await replay()).toEqual({ replayed: 0, remaining: 2, error: `three at position ${poison}: cannot map` });
  expect((await readParked(pool, relayName, null, 1))[0]).toMatchObject({ attempts: 2 });
  await new Promise((go) => setTimeout(go, 1_500));
  expect(await created()).toBe(was);

  await relay.stop();
  bad = () => false;
  expect(await replay({ streamId: "three" })).toEqual({ replayed: 2, remaining: 0, error: "" });
  relay = start();
  await holds("in their places", before, poison, after, other);
  const held = await onBus();
  expect(held).toEqual([...held].sort((x, y) => x - y));
  await whole();
  const again = await created();
  expect(again).not.toBe(was);
  const reader = jetStreamSource(bus.nc, "IDENTITY");
  const read: number[] = [];
  for (let cursor = { position: before, token: null as string | null }; read.length < 3; ) {
    const batch = await reader.read(cursor, 10);
    read.push(...batch.events.map(({ position }) => position));
    cursor = batch.next;
  }
  await reader.close();
  expect(read).toEqual([poison, after, other]);
  await new Promise((go) => setTimeout(go, 1_500));
  expect(await created(), "once is enough").toBe(again);
});

it("one is passed by and what waited behind it is published; one that is not parked is not passed by", async () => {
  bad = (text) => text === "?";
  const [a, poison, b] = (await note("five", "a", "?", "b")) as [number, number, number];
  await until("they wait", async () => (await parked()).length === 2);
  await expect(skipEvent(pool, relayName, b + 1_000, by, { parkedOnly: true })).rejects.toMatchObject({ reason: "NOT_PARKED" });
  await expect(skipEvent(pool, relayName, a, by, { parkedOnly: true })).rejects.toMatchObject({ reason: "NOT_PARKED" });
  const stream = await skipEvent(pool, relayName, poison, by, { parkedOnly: true });
  expect(await replay(stream!)).toMatchObject({ replayed: 1, remaining: 0 });
  await holds("what waited is there", a, b);
  expect(await onBus()).not.toContain(poison);
  await whole();
});

it("loses none of a busy stream while it is given up again and again", async () => {
  bad = (text) => text === "#";
  const given = new Set<number>();
  let writing = true;
  const writer = (async () => {
    for (let i = 0; writing; i++) await note("busy", i % 25 === 3 ? "#" : "ok");
  })();
  for (let round = 0; round < 8; round++) {
    await until("something waits", async () => (await countParked(pool, relayName)) > 0);
    await discardParked(pool, relayName, { streamId: "busy" }, by);
  }
  bad = () => false;
  writing = false;
  await writer;
  await discardParked(pool, relayName, {}, by);
  const [end] = (await note("busy", "end")) as [number];
  await holds("the stream goes on", end);
  for (const { position } of (await pool.query("SELECT position FROM discarded_events WHERE subscription = 'relay' AND stream_id = 'busy'"))
    .rows)
    given.add(position);
  const held = new Set(await onBus());
  const events = await log.readStreamAll(tenantId, "busy");
  const lost = events.filter(({ position }) => !held.has(position) && !given.has(position));
  expect(lost.map(({ position }) => position)).toEqual([]);
  expect(events.filter(({ position }) => held.has(position) && given.has(position))).toEqual([]);
  expect(given.size).toBeGreaterThan(8);
  expect(await countParked(pool, relayName)).toBe(0);
  await whole();
  console.log(`${events.length} events of a busy stream: ${given.size} given up in 9 decisions, the others published`);
});
