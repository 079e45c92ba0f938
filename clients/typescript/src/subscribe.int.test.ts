import { randomUUID } from "node:crypto";
import { encodeCloudEvent } from "@marketing/shared/bus/cloudEvent";
import { type Bus, connectBus, publishRaw } from "@marketing/shared/bus/connection";
import { declareStream } from "@marketing/shared/bus/stream";
import { subjectOf } from "@marketing/shared/bus/subject";
import { until } from "@marketing/tests/support/patience";
import { type TestNats, testNats } from "@marketing/tests/support/servers";
import { startTcpProxy } from "@marketing/tests/support/tcpProxy";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBusWindow } from "./busTail.ts";
import { subscribe } from "./subscribe.ts";

const [ours, theirs] = [randomUUID(), randomUUID()];
let nats: TestNats;
let bus: Bus;
let [position, broken] = [0, 0];

/** Resolves to its position. `flip`: what is stored differs from what the digest tells of, in this byte of the payload. */
const publish = async (
  name: "LeadCaptured" | "LeadConverted" | "LeadFromTheFuture",
  data: object,
  tenantId = ours,
  flip?: number,
): Promise<number> => {
  position += 10;
  const event = {
    ...{ position, tenantId, streamId: `lead-${position}`, version: 1, eventId: randomUUID(), type: "private", schemaVersion: 1 },
    ...{ data: {}, metadata: { correlationId: "c1" }, subjectId: null, recordedAt: new Date(position) },
  };
  const told = { entity: "lead", event: "x", type: `marketing.lead.v1.${name}`, data };
  const { headers, payload } = encodeCloudEvent("lead", event, told);
  if (flip !== undefined) {
    payload[flip]! ^= 1;
    broken += 1;
  }
  const inbox = `ack.${randomUUID()}`;
  const acked = bus.nc.subscribe(inbox, { max: 1 });
  publishRaw(bus.nc, subjectOf("lead", "lead", "x", tenantId), headers, payload, inbox);
  for await (const _ of acked) break;
  return position;
};

beforeAll(async () => {
  nats = await testNats();
  bus = await connectBus({ url: nats.url, name: "test" });
  await declareStream(bus.nc, { service: "lead" });
});
afterAll(async () => {
  await bus?.close();
  await nats?.release();
});

const take = async <T>(events: AsyncIterable<T>, count: number): Promise<T[]> => {
  const taken: T[] = [];
  for await (const event of events) if (taken.push(event) === count) break;
  return taken;
};

test("events come typed and in order, from the beginning or behind a position, of one tenant and some types", async () => {
  await publish("LeadCaptured", { leadId: "a", capturedAt: "2026-01-31T12:00:00.000Z" });
  await publish("LeadCaptured", { leadId: "b" }, theirs);
  await publish("LeadFromTheFuture", { leadId: "c" });
  const at = await publish("LeadConverted", { leadId: "d", valueMicros: "12000000" });
  const all = await take(subscribe({ nats: nats.url, service: "lead", types: ["LeadCaptured", "LeadConverted"] }), 3);
  expect(all.map(({ type, data }) => [type, data.leadId])).toEqual([
    ["LeadCaptured", "a"],
    ["LeadCaptured", "b"],
    ["LeadConverted", "d"],
  ]);
  expect(all[0]).toMatchObject({
    ...{ specversion: "1.0", ceType: "marketing.lead.v1.LeadCaptured", source: "/marketing/lead", subject: "lead-10", tenantId: ours },
    ...{ position: 10, time: new Date(10), correlationId: "c1", causationId: null },
    data: { capturedAt: "2026-01-31T12:00:00Z", source: "", origin: "" },
  });
  const [converted] = await take(
    subscribe({ nats: nats.url, service: "lead", types: ["LeadConverted"], from: at - 10, tenantId: ours }),
    1,
  );
  expect(converted!.data.valueMicros).toBe("12000000");
  const [foreign] = await take(subscribe({ nats: nats.url, service: "lead", tenantId: theirs }), 1);
  expect(foreign!.data).toMatchObject({ leadId: "b" });
});

test("from now on, and through an outage of the bus", async () => {
  const ending = new AbortController();
  const got: string[] = [];
  const listening = (async () => {
    const events = subscribe({ nats: nats.url, service: "lead", types: ["LeadCaptured"], from: "now", signal: ending.signal });
    for await (const { data } of events) got.push(data.leadId);
  })();
  await expect
    .poll(
      async () => {
        if (got.length === 0) await publish("LeadCaptured", { leadId: "now" });
        return got.length;
      },
      { interval: 200 },
    )
    .toBeGreaterThan(0);
  await nats.kill();
  await nats.start();
  await expect.poll(() => bus.connected()).toBe(true);
  await publish("LeadCaptured", { leadId: "after" });
  await expect.poll(() => got.at(-1)).toBe("after");
  expect(got.slice(0, -1).every((id) => id === "now")).toBe(true);
  ending.abort();
  await listening;
});

