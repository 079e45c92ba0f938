import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { random } from "../simulate/prng.ts";
import { simulate } from "../simulate/simulate.ts";
import type { EventItem, IdentifyItem } from "./item.ts";
import type { Line } from "./lines.ts";
import { type ImportOptions, runImport } from "./runImport.ts";
import { segmentParser } from "./segment.ts";
import type { Sink } from "./sink.ts";
import { ImportSummary } from "./summary.ts";

const linesOf = async function* (texts: Iterable<string>): AsyncGenerator<Line> {
  let number = 0;
  for (const text of texts) yield { number: ++number, bytes: Buffer.from(text), problem: null };
};

const away = () => Object.assign(new Error("away"), { code: 14 });
const done = { status: "done", reason: null, message: null, merged: false, warnings: [] } as const;

/** Keeps what it is given, as the platform would: by message id, whatever comes twice. */
const memory = (r = random("sink"), failing = 0) => {
  const events = new Map<string, string>();
  const people: string[] = [];
  let [inFlight, most] = [0, 0];
  const answer = async <T>(work: () => T): Promise<T> => {
    inFlight += 1;
    most = Math.max(most, inFlight);
    await sleep(r.int(0, 2));
    inFlight -= 1;
    // Half of the failures come after the work was done: the answer was lost.
    const [lost, fails] = [r.chance(0.5), r.chance(failing)];
    if (fails && !lost) throw away();
    const value = work();
    if (fails) throw away();
    return value;
  };
  const sink: Sink = {
    bytesOf: () => 1,
    track: (items: ReadonlyArray<EventItem>) =>
      answer(() =>
        items.map((item) => {
          const base = { reason: null, message: null, warnings: [] };
          if (item.userId === null && item.anonymousId === null)
            return { ...base, status: "rejected" as const, eventId: "0", reason: "missing_identity" };
          const first = events.get(item.messageId);
          if (first !== undefined) return { ...base, status: "duplicate" as const, eventId: first };
          events.set(item.messageId, String(events.size + 1));
          return { ...base, status: "accepted" as const, eventId: String(events.size) };
        }),
      ),
    identify: (item: IdentifyItem) =>
      answer(() => {
        people.push(`${item.userId} ${item.messageId}`);
        return done;
      }),
    alias: () => answer(() => done),
  };
  return { sink, events, people, most: () => most };
};

const run = (lines: Iterable<string>, sink: Sink, more: Partial<ImportOptions> = {}) =>
  runImport({ lines: linesOf(lines), parse: segmentParser().parse, sink, retry: { patience: 5_000, firstDelay: 1 }, ...more });

const sample = [...simulate({ seed: 5, days: 7, events: 3_000, end: new Date("2026-01-01T00:00:00Z") })];
const ids = (lines: ReadonlyArray<string>) => lines.map((line) => JSON.parse(line) as { messageId: string; type: string });
const isEvent = ({ type }: { type: string }) => type !== "identify" && type !== "alias";

