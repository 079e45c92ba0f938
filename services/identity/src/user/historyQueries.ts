import { type Pool, withTenant } from "@marketing/shared/postgres/pool";

export interface TraitChangeRow {
  readonly user_id: string;
  readonly position: number;
  readonly trait: string;
  readonly old_value: string | null;
  readonly new_value: string | null;
  readonly at: Date;
  readonly message_id: string;
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

/** Where a page ended: in the order of what was said. */
export type HistoryKey = readonly [at: string, messageId: string, position: number, trait: string];
export const historyKeyOf = (r: TraitChangeRow): HistoryKey => [r.at.toISOString(), r.message_id, r.position, r.trait];

/**
 * What every word changed, as if all of them had arrived when they were said. An era begins with a trait being set or unset; what is said once counts
 * in it where the trait was unset, or nothing had been said before, and only the first time.
 */
const changesSql = `WITH words AS (
    SELECT user_id, position, trait, kind, new_value, at, message_id COLLATE "C" AS message_id, source,
      count(*) FILTER (WHERE kind <> 'once') OVER (PARTITION BY trait ORDER BY at, message_id COLLATE "C", position) AS era
      FROM trait_history WHERE tenant_id = $1 AND user_id = ANY ($2::uuid[]) AND ($3::text IS NULL OR trait = $3)),
  valued AS (
    SELECT *, CASE WHEN kind <> 'once' OR first_value(kind) OVER e = 'set' THEN first_value(new_value) OVER e
      WHEN first_value(kind) OVER e = 'unset' THEN nth_value(new_value, 2) OVER e ELSE first_value(new_value) OVER e END AS value
      FROM words WINDOW e AS (PARTITION BY trait, era ORDER BY at, message_id, position)),
  changes AS (
    SELECT *, lag(value) OVER (PARTITION BY trait ORDER BY at, message_id, position) AS old_value FROM valued)
  SELECT user_id, position, trait, old_value::text, value::text AS new_value, at, message_id, source FROM changes
   WHERE value IS DISTINCT FROM old_value
     AND ($4::timestamptz IS NULL OR (at, message_id, position) < ($4, $5, $6::bigint) OR ((at, message_id, position) = ($4, $5, $6) AND trait > $7))
   ORDER BY at DESC, message_id DESC, position DESC, trait LIMIT $8`;

/** Newest first, of all the ids. JSON values as text, so that a JSON null and an absent trait stay apart. */
export const traitHistory = (
  pool: Pool,
  tenantId: string,
  userIds: ReadonlyArray<string>,
  trait: string | null,
  after: HistoryKey | null,
  limit: number,
): Promise<TraitChangeRow[]> =>
  withTenant(pool, tenantId, async (client) => {
    const place = after ?? [null, null, null, null];
    const { rows } = await client.query<TraitChangeRow>({
      name: "trait_history",
      text: changesSql,
      values: [tenantId, userIds, trait, ...place, limit],
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
