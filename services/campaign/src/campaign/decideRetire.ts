import { accept, type Decision, refuse } from "@marketing/shared/base/decider";
import type { CampaignEvent } from "./events.ts";
import type { CampaignState } from "./state.ts";

/** Whatever is due of a campaign's age. Times are ms since 1970: what ended before them is archived, or purged. */
export interface Retire {
  readonly type: "retire";
  readonly archiveBefore: number;
  readonly purgeBefore: number;
  readonly now: number;
}

/** The clock runs from a campaign's end, so one that has not ended is never of age. */
export const decideRetire = ({ archiveBefore, purgeBefore, now }: Retire, state: CampaignState): Decision<CampaignEvent> => {
  const { campaignId, endedAt, archivedAt, purgedAt } = state;
  if (endedAt === null || purgedAt !== null) return accept();
  const due: CampaignEvent[] = [];
  if (archivedAt === null && endedAt < Math.max(archiveBefore, purgeBefore))
    due.push({ type: "campaign_archived", data: { campaignId, at: now } });
  if (endedAt < purgeBefore) due.push({ type: "campaign_purged", data: { campaignId, at: now } });
  return accept(...due);
};

/** An archived campaign stays as it is. What a platform still reports of its ads is kept with them, and booked no more. */
export const decideArchived = (c: { readonly type: string }, state: CampaignState): Decision<CampaignEvent> => {
  if (c.type === "import" || c.type === "keep_schedule") return accept();
  return state.purgedAt === null
    ? refuse("failed_precondition", "CAMPAIGN_ARCHIVED", "the campaign is archived: nothing of it changes any more")
    : refuse("not_found", "CAMPAIGN_NOT_FOUND", "no such campaign");
};
