import type { PoolClient } from "pg";
import type { RecordedEvent } from "../log/event.ts";
import type { PostgresView } from "../subscription/view.ts";

// Every service's own copy of tenants and API keys. In identity it is folded from the log, elsewhere from the bus: the names differ, the data does not.

interface TenantData {
  readonly tenantId: string;
  readonly name?: string | null;
  readonly settings?: object | null;
  readonly createdAt: string;
}

interface ApiKeyData {
  readonly keyId: string;
  readonly tenantId: string;
  readonly name: string;
  readonly secretSha256: string;
  readonly scopes: ReadonlyArray<string>;
  /** Calls an hour; a string where it came as protobuf JSON. */
  readonly rateLimit?: number | string | null;
  readonly expiresAt?: string | null;
  readonly createdAt: string;
}

const types = {
  tenantCreated: ["tenant_created", "marketing.identity.v1.TenantCreated"],
  settingsChanged: ["tenant_settings_changed", "marketing.identity.v1.TenantSettingsChanged"],
  keyCreated: ["api_key_created", "marketing.identity.v1.ApiKeyCreated"],
  keyRevoked: ["api_key_revoked", "marketing.identity.v1.ApiKeyRevoked"],
};
const kinds = new Map(Object.entries(types).flatMap(([kind, names]) => names.map((name) => [name, kind])));

const upsertTenants = `
INSERT INTO tenants_directory (tenant_id, name, settings, created_at)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::jsonb[], $4::timestamptz[])
ON CONFLICT (tenant_id) DO NOTHING`;

const changeTenants = `
UPDATE tenants_directory t SET name = coalesce(c.name, t.name), settings = coalesce(c.settings, t.settings)
FROM unnest($1::uuid[], $2::text[], $3::jsonb[]) AS c (tenant_id, name, settings) WHERE t.tenant_id = c.tenant_id`;

// One array of JSON rows: scopes are arrays of different lengths, which unnest would flatten.
const insertKeys = `
INSERT INTO api_keys_directory (tenant_id, key_id, name, secret_sha256, scopes, rate_limit, revoked, expires_at, created_at)
SELECT (k->>'tenantId')::uuid, k->>'keyId', coalesce(k->>'name', ''), k->>'secretSha256',
       ARRAY(SELECT jsonb_array_elements_text(k->'scopes')), (k->>'rateLimit')::bigint, false, (k->>'expiresAt')::timestamptz, (k->>'createdAt')::timestamptz
FROM unnest($1::jsonb[]) AS k
ON CONFLICT (tenant_id, key_id) DO NOTHING`;

const revokeKeys = "UPDATE api_keys_directory SET revoked = true WHERE key_id = ANY ($1::text[])";

const json = (value: object | null | undefined): string | null => (value ? JSON.stringify(value) : null);

const apply = async (client: PoolClient, events: ReadonlyArray<RecordedEvent>): Promise<void> => {
  const created: TenantData[] = [];
  const changed = new Map<string, TenantData>();
  const keys: string[] = [];
  const revoked: string[] = [];
  for (const { type, data, tenantId } of events) {
    switch (kinds.get(type)) {
      case "tenantCreated":
        created.push({ tenantId, ...data });
        break;
      case "settingsChanged":
        changed.set(data.tenantId ?? tenantId, { ...changed.get(data.tenantId ?? tenantId), ...data });
        break;
      case "keyCreated":
        keys.push(JSON.stringify({ tenantId, ...data } satisfies ApiKeyData));
        break;
      case "keyRevoked":
        revoked.push(data.keyId);
        break;
    }
  }
  if (created.length > 0)
    await client.query(upsertTenants, [
      created.map((t) => t.tenantId),
      created.map((t) => t.name ?? ""),
      created.map((t) => json(t.settings) ?? "{}"),
      created.map((t) => t.createdAt),
    ]);
  if (changed.size > 0) {
    const values = [...changed.values()];
    await client.query(changeTenants, [[...changed.keys()], values.map((t) => t.name ?? null), values.map((t) => json(t.settings))]);
  }
  if (keys.length > 0) await client.query(insertKeys, [keys]);
  if (revoked.length > 0) await client.query(revokeKeys, [revoked]);
};

/** Tenants and API keys, from identity's private or public events. */
export const directoryView: PostgresView = {
  kind: "postgres",
  name: "directory",
  version: 1,
  tables: ["tenants_directory", "api_keys_directory"],
  types: new Set(kinds.keys()),
  apply,
};
