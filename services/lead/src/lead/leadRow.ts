import type { PoolClient } from "pg";
import { e164, foldSource } from "./contact.ts";
import type { JsonObject } from "./json.ts";
import { effective, initialLead, type LeadState } from "./leadState.ts";

/** A row of `leads` as it is read. */
export interface LeadRow {
  readonly tenant_id: string;
  readonly lead_id: string;
  readonly created_at: Date;
  /** Exact text, four places. */
  readonly score: string | null;
  readonly merged_into: string | null;
  readonly version: number;
  readonly state: LeadState;
}

export interface FoldedLead {
  readonly state: LeadState;
  readonly version: number;
}

/** A state stored by an older program has no later field. */
export const foldedOf = (row: LeadRow): FoldedLead => ({ state: { ...initialLead, ...row.state }, version: row.version });

/** The column: what people gave, and what providers said under a key of its own. */
export const propertiesOf = (state: LeadState): JsonObject => {
  const { properties, enrichment } = effective(state);
  if (Object.keys(enrichment).length === 0) return properties;
  const said = Object.entries(enrichment).map(([namespace, e]) => [
    namespace,
    { provider: e.provider, at: new Date(e.at).toISOString(), data: e.data },
  ]);
  return { ...properties, enrichment: Object.fromEntries(said) };
};

const columns = [
  ["lead_id", "uuid"],
  ["email", "varchar"],
  ["phone", "varchar"],
  ["name", "varchar"],
  ["company", "varchar"],
  ["job_title", "varchar"],
  ["source", "varchar"],
  ["score", "numeric"],
  ["qualified", "boolean"],
  ["status", "varchar"],
  ["properties", "jsonb"],
  ["created_at", "timestamptz"],
  ["last_contacted", "timestamptz"],
  ["converted_at", "timestamptz"],
  ["user_id", "uuid"],
  ["linked_user_id", "uuid"],
  ["last_source", "varchar"],
  ["campaign_id", "uuid"],
  ["qualified_by", "text"],
  ["qualified_at", "timestamptz"],
  ["score_model", "varchar"],
  ["score_model_version", "bigint"],
  ["scored_at", "timestamptz"],
  ["value_micros", "bigint"],
  ["currency", "char"],
  ["conversion_campaign_id", "uuid"],
  ["phone_raw", "varchar"],
  ["merged_into", "uuid"],
  ["version", "bigint"],
  ["state", "jsonb"],
] as const;

const names = columns.map(([name]) => name);
const settable = names.filter((name) => name !== "lead_id" && name !== "created_at");
const upsert = `INSERT INTO leads (tenant_id, ${names.join(", ")})
  SELECT * FROM unnest($1::uuid[], ${columns.map(([, type], i) => `$${i + 2}::${type === "char" ? "text" : type}[]`).join(", ")})
  ON CONFLICT (tenant_id, lead_id) DO UPDATE SET ${settable.map((name) => `${name} = excluded.${name}`).join(", ")}`;

/** What a page of leads is read with. */
export const readColumns = "tenant_id, lead_id, created_at, score, merged_into, version, state";

const iso = (ms: number | null | undefined): string | null => (ms === null || ms === undefined ? null : new Date(ms).toISOString());

const valuesOf = ({ state: s, version }: FoldedLead): ReadonlyArray<unknown> => {
  const facts = effective(s);
  return [
    s.leadId,
    facts.email,
    facts.phone === null ? null : (e164(facts.phone) ?? facts.phone),
    facts.name,
    facts.company,
    facts.jobTitle,
    s.source === null ? null : foldSource(s.source),
    s.score?.value ?? null,
    s.qualified,
    s.status,
    JSON.stringify(propertiesOf(s)),
    iso(s.createdAt),
    iso(facts.lastContacted),
    iso(s.convertedAt),
    s.userId,
    s.linkedUserId,
    s.lastSource === null ? null : foldSource(s.lastSource),
    s.campaignId,
    s.qualifiedBy,
    iso(s.qualifiedAt),
    s.score?.model ?? null,
    s.score?.version ?? null,
    iso(s.score?.at),
    s.conversion?.valueMicros ?? null,
    s.conversion?.currency ?? null,
    s.conversion?.campaignId ?? null,
    facts.phone,
    s.mergedInto?.winnerId ?? null,
    version,
    JSON.stringify(s),
  ];
};

// An address that changes hands within a batch must be free before its new lead is written.
const free = `UPDATE leads l SET email = NULL FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS k (tenant_id, lead_id, email)
  WHERE l.tenant_id = k.tenant_id AND l.lead_id = k.lead_id AND l.email IS NOT NULL AND lower(l.email) IS DISTINCT FROM lower(k.email)`;

/** All rows in two statements. */
export const upsertLeads = async (client: PoolClient, leads: ReadonlyArray<FoldedLead & { readonly tenantId: string }>): Promise<void> => {
  const rows = leads.map(valuesOf);
  const tenants = leads.map((l) => l.tenantId);
  const keeps = leads.map((l, i) => (l.state.mergedInto === null ? rows[i]![1] : null));
  await client.query({ name: "free_addresses", text: free, values: [tenants, leads.map((l) => l.state.leadId), keeps] });
  await client.query({ name: "upsert_leads", text: upsert, values: [tenants, ...columns.map((_, c) => rows.map((row) => row[c]))] });
};

// LATERAL and LIMIT make it one look-up in the primary key for each, whatever the planner believes about the arrays.
const load = `SELECT ${readColumns.replaceAll(/(\w+)/g, "l.$1")} FROM unnest($1::uuid[], $2::uuid[]) AS k (tenant_id, lead_id)
  CROSS JOIN LATERAL (SELECT * FROM leads r WHERE r.tenant_id = k.tenant_id AND r.lead_id = k.lead_id LIMIT 1) l`;

export const loadRows = async (client: PoolClient, keys: ReadonlyArray<{ tenantId: string; leadId: string }>): Promise<LeadRow[]> => {
  const { rows } = await client.query<LeadRow>({
    name: "load_leads",
    text: load,
    values: [keys.map((k) => k.tenantId), keys.map((k) => k.leadId)],
  });
  return rows;
};
