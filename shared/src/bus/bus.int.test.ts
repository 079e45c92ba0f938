import { stretched } from "@marketing/tests/support/patience";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditBus } from "./audit.ts";
import { arrayLog, publishTracked, startNats, type TestNats, type testEvent, until } from "./busTesting.ts";
import { encodeCloudEvent } from "./cloudEvent.ts";
import { type Bus, connectBus, publishRaw } from "./connection.ts";
import { createHints } from "./hints.ts";
import { jsRequest, streamInfo } from "./jsApi.ts";
import { declareStream } from "./stream.ts";

let nats: TestNats;
let bus: Bus;

beforeAll(async () => {
  nats = await startNats();
  bus = await connectBus({ url: nats.url, name: "bus-test" });
});
afterAll(async () => {
  await bus.close();
  await nats.close();
});

test("a JetStream stream is declared once, brought up to its declaration, never deleted", async () => {
  const made = await declareStream(bus.nc, { service: "decl", maxAgeMs: 3_600_000 });
  expect(made.config).toMatchObject({
    name: "DECL",
    subjects: ["marketing.decl.>"],
    retention: "limits",
    storage: "file",
    max_age: 3_600_000_000_000,
    num_replicas: 1,
  });
  await Promise.all(Array.from({ length: 5 }, () => declareStream(bus.nc, { service: "decl", maxAgeMs: 3_600_000 })));
  expect((await streamInfo(bus.nc, "DECL")).created).toBe(made.created);
  const changed = await declareStream(bus.nc, { service: "decl", maxAgeMs: 7_200_000 });
  expect([changed.created, changed.config.max_age]).toEqual([made.created, 7_200_000_000_000]);
  await expect(jsRequest(bus.nc, "STREAM.MSG.DELETE.DECL", { seq: 1 })).rejects.toThrow();
});

test("audit finds holes, duplicates, disorder, strangers and what is not published yet", async () => {
  const log = arrayLog();
  log.append(20);
  await declareStream(bus.nc, { service: "aud" });
  const put = (i: number, over: Parameters<typeof testEvent>[1] = {}) => {
    const event = { ...log.events[i]!, ...over };
    const { headers, payload } = encodeCloudEvent("aud", event, publishTracked(event)!);
    publishRaw(bus.nc, "marketing.aud.v1.event.x.t", headers, payload, "");
  };
  const audit = () => auditBus({ nc: bus.nc, service: "aud", source: log.source, publish: publishTracked });
  expect(await audit()).toMatchObject({ range: null, messages: 0, unpublished: 20, intact: true });
  for (const i of [0, 1, 2, 6, 7, 7, 5, 8, 10]) put(i);
  put(11, { eventId: "018f0000-0000-7000-8000-00000000ffff" });
  bus.nc.publish("marketing.aud.v1.alien", "x");
  await bus.nc.flush();
  const at = (i: number) => log.events[i]!.position;
  expect(await audit()).toEqual({
    range: { from: at(0), to: at(11) },
    messages: 11,
    matched: 7,
    holes: [
      { from: at(3), to: at(5), count: 3 },
      { from: at(9), to: at(9), count: 1 },
    ],
    duplicates: 1,
    misordered: 1,
    broken: 0,
    foreign: 2,
    unpublished: 8,
    intact: false,
  });
});

test("hints reach this process at once and others soon, many as one", async () => {
  const other = await connectBus({ url: nats.url, name: "other" });
  const [here, there] = [createHints(bus.nc), createHints(other.nc)];
  let [local, remote] = [0, 0];
  here.subscribe("log.tracking", () => {
    local += 1;
  });
  const off = there.subscribe("log.tracking", () => {
    remote += 1;
  });
  await other.nc.flush();
  for (let i = 0; i < 100; i += 1) here.notify("log.tracking");
  expect(local).toBe(100);
  await until("remote", () => remote > 0);
  expect(remote).toBeLessThan(10);
  off();
  const before = remote;
  here.notify("log.tracking");
  await new Promise((r) => setTimeout(r, 50));
  expect(remote).toBe(before);
  here.close();
  there.close();
  const alone = createHints();
  let woken = 0;
  alone.subscribe("x", () => {
    woken += 1;
  });
  alone.notify("x");
  expect(woken).toBe(1);
  await other.close();
});

test("tls:// tells a server without TLS nothing", async () => {
  const waiting = connectBus({ url: nats.url.replace("nats://", "tls://"), name: "tls" });
  const later = new Promise((resolve) => setTimeout(() => resolve("not connected"), 800));
  expect(await Promise.race([waiting, later])).toBe("not connected");
});

test("a connection is made when the server comes, told of when it goes, and closes in bounded time without one", async () => {
  const late = await startNats();
  await late.kill();
  const connecting = connectBus({ url: late.url, name: "late" });
  await new Promise((r) => setTimeout(r, 300));
  await late.start();
  const b = await connecting;
  const told: string[] = [];
  b.onStatus((s) => told.push(s));
  expect(b.connected()).toBe(true);
  await late.kill();
  await until("told", () => told.length === 1);
  expect([told, b.connected()]).toEqual([["disconnected"], false]);
  await late.start();
  await until("again", () => b.connected());
  await late.kill();
  const from = Date.now();
  await b.close(1_000);
  expect(Date.now() - from).toBeLessThan(stretched(2_500));
  await late.close();
});
