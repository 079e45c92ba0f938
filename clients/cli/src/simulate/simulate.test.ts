import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { defaults, type SimulationOptions, simulate } from "./simulate.ts";

interface Call {
  readonly type: string;
  readonly messageId: string;
  readonly event?: string;
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly timestamp: string;
  readonly receivedAt: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly context?: { readonly userAgent?: string; readonly sessionId?: string; readonly campaign?: object };
}

const end = new Date(defaults.end);
const options: SimulationOptions = { seed: defaults.seed, days: defaults.days, events: defaults.events, end };
const linesOf = (change: Partial<SimulationOptions> = {}) => [...simulate({ ...options, ...change })];
const hashOf = (lines: ReadonlyArray<string>) => createHash("sha256").update(lines.join("\n")).digest("hex");

describe("the same options", () => {
  test("give the same bytes, others give others", () => {
    const small = { events: 2_000 };
    const bytes = hashOf(linesOf(small));
    expect(hashOf(linesOf(small))).toBe(bytes);
    expect(hashOf(linesOf({ ...small, seed: 2 }))).not.toBe(bytes);
    expect(hashOf(linesOf({ ...small, days: 13 }))).not.toBe(bytes);
    expect(hashOf(linesOf({ ...small, end: new Date("2026-01-02T00:00:00Z") }))).not.toBe(bytes);
  });

  test("gave these bytes on the day this was written, wherever and whenever it runs", () => {
    expect(hashOf(linesOf({ events: 1_000, days: 3 }))).toMatchInlineSnapshot(
      `"c51d0aa35f62c3217cde0eabfd7274e169e8c10892cc2ed3eb4cc12ef427d209"`,
    );
  });

  test("share no message with another end, so that both can be imported", () => {
    const [a, b] = [linesOf({ events: 500 }), linesOf({ events: 500, end: new Date("2026-01-02T00:00:00Z") })].map(
      (lines) => new Set(lines.map((line) => (JSON.parse(line) as Call).messageId)),
    );
    expect([...a!].filter((id) => b!.has(id))).toEqual([]);
  });
});

describe("a default world", () => {
  const lines = linesOf();
  const calls = lines.map((line) => JSON.parse(line) as Call);
  const named = (name: string) => calls.filter(({ event }) => event === name);
  const unique = (of: ReadonlyArray<Call>, key: (call: Call) => string | undefined) =>
    new Set(of.map(key).filter((value) => value !== undefined)).size;

  test("has about as many lines as asked, in the order in which they were received, within its days", () => {
    expect(lines.length).toBeGreaterThan(18_000);
    expect(lines.length).toBeLessThan(22_000);
    const received = calls.map(({ receivedAt }) => receivedAt);
    expect(received).toEqual([...received].sort());
    expect(received[0]! >= "2025-12-18").toBe(true);
    expect(received.at(-1)! < defaults.end).toBe(true);
  });

  test("has a believable funnel", () => {
    const visitors = unique(calls, ({ anonymousId }) => anonymousId);
    const signups = unique(named("user_signup"), ({ userId }) => userId);
    const purchases = unique(named("purchase"), ({ userId }) => userId);
    expect(visitors).toBeGreaterThan(1_500);
    expect(signups / visitors).toBeGreaterThan(0.08);
    expect(signups / visitors).toBeLessThan(0.25);
    expect(purchases / signups).toBeGreaterThan(0.08);
    expect(purchases / signups).toBeLessThan(0.35);
    for (const { properties } of named("purchase")) expect(properties!.revenue).toBeGreaterThan(80);
  });

  test("has every irregularity, each in its measure", () => {
    const ids = new Map<string, number>();
    for (const { messageId } of calls) ids.set(messageId, (ids.get(messageId) ?? 0) + 1);
    const repeated = [...ids.values()].filter((n) => n > 1).length / ids.size;
    expect(repeated).toBeGreaterThan(0.008);
    expect(repeated).toBeLessThan(0.025);
    const bots = calls.filter(({ context }) => /bot|requests/i.test(context?.userAgent ?? "")).length / calls.length;
    expect(bots).toBeGreaterThan(0.02);
    expect(bots).toBeLessThan(0.12);
    const away = calls.map(({ timestamp, receivedAt }) => Date.parse(receivedAt) - Date.parse(timestamp));
    expect(away.filter((ms) => ms > 3_600_000).length).toBeGreaterThan(100);
    expect(away.filter((ms) => ms < -60_000).length).toBeGreaterThan(50);
    const nobody = calls.filter(({ userId, anonymousId, type }) => userId === undefined && anonymousId === undefined && type === "track");
    expect(nobody.length).toBeGreaterThanOrEqual(1);
    expect(calls.some(({ event }) => (event?.length ?? 0) > 100)).toBe(true);
    expect(calls.some(({ event }) => event?.trim() === "")).toBe(true);
    for (const type of ["identify", "track", "page", "screen", "group", "alias"])
      expect(calls.some((call) => call.type === type)).toBe(true);
  });

  test("makes users known under the visitor they were", () => {
    const seen = new Set<string>();
    let [before, all] = [0, 0];
    for (const { type, userId, anonymousId } of calls) {
      if (type === "identify" && userId !== undefined && anonymousId !== undefined) {
        all += 1;
        if (seen.has(anonymousId)) before += 1;
      }
      if (anonymousId !== undefined) seen.add(anonymousId);
    }
    expect(all).toBeGreaterThan(150);
    expect(before / all).toBeGreaterThan(0.95);
  });
});

test("a large world needs no memory for what was already given out", () => {
  let lines = 0;
  let most = 0;
  const before = process.memoryUsage().heapUsed;
  for (const _ of simulate({ ...options, events: 60_000, days: 30 })) {
    lines += 1;
    if (lines % 10_000 === 0) most = Math.max(most, process.memoryUsage().heapUsed - before);
  }
  expect(lines).toBeGreaterThan(50_000);
  expect(most / 1024 / 1024).toBeLessThan(200);
});
