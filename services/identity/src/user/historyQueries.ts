import { type Pool, withTenant } from "@marketing/shared/postgres/pool";

export interface TraitChangeRow {
  readonly user_id: string;
  readonly position: number;
  readonly trait: string;
  readonly old_value: string | null;
  readonly new_value: string | null;
  readonly at: Date;
  readonly source: string;
}
export interface MergeRow {
  readonly merge_id: string;
  readonly winner_user_id: string;
  readonly loser_user_id: string;
  readonly reason: string;
  readonly merged_at: Date;
  readonly undone_at: Date | null;
}

/** Newest first, of all the ids. JSON values as text, so that a JSON null and an absent trait stay apart. */
export const traitHistory = (
  pool: Pool,
  tenantId: string,
  userIds: ReadonlyArray<string>,
  trait: string | null,
  after: readonly [position: number, trait: string] | null,
  limit: number,
): Promise<TraitChangeRow[]> =>
  withTenant(pool, tenantId, async (client) => {
    const { rows } = await client.query<TraitChangeRow>({
      name: "trait_history",
      text: `SELECT user_id, position, trait, old_value::text, new_value::text, at, source FROM trait_history
        WHERE tenant_id = $1 AND user_id = ANY ($2::uuid[]) AND ($3::text IS NULL OR trait = $3) AND ($4::bigint IS NULL OR position < $4 OR (position = $4 AND trait > $5))
        ORDER BY position DESC, trait LIMIT $6`,
      values: [tenantId, userIds, trait, after?.[0] ?? null, after?.[1] ?? null, limit],
    });
    return rows;
  });

export const mergesOf = (pool: Pool, tenantId: string, userIds: ReadonlyArray<string>): Promise<MergeRow[]> =>
  withTenant(pool, tenantId, async (client) => {
    const { rows } = await client.query<MergeRow>({
      name: "merges_of",
      text: "SELECT merge_id, winner_user_id, loser_user_id, reason, merged_at, undone_at FROM merges WHERE tenant_id = $1 AND (winner_user_id = ANY ($2::uuid[]) OR loser_user_id = ANY ($2::uuid[])) ORDER BY position",
      values: [tenantId, userIds],
    });
    return rows;
  });
