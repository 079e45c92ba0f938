import { startTcpProxy, type TcpProxy } from "@marketing/tests/support/tcpProxy";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Fields } from "../base/logger.ts";
import type { Cursor } from "../subscription/source.ts";
import { auditBus } from "./audit.ts";
import { arrayLog, positionsOnBus, publishTracked, testLogger as quiet, startNats, type TestNats, until } from "./busTesting.ts";
import { encodeCloudEvent } from "./cloudEvent.ts";
import { type Bus, connectBus, publishRaw } from "./connection.ts";
import type { DeadLetter } from "./deadLetter.ts";
import { jetStreamSource } from "./jetStreamSource.ts";
import { streamInfo } from "./jsApi.ts";
import { startReaction } from "./reaction.ts";
import { type Relay, startRelay } from "./relay.ts";
import { subjectOf } from "./subject.ts";

const seed = Number(process.env.SEED ?? 1);
let nats: TestNats;
let proxy: TcpProxy;
/** Past the proxy, to see what is there. */
let direct: Bus;
const ending: Array<() => Promise<unknown>> = [];
let n = 0;

beforeAll(async () => {
  nats = await startNats();
  direct = await connectBus({ url: nats.url, name: "direct" });
});
beforeEach(async () => {
  proxy = await startTcpProxy(nats.url, { seed });
});
afterEach(async () => {
  proxy.disturb({});
  for (const end of ending.splice(0).reverse()) await end();
  await proxy.close();
});
afterAll(async () => {
  await direct?.close();
  await nats?.close();
});

/** A relay, a reader as subscriptions have it, and a reaction, each with a connection of its own through the proxy. */
const world = async (loud: (text: string) => unknown = () => undefined) => {
  const error = (text: string, fields?: Fields): void => {
    quiet.error(text, fields);
    loud(text);
  };
  const logger = { ...quiet, error };
  n += 1;
  const service = `net${n}`;
  const stream = service.toUpperCase();
  const log = arrayLog();
  const connected = async (name: string): Promise<Bus> => {
    const bus = await connectBus({ url: proxy.through(nats.url), name, logger });
    ending.push(() => bus.close(500));
    return bus;
  };
  const { nc } = await connected("relay");
  const publishing = (): Relay => {
    const relay = startRelay({
      ...{ nc, service, source: log.source, publish: publishTracked, logger },
      ...{ pollMs: 20, verifyEveryMs: 200, ackTimeoutMs: 1_000 },
    });
    ending.push(() => relay.stop());
    return relay;
  };
  const relay = publishing();
  const source = jetStreamSource((await connected("reader")).nc, stream, {
    logger,
    deadLetter: async (letter) => void letters.push(letter),
  });
  const letters: DeadLetter[] = [];
  const read: number[] = [];
  let reading = true;
  const following = (async () => {
    for (let cursor: Cursor = { position: 0, token: null }; reading; ) {
      try {
        const batch = await source.read(cursor, 100);
        read.push(...batch.events.map((e) => e.position));
        const moved = batch.next.token !== cursor.token;
        cursor = batch.next;
        if (!moved) await new Promise((r) => setTimeout(r, 10));
      } catch {
        await new Promise((r) => setTimeout(r, 50));
      }
    }
    await source.close();
  })();
  ending.push(() => {
    reading = false;
    return following;
  });
  const handled: number[] = [];
  const reaction = startReaction({
    ...{ nc: (await connected("reaction")).nc, stream, durable: "net", logger, ackWaitMs: 1_500, backoffMs: [50], concurrency: 4 },
    deadLetter: async (letter) => void letters.push(letter),
    handle: async (event) => {
      if (!handled.includes(event.position)) handled.push(event.position);
    },
  });
  ending.push(() => reaction.stop());
  const positions = () => log.events.map((e) => e.position);
  const converge = async (): Promise<void> => {
    const count = log.events.length;
    await until("relayed", async () => (await positionsOnBus(direct.nc, stream)).length >= count);
    await until("read", () => read.length >= count);
    await until("handled", () => handled.length >= count);
    expect(await positionsOnBus(direct.nc, stream)).toEqual(positions());
    expect(read).toEqual(positions());
    expect(handled.toSorted((a, b) => a - b)).toEqual(positions());
    expect(letters).toEqual([]);
    const audit = await auditBus({ nc: direct.nc, service, source: log.source, publish: publishTracked });
    expect(audit).toMatchObject({ intact: true, messages: count, matched: count, broken: 0, unpublished: 0 });
  };
  return { service, stream, log, letters, read, handled, converge, relay, publishing };
};

