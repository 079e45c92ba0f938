import { isUuid } from "@marketing/shared/base/ids";
import type { PoolClient } from "pg";
import { type EventCursor, type EventFilter, type EventRow, eventColumns, filterSql, olderThan, Parameters } from "./rows.ts";
import { formerSessionIdOf, sessionIdOf } from "./sessionId.ts";

// Statements are unnamed on purpose: the plan depends on the values (one month or ten years, a rare name or a common one), and
// partitions are pruned while planning.

/** What is read: events in their active time, or the archive's with them. */
const eventsOf = (includeArchived: boolean): string =>
  includeArchived ? "(SELECT * FROM events UNION ALL SELECT * FROM events_archive)" : "events";

const newestFirst = "ORDER BY e.timestamp DESC, e.event_id DESC LIMIT";

/** Events of all of one person's ids, newest first. Each id is read by its own index scan, `limit` rows at most. */
export const timeline = async (
  client: PoolClient,
  tenantId: string,
  userIds: ReadonlyArray<string>,
  filter: EventFilter,
  cursor: EventCursor | null,
  limit: number,
): Promise<EventRow[]> => {
  const p = new Parameters();
  const from = eventsOf(filter.includeArchived ?? false);
  const tenant = p.add(tenantId);
  const conditions = (user: string) => `e.tenant_id = ${tenant} AND e.user_id = ${user}${filterSql(p, filter)}${olderThan(p, cursor)}`;
  const text =
    userIds.length === 1
      ? `SELECT ${eventColumns} FROM ${from} e WHERE ${conditions(p.add(userIds[0]))} ${newestFirst} ${p.add(limit)}`
      : `SELECT ${eventColumns} FROM unnest(${p.add([...userIds])}::uuid[]) AS person (id)
           CROSS JOIN LATERAL (SELECT * FROM ${from} e WHERE ${conditions("person.id")} ${newestFirst} ${p.add(limit)}) e
          ${newestFirst} ${p.add(limit)}`;
  return (await client.query<EventRow>(text, p.values)).rows;
};

/** Events of a time range, newest first. */
export const listEvents = async (
  client: PoolClient,
  tenantId: string,
  filter: EventFilter & { readonly sessionId?: string | undefined },
  cursor: EventCursor | null,
  limit: number,
): Promise<EventRow[]> => {
  const p = new Parameters();
  const conditions = `e.tenant_id = ${p.add(tenantId)}${filterSql(p, filter)}${filter.sessionId ? ` AND e.session_id = ${p.add(filter.sessionId)}` : ""}${olderThan(p, cursor)}`;
  const from = eventsOf(filter.includeArchived ?? false);
  return (
    await client.query<EventRow>(`SELECT ${eventColumns} FROM ${from} e WHERE ${conditions} ${newestFirst} ${p.add(limit)}`, p.values)
  ).rows;
};

/** The same, of those whose properties contain a JSON object. See migrations/tracking/0001 for why this is a function. */
export const searchEvents = async (
  client: PoolClient,
  tenantId: string,
  contains: string,
  filter: {
    readonly from: Date;
    readonly to: Date;
    readonly name?: string | undefined;
    readonly sessionId?: string | undefined;
    readonly includeBots: boolean;
    readonly includeArchived?: boolean;
  },
  cursor: EventCursor | null,
  limit: number,
): Promise<EventRow[]> => {
  const { rows } = await client.query<EventRow>(
    `SELECT ${eventColumns} FROM ${filter.includeArchived ? "search_all_events" : "search_events"}($2, $3, $4, $5, $6, $7, $8, $9, $10) s
       CROSS JOIN LATERAL (SELECT * FROM ${eventsOf(filter.includeArchived ?? false)} r WHERE r.tenant_id = $1 AND r.event_id = s.found_id AND r.timestamp = s.found_at LIMIT 1) e
      ${newestFirst} $10`,
    [
      tenantId,
      contains,
      filter.from,
      filter.to,
      filter.name ?? null,
      filter.sessionId ?? null,
      filter.includeBots,
      cursor && new Date(cursor.at),
      cursor?.id ?? null,
      limit,
    ],
  );
  return rows;
};

/** A session by its UUID, or by the client's own id and every id of whose it is. */
export interface SessionFilter {
  readonly sessionId: string;
  readonly userIds: ReadonlyArray<string> | null;
}

/** Those of them that were tracked before a session's id had to do with whose it is, are told by their person. */
const inSession = (p: Parameters, tenantId: string, { sessionId, userIds }: SessionFilter): string => {
  const plain = `e.session_id = ${p.add(formerSessionIdOf(tenantId, sessionId))}`;
  if (userIds === null) return plain;
  const own = userIds.map((userId) => sessionIdOf(tenantId, userId, sessionId)).filter(() => !isUuid(sessionId));
  return `((${plain} AND e.user_id = ANY (${p.add(userIds)}::uuid[])) OR e.session_id = ANY (${p.add(own)}::uuid[]))`;
};

/** The events of one session, oldest first. */
export const sessionEvents = async (
  client: PoolClient,
  tenantId: string,
  session: SessionFilter,
  includeBots: boolean,
  cursor: EventCursor | null,
  limit: number,
): Promise<EventRow[]> => {
  const p = new Parameters();
  let conditions = `e.tenant_id = ${p.add(tenantId)} AND ${inSession(p, tenantId, session)}${includeBots ? "" : " AND NOT e.is_bot"}`;
  if (cursor) conditions += ` AND (e.timestamp, e.event_id) > (${p.add(new Date(cursor.at))}, ${p.add(cursor.id)})`;
  return (
    await client.query<EventRow>(
      `SELECT ${eventColumns} FROM events e WHERE ${conditions} ORDER BY e.timestamp, e.event_id LIMIT ${p.add(limit)}`,
      p.values,
    )
  ).rows;
};
