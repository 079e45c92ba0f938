import { isoTime } from "@marketing/shared/base/isoTime";
import { allOf, type EventOf, type Recorded } from "@marketing/shared/log/defineEvents";
import { postgresView } from "@marketing/shared/subscription/typedView";
import type { PoolClient } from "pg";
import { membershipEvents } from "../membership/events.ts";
import { userEvents } from "../user/events.ts";
import { type SegmentEvent, segmentEvents } from "./events.ts";
import { historyTable } from "./rows.ts";

const memberships = allOf(
  membershipEvents.only("segment_entered", "segment_exited"),
  userEvents.only("segment_assigned", "segment_removed"),
);
type MembershipChange = Recorded<EventOf<typeof memberships>>;

/** Definitions are rare, so they are written one by one. */
const writeDefinition = async (client: PoolClient, { tenantId, version, type, data }: Recorded<SegmentEvent>): Promise<void> => {
  const values = [tenantId, data.segmentId, version, isoTime(data.at)];
  switch (type) {
    case "segment_created":
      await client.query(
        `INSERT INTO segments (tenant_id, segment_id, version, created_at, updated_at, name, description, rule, priority, status, revision)
          VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, 'draft', 1)`,
        [...values, data.name, data.description, JSON.stringify(data.rule), data.priority],
      );
      return;
    case "segment_updated":
      await client.query(
        `UPDATE segments SET version = $3, updated_at = $4, description = $5, rule = $6, priority = $7, revision = $8 WHERE tenant_id = $1 AND segment_id = $2`,
        [...values, data.description, JSON.stringify(data.rule), data.priority, data.revision],
      );
      return;
    case "segment_activated":
      await client.query(
        "UPDATE segments SET version = $3, updated_at = $4, activated_at = $4, status = 'active' WHERE tenant_id = $1 AND segment_id = $2",
        values,
      );
      return;
    case "segment_archived":
      await client.query(
        "UPDATE segments SET version = $3, updated_at = $4, archived_at = $4, status = 'archived' WHERE tenant_id = $1 AND segment_id = $2",
        values,
      );
  }
};

const isAssignment = (e: MembershipChange): boolean => e.type === "segment_assigned" || e.type === "segment_removed";
const isEntry = (e: MembershipChange): boolean => e.type === "segment_entered" || e.type === "segment_assigned";
const placeOf = (e: MembershipChange): string => `${e.tenantId}${e.data.userId}${e.data.segment}`;

/** Without assignments that only change a priority, which are no entries. */
const entriesAndExits = async (client: PoolClient, events: ReadonlyArray<MembershipChange>): Promise<ReadonlyArray<MembershipChange>> => {
  const assignments = [...new Map(events.filter(isAssignment).map((e) => [placeOf(e), e])).values()];
  if (assignments.length === 0) return events;
  const { rows } = await client.query<{ place: string; entered: boolean }>({
    name: "last_assignments",
    text: `SELECT k.t || k.u::text || k.s AS place, h.entered FROM unnest($1::uuid[], $2::uuid[], $3::varchar[]) AS k (t, u, s)
      CROSS JOIN LATERAL (SELECT entered FROM segment_history r WHERE r.tenant_id = k.t AND r.user_id = k.u AND r.segment = k.s AND r.segment_id IS NULL
        ORDER BY position DESC LIMIT 1) h`,
    values: [assignments.map((e) => e.tenantId), assignments.map((e) => e.data.userId), assignments.map((e) => e.data.segment)],
  });
  const inside = new Map(rows.map((r) => [r.place, r.entered]));
  return events.filter((e) => {
    if (!isAssignment(e)) return true;
    const before = inside.get(placeOf(e)) ?? false;
    inside.set(placeOf(e), isEntry(e));
    return before !== isEntry(e);
  });
};

/** Tables `segments` and `segment_history`. Who is a member now is in `segment_memberships`, with the users. */
export const segmentView = postgresView({
  name: "segments",
  version: 1,
  tables: ["segments", "segment_history"],
  events: allOf(segmentEvents, memberships),
  batchSize: 2_000,
  apply: async (client, events) => {
    const changes: MembershipChange[] = [];
    for (const e of events) {
      switch (e.type) {
        case "segment_created":
        case "segment_updated":
        case "segment_activated":
        case "segment_archived":
          await writeDefinition(client, e);
          break;
        default:
          changes.push(e);
      }
    }
    await historyTable.insert(
      client,
      (await entriesAndExits(client, changes)).map((event) => ({ event, entered: isEntry(event) })),
    );
  },
});