test("a durable subscriber goes on where it stopped, and gets again what its loop could not take", async () => {
  const from = position;
  const options = { nats: nats.url, service: "lead", durable: "billing", types: ["LeadConverted"], from } as const;
  for (const id of ["one", "two", "three"]) await publish("LeadConverted", { leadId: id });
  const seen: string[] = [];
  await expect(async () => {
    for await (const { data } of subscribe(options)) {
      seen.push(data.leadId);
      if (data.leadId === "two") throw new Error("the ledger is closed");
    }
  }).rejects.toThrow("the ledger is closed");
  const ending = new AbortController();
  for await (const { data } of subscribe({ ...options, signal: ending.signal })) {
    seen.push(data.leadId);
    if (seen.includes("three") && seen.filter((id) => id === "two").length === 2) ending.abort();
  }
  expect(seen.slice(0, 2)).toEqual(["one", "two"]);
  expect(seen.slice(2).sort()).toEqual(["three", "two"]);
  await publish("LeadConverted", { leadId: "four" });
  expect((await take(subscribe(options), 1)).map(({ data }) => data.leadId)).toEqual(["four"]);
});

test.each([{ durable: undefined }, { durable: "bad-line" }])(
  "what breaks on its way is fetched again, what is broken in the store passed over with an error: $durable",
  async ({ durable }) => {
    const proxy = await startTcpProxy(nats.url, { seed: 7 });
    const errors: string[] = [];
    const quiet = () => undefined;
    const logger = { debug: quiet, info: quiet, warn: quiet, error: (text: string) => errors.push(text) };
    try {
      const from = position;
      const flips = (durable === undefined ? [1, 2] : [1]).map(() => proxy.once("toClient", "flip", (chunk) => chunk.includes("HMSG")));
      for (const id of ["one", "two"]) await publish("LeadConverted", { leadId: id });
      await publish("LeadConverted", { leadId: "broken" }, ours, 2);
      await publish("LeadConverted", { leadId: "three" });
      const ending = new AbortController();
      const { signal } = ending;
      const options = { nats: proxy.through(nats.url), service: "lead", types: ["LeadConverted"], from, logger, signal } as const;
      const seen = new Set<string>();
      const loop = (async () => {
        for await (const { data } of subscribe(durable === undefined ? options : { ...options, durable })) seen.add(data.leadId);
      })();
      await until("all have come, and the broken one is told of", () => seen.size === 3 && errors.length > 0).finally(() => ending.abort());
      await loop;
      await Promise.all(flips);
      expect([...seen].sort()).toEqual(["one", "three", "two"]);
      if (durable === undefined) expect([...seen]).toEqual(["one", "two", "three"]);
      expect(proxy.faults.flip).toBe(flips.length);
      expect(errors.join()).toMatch(/broken in the store|given up/);
    } finally {
      await proxy.close();
    }
  },
);

test("a durable subscriber cannot begin with now", async () => {
  await expect(take(subscribe({ nats: nats.url, service: "lead", durable: "x", from: "now" }), 1)).rejects.toThrow(/remembers its place/);
});

test("a window on the bus: what it holds, how much, and what comes", async () => {
  const window = await openBusWindow(nats.url);
  const held: number[] = [];
  for await (const { event } of window.held("lead")) held.push(event.position);
  const { total, bySubject } = await window.count("lead", `marketing.lead.v1.*.*.${theirs}`);
  expect([total, Object.values(bySubject)]).toEqual([held.length + broken, [1]]);
  // The server hears of the interest some time after it was told: what came before that is not seen, and so there is more than one.
  let taken = false;
  const coming = take(window.tail("marketing.lead.>"), 1).finally(() => {
    taken = true;
  });
  for (; !taken; await new Promise((go) => setTimeout(go, 20))) await publish("LeadCaptured", { leadId: "tail" });
  expect((await coming)[0]!.event.data).toMatchObject({ leadId: "tail" });
  for await (const late of window.tail("marketing.lead.>", AbortSignal.abort()))
    expect(late).toBe("nothing: it was given up before it began");
  await window.close();
  await expect(openBusWindow("nats://127.0.0.1:1", 300)).rejects.toThrow(/within 0.3 s/);
});
