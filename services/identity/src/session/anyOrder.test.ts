import { type Random, randomOf } from "@marketing/tests/support/random";
import { describe, expect, it } from "vitest";
import type { TrackedEvent } from "../activity/trackedEvent.ts";
import type { StoredSession } from "./change.ts";
import { foldSessions } from "./fold.ts";
import { sessionLimits } from "./stretches.ts";

// The same events in whatever order and batches they come, whatever was ended in between: the same sessions.

const stretchMs = 300_000;
const { derivedGapMs, idleMs, maxAgeMs } = sessionLimits;
const windowMs = 30 * 86_400_000;
const clientSession = "11111111-1111-4111-8111-111111111111";

const randomEvents = (random: Random, n: number, hours: number): ReadonlyArray<TrackedEvent> =>
  Array.from({ length: n }, (_, i) => {
    const device = random.pick(["phone", "tablet"]);
    const user = random.pick([null, null, "ann", "bob"]);
    const named = random.below(3) === 0;
    return {
      ...{ tenantId: "00000000-0000-4000-8000-000000000001", eventId: `e${i}`, messageId: `m${(i * 11) % 101}` },
      ...{ userId: user ?? device, externalId: user, known: user !== null, anonymousId: device, actorId: device },
      ...{ eventName: random.pick(["page_view", "click"]), at: random.below(hours * 120) * 30_000 },
      ...{ sessionId: named ? clientSession : null, clientSession: named ? clientSession : null },
      ...{ active: random.below(9) > 0, isBot: random.below(20) === 0, channel: "browser", device: "desktop", properties: {} },
    };
  });

const shown = (of: { readonly [field: string]: unknown }) => JSON.stringify(of);

/** By somebody who has all events before them. */
const expectedOf = (events: ReadonlyArray<TrackedEvent>): ReadonlyArray<string> => {
  const inOrder = events.filter((e) => e.active && !e.isBot).sort((a, b) => a.at - b.at || (a.messageId < b.messageId ? -1 : 1));
  const stretchOf = (e: TrackedEvent) => Math.floor(e.at / stretchMs);
  const fits = (e: TrackedEvent, startedAt: number) => (stretchOf(e) + 1) * stretchMs - startedAt <= maxAgeMs;
  const sessions: string[] = [];
  for (const [key, own] of Map.groupBy(inOrder, (e) => `${e.actorId} ${e.clientSession}`)) {
    const derived = key.endsWith("null");
    const parts: TrackedEvent[][] = [];
    for (const [, together] of Map.groupBy(own, stretchOf)) {
      const part = parts.at(-1);
      const follows = part && together[0]!.at - part.at(-1)!.at <= (derived ? derivedGapMs : idleMs);
      if (follows && fits(together[0]!, part[0]!.at)) part.push(...together);
      else parts.push([...together]);
    }
    for (const part of derived ? parts : parts.slice(0, 1)) {
      const all = derived ? part : own;
      const within = derived ? part : own.filter((e) => fits(e, part[0]!.at));
      sessions.push(
        shown({
          userId: within.find((e) => e.known)?.userId ?? part[0]!.actorId,
          ...{ derived, startedAt: part[0]!.at, lastAt: part.at(-1)!.at, endedAt: part.at(-1)!.at },
          ...{ events: all.length, lateEvents: all.length - part.length },
          pageViews: all.filter((e) => e.eventName === "page_view").length,
        }),
      );
    }
  }
  return sessions.sort();
};

/** What the log would hold of each session: that its events are told as they are promised. */
class Told {
  readonly #streams = new Map<string, { ended: boolean; joined: boolean }>();
  tell(sessionId: string, type: string, endedAt: number | null): void {
    const s = this.#streams.get(sessionId);
    expect(s === undefined, `${type} of ${sessionId}`).toBe(type === "session_started");
    expect(s?.joined ?? false).toBe(false);
    if (type === "session_ended") expect(s!.ended).toBe(false);
    if (type === "session_corrected") expect(s!.ended).toBe(true);
    this.#streams.set(sessionId, { ended: s?.ended === true || type === "session_ended", joined: type === "session_joined" });
    if (type === "session_ended") expect(endedAt).not.toBeNull();
  }
}

const now = 30 * 86_400_000;
const foldAll = (random: Random, events: ReadonlyArray<TrackedEvent>): ReadonlyArray<string> => {
  let stored: ReadonlyArray<StoredSession> = [];
  const told = new Told();
  for (let done = 0; done < events.length; ) {
    const batch = events.slice(done, done + 1 + random.below(6));
    done += batch.length;
    const folded = foldSessions(batch, stored, { idsOf: (id) => [id], now, windowMs });
    for (const f of folded) for (const e of f.events) told.tell(f.session.sessionId, e.type, e.data.endedAt);
    const ids = new Set(folded.map((f) => f.session.sessionId));
    stored = [...stored.filter((s) => !ids.has(s.session.sessionId)), ...folded.filter((f) => !f.joined)];
    // the sweep, sometimes
    const last = done >= events.length;
    stored = stored.map((s) => {
      if (s.session.endedAt !== null || (!last && random.below(3) > 0)) return s;
      told.tell(s.session.sessionId, s.endTold ? "session_corrected" : "session_ended", s.session.lastAt);
      return { ...s, session: { ...s.session, endedAt: s.session.lastAt }, endTold: true };
    });
  }
  return stored
    .map(({ session: { userId, derived, startedAt, lastAt, endedAt, events: n, lateEvents, pageViews } }) =>
      shown({ userId, derived, startedAt, lastAt, endedAt, events: n, lateEvents, pageViews }),
    )
    .sort();
};

describe("sessions are the same", () => {
  it.each([
    ["an hour's", 40, 1, 40],
    ["half a day's, with silences", 30, 12, 40],
    ["two days', so busy that age parts them", 250, 40, 10],
  ])("%s, in many orders, in batches of any size, swept at any time", (_, n, hours, orders) => {
    for (let seed = 1; seed <= 10; seed++) {
      const random = randomOf(seed);
      const events = randomEvents(random, n, hours);
      const expected = expectedOf(events);
      for (let order = 0; order < orders; order++)
        expect(foldAll(random, random.shuffled(events)), `seed ${seed}, order ${order}`).toEqual(expected);
    }
  });
});
