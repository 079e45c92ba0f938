import { foldedView } from "@marketing/shared/subscription/folded";
import { adCampaignEvents } from "./events.ts";
import { adCampaignTable, adStateOf, performanceHistoryTable } from "./rows.ts";
import { type AdCampaignState, evolve, initialAdCampaign } from "./state.ts";

const load = `SELECT a.tenant_id, a.ad_campaign_id, a.state, a.version FROM ad_campaigns a
  JOIN unnest($1::uuid[], $2::uuid[]) AS k (tenant_id, ad_campaign_id) ON a.tenant_id = k.tenant_id AND a.ad_campaign_id = k.ad_campaign_id`;

/** Tables `ad_campaigns` and `ad_performance_history`: a part of the view `campaigns`, which folds the campaigns they refer to before them. */
export const adCampaignRows = foldedView({
  name: "ad_campaigns",
  version: 1,
  tables: ["ad_campaigns", "ad_performance_history"],
  events: adCampaignEvents,
  idOf: (event) => event.data.adCampaignId,
  load: async (client, keys) => {
    const { rows } = await client.query<{ tenant_id: string; ad_campaign_id: string; state: AdCampaignState; version: number }>({
      name: "load_ad_campaigns",
      text: load,
      values: [keys.map((k) => k.tenantId), keys.map((k) => k.id)],
    });
    return rows.map((r) => ({ tenantId: r.tenant_id, id: r.ad_campaign_id, state: adStateOf(r), version: r.version }));
  },
  initial: () => initialAdCampaign,
  evolve,
  write: async (client, rows, steps) => {
    await adCampaignTable.upsert(client, rows);
    await performanceHistoryTable.insert(
      client,
      steps.map(({ event }) => event).filter((e) => e.type === "performance_reported"),
    );
  },
});
