import { isoTime } from "@marketing/shared/base/isoTime";
import { column, defineTable } from "@marketing/shared/postgres/table";
import type { PoolClient } from "pg";
import { keysAsColumns, type UserKey } from "../user/keys.ts";
import type { PatternComputed } from "./events.ts";

/** What became of somebody's pattern. */
export interface PatternChange extends UserKey {
  readonly position: number;
  /** null = the person has none. */
  readonly pattern: (PatternComputed & { readonly text: string; readonly actions: ReadonlyArray<string> }) | null;
}
type Row = PatternChange & { readonly pattern: NonNullable<PatternChange["pattern"]> };

const patterns = defineTable<Row>({
  name: "user_patterns",
  key: { tenant_id: column("uuid", (r) => r.tenantId), user_id: column("uuid", (r) => r.userId) },
  columns: {
    position: column("bigint", (r) => r.position),
    description: column("text", (r) => r.pattern.text),
    segment: column("varchar", (r) => r.pattern.segment),
    frequency: column("float8", (r) => r.pattern.frequency),
    conversion_rate: column("float8", (r) => r.pattern.conversionRate),
    pattern_type: column("text", (r) => r.pattern.patternType),
    last_active: column("timestamptz", (r) => isoTime(r.pattern.lastActive)),
    computed_at: column("timestamptz", (r) => isoTime(r.pattern.at)),
    actions: column("text[]", (r) => r.pattern.actions),
  },
});

export const putPatterns = (client: PoolClient, changes: ReadonlyArray<PatternChange>): Promise<void> =>
  patterns.upsert(
    client,
    changes.filter((c): c is Row => c.pattern !== null),
  );

export const removePatterns = async (client: PoolClient, users: ReadonlyArray<UserKey>): Promise<void> => {
  if (users.length === 0) return;
  await client.query(
    "DELETE FROM user_patterns p USING unnest($1::uuid[], $2::uuid[]) AS k (t, u) WHERE p.tenant_id = k.t AND p.user_id = k.u",
    keysAsColumns(users),
  );
};

/** The actions of the patterns that are there, by user. */
export const loadActions = async (
  client: PoolClient,
  users: ReadonlyArray<UserKey>,
): Promise<ReadonlyMap<string, ReadonlyArray<string>>> => {
  const { rows } = await client.query<{ tenant_id: string; user_id: string; actions: string[] }>({
    name: "load_pattern_actions",
    text: `SELECT p.tenant_id, p.user_id, p.actions FROM unnest($1::uuid[], $2::uuid[]) AS k (t, u)
      CROSS JOIN LATERAL (SELECT * FROM user_patterns r WHERE r.tenant_id = k.t AND r.user_id = k.u OFFSET 0) p`,
    values: keysAsColumns(users),
  });
  return new Map(rows.map((r) => [r.tenant_id + r.user_id, r.actions]));
};
