import type { RecordedEvent } from "@marketing/shared/base/event";
import type { PostgresView } from "@marketing/shared/subscription/view";
import type { PoolClient } from "pg";
import { requestWork, type Work } from "../refresh/work.ts";
import { evolve } from "./evolveLead.ts";
import { type HistoryRow, historyOf, insertHistory } from "./history.ts";
import { type LeadEvent, leadEventTypes } from "./leadEvents.ts";
import { foldedOf, loadRows, upsertLeads } from "./leadRow.ts";
import { initialLead, type LeadState } from "./leadState.ts";

interface Entry {
  readonly tenantId: string;
  state: LeadState;
  version: number;
}

/** After these a lead is linked and scored anew. What a score brings about is none of them. */
const changes = new Set<string>([
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
] satisfies ReadonlyArray<LeadEvent["type"]>);

const key = (tenantId: string, leadId: string): string => `${tenantId}${leadId}`;

const loadEntries = async (client: PoolClient, events: ReadonlyArray<RecordedEvent>): Promise<Map<string, Entry>> => {
  const wanted = new Map(events.map((e) => [key(e.tenantId, e.data.leadId), { tenantId: e.tenantId, leadId: e.data.leadId as string }]));
  const entries = new Map<string, Entry>();
  for (const row of await loadRows(client, [...wanted.values()]))
    entries.set(key(row.tenant_id, row.lead_id), { tenantId: row.tenant_id, ...foldedOf(row) });
  for (const [k, { tenantId, leadId }] of wanted)
    if (!entries.has(k)) entries.set(k, { tenantId, state: { ...initialLead, leadId }, version: 0 });
  return entries;
};

/** Tables `leads` and `lead_history`, folded from the streams `lead-<id>`. */
export const leadView: PostgresView = {
  kind: "postgres",
  name: "leads",
  version: 1,
  tables: ["leads", "lead_history"],
  types: new Set<string>(leadEventTypes),
  batchSize: 1_000,
  async apply(client, events) {
    const entries = await loadEntries(client, events);
    const history: HistoryRow[] = [];
    const work: Work[] = [];
    for (const e of events) {
      const { tenantId } = e;
      const leadId = e.data.leadId as string;
      const entry = entries.get(key(tenantId, leadId))!;
      const before = entry.state;
      entry.state = evolve(before, e as unknown as LeadEvent);
      entry.version = e.version;
      history.push(historyOf(e, before, entry.state));
      if (changes.has(e.type)) work.push({ tenantId, kind: "lead", key: leadId });
    }
    await upsertLeads(client, [...entries.values()]);
    await insertHistory(client, history);
    await requestWork(client, work);
  },
};
