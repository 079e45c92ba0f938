import {
  SessionCorrectedSchema,
  SessionEndedSchema,
  SessionJoinedSchema,
  SessionStartedSchema,
} from "@marketing/protos/identity/v1/identity_events";
import { isoTime, isoTimeOrNull } from "@marketing/shared/base/isoTime";
import { defineEvents, type EventOf, event, shape } from "@marketing/shared/log/defineEvents";

/** A session's state, and what its events say: the whole of it each time. Times are ms since 1970. */
export interface Session {
  readonly sessionId: string;
  readonly userId: string;
  readonly actorId: string;
  /** Somebody's user id is known, not only a device's. */
  readonly known: boolean;
  readonly derived: boolean;
  /** What stands for its id as the client gave it; absent = the client gave none, or the event is older than the field. */
  readonly clientSession?: string | null;
  readonly startedAt: number;
  readonly lastAt: number;
  readonly pageViews: number;
  readonly events: number;
  readonly lateEvents: number;
  readonly endedAt: number | null;
}

export type EndReason = "idle" | "max_age";

interface SessionActivity extends Session {
  /** Whose it was before somebody signed in; null = it has not changed hands. */
  readonly previousUserId: string | null;
}
interface SessionEnd extends Session {
  readonly reason: EndReason;
}
interface SessionCorrection extends SessionActivity {
  /** Null = it goes on after all. */
  readonly reason: EndReason | null;
}
interface SessionJoin extends Session {
  /** The session that it is part of from here on: the one of the two that began first. */
  readonly intoSessionId: string;
}

const at = Date.UTC(2026, 4, 4, 9, 30);
const userId = "0b0e7f5e-6d1c-5b64-9d0a-6a3c1b6f2d01";
const sample: Session = {
  ...{ sessionId: "018f6a2b-5000-7000-8000-000000000005", userId, actorId: userId, known: true, derived: true },
  ...{ startedAt: at, lastAt: at + 600_000, pageViews: 4, events: 9, lateEvents: 0, endedAt: at + 600_000 },
};

const told = (d: Session) => ({
  sessionId: d.sessionId,
  userId: d.userId,
  startTime: isoTime(d.startedAt),
  endTime: isoTimeOrNull(d.endedAt) ?? undefined,
  pageViews: d.pageViews,
  events: d.events,
});

export const sessionStream = (sessionId: string): string => `session-${sessionId}`;

/** Streams `session-<id>`, appended by the policy on tracking's events and by the sweep. */
export const sessionEvents = defineEvents(
  {
    session_started: event<SessionActivity>({
      version: 1,
      public: shape("session.started", SessionStartedSchema, (d) => ({
        sessionId: d.sessionId,
        userId: d.userId,
        startTime: isoTime(d.startedAt),
        derived: d.derived,
      })),
      sample: { ...sample, endedAt: null, previousUserId: null },
    }),
    session_activity: event<SessionActivity>({ version: 1 }),
    session_ended: event<SessionEnd>({
      version: 1,
      public: shape("session.ended", SessionEndedSchema, (d) => ({ ...told(d), reason: d.reason })),
      sample: { ...sample, reason: "idle" },
    }),
    /** What holds instead of what `session_ended` told, which is told once. */
    session_corrected: event<SessionCorrection>({
      version: 1,
      public: shape("session.corrected", SessionCorrectedSchema, (d) => ({ ...told(d), reason: d.reason ?? "" })),
      sample: { ...sample, previousUserId: null, reason: "idle" },
    }),
    /** The last of a session's stream. */
    session_joined: event<SessionJoin>({
      version: 1,
      public: shape("session.joined", SessionJoinedSchema, (d) => ({
        sessionId: d.sessionId,
        userId: d.userId,
        intoSessionId: d.intoSessionId,
      })),
      sample: { ...sample, intoSessionId: "018f6a2b-4000-7000-8000-000000000004" },
    }),
  },
  { sampleStream: sessionStream(sample.sessionId) },
);
export type SessionEvent = EventOf<typeof sessionEvents>;
