import { allOf, type EventOf, type Recorded } from "@marketing/shared/log/defineEvents";
import { policy } from "@marketing/shared/subscription/typedView";
import type { PoolClient } from "pg";
import { segmentEvents } from "../segment/events.ts";
import { userEvents } from "../user/events.ts";
import { type EvaluationRequest, requestEvaluation } from "./requests.ts";

/** Events after which a person's segments are decided again, and the cause that is given for what changes. */
const causes = {
  user_created: "identified",
  traits_changed: "traits",
  user_merged: "merge",
  user_unmerged: "unmerge",
  segment_assigned: "segment",
  segment_removed: "segment",
  member_added: "member",
  member_removed: "member",
} as const;
const changes = userEvents.only(
  "user_created",
  "traits_changed",
  "user_merged",
  "user_unmerged",
  "segment_assigned",
  "segment_removed",
  "member_added",
  "member_removed",
);
type Change = Recorded<EventOf<typeof changes>>;

const definitions = segmentEvents.only("segment_activated", "segment_updated", "segment_archived");
type Definition = Recorded<EventOf<typeof definitions>>;

const requestsFor = ({ tenantId, position, eventId: causeEvent, type, data }: Change): ReadonlyArray<EvaluationRequest> => {
  const ids = "loserId" in data ? [data.loserId, data.userId] : [data.userId];
  return ids.map((userId) => ({ tenantId, userId, position, cause: causes[type], causeEvent }));
};

const insertSql = `INSERT INTO segment_rules (tenant_id, segment_id, revision, name, priority, rule, phase, cause)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`;

/** Hands a rule to the evaluator. Definitions are rare, so they are written one by one, in their order. */
const handOver = async (client: PoolClient, { tenantId, type, data }: Definition): Promise<void> => {
  if (type === "segment_archived") {
    await client.query("DELETE FROM segment_rules WHERE tenant_id = $1 AND segment_id = $2", [tenantId, data.segmentId]);
    await client.query(insertSql, [tenantId, data.segmentId, 0, data.name, 0, "{}", "retiring", "archived"]);
    return;
  }
  if (type === "segment_updated" && !data.active) return;
  // an earlier revision that does not decide yet is overtaken by this one
  await client.query(
    "DELETE FROM segment_rules WHERE tenant_id = $1 AND segment_id = $2 AND revision < $3 AND phase IN ('waiting', 'backfilling')",
    [tenantId, data.segmentId, data.revision],
  );
  const cause = type === "segment_activated" ? "activated" : "updated";
  const { segmentId, revision, name, priority, rule } = data;
  await client.query(insertSql, [tenantId, segmentId, revision, name, priority, JSON.stringify(rule), "waiting", cause]);
};

const tenantsWithRules = async (client: PoolClient, tenantIds: ReadonlyArray<string>): Promise<Set<string>> => {
  const { rows } = await client.query<{ tenant_id: string }>({
    name: "tenants_with_rules",
    text: "SELECT DISTINCT tenant_id FROM segment_rules WHERE tenant_id = ANY ($1::uuid[])",
    values: [tenantIds],
  });
  return new Set(rows.map((r) => r.tenant_id));
};

/**
 * What this service's own events mean for segments: whoever changed is evaluated again, and rules that were activated, changed or archived are
 * handed to the evaluator. In one transaction with the checkpoint.
 */
export const evaluationPolicy = policy({
  name: "segment_touch",
  events: allOf(changes, definitions),
  batchSize: 2_000,
  apply: async (client, events) => {
    const changed: Change[] = [];
    for (const e of events) {
      switch (e.type) {
        case "segment_activated":
        case "segment_updated":
        case "segment_archived":
          await handOver(client, e);
          break;
        default:
          changed.push(e);
      }
    }
    if (changed.length === 0) return;
    const withRules = await tenantsWithRules(client, [...new Set(changed.map((e) => e.tenantId))]);
    await requestEvaluation(client, changed.filter((e) => withRules.has(e.tenantId)).flatMap(requestsFor));
  },
});
