import type { PoolClient } from "pg";
import type { Entry } from "../content/contentRow.ts";

/** Own events about another service's campaigns; streams `campaign-<id>`, only ever appended with any version. */
export interface CampaignEvent {
  readonly tenantId: string;
  readonly type: "campaign_named" | "campaign_purged";
  readonly data: { readonly campaignId: string; readonly name?: string };
}

/** `campaign_names`: the last name counts; purged stays purged. */
export const foldCampaigns = async (client: PoolClient, events: ReadonlyArray<CampaignEvent>): Promise<void> => {
  const known = new Map<string, { tenantId: string; campaignId: string; name: string | null; purged: boolean }>();
  for (const { tenantId, type, data } of events) {
    const key = tenantId + data.campaignId;
    const before = known.get(key) ?? { tenantId, campaignId: data.campaignId, name: null, purged: false };
    known.set(key, type === "campaign_named" ? { ...before, name: data.name ?? null } : { ...before, purged: true });
  }
  if (known.size === 0) return;
  const all = [...known.values()];
  await client.query(
    `INSERT INTO campaign_names AS n (tenant_id, campaign_id, name, purged) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::varchar[], $4::boolean[])
     ON CONFLICT (tenant_id, campaign_id) DO UPDATE SET name = coalesce(excluded.name, n.name), purged = n.purged OR excluded.purged`,
    [all.map((c) => c.tenantId), all.map((c) => c.campaignId), all.map((c) => c.name), all.map((c) => c.purged)],
  );
};

/** The names of their campaigns into the contents' rows; a purged campaign leaves its name and no id. */
export const nameCampaigns = async (
  client: PoolClient,
  contents: ReadonlyArray<Entry>,
  campaigns: ReadonlyArray<CampaignEvent>,
): Promise<void> => {
  const set = "SET campaign_name = coalesce(n.name, l.campaign_name), campaign_id = CASE WHEN n.purged THEN NULL ELSE l.campaign_id END";
  const assigned = contents.filter((e) => e.standing!.campaignId !== null);
  if (assigned.length > 0)
    await client.query(
      `UPDATE content_library l ${set} FROM unnest($1::uuid[], $2::uuid[]) AS k (t, c), campaign_names n
        WHERE l.tenant_id = k.t AND l.content_id = k.c AND n.tenant_id = l.tenant_id AND n.campaign_id = l.campaign_id`,
      [assigned.map((e) => e.tenantId), assigned.map((e) => e.contentId)],
    );
  if (campaigns.length > 0)
    await client.query(
      `UPDATE content_library l ${set} FROM unnest($1::uuid[], $2::uuid[]) AS k (t, c), campaign_names n
        WHERE l.tenant_id = k.t AND l.campaign_id = k.c AND n.tenant_id = k.t AND n.campaign_id = k.c`,
      [campaigns.map((c) => c.tenantId), campaigns.map((c) => c.data.campaignId)],
    );
};
