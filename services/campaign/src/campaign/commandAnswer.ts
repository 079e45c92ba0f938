import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { microsOf } from "../money.ts";
import type { HandledCampaign } from "./commands.ts";
import { campaignMessage } from "./messages.ts";
import { findCampaigns } from "./rows.ts";

export interface CommandAnswer {
  readonly campaign: ReturnType<typeof campaignMessage>;
  readonly version: number;
  readonly position: number;
}

/** What a command answers: the campaign as its stream has it, and its revenue, which is no part of that stream, as the table has it. */
export const commandAnswer = async (
  pool: Pool,
  tenantId: string,
  { state, version, position }: HandledCampaign,
): Promise<CommandAnswer> => {
  const [row] = await withTenant(pool, tenantId, (client) => findCampaigns(client, tenantId, [state.campaignId]));
  return { campaign: campaignMessage(state, version, row ? microsOf(row.revenue) : 0), version, position };
};
