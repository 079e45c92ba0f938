import { describe, expect, it } from "vitest";
import { foldActivity } from "../activity/activity.ts";
import { isPageView } from "../activity/pageView.ts";
import type { TrackedEvent } from "../activity/trackedEvent.ts";
import { decimalOf, roundDecimal } from "../decimal.ts";
import type { Session } from "./events.ts";
import { foldSessions, sessionLimits } from "./fold.ts";

const minute = 60_000;
const named = "11111111-1111-4111-8111-111111111111";
const did = (at: number, over: Partial<TrackedEvent> = {}): TrackedEvent => ({
  tenantId: "00000000-0000-4000-8000-000000000001",
  eventId: `e${at}`,
  messageId: `m${at}`,
  userId: "u1",
  externalId: null,
  known: false,
  anonymousId: "a",
  actorId: "u1",
  eventName: "page_view",
  at,
  sessionId: null,
  clientSession: null,
  active: true,
  isBot: false,
  channel: "browser",
  device: "desktop",
  properties: {},
  ...over,
});
const fold = (batch: ReadonlyArray<TrackedEvent>, stored: ReadonlyArray<Session> = []) => foldSessions(batch, stored);
const state = (...batches: ReadonlyArray<ReadonlyArray<TrackedEvent>>): Session[] => {
  let stored: Session[] = [];
  for (const batch of batches) {
    const changed = fold(batch, stored).map((f) => f.session);
    const ids = new Set(changed.map((s) => s.sessionId));
    stored = [...stored.filter((s) => !ids.has(s.sessionId)), ...changed];
  }
  return stored.sort((a, b) => a.startedAt - b.startedAt);
};

describe("derived sessions", () => {
  it("are parted by half an hour of silence, and the same however the events come in batches", () => {
    const events = [0, 29, 58, 90, 100].map((m) => did(m * minute));
    const inOne = state(events);
    expect(inOne.map((s) => [s.startedAt / minute, s.lastAt / minute, s.pageViews])).toEqual([
      [0, 58, 3],
      [90, 100, 2],
    ]);
    expect(state(...events.map((e) => [e]))).toEqual(inOne);
    expect(fold(events)[0]!.events.map((e) => e.type)).toEqual(["session_started"]);
  });

  it("belong to the device until somebody signs in, and to them from then on", () => {
    const [s] = state([did(0), did(minute, { userId: "u2", known: true }), did(2 * minute)]);
    expect(s).toMatchObject({ userId: "u2", known: true, pageViews: 3 });
    const later = fold([did(3 * minute, { userId: "u2", known: true })], state([did(0)]));
    expect(later[0]!.events[0]!.data).toMatchObject({ userId: "u2", previousUserId: "u1" });
  });

  it("are for people: not for bots, nor for what happened in nobody's presence", () => {
    expect(fold([did(0, { isBot: true }), did(1, { active: false })])).toEqual([]);
  });
});

