import type { EventLog } from "@marketing/shared/log/eventLog";
import type { PostgresView } from "@marketing/shared/subscription/view";
import { bookSpend } from "./adCampaignCommands.ts";

/**
 * What platforms report as spent is booked to the campaign. The call that brings a report books it at once; this books what a crash in between
 * left out, and otherwise finds it done.
 */
export const spendPolicy = (log: EventLog): PostgresView => ({
  kind: "postgres",
  name: "ad_spend",
  version: 1,
  tables: [],
  types: new Set(["performance_reported"]),
  async apply(_, events) {
    for (const { tenantId, eventId, data } of events) {
      const metadata = { actor: "system:ad_spend", causationId: eventId };
      await bookSpend({ log, tenantId, appendId: undefined, expectedVersion: undefined, metadata }, data as never);
    }
  },
});