describe("an import", () => {
  test("counts every event once, as accepted, duplicate or rejected", async () => {
    const { sink, events } = memory();
    const summary = await run(sample, sink);
    const given = ids(sample).filter(isEvent);
    expect(summary.lines).toBe(sample.length);
    expect(summary.accepted).toBe(events.size);
    expect(summary.events).toBe(given.length);
    expect(summary.accepted + summary.duplicates + summary.rejected).toBe(given.length);
    expect(summary.duplicates).toBe(given.length - new Set(given.map(({ messageId }) => messageId)).size);
    expect(Object.fromEntries(summary.rejectedReasons)).toEqual({ missing_identity: 1 });
    const again = await run(sample, sink);
    expect([again.accepted, again.duplicates]).toEqual([0, summary.accepted + summary.duplicates]);
  });

  test("loses and doubles nothing while the service comes and goes", async () => {
    const { sink, events } = memory(random("flaky"), 0.4);
    const summary = await run(sample, sink, { batchSize: 50 });
    expect(events.size).toBe(
      new Set(
        ids(sample)
          .filter(isEvent)
          .map(({ messageId }) => messageId),
      ).size - 1,
    );
    expect(summary.retries).toBeGreaterThan(5);
    expect(summary.accepted + summary.duplicatesAfterRetry).toBeGreaterThanOrEqual(events.size);
  });

  test("has no more requests in flight than asked, and keeps the order of one person's calls", async () => {
    const { sink, people, most } = memory();
    const identify = (user: number, i: number) =>
      JSON.stringify({ type: "identify", messageId: `m${i}`, userId: `u${user}`, anonymousId: `a${i % 3}` });
    const summary = await run(
      Array.from({ length: 300 }, (_, i) => identify(i % 7, i)),
      sink,
      { people: 4 },
    );
    expect(summary.identified).toBe(300);
    expect(most()).toBeLessThanOrEqual(4);
    for (let user = 0; user < 7; user += 1) {
      const order = people.filter((entry) => entry.startsWith(`u${user} `)).map((entry) => Number(entry.split(" m")[1]));
      expect(order).toEqual([...order].sort((a, b) => a - b));
    }
  });

  test("goes on where it stopped: what was answered is not sent again", async () => {
    const { sink, events } = memory();
    const stop = new AbortController();
    let reached = 0;
    const first = await run(sample, sink, {
      batchSize: 100,
      signal: stop.signal,
      onProgress: (summary, answeredTo) => {
        reached = answeredTo;
        if (summary.events > 800) stop.abort();
      },
    });
    expect(reached).toBeGreaterThan(0);
    expect(reached).toBeLessThan(sample.length);
    const second = await run(sample, sink, { resumeAfter: reached });
    expect(events.size).toBe(
      new Set(
        ids(sample)
          .filter(isEvent)
          .map(({ messageId }) => messageId),
      ).size - 1,
    );
    expect(first.events + second.events).toBeLessThan(ids(sample).filter(isEvent).length + 500);
  });

  test("gives up after its patience, and its counts tell how far it came", async () => {
    const summary = new ImportSummary();
    const dead: Sink = { ...memory().sink, track: () => Promise.reject(away()) };
    await expect(run(sample, dead, { retry: { patience: 50, firstDelay: 5 }, summary })).rejects.toThrow("away");
    expect(summary.accepted).toBe(0);
  });

  test("a request has as many events as it has bytes for, whatever the batch's number", async () => {
    const sizes: number[] = [];
    const { sink } = memory();
    const weighing: Sink = {
      ...sink,
      bytesOf: () => 1_000_000,
      track: (items) => {
        sizes.push(items.length);
        return sink.track(items);
      },
    };
    const summary = await run(sample, weighing);
    expect(Math.max(...sizes)).toBe(4);
    expect(sizes.reduce((a, b) => a + b)).toBe(summary.events);
  });

  test.each([
    ["who are you", { code: 16 }],
    ["the message has 5 bytes, and may have 4", { code: 8, reason: "REQUEST_TOO_LARGE" }],
    ["Received message larger than max (5 vs. 4)", { code: 8 }],
  ])("stops at once on what no repeating cures: %s", async (message, details) => {
    let calls = 0;
    const refusing: Sink = {
      ...memory().sink,
      track: () => {
        calls += 1;
        return Promise.reject(Object.assign(new Error(message), details));
      },
    };
    await expect(run(sample, refusing, { inFlight: 1, batchSize: 10 })).rejects.toThrow(message);
    expect(calls).toBe(1);
  });

  test("waits for a quota as long as it says", async () => {
    const { sink } = memory();
    const began = performance.now();
    let refused = 0;
    const limited: Sink = {
      ...sink,
      track: (items) =>
        refused++ < 2 ? Promise.reject(Object.assign(new Error("used up"), { code: 8, retryAfterMs: 100 })) : sink.track(items),
    };
    const summary = await run(sample.slice(0, 20), limited, { inFlight: 1 });
    expect([summary.retries, summary.rejected, performance.now() - began >= 200]).toEqual([2, expect.any(Number), true]);
  });

  test("reports what cannot be read with its line", async () => {
    const { sink } = memory();
    const summary = await run(["{", sample[0]!, "", "[]", sample[1]!], sink);
    expect(summary.bad.map(({ line }) => line)).toEqual([1, 4]);
    expect([summary.lines, summary.badLines, summary.emptyLines, summary.accepted]).toEqual([5, 2, 1, 2]);
  });
});
