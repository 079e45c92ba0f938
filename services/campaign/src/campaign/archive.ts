import type { Recorded } from "@marketing/shared/log/defineEvents";
import type { PoolClient } from "pg";
import type { CampaignEvent } from "./events.ts";

/** What goes into the archive with a campaign, the rows that refer to others first. */
const tables = ["ad_performance_history", "ad_campaigns", "campaign_revenue", "campaigns"] as const;
export const archiveTables = tables.map((table) => `${table}_archive`);

const keys = "unnest($1::uuid[], $2::uuid[]) AS k (tenant_id, campaign_id)";
/** Rows of these campaigns; a report is its ad campaign's. */
const ofCampaigns = (table: string, suffix = ""): string =>
  table === "ad_performance_history"
    ? `(t.tenant_id, t.ad_campaign_id) IN (SELECT a.tenant_id, a.ad_campaign_id FROM ad_campaigns${suffix} a JOIN ${keys} USING (tenant_id, campaign_id))`
    : `(t.tenant_id, t.campaign_id) IN (SELECT * FROM ${keys})`;

const idsOf = (events: ReadonlyArray<Recorded<CampaignEvent>>): unknown[] => [
  events.map((e) => e.tenantId),
  events.map((e) => e.data.campaignId),
];

/** Moves what a batch says is archived, and removes what it says is purged. */
export const moveRetired = async (client: PoolClient, events: ReadonlyArray<Recorded<CampaignEvent>>): Promise<void> => {
  const archived = events.filter((e) => e.type === "campaign_archived");
  if (archived.length > 0)
    for (const table of tables)
      await client.query(
        `WITH gone AS (DELETE FROM ${table} t WHERE ${ofCampaigns(table)} RETURNING t.*) INSERT INTO ${table}_archive SELECT * FROM gone`,
        idsOf(archived),
      );
  const purged = events.filter((e) => e.type === "campaign_purged");
  if (purged.length > 0)
    for (const table of tables) await client.query(`DELETE FROM ${table}_archive t WHERE ${ofCampaigns(table, "_archive")}`, idsOf(purged));
};

interface OfCampaign {
  readonly tenantId: string;
  readonly position: number;
  readonly data: { readonly campaignId: string };
}

/**
 * Of what was earned and reported, what is of a campaign that was not archived before it: an archived one stays as it is, and the rows of a purged
 * one do not come back. `campaigns`: those of the same batch, which are folded already.
 */
export const notRetired = async <E extends OfCampaign>(
  client: PoolClient,
  events: ReadonlyArray<E>,
  campaigns: ReadonlyArray<Recorded<CampaignEvent>>,
): Promise<ReadonlyArray<E>> => {
  if (events.length === 0) return events;
  const keyOf = (e: { readonly tenantId: string; readonly data: { readonly campaignId: string } }) => `${e.tenantId} ${e.data.campaignId}`;
  const archivedAt = new Map(campaigns.filter((e) => e.type === "campaign_archived").map((e) => [keyOf(e), e.position]));
  const { rows } = await client.query<{ key: string }>({
    name: "campaigns_in_use",
    text: `SELECT c.tenant_id || ' ' || c.campaign_id AS key FROM campaigns c JOIN ${keys} ON c.tenant_id = k.tenant_id AND c.campaign_id = k.campaign_id`,
    values: [events.map((e) => e.tenantId), events.map((e) => e.data.campaignId)],
  });
  const inUse = new Set(rows.map((row) => row.key));
  return events.filter((e) => inUse.has(keyOf(e)) && e.position < (archivedAt.get(keyOf(e)) ?? Number.POSITIVE_INFINITY));
};
