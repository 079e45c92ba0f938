import type { JsonObject } from "@marketing/shared/base/json";
import type { PoolClient } from "pg";
import { foldSource } from "./contact.ts";
import { type LeadRow, readColumns } from "./rows.ts";
import type { LeadStatus } from "./status.ts";

const ofLead = readColumns.replaceAll(/(\w+)/g, "l.$1");

/** The filter by source that finds leads without one. */
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

/** Every lead, newest first. */
export const everyLead: LeadFilter = {
  source: null,
  status: null,
  qualified: null,
  minScore: null,
  maxScore: null,
  createdFrom: null,
  createdUntil: null,
  contains: null,
  userIds: null,
  order: "created_at",
};

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
