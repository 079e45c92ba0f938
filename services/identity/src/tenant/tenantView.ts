import type { RecordedEvent } from "@marketing/shared/base/event";
import type { PostgresView } from "@marketing/shared/subscription/view";
import type { PoolClient } from "pg";

const tenants = `INSERT INTO tenants (tenant_id, name, ip_policy, timezone, created_at, version)
  SELECT t.tenant_id, t.name, t.ip_policy, t.timezone, coalesce(t.created_at, o.created_at), t.version
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::bigint[]) AS t (tenant_id, name, ip_policy, timezone, created_at, version)
    LEFT JOIN tenants o ON o.tenant_id = t.tenant_id
  ON CONFLICT (tenant_id) DO UPDATE SET name = excluded.name, ip_policy = excluded.ip_policy, timezone = excluded.timezone, version = excluded.version`;
const keys = `INSERT INTO api_keys (tenant_id, key_id, name, scopes, rate_limit, created_at, expires_at, version)
  SELECT (k->>'tenantId')::uuid, k->>'keyId', k->>'name', ARRAY(SELECT jsonb_array_elements_text(k->'scopes')), (k->>'rateLimit')::int,
    (k->>'createdAt')::timestamptz, (k->>'expiresAt')::timestamptz, (k->>'version')::bigint FROM unnest($1::jsonb[]) AS k`;
const revoked = `UPDATE api_keys a SET revoked_at = r.at, version = r.version
  FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::bigint[]) AS r (tenant_id, key_id, at, version) WHERE a.tenant_id = r.tenant_id AND a.key_id = r.key_id`;

const writeTenants = async (client: PoolClient, events: ReadonlyArray<RecordedEvent>): Promise<void> => {
  // the newest of each tells everything but when it was created
  const newest = new Map<string, RecordedEvent>();
  for (const e of events)
    newest.set(
      e.tenantId,
      e.type === "tenant_created" ? e : { ...e, data: { createdAt: newest.get(e.tenantId)?.data.createdAt, ...e.data } },
    );
  const rows = [...newest.values()];
  if (rows.length === 0) return;
  await client.query(tenants, [
    rows.map((e) => e.tenantId),
    rows.map((e) => e.data.name),
    rows.map((e) => e.data.settings.ipPolicy),
    rows.map((e) => e.data.settings.timezone),
    rows.map((e) => e.data.createdAt ?? null),
    rows.map((e) => e.version),
  ]);
};

/** Tables `tenants` and `api_keys`. */
export const tenantsView: PostgresView = {
  kind: "postgres",
  name: "tenants",
  version: 1,
  tables: ["tenants", "api_keys"],
  types: new Set(["tenant_created", "tenant_settings_changed", "api_key_created", "api_key_revoked"]),
  async apply(client, events) {
    await writeTenants(
      client,
      events.filter((e) => e.type.startsWith("tenant_")),
    );
    const created = events.filter((e) => e.type === "api_key_created");
    if (created.length > 0) await client.query(keys, [created.map((e) => JSON.stringify({ ...e.data, version: e.version }))]);
    const gone = events.filter((e) => e.type === "api_key_revoked");
    if (gone.length > 0)
      await client.query(revoked, [
        gone.map((e) => e.tenantId),
        gone.map((e) => e.data.keyId),
        gone.map((e) => e.data.revokedAt),
        gone.map((e) => e.version),
      ]);
  },
};
