import { isoTime } from "@marketing/shared/base/isoTime";
import type { Recorded } from "@marketing/shared/log/defineEvents";
import { column, defineTable } from "@marketing/shared/postgres/table";
import type { PoolClient } from "pg";
import type { Kind } from "./entry.ts";
import type { SuppressionEvent } from "./events.ts";

/** A row of `suppressions`. */
export interface SuppressionRow {
  readonly kind: Kind;
  readonly value: string;
  readonly reason: string;
  readonly added_at: Date;
  readonly position: number;
}

type Changed = Recorded<SuppressionEvent>;

const suppressions = defineTable<Changed>({
  name: "suppressions",
  key: {
    tenant_id: column("uuid", (e) => e.tenantId),
    kind: column("text", (e) => e.data.kind),
    value: column("text", (e) => e.data.value),
  },
  columns: {
    reason: column("text", (e) => e.data.reason),
    added_at: column("timestamptz", (e) => isoTime(e.data.at)),
    position: column("bigint", (e) => e.position),
  },
});

/** Of each entry the last event counts. */
export const writeSuppressions = async (client: PoolClient, events: ReadonlyArray<Changed>): Promise<void> => {
  const last = [...new Map(events.map((e) => [[e.tenantId, e.data.kind, e.data.value].join(), e])).values()];
  const removed = last.filter((e) => e.type === "suppression_removed");
  await suppressions.upsert(
    client,
    last.filter((e) => e.type === "suppression_added"),
  );
  if (removed.length === 0) return;
  await client.query(
    `DELETE FROM suppressions s USING unnest($1::uuid[], $2::text[], $3::text[]) AS k (tenant_id, kind, value)
      WHERE s.tenant_id = k.tenant_id AND s.kind = k.kind AND s.value = k.value`,
    [removed.map((e) => e.tenantId), removed.map((e) => e.data.kind), removed.map((e) => e.data.value)],
  );
};
