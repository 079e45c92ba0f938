import { firstCharacters } from "@marketing/shared/base/codePoints";
import { isoTime, isoTimeOrNull } from "@marketing/shared/base/isoTime";
import type { JsonObject } from "@marketing/shared/base/json";
import { type Column, column, defineTable } from "@marketing/shared/postgres/table";
import type { Folded } from "@marketing/shared/subscription/folded";
import type { PoolClient } from "pg";
import { foldSource, longestSource } from "./contact.ts";
import { shownKey } from "./emailKey.ts";
import { complete, type Facts, noFacts } from "./facts.ts";
import { columnOf, fieldNames, shown } from "./fields.ts";
import type { HistoryRow } from "./history.ts";
import { effective, initialLead, type LeadState } from "./state.ts";

/** A row of `leads` as it is read. */
export interface LeadRow {
  readonly tenant_id: string;
  readonly lead_id: string;
  readonly created_at: Date;
  /** Exact text, four places. */
  readonly score: string | null;
  readonly merged_into: string | null;
  readonly version: number;
  readonly state: Partial<LeadState>;
}

/** What leads are read with. */
export const readColumns = "tenant_id, lead_id, created_at, score, merged_into, version, state";

/** A state stored by an older program has no later field. */
export const foldedOf = ({ tenant_id: tenantId, lead_id: id, version, state }: LeadRow): Folded<LeadState> => ({
  tenantId,
  id,
  version,
  state: { ...initialLead, ...state, own: complete(state.own ?? noFacts), layers: (state.layers ?? []).map(complete) },
});

/** The column `properties`: what people gave, and under `enrichment` what providers know, by namespace. */
export const propertiesOf = ({ properties, enrichment }: Facts): JsonObject => {
  if (Object.keys(enrichment).length === 0) return properties;
  const byNamespace = Object.entries(enrichment).map(([namespace, { provider, at, data }]) => [
    namespace,
    { provider, at: isoTime(at), data },
  ]);
  return { ...properties, enrichment: Object.fromEntries(byNamespace) };
};

/** A lead as it is written, with what everybody sees of it. */
interface Written extends Folded<LeadState> {
  readonly facts: Facts;
}

/** Never longer than the column, whatever an event brings. */
const folded = (source: string | null): string | null => (source === null ? null : firstCharacters(foldSource(source), longestSource));
const textColumns = Object.fromEntries(
  fieldNames.map((field): [string, Column<Written>] => [columnOf(field), column("varchar", ({ facts }) => shown(facts, field))]),
);

const keyOf = ({ state }: Folded<LeadState>): string | null => shownKey(state);

const leads = defineTable<Written>({
  name: "leads",
  key: { tenant_id: column("uuid", (l) => l.tenantId), lead_id: column("uuid", (l) => l.id) },
  columns: {
    ...textColumns,
    email_key: column("text", keyOf),
    phone_raw: column("varchar", ({ facts }) => facts.phone),
    properties: column("jsonb", ({ facts }) => propertiesOf(facts)),
    last_contacted: column("timestamptz", ({ facts }) => isoTimeOrNull(facts.lastContacted)),
    source: column("varchar", ({ state }) => folded(state.source)),
    last_source: column("varchar", ({ state }) => folded(state.lastSource)),
    campaign_id: column("uuid", ({ state }) => state.campaignId),
    status: column("varchar", ({ state }) => state.status),
    qualified: column("boolean", ({ state }) => state.qualified),
    qualified_by: column("text", ({ state }) => state.qualifiedBy),
    qualified_at: column("timestamptz", ({ state }) => isoTimeOrNull(state.qualifiedAt)),
    score: column("numeric", ({ state }) => state.score?.value),
    score_model: column("varchar", ({ state }) => state.score?.model),
    score_model_version: column("bigint", ({ state }) => state.score?.version),
    scored_at: column("timestamptz", ({ state }) => isoTimeOrNull(state.score?.at)),
    created_at: column("timestamptz", ({ state }) => isoTime(state.createdAt), { once: true }),
    converted_at: column("timestamptz", ({ state }) => isoTimeOrNull(state.convertedAt)),
    value_micros: column("bigint", ({ state }) => state.conversion?.valueMicros),
    currency: column("text", ({ state }) => state.conversion?.currency),
    conversion_campaign_id: column("uuid", ({ state }) => state.conversion?.campaignId),
    user_id: column("uuid", ({ state }) => state.userId),
    linked_user_id: column("uuid", ({ state }) => state.linkedUserId),
    merged_into: column("uuid", ({ state }) => state.mergedInto?.winnerId),
    version: column("bigint", (l) => l.version),
    state: column("jsonb", (l) => l.state),
  },
});

// An address that changes hands within a batch must be free before its new lead is written.
const free = `UPDATE leads l SET email_key = NULL FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS k (tenant_id, lead_id, email_key)
  WHERE l.tenant_id = k.tenant_id AND l.lead_id = k.lead_id AND l.email_key IS NOT NULL AND l.email_key IS DISTINCT FROM k.email_key`;

/** All rows in two statements. */
export const writeLeads = async (client: PoolClient, rows: ReadonlyArray<Folded<LeadState>>): Promise<void> => {
  const written = rows.map((row): Written => ({ ...row, facts: effective(row.state) }));
  await client.query({
    name: "free_addresses",
    text: free,
    values: [written.map((l) => l.tenantId), written.map((l) => l.id), written.map((l) => (l.state.mergedInto === null ? keyOf(l) : null))],
  });
  await leads.upsert(client, written);
};

// LATERAL and LIMIT make it one look-up in the primary key for each, whatever the planner believes about the arrays.
const load = `SELECT ${readColumns.replaceAll(/(\w+)/g, "l.$1")} FROM unnest($1::uuid[], $2::uuid[]) AS k (tenant_id, lead_id)
  CROSS JOIN LATERAL (SELECT * FROM leads r WHERE r.tenant_id = k.tenant_id AND r.lead_id = k.lead_id LIMIT 1) l`;

export const loadLeads = async (
  client: PoolClient,
  keys: ReadonlyArray<{ readonly tenantId: string; readonly id: string }>,
): Promise<ReadonlyArray<Folded<LeadState>>> => {
  const { rows } = await client.query<LeadRow>({
    name: "load_leads",
    text: load,
    values: [keys.map((k) => k.tenantId), keys.map((k) => k.id)],
  });
  return rows.map(foldedOf);
};

export const historyTable = defineTable<HistoryRow>({
  name: "lead_history",
  key: {
    tenant_id: column("uuid", (h) => h.tenant_id),
    lead_id: column("uuid", (h) => h.lead_id),
    position: column("bigint", (h) => h.position),
  },
  columns: {
    kind: column("text", (h) => h.kind),
    at: column("timestamptz", (h) => h.at),
    from_status: column("text", (h) => h.from_status),
    to_status: column("text", (h) => h.to_status),
    score: column("float8", (h) => h.score),
    reason: column("text", (h) => h.reason),
    detail: column("text", (h) => h.detail),
    actor: column("text", (h) => h.actor),
  },
});
