import { CampaignCreatedSchema, CampaignPurgedSchema, CampaignUpdatedSchema } from "@marketing/protos/campaign/v1/campaign_events";
import { firstCharacters } from "@marketing/shared/base/codePoints";
import { isUuid, uuidv5 } from "@marketing/shared/base/ids";
import { type EventOf, foreignEvents, type Recorded } from "@marketing/shared/log/defineEvents";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { policy } from "@marketing/shared/subscription/typedView";
import type { PostgresView } from "@marketing/shared/subscription/view";
import type { CampaignEvent } from "./events.ts";

/** Campaigns that get a name, and campaigns that are no more. */
export const campaignChanges = foreignEvents(CampaignCreatedSchema, CampaignUpdatedSchema, CampaignPurgedSchema);
type CampaignChange = Recorded<EventOf<typeof campaignChanges>>;

/** This service's own event for it; null = it says nothing that the library has to know. */
const ownEventOf = (e: CampaignChange): CampaignEvent | null => {
  if (e.data.campaignId === undefined || !isUuid(e.data.campaignId)) throw new TypeError(`event ${e.eventId} names no campaign`);
  const campaignId = e.data.campaignId.toLowerCase();
  if (e.type === "marketing.campaign.v1.CampaignPurged") return { type: "campaign_purged", data: { campaignId } };
  const { name } = e.data;
  return name === undefined || name === "" ? null : { type: "campaign_named", data: { campaignId, name: firstCharacters(name, 255) } };
};

/** Campaigns' names and ends become this service's own events, in the campaigns' order; the library's rows follow from those. */
export const campaignPolicy = (log: EventLog): PostgresView =>
  policy({
    name: "campaign_names",
    events: campaignChanges,
    async apply(client, events) {
      await log.appendBulkIn(
        client,
        events.flatMap((e) => {
          const event = ownEventOf(e);
          if (event === null) return [];
          return [
            {
              tenantId: e.tenantId,
              receiptId: uuidv5(`campaign:${e.eventId}`, e.tenantId),
              fingerprint: 0,
              streamId: `campaign-${event.data.campaignId}`,
              event: { ...event, metadata: { actor: "service:campaign", causationId: e.eventId } },
            },
          ];
        }),
      );
    },
  });
