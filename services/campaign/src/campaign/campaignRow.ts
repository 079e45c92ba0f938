import type { PoolClient } from "pg";
import { type CampaignState, campaignDecider } from "./campaign.ts";

/** A campaign as the table has it. */
export interface CampaignRow {
  readonly campaign_id: string;
  readonly created_at: Date;
  readonly state: CampaignState;
  /** Decimal, six places. */
  readonly revenue: string;
  readonly performance_score: string | null;
  readonly utm_campaign: string;
  readonly version: number;
}
export const campaignColumns = "campaign_id, created_at, state, revenue, performance_score, utm_campaign, version";

/** What was stored by an older program lacks what is new since. */
export const stateOf = (row: Pick<CampaignRow, "state">): CampaignState => ({ ...campaignDecider.initialState, ...row.state });

export const findCampaigns = async (client: PoolClient, tenantId: string, ids: ReadonlyArray<string>): Promise<CampaignRow[]> =>
  (
    await client.query<CampaignRow>({
      name: "find_campaigns",
      text: `SELECT ${campaignColumns} FROM campaigns WHERE tenant_id = $1 AND campaign_id = ANY ($2::uuid[])`,
      values: [tenantId, ids],
    })
  ).rows;
