import { UserMergedSchema, UserUnmergedSchema } from "@marketing/protos/identity/v1/identity_events";
import { foreignEvents } from "@marketing/shared/log/defineEvents";
import { postgresView } from "@marketing/shared/subscription/typedView";

/** Table `person_links`: whom each merged person is part of now. */
export const personLinksView = postgresView({
  name: "person_links",
  version: 1,
  tables: ["person_links"],
  events: foreignEvents(UserMergedSchema, UserUnmergedSchema),
  apply: async (client, events) => {
    const last = new Map<string, { tenantId: string; loser: string; winner: string | null }>();
    for (const { tenantId, type, data } of events) {
      const { loserUserId: loser = "", winnerUserId = "" } = data;
      last.set(`${tenantId}${loser}`, { tenantId, loser, winner: type === "marketing.identity.v1.UserMerged" ? winnerUserId : null });
    }
    const all = [...last.values()];
    const keys = [all.map((l) => l.tenantId), all.map((l) => l.loser), all.map((l) => l.winner)];
    await client.query(
      `INSERT INTO person_links (tenant_id, user_id, merged_into)
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS l (tenant_id, user_id, merged_into) WHERE merged_into IS NOT NULL
       ON CONFLICT (tenant_id, user_id) DO UPDATE SET merged_into = excluded.merged_into`,
      keys,
    );
    await client.query(
      `DELETE FROM person_links p USING unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS l (tenant_id, user_id, merged_into)
       WHERE l.merged_into IS NULL AND p.tenant_id = l.tenant_id AND p.user_id = l.user_id`,
      keys,
    );
  },
});
