import { defineEvents, type EventOf, event } from "@marketing/shared/log/defineEvents";

/** What the library has to know of another service's campaigns. Streams `campaign-<id>`, only ever appended with any version. */
export const campaignEvents = defineEvents({
  campaign_named: event<{ readonly campaignId: string; readonly name: string }>({ version: 1 }),
  campaign_purged: event<{ readonly campaignId: string }>({ version: 1 }),
});
export type CampaignEvent = EventOf<typeof campaignEvents>;
