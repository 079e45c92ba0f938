import { foldedView } from "@marketing/shared/subscription/folded";
import { requestWork } from "../refresh/work.ts";
import { leadEvents } from "./events.ts";
import { historyOf } from "./history.ts";
import { historyTable, loadLeads, writeLeads } from "./rows.ts";
import { evolve, initialLead } from "./state.ts";

/** After these a lead is linked and scored anew. What a score brings about is none of them. */
const refreshedAfter = leadEvents.only(
  "lead_captured",
  "lead_recaptured",
  "lead_updated",
  "lead_enriched",
  "lead_reopened",
  "lead_score_released",
  "lead_linked",
  "lead_merged",
  "lead_unmerged",
  "lead_unmerged_from",
).types as ReadonlySet<string>;

/** Tables `leads` and `lead_history`, folded from the streams `lead-<id>`. */
export const leadView = foldedView({
  name: "leads",
  version: 4,
  tables: ["leads", "lead_history"],
  events: leadEvents,
  batchSize: 1_000,
  idOf: ({ data }) => data.leadId,
  load: loadLeads,
  initial: (leadId) => ({ ...initialLead, leadId }),
  evolve,
  write: async (client, rows, steps) => {
    await writeLeads(client, rows);
    await historyTable.insert(
      client,
      steps.map(({ event, before, after }) => historyOf(event, before, after)),
    );
    const changed = steps.filter(({ event }) => refreshedAfter.has(event.type));
    await requestWork(
      client,
      changed.map(({ event: { tenantId, data } }) => ({ tenantId, kind: "lead", key: data.leadId })),
    );
  },
});
