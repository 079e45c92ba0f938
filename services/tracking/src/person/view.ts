import { UserMergedSchema, UserUnmergedSchema } from "@marketing/protos/identity/v1/identity_events";
import { foreignEvents } from "@marketing/shared/log/defineEvents";
import { postgresView } from "@marketing/shared/subscription/typedView";
import type { PoolClient } from "pg";
import { Forest, type KnownUser, type MergeChange } from "./forest.ts";

/** Whom identity has merged, and which merges it has taken back. */
export const mergeEvents = foreignEvents(UserMergedSchema, UserUnmergedSchema);

/** Every tree the changes touch, whole: the winners', the losers' and what hangs below them. */
const loadTrees = async (client: PoolClient, tenantId: string, ids: ReadonlyArray<string>): Promise<KnownUser[]> => {
  const { rows } = await client.query<[string, string, string]>({
    text: `WITH touched AS (
             SELECT unnest($2::uuid[]) AS id UNION
             SELECT canonical_id FROM known_users WHERE tenant_id = $1 AND user_id = ANY ($2::uuid[]))
           SELECT k.user_id, k.merged_into, k.canonical_id FROM known_users k JOIN touched t ON k.tenant_id = $1 AND k.canonical_id = t.id`,
    values: [tenantId, ids],
    rowMode: "array",
  });
  return rows.map(([userId, mergedInto, canonicalId]) => ({ userId, mergedInto, canonicalId }));
};

const applyTenant = async (client: PoolClient, tenantId: string, changes: ReadonlyArray<MergeChange>): Promise<void> => {
  const forest = new Forest(await loadTrees(client, tenantId, [...new Set(changes.flatMap((c) => [c.winner, c.loser]))]));
  for (const change of changes) forest.apply(change);
  const { known, gone } = forest.changes();
  if (known.length > 0) {
    await client.query(
      `INSERT INTO known_users (tenant_id, user_id, merged_into, canonical_id)
       SELECT $1, * FROM unnest($2::uuid[], $3::uuid[], $4::uuid[])
       ON CONFLICT (tenant_id, user_id) DO UPDATE SET merged_into = excluded.merged_into, canonical_id = excluded.canonical_id`,
      [tenantId, known.map((k) => k.userId), known.map((k) => k.mergedInto), known.map((k) => k.canonicalId)],
    );
  }
  if (gone.length > 0) await client.query("DELETE FROM known_users WHERE tenant_id = $1 AND user_id = ANY ($2::uuid[])", [tenantId, gone]);
  const moved = [...known.map((k) => k.userId), ...gone];
  if (moved.length > 0) {
    await client.query(
      // Not while a generation is built beside the live one: what it finds out was counted long ago.
      "INSERT INTO recounts (tenant_id, user_id) SELECT $1, u FROM unnest($2::uuid[]) u WHERE current_schema() !~ '_g[0-9]+$' ON CONFLICT (tenant_id, user_id) DO UPDATE SET requested_at = clock_timestamp()",
      [tenantId, moved],
    );
  }
};

/**
 * `known_users`, from identity's merges and their undoing. Nothing is rewritten in `events`: a timeline asks for all ids of a
 * person, so a visitor's history joins the known user's with this one row, and leaves with it. Also asks for the unique visitors of
 * the days concerned to be counted anew (recount.ts).
 */
export const knownUsersView = postgresView({
  name: "known_users",
  version: 1,
  tables: ["known_users"],
  events: mergeEvents,
  async apply(client, events) {
    const perTenant = new Map<string, MergeChange[]>();
    for (const e of events) {
      const change: MergeChange = {
        kind: e.type === "marketing.identity.v1.UserMerged" ? "merged" : "unmerged",
        winner: e.data.winnerUserId ?? "",
        loser: e.data.loserUserId ?? "",
      };
      const changes = perTenant.get(e.tenantId);
      if (changes) changes.push(change);
      else perTenant.set(e.tenantId, [change]);
    }
    for (const [tenantId, changes] of perTenant) await applyTenant(client, tenantId, changes);
  },
});
