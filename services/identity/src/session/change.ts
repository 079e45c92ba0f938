import type { EndReason, Session, SessionEvent } from "./events.ts";
import { type Stretch, sessionLimits } from "./stretches.ts";

/** A session as the policy on tracking's events remembers it. */
export interface StoredSession {
  readonly session: Session;
  /** What it is made of; null once it is settled: then it is left as it is, and what comes is counted as late. */
  readonly stretches: ReadonlyArray<Stretch> | null;
  /** `session_ended` was told, which it is once. */
  readonly endTold: boolean;
}

export interface FoldedSession extends StoredSession {
  readonly events: ReadonlyArray<SessionEvent>;
  /** It is part of another one now. */
  readonly joined: boolean;
}

/** Whether a session is over at that moment. */
export const overAt = (s: Session, at: number): boolean =>
  at - s.startedAt > sessionLimits.maxAgeMs || at - s.lastAt > sessionLimits.idleMs;

/** What ends it first: the silence after its last activity, or its age. */
export const reasonOf = (s: Session): EndReason =>
  s.lastAt + (s.derived ? sessionLimits.derivedGapMs : sessionLimits.idleMs) > s.startedAt + sessionLimits.maxAgeMs ? "max_age" : "idle";

export const changeOf = (before: StoredSession | null, session: Session, stretches: ReadonlyArray<Stretch> | null): FoldedSession => {
  const previousUserId = before !== null && before.session.userId !== session.userId ? before.session.userId : null;
  const data = { ...session, previousUserId };
  const reason = session.endedAt === null ? null : reasonOf(session);
  const events: SessionEvent[] = [];
  if (before?.endTold && stretches !== null) events.push({ type: "session_corrected", data: { ...data, reason } });
  else {
    events.push({ type: before === null ? "session_started" : "session_activity", data });
    if (reason !== null && !before?.endTold) events.push({ type: "session_ended", data: { ...session, reason } });
  }
  return { session, stretches, endTold: (before?.endTold ?? false) || reason !== null, events, joined: false };
};

/** An event that has no place in it any more: counted, and nothing else. */
export const countedLate = (s: Session, stretch: Stretch): Session => ({
  ...s,
  events: s.events + stretch.events,
  pageViews: s.pageViews + stretch.pageViews,
  lateEvents: s.lateEvents + stretch.events,
});
