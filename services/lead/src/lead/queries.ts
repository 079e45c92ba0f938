import { notFound } from "@marketing/shared/base/errors";
import type { PoolClient } from "pg";
import { keysOf } from "./emailKey.ts";
import type { HistoryRow } from "./history.ts";
import { type LeadRow, readColumns } from "./rows.ts";

// Read as the api role: row level security shows one tenant.

const noLead = () => notFound("LEAD_NOT_FOUND", "no such lead");

/** The lead an id stands for now: one that was merged is another. Throws NOT_FOUND. */
export const findLead = async (client: PoolClient, tenantId: string, leadId: string): Promise<LeadRow> => {
  let next = leadId;
  for (let depth = 0; depth < 64; depth++) {
    const { rows } = await client.query<LeadRow>({
      name: "find_lead",
      text: `SELECT ${readColumns} FROM leads WHERE tenant_id = $1 AND lead_id = $2`,
      values: [tenantId, next],
    });
    const [row] = rows;
    if (!row) break;
    if (row.merged_into === null) return row;
    next = row.merged_into;
  }
  throw noLead();
};

/** `$2`: forms of one address, the one that counts first. Who was merged is found by an address that nobody else has. */
export const findByEmailSql = `SELECT f.lead_id FROM (
    SELECT lead_id, email_key, false AS merged FROM leads WHERE tenant_id = $1 AND email_key = ANY ($2::text[]) AND merged_into IS NULL
    UNION ALL SELECT lead_id, email_key, true FROM leads WHERE tenant_id = $1 AND email_key = ANY ($2::text[]) AND merged_into IS NOT NULL) f
  ORDER BY f.merged, array_position($2::text[], f.email_key) LIMIT 1`;

/** The lead that has an address, however it is written. Throws NOT_FOUND. */
export const findByEmail = async (client: PoolClient, tenantId: string, email: string): Promise<LeadRow> => {
  const { rows } = await client.query<{ lead_id: string }>({
    name: "find_lead_by_email",
    text: findByEmailSql,
    values: [tenantId, keysOf(email)],
  });
  if (!rows[0]) throw noLead();
  return findLead(client, tenantId, rows[0].lead_id);
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
