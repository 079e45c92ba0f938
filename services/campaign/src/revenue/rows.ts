import type { Recorded } from "@marketing/shared/log/defineEvents";
import type { PoolClient } from "pg";
import { decimalOfMicros, maxTotal } from "../money.ts";
import type { RevenueEvent } from "./events.ts";

const addToModel = `INSERT INTO campaign_revenue (tenant_id, campaign_id, model, currency, revenue, conversions)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::numeric[], $6::bigint[])
  ON CONFLICT (tenant_id, campaign_id, model, currency) DO UPDATE SET revenue = least(campaign_revenue.revenue + excluded.revenue, $7),
    conversions = campaign_revenue.conversions + excluded.conversions`;
const addToCampaign = `UPDATE campaigns c SET revenue = least(c.revenue + r.revenue, $6)
  FROM (SELECT tenant_id, campaign_id, currency, sum(revenue) AS revenue
          FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::numeric[]) AS u (tenant_id, campaign_id, model, currency, revenue)
         WHERE model IN ('last', 'explicit') GROUP BY 1, 2, 3) r
  WHERE c.tenant_id = r.tenant_id AND c.campaign_id = r.campaign_id AND c.currency = r.currency`;

const most = decimalOfMicros(maxTotal);

/**
 * Adds to `campaign_revenue` under each model, and to the campaign's own row what it earned by last touch in its own currency. A sum
 * that can be counted no further stands still: it is never refused here, where whoever sent it has had an answer.
 */
export const addRevenue = async (client: PoolClient, events: ReadonlyArray<Recorded<RevenueEvent>>): Promise<void> => {
  const sums = new Map<string, { event: Recorded<RevenueEvent>; amount: number; conversions: number }>();
  for (const event of events) {
    const { campaignId, model, currency, amount } = event.data;
    const key = [event.tenantId, campaignId, model, currency].join(" ");
    const sum = sums.get(key) ?? { event, amount: 0, conversions: 0 };
    sum.amount = Math.min(sum.amount + amount, maxTotal);
    sum.conversions += 1;
    sums.set(key, sum);
  }
  const all = [...sums.values()];
  const values: unknown[] = [
    all.map((s) => s.event.tenantId),
    all.map((s) => s.event.data.campaignId),
    all.map((s) => s.event.data.model),
    all.map((s) => s.event.data.currency),
    all.map((s) => decimalOfMicros(s.amount)),
  ];
  await client.query({ name: "add_revenue", text: addToModel, values: [...values, all.map((s) => s.conversions), most] });
  await client.query({ name: "add_campaign_revenue", text: addToCampaign, values: [...values, most] });
};