describe("named sessions", () => {
  const on = (at: number, over: Partial<TrackedEvent> = {}) => did(at, { sessionId: named, clientSession: named, ...over });

  it("end once, at their last activity; whatever comes later is late", () => {
    const folded = fold([on(0), on(10 * minute), on(10 * minute + sessionLimits.idleMs + 1)]);
    expect(folded).toHaveLength(1);
    const { session, events } = folded[0]!;
    expect(events.map((e) => e.type)).toEqual(["session_started", "session_ended"]);
    expect(events[1]!.data).toMatchObject({ reason: "idle", endedAt: 10 * minute });
    expect(session).toMatchObject({ endedAt: 10 * minute, lastAt: 10 * minute, events: 3, lateEvents: 1, pageViews: 3 });
    expect(fold([on(11 * minute)], [session])[0]!.events.map((e) => e.type)).toEqual(["session_activity"]);
  });

  it("last twelve hours at most, however busy", () => {
    const batch = Array.from({ length: 25 }, (_, i) => on(i * 30 * minute)).concat(on(sessionLimits.maxAgeMs + 1));
    const { session, events } = fold(batch)[0]!;
    expect(events.at(-1)!.data).toMatchObject({ reason: "max_age" });
    expect(session.lateEvents).toBe(1);
  });

  it("begin with the earliest event, in whatever order they come", () => {
    expect(state([on(5 * minute)], [on(0)])).toMatchObject([{ startedAt: 0, lastAt: 5 * minute, lateEvents: 0 }]);
  });

  const device = (actorId: string, userId = actorId): Partial<TrackedEvent> => ({
    actorId,
    userId,
    anonymousId: actorId,
    known: userId !== actorId,
  });
  const server = (userId: string): Partial<TrackedEvent> => ({ actorId: userId, userId, anonymousId: null, known: true });
  const owners = (sessions: ReadonlyArray<Session>) => sessions.map((s) => [s.userId, s.events]).sort();

  it("belong to the device that has them: the same id of two devices is two sessions, in one batch and in two", () => {
    const batch = [on(0, device("d1")), on(1, device("d2")), on(2, device("d1")), on(3, device("d2"))];
    const together = state(batch);
    expect(owners(together)).toEqual([
      ["d1", 2],
      ["d2", 2],
    ]);
    expect(new Set(together.map((s) => s.sessionId)).size).toBe(2);
    expect(state(...batch.map((e) => [e]))).toEqual(together);
  });

  it("stay one when the device's visitor becomes known, also where a server that knows no device goes on", () => {
    const batch = [on(0, device("d1")), on(1, device("d1", "ann")), on(2, server("ann")), on(3, server("bob"))];
    for (const sessions of [state(batch), state(...batch.map((e) => [e]))])
      expect(owners(sessions)).toEqual([
        ["ann", 3],
        ["bob", 1],
      ]);
    expect(owners(state([on(0, server("ann"))], [on(1, device("d1", "ann"))]))).toEqual([["ann", 2]]);
  });

  it("stay one when the visitor was merged into the person, and are two for two devices of one person", () => {
    const merged = (userId: string) => (userId === "ann" ? ["ann", "d1"] : [userId]);
    const [first] = foldSessions([on(0, device("d1"))], []);
    expect(foldSessions([on(1, server("ann"))], [first!.session], merged)[0]!.session).toMatchObject({ userId: "ann", events: 2 });
    expect(owners(state([on(0, device("d1", "ann")), on(1, device("d2", "ann"))]))).toEqual([
      ["ann", 1],
      ["ann", 1],
    ]);
  });

  it("of before, whose id was made of the client's alone, go on for whom they began", () => {
    const before: Session = { ...foldSessions([on(0, device("d1"))], [])[0]!.session, clientSession: named };
    const now = { sessionId: "22222222-2222-5222-8222-222222222222", clientSession: named };
    const [theirs] = foldSessions([on(1, { ...device("d1"), ...now })], [before]);
    expect(theirs!.session).toMatchObject({ sessionId: named, events: 2 });
    const [other] = foldSessions([on(1, { ...device("d2"), ...now })], [before]);
    expect(other!.session).toMatchObject({ sessionId: now.sessionId, userId: "d2", events: 1 });
  });
});

it("tells page views by their usual names", () => {
  for (const name of ["page_view", "Page Viewed", "$pageview", "page", "screen"]) expect(isPageView(name)).toBe(true);
  for (const name of ["click", "homepage", "page_closed"]) expect(isPageView(name)).toBe(false);
});

describe("activity", () => {
  it("is one event a person and batch, with the latest moment they were there", () => {
    const folded = foldActivity([
      did(5, { eventName: "a" }),
      did(9, { eventName: "b" }),
      did(20, { active: false, eventName: "c" }),
      did(1),
      did(7, { userId: "u2", active: false }),
    ]);
    expect(folded.map((f) => f.activity)).toMatchObject([
      { userId: "u1", firstAt: 1, lastAt: 9, lastEventName: "b", events: 4 },
      { userId: "u2", firstAt: 7, lastAt: null, events: 1 },
    ]);
  });
});

describe("decimals", () => {
  it.each([
    ["0.12345", 4, "0.1235"],
    ["0.12344", 4, "0.1234"],
    ["1", 4, "1.0000"],
    ["99.995", 2, "100.00"],
    ["100000000.005", 2, "100000000.01"],
    ["0", 2, "0.00"],
    ["12.5", 0, "13"],
  ])("%s to %i places is %s", (text, places, rounded) => expect(roundDecimal(text, places)).toBe(rounded));
  it("reads numbers as exactly as they are written", () => {
    expect(roundDecimal(decimalOf(0.12345), 4)).toBe("0.1235");
    expect(roundDecimal(decimalOf(1e-7), 4)).toBe("0.0000");
  });
});
