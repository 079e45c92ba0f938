import { isoTime, isoTimeOrNull } from "@marketing/shared/base/isoTime";
import type { PoolClient } from "pg";
import type { TrackedEvent } from "../activity/trackedEvent.ts";
import type { EndReason, Session } from "./events.ts";
import { type IdsOf, sessionLimits } from "./fold.ts";

// Table `session_state`: what the policy on tracking's events needs to know of sessions, moved in its own transaction.

interface Row {
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
}
const columns =
  "tenant_id, session_id, user_id, actor_id, known, derived, client_session, started_at, last_at, page_views, events, late_events, ended_at";

const sessionOf = (r: Row): Session => ({
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

// By the client's id of whose it is, and whoever has the UUID that a new session would get. Each is a look-up in an index.
const named = `SELECT ${columns} FROM session_state WHERE tenant_id = $1 AND session_id IN (
    SELECT unnest($4::uuid[])
    UNION ALL SELECT s.session_id FROM unnest($2::uuid[], $3::uuid[]) AS k (client_session, owner) CROSS JOIN LATERAL (
      SELECT a.session_id FROM session_state a WHERE a.tenant_id = $1 AND a.client_session = k.client_session AND a.actor_id = k.owner
      UNION ALL SELECT u.session_id FROM session_state u WHERE u.tenant_id = $1 AND u.client_session = k.client_session AND u.user_id = k.owner) s) FOR UPDATE`;
const merged = `SELECT winner_user_id AS a, loser_user_id AS b FROM merges WHERE tenant_id = $1 AND winner_user_id = ANY ($2::uuid[]) AND undone_at IS NULL
  UNION SELECT loser_user_id, winner_user_id FROM merges WHERE tenant_id = $1 AND loser_user_id = ANY ($2::uuid[]) AND undone_at IS NULL`;
const near = `SELECT ${columns} FROM session_state
  WHERE derived AND tenant_id = $1 AND actor_id = ANY ($2::uuid[]) AND last_at >= $3 AND started_at <= $4 AND started_at >= $5 ORDER BY started_at DESC FOR UPDATE`;

interface Near {
  readonly sessions: ReadonlyArray<Session>;
  readonly idsOf: IdsOf;
}

/** Which ids of people are one person's by a merge that is known by now. */
const loadMerged = async (client: PoolClient, tenantId: string, userIds: ReadonlyArray<string>): Promise<IdsOf> => {
  const { rows } = await client.query<{ a: string; b: string }>({ name: "merged_ids", text: merged, values: [tenantId, userIds] });
  const others = Map.groupBy(rows, (r) => r.a);
  return (userId) => [userId, ...(others.get(userId) ?? []).map((r) => r.b)];
};

/** The sessions that a tenant's events may belong to, locked against the sweep, and which ids are one person's. */
export const loadSessions = async (client: PoolClient, tenantId: string, batch: ReadonlyArray<TrackedEvent>): Promise<Near> => {
  const withId = batch.filter((e) => e.clientSession !== null);
  const idsOf = withId.length === 0 ? (id: string) => [id] : await loadMerged(client, tenantId, [...new Set(withId.map((e) => e.userId))]);
  const loose = batch.filter((e) => e.clientSession === null);
  const sessions: Session[] = [];
  if (withId.length > 0) {
    const owners = new Map(
      withId.flatMap((e) => [e.actorId, ...idsOf(e.userId)].map((id) => [`${e.clientSession} ${id}`, [e.clientSession, id]])),
    );
    const keys = [...owners.values()];
    const ids = [...new Set(withId.map((e) => e.sessionId))];
    const values = [tenantId, keys.map(([clientSession]) => clientSession), keys.map(([, owner]) => owner), ids];
    sessions.push(...(await client.query<Row>({ name: "named_sessions", text: named, values })).rows.map(sessionOf));
  }
  if (loose.length > 0) {
    const times = loose.map((e) => e.at);
    const from = new Date(times.reduce((a, b) => Math.min(a, b)) - sessionLimits.derivedGapMs);
    const until = new Date(times.reduce((a, b) => Math.max(a, b)) + sessionLimits.derivedGapMs);
    const actors = [...new Set(loose.map((e) => e.actorId))];
    sessions.push(
      ...(
        await client.query<Row>({
          name: "near_sessions",
          text: near,
          values: [tenantId, actors, from, until, new Date(from.getTime() - sessionLimits.maxAgeMs)],
        })
      ).rows.map(sessionOf),
    );
  }
  return { sessions: [...new Map(sessions.map((s) => [s.sessionId, s])).values()], idsOf };
};

const upsert = `INSERT INTO session_state (${columns})
  SELECT $1, * FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::boolean[], $6::boolean[], $7::uuid[], $8::timestamptz[], $9::timestamptz[], $10::int[], $11::int[], $12::int[], $13::timestamptz[])
  ON CONFLICT (tenant_id, session_id) DO UPDATE SET user_id = excluded.user_id, known = excluded.known, started_at = excluded.started_at, last_at = excluded.last_at,
    page_views = excluded.page_views, events = excluded.events, late_events = excluded.late_events, ended_at = excluded.ended_at, touched_at = now()`;

export const storeSessions = async (client: PoolClient, tenantId: string, sessions: ReadonlyArray<Session>): Promise<void> => {
  await client.query({
    name: "store_sessions",
    text: upsert,
    values: [
      tenantId,
      sessions.map((s) => s.sessionId),
      sessions.map((s) => s.userId),
      sessions.map((s) => s.actorId),
      sessions.map((s) => s.known),
      sessions.map((s) => s.derived),
      sessions.map((s) => s.clientSession ?? null),
      sessions.map((s) => isoTime(s.startedAt)),
      sessions.map((s) => isoTime(s.lastAt)),
      sessions.map((s) => s.pageViews),
      sessions.map((s) => s.events),
      sessions.map((s) => s.lateEvents),
      sessions.map((s) => isoTimeOrNull(s.endedAt)),
    ],
  });
};

const sweep = `UPDATE session_state s SET ended_at = s.last_at FROM (
    SELECT tenant_id, session_id FROM session_state
     WHERE ended_at IS NULL AND started_at < $1::timestamptz AND (last_at < $1::timestamptz OR started_at < $2::timestamptz) AND touched_at < clock_timestamp() - $3 * interval '1 ms'
     ORDER BY started_at LIMIT $4 FOR UPDATE SKIP LOCKED) d
  WHERE s.tenant_id = d.tenant_id AND s.session_id = d.session_id RETURNING s.*`;

/** Ends sessions nobody was active in for long enough, at their last activity. `graceMs`: how long ago the last event must have arrived. */
export const endIdleSessions = async (
  client: PoolClient,
  now: number,
  graceMs: number,
  limit: number,
): Promise<ReadonlyArray<{ readonly tenantId: string; readonly session: Session; readonly reason: EndReason }>> => {
  const { rows } = await client.query<Row>(sweep, [
    new Date(now - sessionLimits.idleMs),
    new Date(now - sessionLimits.maxAgeMs),
    graceMs,
    limit,
  ]);
  return rows.map((row) => {
    const session = sessionOf(row);
    return { tenantId: row.tenant_id, session, reason: session.lastAt < now - sessionLimits.idleMs ? "idle" : "max_age" };
  });
};
