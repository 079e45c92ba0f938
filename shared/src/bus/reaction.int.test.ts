import { stretched } from "@marketing/tests/support/patience";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { RecordedEvent } from "../base/event.ts";
import { arrayLog, testLogger as logger, publishTracked, startNats, type TestNats, until } from "./busTesting.ts";
import { type Bus, connectBus } from "./connection.ts";
import type { DeadLetter } from "./deadLetter.ts";
import { jsRequest } from "./jsApi.ts";
import { type Reaction, startReaction } from "./reaction.ts";
import type { ReactionOptions } from "./reactionOptions.ts";
import { type Relay, startRelay } from "./relay.ts";

let nats: TestNats;
let bus: Bus;
let n = 0;
const ending: Array<Reaction | Relay> = [];

beforeAll(async () => {
  nats = await startNats();
  bus = await connectBus({ url: nats.url, name: "reaction-test" });
});
afterEach(async () => {
  await Promise.all(ending.splice(0).map((r) => r.stop()));
});
afterAll(async () => {
  await bus.close();
  await nats.close();
});

const setUp = () => {
  n += 1;
  const service = `rea${n}`;
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
  });
  ending.push(relay);
  const letters: DeadLetter[] = [];
  const react = (handle: ReactionOptions["handle"], over: Partial<ReactionOptions> = {}) => {
    const reaction = startReaction({
      nc: bus.nc,
      stream,
      durable: "test-policy",
      handle,
      deadLetter: async (letter) => {
        letters.push(letter);
      },
      logger,
      backoffMs: [20, 40],
      maxDeliver: 3,
      ...over,
    });
    ending.push(reaction);
    return reaction;
  };
  const info = () =>
    jsRequest<{ num_pending: number; num_ack_pending: number; config: Record<string, unknown> }>(
      bus.nc,
      `CONSUMER.INFO.${stream}.test-policy`,
    );
  return { service, stream, log, letters, react, info };
};

test("handles every event, one at a time per stream, in order; acknowledges after", async () => {
  const t = setUp();
  const seen = new Map<string, number[]>();
  const inside = new Set<string>();
  const reaction = t.react(async (e) => {
    expect(inside.has(e.streamId)).toBe(false);
    inside.add(e.streamId);
    await new Promise((r) => setTimeout(r, 1));
    inside.delete(e.streamId);
    seen.set(e.streamId, [...(seen.get(e.streamId) ?? []), e.position]);
  });
  t.log.append(500);
  await until("all", () => reaction.status().handled === 500);
  for (const positions of seen.values()) expect(positions).toEqual([...positions].sort((a, b) => a - b));
  await until("acknowledged", async () => (await t.info()).num_ack_pending === 0);
  expect(await t.info()).toMatchObject({ num_pending: 0, config: { ack_policy: "explicit", max_ack_pending: 256 } });
});

test("a failing event comes again with a delay, then is kept as a dead letter; the others go on", async () => {
  const t = setUp();
  const attempts: number[] = [];
  const reaction = t.react(async (e, attempt) => {
    if (e.position === t.log.events[3]!.position) {
      attempts.push(attempt);
      throw new Error("no");
    }
    if (e.position === t.log.events[5]!.position && attempt === 1) throw new Error("once");
  });
  t.log.append(50);
  await until("the others", () => reaction.status().handled === 49);
  await until("the letter", () => t.letters.length === 1);
  expect(attempts).toEqual([1, 2, 3]);
  expect(t.letters[0]).toMatchObject({
    attempts: 3,
    stream: t.stream,
    event: { position: t.log.events[3]!.position },
    error: { message: "no" },
  });
  await until("nothing left", async () => (await t.info()).num_ack_pending === 0);
  await new Promise((r) => setTimeout(r, 150));
  expect([attempts.length, t.letters.length]).toEqual([3, 1]);
});

