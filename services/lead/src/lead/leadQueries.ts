import type { PoolClient } from "pg";
import { foldSource } from "./contact.ts";
import type { HistoryRow } from "./history.ts";
import type { JsonObject } from "./json.ts";
import { type LeadRow, readColumns } from "./leadRow.ts";
import type { LeadStatus } from "./status.ts";

/** Read as the api role: row level security shows one tenant. `$1` is always the tenant. */

const ofLead = readColumns.replaceAll(/(\w+)/g, "l.$1");

/** The lead an id stands for now: one that was merged is another. */
export const findLead = async (client: PoolClient, tenantId: string, leadId: string): Promise<LeadRow | null> => {
  let next: string | null = leadId;
  for (let depth = 0; next !== null && depth < 64; depth++) {
    const found: { rows: LeadRow[] } = await client.query<LeadRow>({
      name: "find_lead",
      text: `SELECT ${readColumns} FROM leads WHERE tenant_id = $1 AND lead_id = $2`,
      values: [tenantId, next],
    });
    const row: LeadRow | undefined = found.rows[0];
    if (!row) return null;
    if (row.merged_into === null) return row;
    next = row.merged_into;
  }
  return null;
};

export const findByEmail = async (client: PoolClient, tenantId: string, email: string): Promise<LeadRow | null> => {
  const { rows } = await client.query<{ lead_id: string | null }>({
    name: "find_lead_by_email",
    text: "SELECT find_lead_by_email($1) AS lead_id",
    values: [email],
  });
  const leadId = rows[0]?.lead_id ?? null;
  return leadId === null ? null : findLead(client, tenantId, leadId);
};

/** Other leads with the same telephone number. */
export const samePhone = async (client: PoolClient, tenantId: string, phone: string, leadId: string): Promise<string[]> => {
  const { rows } = await client.query<{ lead_id: string }>({
    name: "same_phone",
    text: "SELECT lead_id FROM leads WHERE tenant_id = $1 AND phone = $2 AND lead_id <> $3 AND merged_into IS NULL ORDER BY created_at LIMIT 10",
    values: [tenantId, phone, leadId],
  });
  return rows.map((r) => r.lead_id);
};

export const noSource = "(none)";

export interface LeadFilter {
  readonly source: string | null;
  readonly status: LeadStatus | null;
  readonly qualified: boolean | null;
  readonly minScore: number | null;
  readonly maxScore: number | null;
  readonly createdFrom: Date | null;
  readonly createdUntil: Date | null;
  readonly contains: JsonObject | null;
  readonly userIds: ReadonlyArray<string> | null;
  readonly order: "created_at" | "score";
}

/** Ordering columns of the last row of the page before: the time or the score (null = without one), and the id. */
export type LeadKey = readonly [at: string | null, leadId: string];

/**
 * The statement for a filter. What compares no numbers and no JSON reads its index under row level security; the rest goes through
 * search_leads, which runs as the owner. Exported for the plan tests.
 */
export const listSql = (tenantId: string, f: LeadFilter, after: LeadKey | null, limit: number): { text: string; values: unknown[] } => {
  const values: unknown[] = [tenantId];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const byScore = f.order === "score";
  const source = f.source === null || f.source === noSource ? null : foldSource(f.source);
  if (byScore || f.contains !== null || f.minScore !== null || f.maxScore !== null) {
    const args = [
      byScore,
      f.contains === null ? null : JSON.stringify(f.contains),
      source,
      f.source === noSource,
      f.status,
      f.qualified,
      f.userIds,
      f.minScore,
      f.maxScore,
      f.createdFrom,
      f.createdUntil,
      after !== null,
      byScore ? (after?.[0] ?? null) : null,
      byScore ? null : (after?.[0] ?? null),
      after?.[1] ?? null,
      limit,
    ];
    const order = byScore ? "l.score DESC NULLS LAST, l.lead_id" : "l.created_at DESC, l.lead_id";
    const text = `SELECT ${ofLead} FROM search_leads(${args.map(bind).join(", ")}) s
      CROSS JOIN LATERAL (SELECT * FROM leads r WHERE r.tenant_id = $1 AND r.lead_id = s.found LIMIT 1) l ORDER BY ${order}`;
    return { text, values };
  }
  const where = ["tenant_id = $1", "merged_into IS NULL"];
  if (f.source === noSource) where.push("source IS NULL");
  else if (source !== null) where.push(`source = ${bind(source)}`);
  if (f.status !== null) where.push(`status = ${bind(f.status)}`);
  if (f.qualified !== null) where.push(f.qualified ? "qualified" : "NOT qualified");
  if (f.userIds !== null) where.push(`user_id = ANY (${bind(f.userIds)}::uuid[])`);
  if (f.createdFrom !== null) where.push(`created_at >= ${bind(f.createdFrom)}`);
  if (f.createdUntil !== null) where.push(`created_at < ${bind(f.createdUntil)}`);
  if (after !== null) {
    const [at, id] = [bind(after[0]), bind(after[1])];
    where.push(`created_at <= ${at}::timestamptz AND (created_at < ${at}::timestamptz OR lead_id > ${id}::uuid)`);
  }
  return {
    text: `SELECT ${readColumns} FROM leads WHERE ${where.join(" AND ")} ORDER BY created_at DESC, lead_id LIMIT ${bind(limit)}`,
    values,
  };
};

