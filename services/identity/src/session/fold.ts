import { uuidv5 } from "@marketing/shared/base/ids";
import { isPageView } from "../activity/pageView.ts";
import type { TrackedEvent } from "../activity/trackedEvent.ts";
import type { EndReason, Session, SessionEvent } from "./events.ts";

const minute = 60_000;
/**
 * Times in ms. A session that the client names ends after an hour without activity. Where it names none, the server derives sessions, and
 * after half an hour without activity another one begins. None lasts longer than twelve hours.
 */
export const sessionLimits = { idleMs: 60 * minute, derivedGapMs: 30 * minute, maxAgeMs: 12 * 60 * minute };

/** Why a session is over at that moment, or null. */
export const overAt = (s: Session, at: number): EndReason | null =>
  at - s.startedAt > sessionLimits.maxAgeMs ? "max_age" : at - s.lastAt > sessionLimits.idleMs ? "idle" : null;

const derivedFor = (candidates: ReadonlyArray<Session>, e: TrackedEvent): Session | undefined =>
  candidates.find(
    (s) =>
      e.at >= s.startedAt - sessionLimits.derivedGapMs &&
      e.at <= s.lastAt + sessionLimits.derivedGapMs &&
      Math.max(s.lastAt, e.at) - Math.min(s.startedAt, e.at) <= sessionLimits.maxAgeMs,
  );

/** A session's UUID is the client's, unless somebody else has one of that id. */
const opened = (e: TrackedEvent, taken: (sessionId: string) => boolean): Session => ({
  sessionId:
    e.sessionId === null
      ? uuidv5(`session:${e.actorId}:${e.at}`, e.tenantId)
      : taken(e.sessionId)
        ? uuidv5(`session:${e.actorId}:${e.sessionId}`, e.tenantId)
        : e.sessionId,
  userId: e.userId,
  actorId: e.actorId,
  known: e.known,
  derived: e.sessionId === null,
  clientSession: e.clientSession,
  startedAt: e.at,
  lastAt: e.at,
  pageViews: 0,
  events: 0,
  lateEvents: 0,
  endedAt: null,
});

const counted = (s: Session, e: TrackedEvent, late: boolean): Session => ({
  ...s,
  // whoever is known by a user id owns the session that began anonymously
  ...(e.known && !s.known ? { userId: e.userId, known: true } : {}),
  startedAt: late ? s.startedAt : Math.min(s.startedAt, e.at),
  lastAt: late ? s.lastAt : Math.max(s.lastAt, e.at),
  pageViews: s.pageViews + (isPageView(e.eventName) ? 1 : 0),
  events: s.events + 1,
  lateEvents: s.lateEvents + (late ? 1 : 0),
});

/** A person's ids: the one that is asked for, and those that are the same person by a merge. */
export type IdsOf = (userId: string) => ReadonlyArray<string>;

/** The sessions of a batch by the id that clients gave them, which is unique only for a device or person. */
class NamedSessions {
  readonly #of = new Map<string, Set<string>>();

  add({ clientSession, sessionId, actorId, userId }: Session): void {
    for (const owner of [actorId, userId]) {
      const key = `${clientSession} ${owner}`;
      this.#of.set(key, (this.#of.get(key) ?? new Set()).add(sessionId));
    }
  }

  /** The device says whose session it is; a user is told by their id only where the event or the session names no device. */
  find(e: TrackedEvent, idsOf: IdsOf, sessionOf: (sessionId: string) => Session): Session | undefined {
    const owned = (owner: string) => [...(this.#of.get(`${e.clientSession} ${owner}`) ?? [])].map(sessionOf);
    const ofDevice = owned(e.actorId).find((s) => s.actorId === e.actorId);
    if (ofDevice) return ofDevice;
    return idsOf(e.userId)
      .flatMap(owned)
      .find((s) => e.anonymousId === null || (s.known && s.actorId === s.userId));
  }
}

interface Folding {
  session: Session;
  readonly isNew: boolean;
  readonly previousUserId: string | null;
  ended: EndReason | null;
}

export interface FoldedSession {
  readonly session: Session;
  readonly events: ReadonlyArray<SessionEvent>;
}

/**
 * Tracked events of one tenant, folded into its sessions; `stored` are those the events may belong to. In order of time, as far as a batch
 * knows it. An event of a session that is over counts as late and does not open it again: a session ends once.
 * Bots have no sessions, nor has what happened while nobody was there.
 */
export const foldSessions = (
  batch: ReadonlyArray<TrackedEvent>,
  stored: ReadonlyArray<Session>,
  idsOf: IdsOf = (userId) => [userId],
): ReadonlyArray<FoldedSession> => {
  const byId = new Map<string, Folding>();
  const byActor = new Map<string, string[]>();
  const named = new NamedSessions();
  const sessionOf = (sessionId: string): Session => byId.get(sessionId)!.session;
  const add = (f: Folding): Folding => {
    const { sessionId, actorId, derived } = f.session;
    byId.set(sessionId, f);
    if (derived) byActor.set(actorId, [...(byActor.get(actorId) ?? []), sessionId]);
    else named.add(f.session);
    return f;
  };
  const changed = new Set<Folding>();
  for (const s of stored) add({ session: s, isNew: false, previousUserId: s.userId, ended: null });

  for (const e of batch.filter((b) => b.active && !b.isBot).sort((a, b) => a.at - b.at)) {
    const found = e.clientSession === null ? derivedFor((byActor.get(e.actorId) ?? []).map(sessionOf), e) : named.find(e, idsOf, sessionOf);
    const folding = found
      ? byId.get(found.sessionId)!
      : add({ session: opened(e, (id) => byId.has(id)), isNew: true, previousUserId: null, ended: null });
    changed.add(folding);
    const s = folding.session;
    const over = s.endedAt === null ? overAt(s, e.at) : null;
    if (over !== null) {
      folding.ended = over;
      folding.session = { ...s, endedAt: s.lastAt };
    }
    const late = folding.session.endedAt !== null || s.lastAt - e.at > sessionLimits.maxAgeMs;
    folding.session = counted(folding.session, e, late);
    if (!s.derived && folding.session.userId !== s.userId) named.add(folding.session);
  }

  return [...changed].map(({ session, isNew, previousUserId, ended }) => {
    const before = previousUserId !== null && previousUserId !== session.userId ? previousUserId : null;
    const events: SessionEvent[] = [{ type: isNew ? "session_started" : "session_activity", data: { ...session, previousUserId: before } }];
    if (ended !== null) events.push({ type: "session_ended", data: { ...session, reason: ended } });
    return { session, events };
  });
};