test("what cannot be decoded is a dead letter; unknown types are acknowledged and counted", async () => {
  const t = setUp();
  await until("stream", async () => !!(await jsRequest(bus.nc, `STREAM.INFO.${t.stream}`)));
  bus.nc.publish(`marketing.${t.service}.v1.alien`, "hello");
  t.log.append(5);
  const reaction = t.react(async () => undefined, { types: ["marketing.other.v1.Thing"] });
  await until("all", () => reaction.status().unknown === 5 && t.letters.length === 1);
  expect(t.letters[0]!.event).toBeNull();
  expect(Buffer.from(t.letters[0]!.payload).toString()).toBe("hello");
  await until("nothing left", async () => (await t.info()).num_ack_pending === 0);
});

test("a letter that cannot be kept is tried again", async () => {
  const t = setUp();
  let tries = 0;
  t.react(
    async () => {
      throw new Error("no");
    },
    {
      maxDeliver: 1,
      deadLetter: async () => {
        tries += 1;
        if (tries < 4) throw new Error("database away");
      },
    },
  );
  t.log.append(1);
  await until("kept", () => tries === 4);
  await until("nothing left", async () => (await t.info()).num_ack_pending === 0);
});

test("when JetStream itself gives up, its advisory leads to the dead letter", async () => {
  const t = setUp();
  const kept: DeadLetter[] = [];
  t.react(
    async () => {
      throw new Error("no");
    },
    {
      maxDeliver: 1,
      backoffMs: [5],
      deadLetter: async (letter) => {
        if (letter.error.message !== "deliveries used up") throw new Error("database away");
        kept.push(letter);
      },
    },
  );
  t.log.append(1);
  await until("kept", () => kept.length === 1);
  expect(kept[0]!.event!.position).toBe(t.log.events[0]!.position);
});

test("a slow handler is not given its event twice", async () => {
  const ackWaitMs = stretched(400);
  const t = setUp();
  const seen: number[] = [];
  const reaction = t.react(
    async (e) => {
      seen.push(e.position);
      await new Promise((r) => setTimeout(r, 4 * ackWaitMs));
    },
    { ackWaitMs, concurrency: 2 },
  );
  t.log.append(4);
  await until("all", () => reaction.status().handled === 4);
  expect(seen).toHaveLength(4);
});

test("kill -9 of the server, a deleted consumer, a deleted JetStream stream: every event is handled", async () => {
  const t = setUp();
  const inbox = new Map<string, number>();
  const handle = async (e: RecordedEvent) => {
    inbox.set(e.eventId, (inbox.get(e.eventId) ?? 0) + 1);
  };
  t.react(handle, { ackWaitMs: 1_000 });
  const all = (what: string) => until(what, () => inbox.size === t.log.events.length);
  t.log.append(300);
  await all("before");
  await nats.kill();
  t.log.append(300);
  await nats.start();
  await all("after kill -9");
  await jsRequest(bus.nc, `CONSUMER.DELETE.${t.stream}.test-policy`);
  t.log.append(100);
  await all("after the consumer was deleted");
  await jsRequest(bus.nc, `STREAM.DELETE.${t.stream}`);
  t.log.append(100);
  await all("after the JetStream stream was deleted");
});

test("two processes share the work; one that stops gives back what it did not begin", async () => {
  const t = setUp();
  const done: string[] = [];
  const slow = async (e: RecordedEvent) => {
    await new Promise((r) => setTimeout(r, 10));
    done.push(e.eventId);
  };
  const first = t.react(slow, { concurrency: 1, ackWaitMs: 1_000 });
  t.log.append(100);
  await until("begun", () => done.length > 5);
  const second = t.react(slow, { concurrency: 4, ackWaitMs: 1_000 });
  await first.stop();
  await until("all", () => new Set(done).size === 100);
  expect(first.status().handled).toBeLessThan(20);
  expect(done.length).toBeLessThan(103); // once each, but for what a 2.9 server sends again by itself
  await until("nothing left", async () => (await t.info()).num_ack_pending === 0);
  expect(second.status().handled).toBeGreaterThan(70);
});
