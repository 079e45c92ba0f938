import type { RecordedEvent } from "@marketing/shared/base/event";
import type { PostgresView } from "@marketing/shared/subscription/view";
import type { PoolClient } from "pg";
import type { SegmentEvent } from "./segmentEvents.ts";

const definitionTypes = ["segment_created", "segment_updated", "segment_activated", "segment_archived"];
const historyTypes = ["segment_entered", "segment_exited", "segment_assigned", "segment_removed"];

/** Tables `segments` and `segment_history`. Who is a member now is in `segment_memberships`, with the people. */
export const segmentView: PostgresView = {
  kind: "postgres",
  name: "segments",
  version: 1,
  tables: ["segments", "segment_history"],
  types: new Set([...definitionTypes, ...historyTypes]),
  batchSize: 2_000,
  async apply(client, events) {
    for (const e of events) if (definitionTypes.includes(e.type)) await define(client, e, e as unknown as SegmentEvent);
    const changes = await really(
      client,
      events.filter((e) => historyTypes.includes(e.type)),
    );
    if (changes.length > 0) await record(client, changes);
  },
};

const iso = (ms: number): string => new Date(ms).toISOString();

/** Rare, so one by one. */
const define = async (client: PoolClient, e: RecordedEvent, { type, data }: SegmentEvent): Promise<void> => {
  const key = [e.tenantId, data.segmentId, e.version, iso(data.at)];
  if (type === "segment_created")
    await client.query(
      `INSERT INTO segments (tenant_id, segment_id, version, created_at, updated_at, name, description, rule, priority, status, revision)
        VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, 'draft', 1)`,
      [...key, data.name, data.description, JSON.stringify(data.rule), data.priority],
    );
  else if (type === "segment_updated")
    await client.query(
      `UPDATE segments SET version = $3, updated_at = $4, description = $5, rule = $6, priority = $7, revision = $8 WHERE tenant_id = $1 AND segment_id = $2`,
      [...key, data.description, JSON.stringify(data.rule), data.priority, data.revision],
    );
  else if (type === "segment_activated")
    await client.query(
      "UPDATE segments SET version = $3, updated_at = $4, activated_at = $4, status = 'active' WHERE tenant_id = $1 AND segment_id = $2",
      key,
    );
  else
    await client.query(
      "UPDATE segments SET version = $3, updated_at = $4, archived_at = $4, status = 'archived' WHERE tenant_id = $1 AND segment_id = $2",
      key,
    );
};

const given = (e: RecordedEvent): boolean => e.type === "segment_assigned" || e.type === "segment_removed";
const entered = (e: RecordedEvent): boolean => e.type === "segment_entered" || e.type === "segment_assigned";
const placeOf = (e: RecordedEvent): string => `${e.tenantId}${e.data.userId}${e.data.segment}`;

/** Assigning again changes a priority and is no entry. */
const really = async (client: PoolClient, events: ReadonlyArray<RecordedEvent>): Promise<ReadonlyArray<RecordedEvent>> => {
  const asked = [...new Map(events.filter(given).map((e) => [placeOf(e), e])).values()];
  if (asked.length === 0) return events;
  const { rows } = await client.query<{ place: string; entered: boolean }>({
    name: "last_given",
    text: `SELECT k.t || k.u::text || k.s AS place, h.entered FROM unnest($1::uuid[], $2::uuid[], $3::varchar[]) AS k (t, u, s)
      CROSS JOIN LATERAL (SELECT entered FROM segment_history r WHERE r.tenant_id = k.t AND r.user_id = k.u AND r.segment = k.s AND r.segment_id IS NULL
        ORDER BY position DESC LIMIT 1) h`,
    values: [asked.map((e) => e.tenantId), asked.map((e) => e.data.userId), asked.map((e) => e.data.segment)],
  });
  const inside = new Map(rows.map((r) => [r.place, r.entered]));
  return events.filter((e) => {
    if (!given(e)) return true;
    const before = inside.get(placeOf(e)) ?? false;
    inside.set(placeOf(e), entered(e));
    return before !== entered(e);
  });
};

const record = async (client: PoolClient, events: ReadonlyArray<RecordedEvent>): Promise<void> => {
  await client.query({
    name: "insert_segment_history",
    text: `INSERT INTO segment_history (tenant_id, position, segment, segment_id, user_id, entered, at, cause)
      SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::varchar[], $4::uuid[], $5::uuid[], $6::boolean[], $7::timestamptz[], $8::text[])`,
    values: [
      events.map((e) => e.tenantId),
      events.map((e) => e.position),
      events.map((e) => e.data.segment),
      events.map((e) => e.data.segmentId ?? null),
      events.map((e) => e.data.userId),
      events.map(entered),
      events.map((e) => iso(e.data.at)),
      events.map((e) => e.data.cause ?? e.data.source),
    ],
  });
};
