import type { Recorded } from "@marketing/shared/log/defineEvents";
import type { PoolClient } from "pg";
import { keyArrays, type LibraryRow } from "../content/rows.ts";
import type { CampaignEvent } from "./events.ts";

export type RecordedCampaign = Recorded<CampaignEvent>;

/** `campaign_names`: the last name counts; a purged campaign stays purged. */
export const writeCampaignNames = async (client: PoolClient, events: ReadonlyArray<RecordedCampaign>): Promise<void> => {
  const campaigns = new Map<string, { tenantId: string; campaignId: string; name: string | null; purged: boolean }>();
  for (const { tenantId, type, data } of events) {
    const key = tenantId + data.campaignId;
    const before = campaigns.get(key) ?? { tenantId, campaignId: data.campaignId, name: null, purged: false };
    campaigns.set(key, type === "campaign_named" ? { ...before, name: data.name } : { ...before, purged: true });
  }
  if (campaigns.size === 0) return;
  const rows = [...campaigns.values()];
  await client.query(
    `INSERT INTO campaign_names AS n (tenant_id, campaign_id, name, purged) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::varchar[], $4::boolean[])
     ON CONFLICT (tenant_id, campaign_id) DO UPDATE SET name = coalesce(excluded.name, n.name), purged = n.purged OR excluded.purged`,
    [rows.map((c) => c.tenantId), rows.map((c) => c.campaignId), rows.map((c) => c.name), rows.map((c) => c.purged)],
  );
};

const nameFromCampaign =
  "SET campaign_name = coalesce(n.name, l.campaign_name), campaign_id = CASE WHEN n.purged THEN NULL ELSE l.campaign_id END";

/** Copies campaigns' names into the rows of their contents; a purged campaign leaves its name there and no id. */
export const showCampaignNames = async (
  client: PoolClient,
  contents: ReadonlyArray<LibraryRow>,
  campaigns: ReadonlyArray<RecordedCampaign>,
): Promise<void> => {
  const assigned = contents.filter((c) => c.lifecycle.campaignId !== null);
  if (assigned.length > 0)
    await client.query(
      `UPDATE content_library l ${nameFromCampaign} FROM unnest($1::uuid[], $2::uuid[]) AS k (t, c), campaign_names n
        WHERE l.tenant_id = k.t AND l.content_id = k.c AND n.tenant_id = l.tenant_id AND n.campaign_id = l.campaign_id`,
      keyArrays(assigned),
    );
  if (campaigns.length > 0)
    await client.query(
      `UPDATE content_library l ${nameFromCampaign} FROM unnest($1::uuid[], $2::uuid[]) AS k (t, c), campaign_names n
        WHERE l.tenant_id = k.t AND l.campaign_id = k.c AND n.tenant_id = k.t AND n.campaign_id = k.c`,
      [campaigns.map((c) => c.tenantId), campaigns.map((c) => c.data.campaignId)],
    );
};
