import type { PoolClient } from "pg";
import { noAd, noCampaign, type PastAd, type PastCampaign } from "./state.ts";

export interface CampaignKey {
  readonly tenantId: string;
  readonly campaignId: string;
}
/** A campaign and all its ad campaigns. */
export interface Past extends CampaignKey {
  readonly campaign: PastCampaign;
  readonly ads: ReadonlyArray<PastAd>;
}

const columns = (keys: ReadonlyArray<CampaignKey>) => [keys.map((k) => k.tenantId), keys.map((k) => k.campaignId)];
const campaignsSql = `SELECT c.tenant_id, c.campaign_id, c.state FROM campaign_history c
  JOIN unnest($1::uuid[], $2::uuid[]) AS k (tenant_id, campaign_id) ON c.tenant_id = k.tenant_id AND c.campaign_id = k.campaign_id`;
const adsSql = `SELECT a.tenant_id, a.campaign_id, a.state FROM ad_campaign_history a
  JOIN unnest($1::uuid[], $2::uuid[]) AS k (tenant_id, campaign_id) ON a.tenant_id = k.tenant_id AND a.campaign_id = k.campaign_id ORDER BY a.ad_campaign_id`;

interface Row<State> {
  readonly tenant_id: string;
  readonly campaign_id: string;
  readonly state: State;
}

export const readCampaigns = async (
  client: PoolClient,
  keys: ReadonlyArray<CampaignKey>,
): Promise<ReadonlyArray<CampaignKey & { readonly campaign: PastCampaign }>> => {
  const { rows } = await client.query<Row<PastCampaign>>({ name: "past_campaigns", text: campaignsSql, values: columns(keys) });
  return rows.map((r) => ({ tenantId: r.tenant_id, campaignId: r.campaign_id, campaign: { ...noCampaign, ...r.state } }));
};

/** Ids are the callers' own: two tenants may have chosen the same. */
export const keyOf = (tenantId: string, id: string): string => `${tenantId}${id}`;

/** Ad campaigns by `keyOf` their campaign, in a fixed order. */
export const readAds = async (
  client: PoolClient,
  keys: ReadonlyArray<CampaignKey>,
): Promise<ReadonlyMap<string, ReadonlyArray<PastAd>>> => {
  const { rows } = await client.query<Row<PastAd>>({ name: "past_ads", text: adsSql, values: columns(keys) });
  const found = new Map<string, PastAd[]>();
  for (const r of rows) {
    const key = keyOf(r.tenant_id, r.campaign_id);
    const ads = found.get(key);
    const ad = { ...noAd, ...r.state };
    if (ads) ads.push(ad);
    else found.set(key, [ad]);
  }
  return found;
};

/** Those of the campaigns that are there, with their ad campaigns. */
export const readPast = async (client: PoolClient, tenantId: string, ids: ReadonlyArray<string>): Promise<ReadonlyArray<Past>> => {
  const keys = ids.map((campaignId) => ({ tenantId, campaignId }));
  const campaigns = await readCampaigns(client, keys);
  const ads = await readAds(client, keys);
  return campaigns.map((c) => ({ ...c, ads: ads.get(keyOf(tenantId, c.campaignId)) ?? [] }));
};
