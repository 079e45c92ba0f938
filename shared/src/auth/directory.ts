import type { PoolClient } from "pg";
import type { RecordedEvent } from "../base/event.ts";
import type { PostgresView } from "../subscription/view.ts";

// Every service's own copy of tenants and API keys. The service that owns them folds it from its log, the others from the bus: the names of
// the events differ, their data does not.

/** Which events tell a service about tenants and API keys. */
export interface DirectorySource {
  /** The JetStream stream that carries the events; null where they are in the service's own log. */
  readonly stream: string | null;
  /** The events' types. */
  readonly types: {
    readonly tenantCreated: string;
    readonly settingsChanged: string;
    readonly keyCreated: string;
    readonly keyRevoked: string;
  };
}

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

const apply = async (types: DirectorySource["types"], client: PoolClient, events: ReadonlyArray<RecordedEvent>): Promise<void> => {
  const created: TenantData[] = [];
  const changed = new Map<string, TenantData>();
  const keys: string[] = [];
  const revoked: string[] = [];
  for (const { type, data, tenantId } of events) {
    const of = (data as { readonly tenantId?: string }).tenantId ?? tenantId;
    if (type === types.tenantCreated) created.push({ ...(data as TenantData), tenantId: of });
    else if (type === types.settingsChanged) {
      const change = data as TenantData;
      changed.set(of, { ...changed.get(of), ...change });
    } else if (type === types.keyCreated) keys.push(JSON.stringify({ ...(data as ApiKeyData), tenantId: of }));
    else if (type === types.keyRevoked) revoked.push((data as Pick<ApiKeyData, "keyId">).keyId);
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

/** The view of tenants and API keys, folded from the events that the source names. */
export const directoryView = ({ types }: DirectorySource): PostgresView => ({
  kind: "postgres",
  name: "directory",
  version: 1,
  tables: ["tenants_directory", "api_keys_directory"],
  types: new Set(Object.values(types)),
  apply: (client, events) => apply(types, client, events),
});
