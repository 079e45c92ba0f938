import type { PoolClient } from "pg";
import { storedRule } from "../rule/parseRule.ts";
import { countersOf, type RuleJson } from "../rule/rule.ts";

/** Removes the counters that no rule of the tenant needs any more, and what they have counted. */
export const removeUnusedCounters = async (client: PoolClient, tenantId: string): Promise<void> => {
  const { rows } = await client.query<{ rule: RuleJson }>("SELECT rule FROM segment_rules WHERE tenant_id = $1 AND phase <> 'retiring'", [
    tenantId,
  ]);
  const used = rows.flatMap((r) => countersOf(storedRule(r.rule)).map((c) => c.counterId));
  const removed = await client.query<{ meter_id: string }>(
    "DELETE FROM segment_meters WHERE tenant_id = $1 AND NOT meter_id = ANY ($2::uuid[]) RETURNING meter_id",
    [tenantId, used],
  );
  const ids = removed.rows.map((r) => r.meter_id);
  if (ids.length > 0) await removeCounts(client, tenantId, ids);
};

export const removeCounts = (client: PoolClient, tenantId: string, counterIds: ReadonlyArray<string>) =>
  client.query("DELETE FROM segment_counts WHERE tenant_id = $1 AND meter_id = ANY ($2::uuid[])", [tenantId, counterIds]);
