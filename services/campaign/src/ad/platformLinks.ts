import { uuidv5 } from "@marketing/shared/base/ids";
import { permanentClaims, unclaimed } from "@marketing/shared/command/uniqueClaims";
import { defineEvents, type EventOf, event } from "@marketing/shared/log/defineEvents";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { AdCampaignEvent } from "./events.ts";
import type { Platform } from "./platforms.ts";

/** Stream `platform_link-<hash of platform and its own id>`: to which ad campaign a platform's id belongs, for good. */
export const platformLinkEvents = defineEvents({
  platform_linked: event<{ readonly adCampaignId: string; readonly platform: Platform; readonly platformCampaignId: string }>({
    version: 1,
  }),
});
type PlatformLinkEvent = EventOf<typeof platformLinkEvents>;

const linksOf = (tenantId: string, platform: Platform) =>
  permanentClaims<PlatformLinkEvent>({
    streamId: (platformCampaignId) => `platform_link-${uuidv5(`${platform}:${platformCampaignId}`, tenantId)}`,
    taken: (adCampaignId, platformCampaignId) => ({ type: "platform_linked", data: { adCampaignId, platform, platformCampaignId } }),
    holderOf: (e) => e.data.adCampaignId,
  });

/** The ad campaign to which a platform's own id belongs; null = to none. */
export const adCampaignOfPlatform = async (
  log: EventLog,
  tenantId: string,
  platform: Platform,
  platformCampaignId: string,
): Promise<string | null> => (await linksOf(tenantId, platform).find(log, tenantId, platformCampaignId)).holder;

/** The event that gives an ad campaign its platform's id claims that id for it, in the same append. */
export const linksAlongside = (tenantId: string, events: ReadonlyArray<AdCampaignEvent>) =>
  events.flatMap(({ type, data }) => {
    if (type !== "ad_campaign_created" && type !== "ad_campaign_updated") return [];
    const { adCampaignId, platform, platformCampaignId } = data;
    if (platformCampaignId === null || platformCampaignId === undefined) return [];
    return [linksOf(tenantId, platform).take(unclaimed(platformCampaignId), adCampaignId)];
  });
