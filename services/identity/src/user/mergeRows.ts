import { isoTime } from "@marketing/shared/base/isoTime";
import type { Recorded } from "@marketing/shared/log/defineEvents";
import { column, defineTable } from "@marketing/shared/postgres/table";
import type { PoolClient } from "pg";
import type { UserEvent } from "./events.ts";

type Merged = Recorded<Extract<UserEvent, { readonly type: "user_merged" }>>;
type Unmerged = Recorded<Extract<UserEvent, { readonly type: "user_unmerged" }>>;

const merges = defineTable<Merged>({
  name: "merges",
  key: { tenant_id: column("uuid", (e) => e.tenantId), merge_id: column("uuid", (e) => e.data.mergeId) },
  columns: {
    winner_user_id: column("uuid", (e) => e.data.userId),
    loser_user_id: column("uuid", (e) => e.data.loserId),
    reason: column("text", (e) => e.data.reason),
    merged_at: column("timestamptz", (e) => isoTime(e.data.at)),
    position: column("bigint", (e) => e.position),
  },
});

export const insertMerges = merges.insert;

export const markUndone = async (client: PoolClient, undone: ReadonlyArray<Unmerged>): Promise<void> => {
  if (undone.length === 0) return;
  await client.query(
    `UPDATE merges m SET undone_at = k.at FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS k (tenant_id, merge_id, at)
      WHERE m.tenant_id = k.tenant_id AND m.merge_id = k.merge_id`,
    [undone.map((e) => e.tenantId), undone.map((e) => e.data.mergeId), undone.map((e) => isoTime(e.data.at))],
  );
};
