import type { PoolClient } from "pg";

export type WorkKind = "lead" | "person" | "model";
export interface Work {
  readonly tenantId: string;
  readonly kind: WorkKind;
  /** lead_id, user_id or tenant_id */
  readonly key: string;
}

/**
 * Asks for work in the caller's transaction, so that the reason and the request are there together. Not while a generation is built beside the
 * live one: what it finds out was worked on long ago.
 */
export const requestWork = async (client: PoolClient, work: ReadonlyArray<Work>): Promise<void> => {
  const unique = [...new Map(work.map((w) => [`${w.tenantId}${w.kind}${w.key}`, w])).values()];
  if (unique.length === 0) return;
  await client.query({
    name: "request_work",
    text: `INSERT INTO lead_work (tenant_id, kind, key)
      SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[]) k (tenant_id, kind, key) WHERE current_schema() !~ '_g[0-9]+$' ORDER BY 1, 2, 3
      ON CONFLICT (tenant_id, kind, key) DO UPDATE SET requested_at = clock_timestamp(), attempts = 0`,
    values: [unique.map((w) => w.tenantId), unique.map((w) => w.kind), unique.map((w) => w.key)],
  });
};
