import { allOf, type Recorded } from "@marketing/shared/log/defineEvents";
import { postgresView } from "@marketing/shared/subscription/typedView";
import { vectorIndexOf, wantedTables, wantVectors } from "@marketing/shared/vectors/wanted";
import type { PoolClient } from "pg";
import { itemsOf } from "./results.ts";
import { type CampaignKey, keyOf, readAds, readCampaigns } from "./rows.ts";
import {
  type AdHistoryEvent,
  adHistoryEvents,
  type CampaignHistoryEvent,
  campaignHistoryEvents,
  evolveAd,
  evolveCampaign,
  noAd,
  noCampaign,
  type PastAd,
  type PastCampaign,
} from "./state.ts";

const events = allOf(campaignHistoryEvents, adHistoryEvents);
type HistoryEvent = Recorded<CampaignHistoryEvent> | Recorded<AdHistoryEvent>;
const isOfCampaign = (e: HistoryEvent): e is Recorded<CampaignHistoryEvent> =>
  campaignHistoryEvents.types.has(e.type as CampaignHistoryEvent["type"]);
const isOfAd = (e: HistoryEvent): e is Recorded<AdHistoryEvent> => !isOfCampaign(e);

interface Concerned extends CampaignKey {
  campaign: PastCampaign;
  /** Of the last event about it or one of its ad campaigns. */
  position: number;
}

const upsertCampaigns = `INSERT INTO campaign_history (tenant_id, campaign_id, state) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::jsonb[])
  ON CONFLICT (tenant_id, campaign_id) DO UPDATE SET state = excluded.state`;

/** Folds the campaigns and gives every one that an event is about, whether it changed or an ad campaign of it. */
const foldCampaigns = async (client: PoolClient, events: ReadonlyArray<HistoryEvent>): Promise<ReadonlyArray<Concerned>> => {
  const concerned = new Map<string, Concerned>();
  for (const { tenantId, position, data } of events) {
    const { campaignId } = data;
    concerned.set(keyOf(tenantId, campaignId), { tenantId, campaignId, position, campaign: noCampaign });
  }
  for (const { tenantId, campaignId, campaign } of await readCampaigns(client, [...concerned.values()]))
    concerned.get(keyOf(tenantId, campaignId))!.campaign = campaign;
  const changed = new Set<Concerned>();
  for (const e of events) {
    if (!isOfCampaign(e)) continue;
    const one = concerned.get(keyOf(e.tenantId, e.data.campaignId))!;
    one.campaign = evolveCampaign(one.campaign, e);
    changed.add(one);
  }
  const all = [...changed];
  if (all.length > 0)
    await client.query({
      name: "upsert_past_campaigns",
      text: upsertCampaigns,
      values: [all.map((c) => c.tenantId), all.map((c) => c.campaignId), all.map((c) => JSON.stringify(c.campaign))],
    });
  return [...concerned.values()];
};

const loadAds = `SELECT a.tenant_id, a.ad_campaign_id, a.state FROM ad_campaign_history a JOIN unnest($1::uuid[], $2::uuid[], $3::uuid[])
  AS k (tenant_id, campaign_id, ad_campaign_id) ON a.tenant_id = k.tenant_id AND a.campaign_id = k.campaign_id AND a.ad_campaign_id = k.ad_campaign_id`;
const upsertAds = `INSERT INTO ad_campaign_history (tenant_id, campaign_id, ad_campaign_id, state)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::jsonb[])
  ON CONFLICT (tenant_id, campaign_id, ad_campaign_id) DO UPDATE SET state = excluded.state`;

const foldAds = async (client: PoolClient, events: ReadonlyArray<Recorded<AdHistoryEvent>>): Promise<void> => {
  const keyed = events.map((e) => [keyOf(e.tenantId, e.data.adCampaignId), e] as const);
  const ads = [...new Map(keyed)];
  const ids = [ads.map(([, e]) => e.tenantId), ads.map(([, e]) => e.data.campaignId), ads.map(([, e]) => e.data.adCampaignId)];
  const { rows } = await client.query<{ tenant_id: string; ad_campaign_id: string; state: PastAd }>({
    name: "load_past_ads",
    text: loadAds,
    values: ids,
  });
  const states = new Map(rows.map((r) => [keyOf(r.tenant_id, r.ad_campaign_id), { ...noAd, ...r.state }]));
  for (const [key, e] of keyed) states.set(key, evolveAd(states.get(key) ?? noAd, e));
  const values = [...ids, ads.map(([key]) => JSON.stringify(states.get(key)))];
  await client.query({ name: "upsert_past_ads", text: upsertAds, values });
};

/** Tables `campaign_history` and `ad_campaign_history`, and what the index campaign-history has to hold of the campaigns that have finished. */
export const historyView = postgresView({
  name: "campaign_history",
  version: 1,
  tables: ["campaign_history", "ad_campaign_history", ...wantedTables],
  events,
  apply: async (client, events) => {
    const concerned = await foldCampaigns(client, events);
    const ads = events.filter(isOfAd);
    if (ads.length > 0) await foldAds(client, ads);
    const finished = concerned.filter((c) => c.campaign.finished !== null);
    if (finished.length === 0) return;
    const adsOf = await readAds(client, finished);
    await wantVectors(
      client,
      finished.map(({ tenantId, campaignId, position, campaign }) => ({
        tenantId,
        entityId: campaignId,
        position,
        items: itemsOf(campaignId, campaign, adsOf.get(keyOf(tenantId, campaignId)) ?? []),
      })),
    );
  },
});

export const historyIndex = vectorIndexOf("campaign-history", historyView);
