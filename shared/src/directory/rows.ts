import type { PoolClient } from "pg";

/** What a change says of a tenant; what it does not name stays as it was. */
export interface ChangedTenant {
  readonly tenantId: string;
  /** In the log of the service that keeps the directory. */
  readonly changedAt: number;
  readonly name?: string;
  readonly settings?: object;
  readonly budget?: number | string | null;
  readonly createdAt?: string;
}

/** The same of a key. Only its limit and whether it is revoked ever change. */
export interface ChangedKey {
  readonly tenantId: string;
  readonly keyId: string;
  readonly changedAt: number;
  readonly name?: string;
  readonly secretSha256?: string;
  readonly scopes?: ReadonlyArray<string>;
  readonly rateLimit?: number | string | null;
  readonly revoked?: boolean;
  readonly expiresAt?: string | null;
  readonly createdAt?: string;
}

/** Of several changes of one thing what they say together: a statement writes a row once. */
const together = <A extends object>(changes: ReadonlyArray<A>, idOf: (change: A) => string): string[] => {
  const byId = new Map<string, A>();
  for (const change of changes) byId.set(idOf(change), { ...byId.get(idOf(change)), ...change });
  return [...byId.values()].map((change) => JSON.stringify(change));
};

// A change that does not say how something began is for a row that is there already.
const insertTenants = `
INSERT INTO tenants_directory (tenant_id, name, settings, budget, created_at, changed_at)
SELECT (t->>'tenantId')::uuid, coalesce(t->>'name', ''), coalesce(nullif(t->'settings', 'null'), '{}'), (t->>'budget')::bigint, (t->>'createdAt')::timestamptz, (t->>'changedAt')::bigint
FROM unnest($1::jsonb[]) AS t WHERE t->>'createdAt' IS NOT NULL
ON CONFLICT (tenant_id) DO NOTHING`;
const changeTenants = `
UPDATE tenants_directory d SET name = coalesce(t->>'name', d.name), settings = coalesce(nullif(t->'settings', 'null'), d.settings),
  budget = CASE WHEN t ? 'budget' THEN (t->>'budget')::bigint ELSE d.budget END, changed_at = (t->>'changedAt')::bigint
FROM unnest($1::jsonb[]) AS t WHERE d.tenant_id = (t->>'tenantId')::uuid AND d.changed_at < (t->>'changedAt')::bigint`;
const insertKeys = `
INSERT INTO api_keys_directory (tenant_id, key_id, name, secret_sha256, scopes, rate_limit, revoked, expires_at, created_at, changed_at)
SELECT (k->>'tenantId')::uuid, k->>'keyId', coalesce(k->>'name', ''), k->>'secretSha256', ARRAY(SELECT jsonb_array_elements_text(k->'scopes')),
  (k->>'rateLimit')::bigint, coalesce((k->>'revoked')::boolean, false), (k->>'expiresAt')::timestamptz, (k->>'createdAt')::timestamptz, (k->>'changedAt')::bigint
FROM unnest($1::jsonb[]) AS k WHERE k->>'createdAt' IS NOT NULL
ON CONFLICT (tenant_id, key_id) DO NOTHING`;
const changeKeys = `
UPDATE api_keys_directory d SET rate_limit = CASE WHEN k ? 'rateLimit' THEN (k->>'rateLimit')::bigint ELSE d.rate_limit END,
  revoked = d.revoked OR coalesce((k->>'revoked')::boolean, false), changed_at = (k->>'changedAt')::bigint
FROM unnest($1::jsonb[]) AS k WHERE d.tenant_id = (k->>'tenantId')::uuid AND d.key_id = k->>'keyId' AND d.changed_at < (k->>'changedAt')::bigint`;

export const writeTenants = async (client: PoolClient, changes: ReadonlyArray<ChangedTenant>): Promise<void> => {
  if (changes.length === 0) return;
  const rows = together(changes, (t) => t.tenantId);
  await client.query(insertTenants, [rows]);
  await client.query(changeTenants, [rows]);
};

export const writeKeys = async (client: PoolClient, changes: ReadonlyArray<ChangedKey>): Promise<void> => {
  if (changes.length === 0) return;
  const rows = together(changes, (k) => k.keyId);
  await client.query(insertKeys, [rows]);
  await client.query(changeKeys, [rows]);
};