const says = (text: string) => (chunk: Buffer) => chunk.includes(text);

test.each(["splice", "drop", "flip", "delay", "cut"] as const)(
  "%s of what the server says, to each of relay, reader and reaction, in a message, an acknowledgement, a greeting: all converge",
  async (kind) => {
    const { log, converge } = await world();
    log.append(50);
    await converge();
    for (const text of ["HMSG", "HMSG", '"seq":', "ce-headcrc32", "INFO {", "PONG"]) {
      const done = proxy.once("toClient", kind, says(text));
      if (text === "INFO {" || text === "PONG") proxy.cutAll();
      log.append(20);
      await Promise.race([done, new Promise((late) => setTimeout(late, 3_000))]);
    }
    log.append(1);
    await converge();
  },
);

test.each(["drop", "delay", "cut"] as const)("%s of what a client says: all converge", async (kind) => {
  const { log, converge } = await world();
  for (const text of ["HPUB", "$JS.API", "SUB ", "+ACK", "CONNECT"]) {
    const done = proxy.once("toServer", kind, says(text));
    if (text === "SUB " || text === "CONNECT") proxy.cutAll();
    log.append(20);
    await Promise.race([done, new Promise((late) => setTimeout(late, 3_000))]);
  }
  log.append(1);
  await converge();
});

test(`a network that does all of it at once, while it connects too (SEED=${seed}): nothing is lost, twice or out of order`, async () => {
  const { log, converge, read } = await world();
  proxy.disturb({
    toClient: { splice: 0.02, drop: 0.02, flip: 0.03, delay: 0.02, cut: 0.01 },
    toServer: { drop: 0.01, delay: 0.02, cut: 0.01 },
  });
  for (let i = 0; i < 60; i += 1) {
    log.append(25);
    if (i % 20 === 10) proxy.cutAll();
    if (i % 20 === 15) {
      proxy.refuse(true);
      setTimeout(() => proxy.refuse(false), 300);
    }
    await new Promise((r) => setTimeout(r, 100));
  }
  const before = read.length;
  proxy.disturb({});
  await converge();
  console.info(
    JSON.stringify({ faults: proxy.faults, connections: proxy.connections(), events: log.events.length, readBeforeTheCalm: before }),
  );
});

test("what is broken in the store is put aside once, loudly, by reader and reaction; the others go on, and the audit tells", async () => {
  const errors: string[] = [];
  const { service, stream, log, letters, read, handled, relay, publishing } = await world((text) => errors.push(text));
  log.append(10);
  await until("handled", () => handled.length === 10);
  await relay.stop();
  // As a relay on a line that flips bits would have it stored: right in its place, and not what was sent.
  log.append(1);
  const event = log.events.at(-1)!;
  const encoded = encodeCloudEvent(service, event, publishTracked(event)!, { messageId: event.eventId, lastSequence: 10 });
  encoded.payload[5]! ^= 4;
  publishRaw(direct.nc, subjectOf(service, "event", "page-viewed", event.tenantId), encoded.headers, encoded.payload, "nobody.here");
  await until("stored", async () => (await streamInfo(direct.nc, stream)).state.messages === 11);
  publishing(); // finds it at the end, and tells that event again behind it
  log.append(10);
  await until("read", () => read.length === 21);
  await until("handled", () => handled.length === 21);
  await until("put aside", () => letters.length === 2);
  expect(read).toEqual(log.events.map((e) => e.position));
  for (const letter of letters) {
    expect(letter).toMatchObject({ stream, sequence: 11, event: null });
    expect(Buffer.from(letter.payload)).toEqual(encoded.payload);
    expect(letter.error.message).toContain("ce-datacrc32");
  }
  expect(errors.join()).toContain("broken in the store");
  expect(errors.join()).toContain("given up");
  const audit = await auditBus({ nc: direct.nc, service, source: log.source, publish: publishTracked });
  expect(audit).toMatchObject({ intact: false, broken: 1, messages: 22, matched: 21, foreign: 0 });
  await new Promise((r) => setTimeout(r, 500));
  expect(letters).toHaveLength(2);
});
