import { uuidv5 } from "@marketing/shared/base/ids";
import type { TrackedEvent } from "../activity/trackedEvent.ts";
import { changeOf, countedLate, type FoldedSession, overAt, type StoredSession } from "./change.ts";
import type { Session } from "./events.ts";
import { gathered, parted, type Stretch, sessionLimits, stretchOf, sumOf } from "./stretches.ts";

const { derivedGapMs } = sessionLimits;

const reaches = ({ session: s }: StoredSession, e: TrackedEvent): boolean =>
  e.at >= s.startedAt - derivedGapMs && e.at <= s.lastAt + derivedGapMs;

/** What of a session's counts has no place in time: its late events. */
const withoutPlace = ({ session, stretches }: StoredSession) => {
  const placed = sumOf(stretches!);
  return { events: session.events - placed.events, pageViews: session.pageViews - placed.pageViews };
};

/** Session `a` is told of otherwise than `b`. */
const differs = (a: Session, b: Session): boolean =>
  a.startedAt !== b.startedAt || a.lastAt !== b.lastAt || a.events !== b.events || a.pageViews !== b.pageViews || a.userId !== b.userId;

/**
 * The derived sessions of one device, or of a user where no device is named: all that is known of its stretches, parted anew. A session that an
 * event falls before begins with it; of two that an event lies between, the one that began first goes on with the other's events; where
 * an earlier beginning leaves a day's activity too long, what is over goes on as another session.
 */
export const foldDerived = (
  batch: ReadonlyArray<TrackedEvent>,
  stored: ReadonlyArray<StoredSession>,
  now: number,
): ReadonlyArray<FoldedSession> => {
  const open = stored.filter((s) => s.stretches !== null);
  const late = new Map<StoredSession, Session>();
  const added: Stretch[] = [];
  for (const e of batch) {
    const settled = open.some((s) => reaches(s, e)) ? undefined : stored.find((s) => s.stretches === null && reaches(s, e));
    if (settled) late.set(settled, countedLate(late.get(settled) ?? settled.session, stretchOf(e)));
    else added.push(stretchOf(e));
  }
  const folded = [...late].map(([before, session]) => changeOf(before, session, null));
  if (added.length === 0) return folded;

  const { tenantId, actorId } = batch[0]!;
  // what opened it tells it apart from one that began at that moment before and was joined since
  const newId = (first: number, last: number): string => {
    const by = batch.find((e) => e.at >= first && e.at <= last) ?? batch[0]!;
    return uuidv5(`session:${actorId}:${first}:${by.eventId}`, tenantId);
  };
  for (const stretches of parted(gathered([...open.flatMap((s) => s.stretches!), ...added]), derivedGapMs)) {
    const { first, last, signedIn, ...placed } = sumOf(stretches);
    const [kept = null, ...others] = open
      .filter(({ session: s }) => s.startedAt >= first && s.startedAt <= last)
      .sort((a, b) => a.session.startedAt - b.session.startedAt);
    const before = kept === null ? others : [kept, ...others];
    const more = before.map(withoutPlace);
    const lateEvents = more.reduce((n, m) => n + m.events, 0);
    const going: Session = {
      sessionId: kept?.session.sessionId ?? newId(first, last),
      ...{ userId: signedIn?.userId ?? actorId, actorId, known: signedIn !== null, derived: true, clientSession: null },
      ...{ startedAt: first, lastAt: last, lateEvents, endedAt: null },
      events: placed.events + lateEvents,
      pageViews: placed.pageViews + more.reduce((n, m) => n + m.pageViews, 0),
    };
    const ended = before.some((s) => s.session.endedAt !== null) && overAt(going, now);
    const session = ended ? { ...going, endedAt: last } : going;
    if (kept === null || others.length > 0 || differs(kept.session, session)) folded.push(changeOf(kept, session, stretches));
    for (const { session: s, ...other } of others) {
      const events = [{ type: "session_joined" as const, data: { ...s, intoSessionId: session.sessionId } }];
      folded.push({ session: s, ...other, events, joined: true });
    }
  }
  return folded;
};
