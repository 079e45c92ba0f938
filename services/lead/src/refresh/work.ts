import type { PoolClient } from "pg";

export const workKinds = ["lead", "person", "model"] as const;
export type WorkKind = (typeof workKinds)[number];
export interface Work {
  readonly tenantId: string;
  readonly kind: WorkKind;
  /** lead_id, user_id or tenant_id */
  readonly key: string;
}

/** A request that waits keeps the earlier time; one that is being worked on is not taken away by it. */
const again =
  "ON CONFLICT (tenant_id, kind, key) DO UPDATE SET requested_at = excluded.requested_at, due_at = least(lead_work.due_at, excluded.due_at), attempts = 0";
const request = `INSERT INTO lead_work (tenant_id, kind, key, requested_at, due_at)
  SELECT k.tenant_id, k.kind, k.key, clock_timestamp(), clock_timestamp() FROM unnest($1::uuid[], $2::text[], $3::uuid[]) k (tenant_id, kind, key)
   WHERE current_schema() !~ '_g[0-9]+$' ORDER BY 1, 2, 3 ${again}`;

/**
 * Asks for work in the caller's transaction, so that the reason and the request are there together. Not while a generation is built beside the
 * live one: what it finds out was worked on long ago.
 */
export const requestWork = async (client: { query: PoolClient["query"] }, work: ReadonlyArray<Work>): Promise<void> => {
  const unique = [...new Map(work.map((w) => [`${w.tenantId}${w.kind}${w.key}`, w])).values()];
  if (unique.length === 0) return;
  const values = [unique.map((w) => w.tenantId), unique.map((w) => w.kind), unique.map((w) => w.key)];
  await client.query({ name: "request_work", text: request, values });
};

/** Gathers what somebody does in quick succession, ms. */
const gatherMs = 250;

// Most visitors are nobody's lead: work is requested only for those behind a lead, or merged into somebody.
const active = `INSERT INTO lead_work (tenant_id, kind, key, requested_at, due_at)
  SELECT k.tenant_id, 'person', k.user_id, clock_timestamp(), clock_timestamp() + ${gatherMs} * interval '1 ms' FROM unnest($1::uuid[], $2::uuid[]) k (tenant_id, user_id)
   WHERE current_schema() !~ '_g[0-9]+$'
     AND (EXISTS (SELECT 1 FROM leads l WHERE l.tenant_id = k.tenant_id AND l.user_id = k.user_id)
       OR EXISTS (SELECT 1 FROM people p WHERE p.tenant_id = k.tenant_id AND p.user_id = k.user_id AND p.merged_into IS NOT NULL))
   ORDER BY 1, 2, 3 ${again}`;

/** The same for people who were active, where there is a lead to score. */
export const requestActive = async (client: PoolClient, people: ReadonlyArray<{ tenantId: string; userId: string }>): Promise<void> => {
  if (people.length > 0)
    await client.query({ name: "request_active", text: active, values: [people.map((p) => p.tenantId), people.map((p) => p.userId)] });
};
