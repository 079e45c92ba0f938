import { allOf, type Recorded } from "@marketing/shared/log/defineEvents";
import { foldedView } from "@marketing/shared/subscription/folded";
import { postgresView } from "@marketing/shared/subscription/typedView";
import { adCampaignEvents } from "../ad/events.ts";
import { adCampaignRows } from "../ad/view.ts";
import { revenueEvents } from "../revenue/events.ts";
import { addRevenue } from "../revenue/rows.ts";
import { archiveTables, moveRetired, notRetired } from "./archive.ts";
import { type CampaignEvent, campaignEvents } from "./events.ts";
import { campaignTable, stateOf } from "./rows.ts";
import { type CampaignState, evolve, initialCampaign } from "./state.ts";

const load = `SELECT c.tenant_id, c.campaign_id, c.state, c.version FROM campaigns c
  JOIN unnest($1::uuid[], $2::uuid[]) AS k (tenant_id, campaign_id) ON c.tenant_id = k.tenant_id AND c.campaign_id = k.campaign_id`;

const campaignRows = foldedView({
  name: "campaigns",
  version: 1,
  tables: ["campaigns"],
  events: campaignEvents,
  idOf: (event) => event.data.campaignId,
  load: async (client, keys) => {
    const { rows } = await client.query<{ tenant_id: string; campaign_id: string; state: CampaignState; version: number }>({
      name: "load_campaigns",
      text: load,
      values: [keys.map((k) => k.tenantId), keys.map((k) => k.id)],
    });
    return rows.map((r) => ({ tenantId: r.tenant_id, id: r.campaign_id, state: stateOf(r), version: r.version }));
  },
  initial: () => initialCampaign,
  evolve,
  write: (client, rows) => campaignTable.upsert(client, rows),
});

/**
 * Tables `campaigns`, `campaign_revenue`, `ad_campaigns` and `ad_performance_history`, and the archive of each: one view, because an ad campaign's
 * row refers to its campaign's, which the log has first.
 */
export const campaignsView = postgresView({
  name: "campaigns",
  version: 2,
  tables: [...campaignRows.tables, "campaign_revenue", ...adCampaignRows.tables, ...archiveTables],
  events: allOf(campaignEvents, revenueEvents, adCampaignEvents),
  apply: async (client, events) => {
    const campaigns = events.filter((e) => campaignEvents.types.has(e.type as CampaignEvent["type"])) as ReadonlyArray<
      Recorded<CampaignEvent>
    >;
    // the row of a purged one is in the archive, and goes with it
    const changed = campaigns.filter((e) => e.type !== "campaign_purged");
    if (changed.length > 0) await campaignRows.apply(client, changed);
    const others = await notRetired(
      client,
      events.filter((e) => !campaignEvents.types.has(e.type as CampaignEvent["type"])),
      campaigns,
    );
    const revenue = others.filter((e) => e.type === "revenue_attributed");
    if (revenue.length > 0) await addRevenue(client, revenue);
    const ads = others.filter((e) => adCampaignRows.types!.has(e.type));
    if (ads.length > 0) await adCampaignRows.apply(client, ads);
    await moveRetired(client, campaigns);
  },
});
