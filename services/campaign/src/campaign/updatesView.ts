import type { RecordedEvent } from "@marketing/shared/base/event";
import type { RedisCommand } from "@marketing/shared/redis/command";
import type { RedisView } from "@marketing/shared/subscription/view";
import type { Status } from "./status.ts";

/** Private events that change a campaign's status, and to what. */
export const statusAfter: Readonly<Record<string, Status>> = {
  campaign_started: "active",
  campaign_paused: "paused",
  campaign_resumed: "active",
  campaign_completed: "completed",
  campaign_stopped: "stopped",
};

/** Older news is history when it comes: after an outage, or when Redis was wiped and the log is read again. */
const newsMs = 60_000;

/**
 * Channel `campaign_updates`: {"campaign_id", "status"}, one message a change of status, after it was committed. Best effort: who does not listen
 * does not hear it, and asks WatchCampaigns. Published in the script that moves the checkpoint, so once; a rebuild publishes to a channel of its own.
 */
export const updatesView: RedisView = {
  kind: "redis",
  name: "campaign_updates",
  version: 1,
  prefixes: ["campaign_updates"],
  types: new Set(Object.keys(statusAfter)),
  cache: true,
  fold: (_tenantId, events, key) =>
    events
      .filter((e: RecordedEvent) => Date.now() - e.recordedAt.getTime() < newsMs)
      .map(
        (e): RedisCommand => [
          "PUBLISH",
          key("campaign_updates"),
          JSON.stringify({ campaign_id: e.data.campaignId, status: statusAfter[e.type] }),
        ],
      ),
};
