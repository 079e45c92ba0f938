import type { Recorded } from "@marketing/shared/log/defineEvents";
import type { PoolClient } from "pg";
import type { ApiKeyEvent } from "./events.ts";

const insert = `INSERT INTO api_keys (tenant_id, key_id, name, scopes, rate_limit, created_at, expires_at, version)
  SELECT (k->>'tenantId')::uuid, k->>'keyId', k->>'name', ARRAY(SELECT jsonb_array_elements_text(k->'scopes')), (k->>'rateLimit')::int,
    (k->>'createdAt')::timestamptz, (k->>'expiresAt')::timestamptz, (k->>'version')::bigint FROM unnest($1::jsonb[]) AS k`;
const revoke = `UPDATE api_keys a SET revoked_at = r.at, version = r.version
  FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::bigint[]) AS r (tenant_id, key_id, at, version) WHERE a.tenant_id = r.tenant_id AND a.key_id = r.key_id`;

/** Rows of `api_keys`: a key is inserted once and revoked once. */
export const writeApiKeys = async (client: PoolClient, events: ReadonlyArray<Recorded<ApiKeyEvent>>): Promise<void> => {
  const created = events.filter((e) => e.type === "api_key_created");
  if (created.length > 0) await client.query(insert, [created.map((e) => JSON.stringify({ ...e.data, version: e.version }))]);
  const gone = events.filter((e) => e.type === "api_key_revoked");
  if (gone.length === 0) return;
  await client.query(revoke, [
    gone.map((e) => e.tenantId),
    gone.map((e) => e.data.keyId),
    gone.map((e) => e.data.revokedAt),
    gone.map((e) => e.version),
  ]);
};
