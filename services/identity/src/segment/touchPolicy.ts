import type { RecordedEvent } from "@marketing/shared/base/event";
import type { PostgresView } from "@marketing/shared/subscription/view";
import type { PoolClient } from "pg";
import type { SegmentEvent } from "./segmentEvents.ts";
import { type Touch, touch } from "./touches.ts";

const causes: Readonly<Record<string, string>> = {
  user_created: "identified",
  traits_changed: "traits",
  user_merged: "merge",
  user_unmerged: "unmerge",
  segment_assigned: "segment",
  segment_removed: "segment",
  member_added: "member",
  member_removed: "member",
};
const definitions = ["segment_activated", "segment_updated", "segment_archived"];

/**
 * What this service's own events mean for segments: whoever changed is to be looked at again, and rules that were activated, changed or archived
 * are handed to the evaluation. In one transaction with the checkpoint.
 */
export const touchPolicy: PostgresView = {
  kind: "postgres",
  name: "segment_touch",
  version: 1,
  tables: [],
  types: new Set([...Object.keys(causes), ...definitions]),
  batchSize: 2_000,
  async apply(client, events) {
    for (const e of events) if (definitions.includes(e.type)) await define(client, e.tenantId, e as unknown as SegmentEvent);
    const people = events.filter((e) => causes[e.type] !== undefined);
    if (people.length === 0) return;
    const { rows } = await client.query<{ tenant_id: string }>({
      name: "tenants_with_rules",
      text: "SELECT DISTINCT tenant_id FROM segment_rules WHERE tenant_id = ANY ($1::uuid[])",
      values: [[...new Set(people.map((e) => e.tenantId))]],
    });
    const ruled = new Set(rows.map((r) => r.tenant_id));
    await touch(client, people.filter((e) => ruled.has(e.tenantId)).flatMap(touchesOf));
  },
};

const touchesOf = (e: RecordedEvent): ReadonlyArray<Touch> => {
  const { tenantId, position, eventId: causeEvent } = e;
  const ids = e.data.loserId === undefined ? [e.data.userId] : [e.data.loserId, e.data.userId];
  return ids.map((userId: string) => ({ tenantId, userId, position, cause: causes[e.type]!, causeEvent }));
};

const insertSql = `INSERT INTO segment_rules (tenant_id, segment_id, revision, name, priority, rule, phase, cause)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`;

/** Definitions are rare: one by one, in their order. */
const define = async (client: PoolClient, tenantId: string, { type, data }: SegmentEvent): Promise<void> => {
  if (type === "segment_archived") {
    await client.query("DELETE FROM segment_rules WHERE tenant_id = $1 AND segment_id = $2", [tenantId, data.segmentId]);
    await client.query(insertSql, [tenantId, data.segmentId, 0, data.name, 0, "{}", "retiring", "archived"]);
    return;
  }
  if (type === "segment_created" || (type === "segment_updated" && !data.active)) return;
  // a revision on its way that has not come into force is overtaken by this one
  await client.query(
    "DELETE FROM segment_rules WHERE tenant_id = $1 AND segment_id = $2 AND revision < $3 AND phase IN ('waiting', 'backfilling')",
    [tenantId, data.segmentId, data.revision],
  );
  const cause = type === "segment_activated" ? "activated" : "updated";
  const { segmentId, revision, name, priority, rule } = data;
  await client.query(insertSql, [tenantId, segmentId, revision, name, priority, JSON.stringify(rule), "waiting", cause]);
};
