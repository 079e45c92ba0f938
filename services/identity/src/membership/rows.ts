import { isoTime } from "@marketing/shared/base/isoTime";
import { column, defineTable } from "@marketing/shared/postgres/table";
import type { PoolClient } from "pg";
import { segmentsOf } from "../user/effective.ts";
import type { SegmentAssignment } from "../user/profileData.ts";
import type { UserState } from "../user/state.ts";

interface Row extends SegmentAssignment {
  readonly tenantId: string;
  readonly userId: string;
  readonly segment: string;
}

const memberships = defineTable<Row>({
  name: "segment_memberships",
  key: {
    tenant_id: column("uuid", (r) => r.tenantId),
    user_id: column("uuid", (r) => r.userId),
    segment: column("varchar", (r) => r.segment),
  },
  columns: {
    priority: column("int", (r) => r.priority),
    assigned_at: column("timestamptz", (r) => isoTime(r.at)),
    source: column("text", (r) => r.source),
  },
});

/** The segments that users are in now take the place of those they were in. Who was merged into another has none of their own. */
export const writeAssignments = async (
  client: PoolClient,
  users: ReadonlyArray<{ readonly tenantId: string; readonly state: UserState }>,
): Promise<void> => {
  if (users.length === 0) return;
  await client.query(
    "DELETE FROM segment_memberships m USING unnest($1::uuid[], $2::uuid[]) AS k (tenant_id, user_id) WHERE m.tenant_id = k.tenant_id AND m.user_id = k.user_id",
    [users.map((u) => u.tenantId), users.map((u) => u.state.userId)],
  );
  const rows = users
    .filter((u) => u.state.mergedInto === null)
    .flatMap(({ tenantId, state }) =>
      Object.entries(segmentsOf(state)).map(([segment, m]) => ({ ...m, segment, tenantId, userId: state.userId })),
    );
  await memberships.insert(client, rows);
};
