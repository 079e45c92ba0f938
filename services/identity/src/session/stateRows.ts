import type { PoolClient } from "pg";
import type { TrackedEvent } from "../activity/trackedEvent.ts";
import type { StoredSession } from "./change.ts";
import type { Session } from "./events.ts";
import type { IdsOf } from "./namedSessions.ts";
import { type PackedStretch, sessionLimits, unpacked } from "./stretches.ts";

// Tables `session_state` and `session_stretches`: what the policy on tracking's events needs to know of sessions, moved in its own transaction.

export interface SessionStateRow {
  readonly tenant_id: string;
  readonly session_id: string;
  readonly user_id: string;
  readonly actor_id: string;
  readonly known: boolean;
  readonly derived: boolean;
  readonly client_session: string | null;
  readonly started_at: Date;
  readonly last_at: Date;
  readonly page_views: number;
  readonly events: number;
  readonly late_events: number;
  readonly ended_at: Date | null;
  readonly end_told: boolean;
}
interface Row extends SessionStateRow {
  readonly stretches: ReadonlyArray<PackedStretch> | null;
}

export const sessionOf = (r: SessionStateRow): Session => ({
  sessionId: r.session_id,
  userId: r.user_id,
  actorId: r.actor_id,
  known: r.known,
  derived: r.derived,
  clientSession: r.client_session,
  startedAt: r.started_at.getTime(),
  lastAt: r.last_at.getTime(),
  pageViews: r.page_views,
  events: r.events,
  lateEvents: r.late_events,
  endedAt: r.ended_at?.getTime() ?? null,
});

const storedOf = (r: Row): StoredSession => ({
  session: sessionOf(r),
  stretches: r.stretches?.map(unpacked) ?? null,
  endTold: r.end_told,
});

const stored =
  "SELECT s.*, m.stretches FROM session_state s LEFT JOIN session_stretches m USING (tenant_id, session_id) WHERE s.tenant_id = $1";

// By the client's id of whose it is, and whoever has the UUID that a new session would get. Each is a look-up in an index.
const named = `${stored} AND s.session_id IN (
    SELECT unnest($4::uuid[])
    UNION ALL SELECT s.session_id FROM unnest($2::uuid[], $3::uuid[]) AS k (client_session, owner) CROSS JOIN LATERAL (
      SELECT a.session_id FROM session_state a WHERE a.tenant_id = $1 AND a.client_session = k.client_session AND a.actor_id = k.owner
      UNION ALL SELECT u.session_id FROM session_state u WHERE u.tenant_id = $1 AND u.client_session = k.client_session AND u.user_id = k.owner) s) FOR UPDATE OF s`;
const merged = `SELECT winner_user_id AS a, loser_user_id AS b FROM merges WHERE tenant_id = $1 AND winner_user_id = ANY ($2::uuid[]) AND undone_at IS NULL
  UNION SELECT loser_user_id, winner_user_id FROM merges WHERE tenant_id = $1 AND loser_user_id = ANY ($2::uuid[]) AND undone_at IS NULL`;
// Those that an actor's events may move, and those that follow without a silence: where one's beginning moves, so may theirs.
const near = `${stored} AND s.session_id IN (
    WITH RECURSIVE near AS (
      SELECT s.actor_id, s.session_id, s.last_at FROM unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[]) AS k (actor_id, since, until) CROSS JOIN LATERAL (
        SELECT a.actor_id, a.session_id, a.last_at FROM session_state a
         WHERE a.derived AND a.tenant_id = $1 AND a.actor_id = k.actor_id AND a.last_at >= k.since AND a.started_at <= k.until AND a.started_at >= k.since - $5 * interval '1 ms') s
      UNION
      SELECT s.actor_id, s.session_id, s.last_at FROM near n JOIN session_state s
        ON s.derived AND s.tenant_id = $1 AND s.actor_id = n.actor_id AND s.started_at > n.last_at AND s.started_at <= n.last_at + $6 * interval '1 ms')
    SELECT session_id FROM near) FOR UPDATE OF s`;

interface Near {
  readonly sessions: ReadonlyArray<StoredSession>;
  readonly idsOf: IdsOf;
}

/** Which ids of people are one person's by a merge that is known by now. */
const loadMerged = async (client: PoolClient, tenantId: string, userIds: ReadonlyArray<string>): Promise<IdsOf> => {
  const { rows } = await client.query<{ a: string; b: string }>({ name: "merged_ids", text: merged, values: [tenantId, userIds] });
  const others = Map.groupBy(rows, (r) => r.a);
  return (userId) => [userId, ...(others.get(userId) ?? []).map((r) => r.b)];
};

interface Times {
  readonly actorId: string;
  readonly from: number;
  until: number;
}

/** When each actor did something, a long silence apart. */
const timesOf = (batch: ReadonlyArray<TrackedEvent>): ReadonlyArray<Times> =>
  [...Map.groupBy(batch, (e) => e.actorId)].flatMap(([actorId, events]) => {
    const times: Times[] = [];
    for (const { at } of events.toSorted((a, b) => a.at - b.at)) {
      const latest = times.at(-1);
      if (latest && at - latest.until <= sessionLimits.maxAgeMs) latest.until = at;
      else times.push({ actorId, from: at, until: at });
    }
    return times;
  });

/** The sessions that a tenant's events may belong to, locked against the sweep, and which ids are one person's. */
export const loadSessions = async (client: PoolClient, tenantId: string, batch: ReadonlyArray<TrackedEvent>): Promise<Near> => {
  const withId = batch.filter((e) => e.clientSession !== null);
  const idsOf = withId.length === 0 ? (id: string) => [id] : await loadMerged(client, tenantId, [...new Set(withId.map((e) => e.userId))]);
  const loose = batch.filter((e) => e.clientSession === null);
  const sessions: StoredSession[] = [];
  if (withId.length > 0) {
    const owners = new Map(
      withId.flatMap((e) => [e.actorId, ...idsOf(e.userId)].map((id) => [`${e.clientSession} ${id}`, [e.clientSession, id]])),
    );
    const keys = [...owners.values()];
    const ids = [...new Set(withId.map((e) => e.sessionId))];
    const values = [tenantId, keys.map(([clientSession]) => clientSession), keys.map(([, owner]) => owner), ids];
    sessions.push(...(await client.query<Row>({ name: "named_sessions", text: named, values })).rows.map(storedOf));
  }
  if (loose.length > 0) {
    const times = timesOf(loose);
    const { derivedGapMs, maxAgeMs } = sessionLimits;
    const values = [
      tenantId,
      times.map((t) => t.actorId),
      times.map((t) => new Date(t.from - derivedGapMs)),
      times.map((t) => new Date(t.until + derivedGapMs)),
      maxAgeMs,
      derivedGapMs,
    ];
    sessions.push(...(await client.query<Row>({ name: "near_sessions", text: near, values })).rows.map(storedOf));
  }
  return { sessions: [...new Map(sessions.map((s) => [s.session.sessionId, s])).values()], idsOf };
};
