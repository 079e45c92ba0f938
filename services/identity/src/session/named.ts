import { uuidv5 } from "@marketing/shared/base/ids";
import type { TrackedEvent } from "../activity/trackedEvent.ts";
import { changeOf, countedLate, type FoldedSession, overAt, type StoredSession } from "./change.ts";
import type { Session } from "./events.ts";
import { type IdsOf, NamedSessions } from "./namedSessions.ts";
import { fits, gathered, parted, type Stretch, sessionLimits, stretchOf, sumOf } from "./stretches.ts";

/** A session's UUID is the client's, unless somebody else has one of that id. */
const opened = (e: TrackedEvent, clientId: string, taken: (sessionId: string) => boolean): Session => ({
  sessionId: taken(clientId) ? uuidv5(`session:${e.actorId}:${clientId}`, e.tenantId) : clientId,
  ...{ userId: e.userId, actorId: e.actorId, known: e.known, derived: false, clientSession: e.clientSession },
  ...{ startedAt: e.at, lastAt: e.at, pageViews: 0, events: 0, lateEvents: 0, endedAt: null },
});

interface Folding {
  readonly before: StoredSession | null;
  session: Session;
  readonly added: Stretch[];
}

/**
 * A session ends with the first silence after its beginning, or by its age: what happened after it counts as late, and is remembered for as
 * long as an event that comes late may lie between.
 */
const finished = ({ before, session: s, added }: Folding, now: number): FoldedSession => {
  if (before?.stretches === null || added.length === 0) return changeOf(before, s, before?.stretches ?? null);
  const stretches = gathered([...(before?.stretches ?? []), ...added]);
  const { first, last, events } = sumOf(parted(stretches, sessionLimits.idleMs)[0]!);
  const within = stretches.filter((m) => fits(m, first));
  const { signedIn } = sumOf(within);
  const going: Session = {
    ...s,
    ...{ userId: signedIn?.userId ?? s.actorId, known: signedIn !== null },
    ...{ startedAt: first, lastAt: last, lateEvents: s.events - events, endedAt: null },
  };
  const ended = stretches.at(-1)!.last > last || (before !== null && before.session.endedAt !== null && overAt(going, now));
  return changeOf(before, ended ? { ...going, endedAt: last } : going, within);
};

/** The sessions of events that name one, in order of time; `windowMs`: how far before its beginning an event may move it. */
export const foldNamed = (
  batch: ReadonlyArray<TrackedEvent>,
  stored: ReadonlyArray<StoredSession>,
  { idsOf, now, windowMs }: { readonly idsOf: IdsOf; readonly now: number; readonly windowMs: number },
): ReadonlyArray<FoldedSession> => {
  const byId = new Map<string, Folding>();
  const named = new NamedSessions();
  const add = (f: Folding): Folding => {
    byId.set(f.session.sessionId, f);
    if (!f.session.derived) named.add(f.session);
    return f;
  };
  for (const s of stored) add({ before: s, session: s.session, added: [] });

  const changed = new Set<Folding>();
  for (const e of batch) {
    if (e.sessionId === null) continue;
    const found = named.find(e, idsOf, (id) => byId.get(id)!.session);
    const folding = found
      ? byId.get(found.sessionId)!
      : add({ before: null, session: opened(e, e.sessionId, (id) => byId.has(id)), added: [] });
    changed.add(folding);
    const [s, stretch] = [folding.session, stretchOf(e)];
    if (folding.before?.stretches === null || s.startedAt - e.at > windowMs) {
      folding.session = countedLate(s, stretch);
      continue;
    }
    folding.added.push(stretch);
    const signsIn = e.known && !s.known;
    const owner = signsIn ? { userId: e.userId, known: true } : {};
    folding.session = { ...s, ...owner, events: s.events + stretch.events, pageViews: s.pageViews + stretch.pageViews };
    if (signsIn) named.add(folding.session);
  }
  return [...changed].map((f) => finished(f, now));
};
