import { isoTime, isoTimeOrNull } from "@marketing/shared/base/isoTime";
import type { PoolClient } from "pg";
import type { FoldedSession } from "./change.ts";
import { packed } from "./stretches.ts";

const columns =
  "tenant_id, session_id, user_id, actor_id, known, derived, client_session, started_at, last_at, page_views, events, late_events, ended_at, end_told";
const upsert = `INSERT INTO session_state (${columns})
  SELECT $1, * FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::boolean[], $6::boolean[], $7::uuid[], $8::timestamptz[], $9::timestamptz[], $10::int[], $11::int[], $12::int[], $13::timestamptz[], $14::boolean[])
  ON CONFLICT (tenant_id, session_id) DO UPDATE SET user_id = excluded.user_id, known = excluded.known, started_at = excluded.started_at, last_at = excluded.last_at,
    page_views = excluded.page_views, events = excluded.events, late_events = excluded.late_events, ended_at = excluded.ended_at, end_told = excluded.end_told, touched_at = now()`;
const upsertStretches = `INSERT INTO session_stretches (tenant_id, session_id, stretches) SELECT $1, * FROM unnest($2::uuid[], $3::jsonb[])
  ON CONFLICT (tenant_id, session_id) DO UPDATE SET stretches = excluded.stretches, touched_at = now()`;
const drop = `WITH dropped AS (DELETE FROM session_stretches WHERE tenant_id = $1 AND session_id = ANY ($2::uuid[]))
  DELETE FROM session_state WHERE tenant_id = $1 AND session_id = ANY ($2::uuid[])`;

/** What is joined is forgotten here: the log and the read table know it. */
export const storeSessions = async (client: PoolClient, tenantId: string, folded: ReadonlyArray<FoldedSession>): Promise<void> => {
  const joined = folded.filter((f) => f.joined).map((f) => f.session.sessionId);
  if (joined.length > 0) await client.query({ name: "drop_sessions", text: drop, values: [tenantId, joined] });
  const going = folded.filter((f) => !f.joined);
  const sessions = going.map((f) => f.session);
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
      going.map((f) => f.endTold),
    ],
  });
  const stretches = going.flatMap((f) => (f.stretches === null ? [] : [[f.session.sessionId, JSON.stringify(f.stretches.map(packed))]]));
  if (stretches.length > 0) {
    const values = [tenantId, stretches.map(([id]) => id), stretches.map(([, text]) => text)];
    await client.query({ name: "store_session_stretches", text: upsertStretches, values });
  }
};