export const leadKeyOf = (f: LeadFilter, row: LeadRow): LeadKey => [
  f.order === "score" ? row.score : row.created_at.toISOString(),
  row.lead_id,
];

export const listLeads = async (
  client: PoolClient,
  tenantId: string,
  filter: LeadFilter,
  after: LeadKey | null,
  limit: number,
): Promise<LeadRow[]> => (await client.query<LeadRow>(listSql(tenantId, filter, after, limit))).rows;

/** Every id of the person one id belongs to. */
export const personIds = async (client: PoolClient, tenantId: string, userId: string): Promise<string[]> => {
  const { rows } = await client.query<{ ids: string[] }>({
    name: "person_ids",
    text: "SELECT ids_of($1, root_of($1, $2)) AS ids",
    values: [tenantId, userId],
  });
  return rows[0]?.ids ?? [userId];
};

export const leadHistory = async (
  client: PoolClient,
  tenantId: string,
  leadIds: ReadonlyArray<string>,
  kinds: ReadonlyArray<string>,
  before: number | null,
  limit: number,
): Promise<HistoryRow[]> => {
  const { rows } = await client.query<HistoryRow>({
    name: "lead_history",
    text: `SELECT position, lead_id, kind, at, from_status, to_status, score, reason, detail, actor FROM lead_history
      WHERE tenant_id = $1 AND lead_id = ANY ($2::uuid[]) AND ($3::text[] = '{}' OR kind = ANY ($3)) AND ($4::bigint IS NULL OR position < $4)
      ORDER BY position DESC LIMIT $5`,
    values: [tenantId, leadIds, kinds, before, limit],
  });
  return rows;
};

export interface FunnelRow {
  /** null = without one; absent in the total. */
  readonly source: string | null;
  readonly captured: number;
  readonly contacted: number;
  readonly qualified: number;
  readonly converted: number;
  readonly lost: number;
  readonly average_score: number | null;
  readonly total: boolean;
}

/** By source, case-folded as the column is, largest first, and the total last. Reached stages: the flags and times tell them for lost leads too. */
export const funnelSql = `SELECT source, grouping(source) = 1 AS total, count(*) AS captured,
    count(*) FILTER (WHERE last_contacted IS NOT NULL OR qualified_at IS NOT NULL OR status IN ('contacted', 'qualified', 'converted')) AS contacted,
    count(*) FILTER (WHERE qualified_at IS NOT NULL OR status IN ('qualified', 'converted')) AS qualified,
    count(*) FILTER (WHERE status = 'converted') AS converted,
    count(*) FILTER (WHERE status = 'lost') AS lost,
    avg(score)::float8 AS average_score
  FROM leads WHERE tenant_id = $1 AND merged_into IS NULL AND ($2::timestamptz IS NULL OR created_at >= $2) AND ($3::timestamptz IS NULL OR created_at < $3)
  GROUP BY GROUPING SETS ((source), ()) ORDER BY total, captured DESC, source NULLS LAST`;

export const funnel = async (client: PoolClient, tenantId: string, from: Date | null, until: Date | null): Promise<FunnelRow[]> =>
  (await client.query<FunnelRow>(funnelSql, [tenantId, from, until])).rows;
