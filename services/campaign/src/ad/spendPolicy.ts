import { appendIdOf } from "@marketing/shared/base/ids";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { policy } from "@marketing/shared/subscription/typedView";
import { bookSpend } from "./commands.ts";
import { adCampaignEvents } from "./events.ts";

/**
 * What platforms report as spent is booked to the campaign. The call that brings a report books it at once; this books what a crash in between
 * left out, and otherwise finds it done. `log` is not of the pool whose transaction holds the checkpoint.
 */
export const spendPolicy = (log: EventLog) =>
  policy({
    name: "ad_spend",
    events: adCampaignEvents.only("performance_reported"),
    apply: async (_, events) => {
      for (const { tenantId, eventId, data } of events) {
        const metadata = { actor: "system:ad_spend", causationId: eventId };
        const appendId = appendIdOf(tenantId, "ad_spend", eventId);
        await bookSpend({ log, tenantId, appendId, expectedVersion: null, metadata }, data);
      }
    },
  });
