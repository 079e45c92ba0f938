import type { EventOf } from "@marketing/shared/log/defineEvents";
import type { RedisCommand } from "@marketing/shared/redis/command";
import { redisView } from "@marketing/shared/subscription/typedView";
import { campaignEvents } from "./events.ts";
import type { Status } from "./status.ts";

/** Events that change a campaign's status. */
export const statusEvents = campaignEvents.only(
  "campaign_started",
  "campaign_paused",
  "campaign_resumed",
  "campaign_completed",
  "campaign_stopped",
);
export type StatusEvent = EventOf<typeof statusEvents>;

/** To what each of them changes it. */
export const statusAfter: Readonly<Record<StatusEvent["type"], Status>> = {
  campaign_started: "active",
  campaign_paused: "paused",
  campaign_resumed: "active",
  campaign_completed: "completed",
  campaign_stopped: "stopped",
};

/** What is older when it comes is no news: after an outage, or when Redis was wiped and the log is read again. */
const newsMs = 60_000;

/**
 * Channel `campaign_updates`: {"campaign_id", "status"}, one message a change of status, after it was committed. Best effort: who does not listen
 * does not hear it, and asks WatchCampaigns. Published in the script that moves the checkpoint, so once; a rebuild publishes to a channel of its own.
 */
export const updatesView = redisView({
  name: "campaign_updates",
  version: 1,
  prefixes: ["campaign_updates"],
  events: statusEvents,
  cache: true,
  fold: (_tenantId, events, key) =>
    events
      .filter((e) => Date.now() - e.recordedAt.getTime() < newsMs)
      .map(
        (e): RedisCommand => [
          "PUBLISH",
          key("campaign_updates"),
          JSON.stringify({ campaign_id: e.data.campaignId, status: statusAfter[e.type] }),
        ],
      ),
});
