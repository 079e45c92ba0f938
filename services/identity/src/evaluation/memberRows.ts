import { isoTime } from "@marketing/shared/base/isoTime";
import { column, defineTable } from "@marketing/shared/postgres/table";
import type { PoolClient } from "pg";
import { keyOf, type UserKey } from "../user/keys.ts";

// Tables `segment_members`, whom the evaluation has put into which segment, and `segment_due`, when time alone could change that.

export interface Member extends UserKey {
  readonly segmentId: string;
  readonly segment: string;
  readonly priority: number;
}
interface MemberRow {
  readonly tenant_id: string;
  readonly user_id: string;
  readonly segment_id: string;
  readonly segment: string;
  readonly priority: number;
}

/** By user, and by segment. */
export const loadMembers = async (
  client: PoolClient,
  users: ReadonlyArray<UserKey>,
): Promise<ReadonlyMap<string, ReadonlyMap<string, Member>>> => {
  const { rows } = await client.query<MemberRow>({
    name: "load_segment_members",
    text: `SELECT m.* FROM unnest($1::uuid[], $2::uuid[]) AS k (t, u)
      CROSS JOIN LATERAL (SELECT * FROM segment_members s WHERE s.tenant_id = k.t AND s.user_id = k.u OFFSET 0) m`,
    values: [users.map((u) => u.tenantId), users.map((u) => u.userId)],
  });
  const members = new Map<string, Map<string, Member>>();
  for (const r of rows) {
    const member = { tenantId: r.tenant_id, userId: r.user_id, segmentId: r.segment_id, segment: r.segment, priority: r.priority };
    const own = members.get(keyOf(member)) ?? new Map<string, Member>();
    own.set(r.segment_id, member);
    members.set(keyOf(member), own);
  }
  return members;
};

export const removeMembers = async (client: PoolClient, gone: ReadonlyArray<Member>): Promise<void> => {
  if (gone.length === 0) return;
  await client.query({
    name: "remove_segment_members",
    text: `DELETE FROM segment_members m USING unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS k (t, u, s)
      WHERE m.tenant_id = k.t AND m.user_id = k.u AND m.segment_id = k.s`,
    values: [gone.map((m) => m.tenantId), gone.map((m) => m.userId), gone.map((m) => m.segmentId)],
  });
};

const members = defineTable<Member>({
  name: "segment_members",
  key: {
    tenant_id: column("uuid", (m) => m.tenantId),
    user_id: column("uuid", (m) => m.userId),
    segment_id: column("uuid", (m) => m.segmentId),
  },
  columns: {
    segment: column("varchar", (m) => m.segment, { once: true }),
    priority: column("int", (m) => m.priority),
  },
});
export const putMembers = members.upsert;

/** When somebody's segments could change by time alone, ms since 1970; null = never. */
export interface Due extends UserKey {
  readonly next: number | null;
}

export const putDue = async (client: PoolClient, users: ReadonlyArray<Due>): Promise<void> => {
  const due = users.flatMap(({ next, ...u }) => (next === null ? [] : [{ ...u, next }]));
  const never = users.filter((u) => u.next === null);
  if (due.length > 0)
    await client.query({
      name: "put_segment_due",
      text: `INSERT INTO segment_due (tenant_id, user_id, due_at) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[])
        ON CONFLICT (tenant_id, user_id) DO UPDATE SET due_at = excluded.due_at WHERE segment_due.due_at <> excluded.due_at`,
      values: [due.map((u) => u.tenantId), due.map((u) => u.userId), due.map((u) => isoTime(u.next))],
    });
  await removeDue(client, never);
};

export const removeDue = async (client: PoolClient, users: ReadonlyArray<UserKey>): Promise<void> => {
  if (users.length === 0) return;
  await client.query({
    name: "remove_segment_due",
    text: "DELETE FROM segment_due d USING unnest($1::uuid[], $2::uuid[]) AS k (t, u) WHERE d.tenant_id = k.t AND d.user_id = k.u",
    values: [users.map((u) => u.tenantId), users.map((u) => u.userId)],
  });
};
