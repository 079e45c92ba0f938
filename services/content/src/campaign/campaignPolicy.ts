import type { RecordedEvent } from "@marketing/shared/base/event";
import { isUuid, uuidv5 } from "@marketing/shared/base/ids";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { PostgresView } from "@marketing/shared/subscription/view";

const created = "marketing.campaign.v1.CampaignCreated";
const updated = "marketing.campaign.v1.CampaignUpdated";
const purged = "marketing.campaign.v1.CampaignPurged";
export const campaignTypes = [created, updated, purged];

/** What this event says of a campaign that the library has to know; null = nothing. */
const heard = (e: RecordedEvent): { type: "campaign_named" | "campaign_purged"; data: { campaignId: string; name?: string } } | null => {
  const { campaignId, name } = e.data as { campaignId?: unknown; name?: unknown };
  if (typeof campaignId !== "string" || !isUuid(campaignId)) throw new TypeError(`event ${e.eventId} names no campaign`);
  const id = campaignId.toLowerCase();
  if (e.type === purged) return { type: "campaign_purged", data: { campaignId: id } };
  return typeof name === "string" && name !== "" ? { type: "campaign_named", data: { campaignId: id, name: name.slice(0, 255) } } : null;
};

/** Campaigns' names and ends become this service's own events, in the campaigns' order, from which the library's rows are told. */
export const campaignPolicy = (log: EventLog): PostgresView => ({
  kind: "postgres",
  name: "campaign_names",
  version: 1,
  tables: [],
  types: new Set(campaignTypes),
  async apply(client, events) {
    await log.appendBulkIn(
      client,
      events.flatMap((e) => {
        const event = heard(e);
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
