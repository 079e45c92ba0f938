import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bench, eventInput, openBench, tenantA, tenantB } from "../testing.ts";
import { createTracker, type TrackResult } from "./commands.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const statuses = (results: ReadonlyArray<TrackResult>) => results.map((r) => r.status);
const ids = (results: ReadonlyArray<TrackResult>) => results.map((r) => (r.status === "rejected" ? 0 : r.eventId));
const stored = async (prefix: string): Promise<number> => {
  await bench.project();
  return (await bench.asTenant(tenantA, (c) => c.query("SELECT count(*)::int AS n FROM events WHERE message_id LIKE $1", [`${prefix}%`])))
    .rows[0].n;
};

describe("track", () => {
  it("stores a batch once, however often it is sent", async () => {
    const batch = Array.from({ length: 50 }, (_, i) => ({ messageId: `thrice-${i}`, properties: `{"i":${i}}` }));
    const [first, second, third] = [
      await bench.track(tenantA, ...batch),
      await bench.track(tenantA, ...batch),
      await bench.track(tenantA, ...batch),
    ];
    expect(new Set(statuses(first))).toEqual(new Set(["accepted"]));
    for (const again of [second, third]) {
      expect(new Set(statuses(again))).toEqual(new Set(["duplicate"]));
      expect(ids(again)).toEqual(ids(first));
    }
    expect(await stored("thrice-")).toBe(50);
  });

  it("stores it once on many connections at once", async () => {
    const other = createTracker({ log: bench.workerLog, settingsOf: async () => ({ ipPolicy: "keep", timezone: "UTC" }) });
    const batch = Array.from({ length: 100 }, (_, i) => eventInput({ messageId: `race-${i}` }));
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, i) => (i % 2 ? other : bench.tracker).track(tenantA, i % 3 ? batch : [...batch].reverse(), {})),
    );
    const accepted = results.flat().filter((r) => r.status === "accepted");
    expect(accepted).toHaveLength(100);
    for (const r of results.flat()) expect(r.status).not.toBe("rejected");
    const byMessage = Map.groupBy(results.flat() as Extract<TrackResult, { eventId: number }>[], (r) => r.messageId);
    for (const same of byMessage.values()) expect(new Set(same.map((r) => r.eventId)).size).toBe(1);
    expect(await stored("race-")).toBe(100);
  });

  it("tells when an id is used again for something else", async () => {
    const [first] = await bench.track(tenantA, { messageId: "twice", properties: '{"a":1}' });
    const [again] = await bench.track(tenantA, { messageId: "twice", properties: '{"a":2}' });
    expect(again).toMatchObject({
      status: "duplicate",
      eventId: ids([first!])[0],
      warnings: [{ code: "conflicting_content", field: "message_id" }],
    });
    const [one, other] = await bench.track(
      tenantA,
      { messageId: "twice-b", properties: '{"a":1}' },
      { messageId: "twice-b", properties: '{"a":2}' },
    );
    expect([one!.status, other!.status]).toEqual(["accepted", "duplicate"]);
    expect(other).toMatchObject({ warnings: [{ code: "conflicting_content" }] });
    expect(await stored("twice")).toBe(2);
  });

  it("does not mix up tenants", async () => {
    const results = [await bench.track(tenantA, { messageId: "both" }), await bench.track(tenantB, { messageId: "both" })];
    expect(results.flat().map((r) => r.status)).toEqual(["accepted", "accepted"]);
  });

  it("lets no bad event harm its neighbours", async () => {
    const results = await bench.track(
      tenantA,
      { messageId: "ok-1" },
      { messageId: "bad-1", eventName: "x".repeat(101) },
      { messageId: "ok-2", properties: '{"a":"\\u0000","b":"\\ud800"}' },
      { messageId: "bad-2", properties: "[1]" },
      { messageId: "bad-3", userId: "" },
      { messageId: "ok-3", properties: '{"big":1e400,"small":1e-400,"zero":-0,"long":123456789012345678901234567890}' },
      { messageId: "ok-4", userId: "a\u0000b\ud800", userAgent: "x\u0000", sessionId: "s\u0000" },
    );
    expect(statuses(results)).toEqual(["accepted", "rejected", "accepted", "rejected", "rejected", "accepted", "accepted"]);
    expect(await stored("ok-")).toBe(4);
    expect(await stored("bad-")).toBe(0);
  });

  it("finds the one event the database refuses, should there ever be one", async () => {
    const log = {
      appendBulk: async (items: ReadonlyArray<{ event: { data: { messageId: string } } }>) => {
        if (items.some((i) => i.event.data.messageId === "cursed"))
          throw Object.assign(new Error("unsupported Unicode escape sequence"), { code: "22P05" });
        return items.map((_, i) => ({ status: "accepted", position: i + 1 }));
      },
    };
    const tracker = createTracker({ log: log as never, settingsOf: async () => ({ ipPolicy: "keep", timezone: "UTC" }) });
    const results = await tracker.track(
      tenantA,
      ["a", "b", "cursed", "d", "e"].map((messageId) => eventInput({ messageId })),
      {},
    );
    expect(statuses(results)).toEqual(["accepted", "accepted", "rejected", "accepted", "accepted"]);
    expect(results[2]).toMatchObject({ messageId: "cursed", reason: "invalid_properties" });
  });

  it("takes no events for no answer", async () => {
    expect(await bench.track(tenantA)).toEqual([]);
  });
});
