import { describe, expect, it } from "vitest";
import { foldActivity } from "../activity/activity.ts";
import { isPageView } from "../activity/pageView.ts";
import type { TrackedEvent } from "../activity/trackedEvent.ts";
import { decimalOf, roundDecimal } from "../decimal.ts";
import type { StoredSession } from "./change.ts";
import type { Session } from "./events.ts";
import { foldSessions } from "./fold.ts";
import { sessionLimits } from "./stretches.ts";

const minute = 60_000;
const windowMs = 72 * 60 * minute;
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
const itself = (userId: string) => [userId];
const fold = (batch: ReadonlyArray<TrackedEvent>, stored: ReadonlyArray<StoredSession> = [], { now = 0, idsOf = itself } = {}) =>
  foldSessions(batch, stored, { idsOf, now, windowMs });
type Folded = ReadonlyArray<StoredSession & { readonly joined: boolean }>;
const stored = (before: ReadonlyArray<StoredSession>, changed: Folded): ReadonlyArray<StoredSession> => {
  const ids = new Set(changed.map((s) => s.session.sessionId));
  return [...before.filter((s) => !ids.has(s.session.sessionId)), ...changed.filter((s) => !s.joined)];
};
const states = (...batches: ReadonlyArray<ReadonlyArray<TrackedEvent>>): ReadonlyArray<StoredSession> =>
  batches.reduce<ReadonlyArray<StoredSession>>((before, batch) => stored(before, fold(batch, before)), []);
const state = (...batches: ReadonlyArray<ReadonlyArray<TrackedEvent>>): Session[] =>
  states(...batches)
    .map((s) => s.session)
    .sort((a, b) => a.startedAt - b.startedAt);
const types = (folded: ReturnType<typeof fold>) => folded.map((f) => f.events.map((e) => e.type));

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

  it("begin earlier, end later and are joined by what comes late, the one that began first going on; told once that they ended", () => {
    const now = 10 * 60 * minute;
    const ended = (s: StoredSession): StoredSession => ({ ...s, session: { ...s.session, endedAt: s.session.lastAt }, endTold: true });
    const [a, b] = states([did(40 * minute), did(60 * minute)], [did(120 * minute, { eventName: "click" })]).map(ended);
    const [earlier] = fold([did(20 * minute)], [a!, b!], { now });
    expect(earlier!.events).toMatchObject([{ type: "session_corrected", data: { startedAt: 20 * minute, endedAt: 60 * minute } }]);
    const folded = fold([did(90 * minute)], [earlier!, b!], { now });
    expect(folded.map((f) => [f.session.sessionId, f.joined])).toEqual([
      [a!.session.sessionId, false],
      [b!.session.sessionId, true],
    ]);
    expect(folded[0]!.events).toMatchObject([
      { type: "session_corrected", data: { startedAt: 20 * minute, endedAt: 120 * minute, pageViews: 4, events: 5, reason: "idle" } },
    ]);
    expect(folded[1]!.events).toMatchObject([{ type: "session_joined", data: { intoSessionId: a!.session.sessionId } }]);
    // it goes on where somebody is there still
    const [going] = fold([did(90 * minute)], [earlier!, b!], { now: 121 * minute });
    expect(going!.events).toMatchObject([{ type: "session_corrected", data: { endedAt: null, reason: null } }]);
  });

  it("that are settled are left as they are: what comes is counted as late", () => {
    const [settled] = states([did(0), did(minute)]).map((s) => ({ ...s, stretches: null }));
    const [counted] = fold([did(2 * minute)], [settled!]);
    expect(types([counted!])).toEqual([["session_activity"]]);
    expect(counted!.session).toEqual({ ...settled!.session, events: 3, pageViews: 3, lateEvents: 1 });
    expect(state([did(40 * minute)])).toHaveLength(1);
    expect(stored([settled!], fold([did(40 * minute)], [settled!]))).toHaveLength(2);
  });

  it("belong to the device until somebody signs in, and to them from then on", () => {
    const [s] = state([did(0), did(minute, { userId: "u2", known: true }), did(2 * minute)]);
    expect(s).toMatchObject({ userId: "u2", known: true, pageViews: 3 });
    const later = fold([did(3 * minute, { userId: "u2", known: true })], states([did(0)]));
    expect(later[0]!.events[0]!.data).toMatchObject({ userId: "u2", previousUserId: "u1" });
  });

  it("are for people: not for bots, nor for what happened in nobody's presence", () => {
    expect(fold([did(0, { isBot: true }), did(1, { active: false })])).toEqual([]);
  });
});

describe("named sessions", () => {
  const on = (at: number, over: Partial<TrackedEvent> = {}) => did(at, { sessionId: named, clientSession: named, ...over });

  it("end at their last activity, told once; whatever happens later is late", () => {
    const folded = fold([on(0), on(10 * minute), on(10 * minute + sessionLimits.idleMs + 1)]);
    expect(types(folded)).toEqual([["session_started", "session_ended"]]);
    const { session, events } = folded[0]!;
    expect(events[1]!.data).toMatchObject({ reason: "idle", endedAt: 10 * minute });
    expect(session).toMatchObject({ endedAt: 10 * minute, lastAt: 10 * minute, events: 3, lateEvents: 1, pageViews: 3 });
  });

  it("are corrected by what comes late, and go on where it shows that they were not over", () => {
    const ended = fold([on(0), on(10 * minute), on(80 * minute)]);
    const [longer] = fold([on(15 * minute)], ended);
    expect(longer!.events).toMatchObject([{ type: "session_corrected", data: { endedAt: 15 * minute, lateEvents: 1, reason: "idle" } }]);
    const [on_] = fold([on(30 * minute)], [longer!]);
    expect(on_!.events).toMatchObject([
      { type: "session_corrected", data: { lastAt: 80 * minute, endedAt: null, lateEvents: 0, reason: null } },
    ]);
  });

  it("are left as they are once they are settled, and by what is too far before them: counted as late", () => {
    const [settled] = states([on(windowMs), on(windowMs + minute)]).map((s) => ({ ...s, stretches: null }));
    const [counted] = fold([on(windowMs + 2 * minute)], [settled!]);
    expect(counted!.session).toEqual({ ...settled!.session, events: 3, pageViews: 3, lateEvents: 1 });
    expect(state([on(windowMs + 1)], [on(0)])).toMatchObject([{ startedAt: windowMs + 1, events: 2, lateEvents: 1 }]);
    expect(state([on(windowMs)], [on(0)])).toMatchObject([{ startedAt: 0, lastAt: 0, events: 2, lateEvents: 1 }]);
  });

  it("last twelve hours at most, however busy", () => {
    const batch = Array.from({ length: 24 }, (_, i) => on(i * 30 * minute)).concat(on(sessionLimits.maxAgeMs));
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
    const first = fold([on(0, device("d1"))]);
    expect(fold([on(1, server("ann"))], first, { idsOf: merged })[0]!.session).toMatchObject({ userId: "ann", events: 2 });
    expect(owners(state([on(0, device("d1", "ann")), on(1, device("d2", "ann"))]))).toEqual([
      ["ann", 1],
      ["ann", 1],
    ]);
  });

  it("of before, whose id was made of the client's alone, go on for whom they began", () => {
    const before = fold([on(0, device("d1"))]);
    const now = { sessionId: "22222222-2222-5222-8222-222222222222", clientSession: named };
    const [theirs] = fold([on(1, { ...device("d1"), ...now })], before);
    expect(theirs!.session).toMatchObject({ sessionId: named, events: 2 });
    const [other] = fold([on(1, { ...device("d2"), ...now })], before);
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
