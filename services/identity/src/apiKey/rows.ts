import type { Recorded } from "@marketing/shared/log/defineEvents";
import type { PoolClient } from "pg";
import type { ApiKeyEvent } from "./events.ts";

const insert = `INSERT INTO api_keys (tenant_id, key_id, name, scopes, rate_limit, created_at, expires_at, version)
  SELECT (k->>'tenantId')::uuid, k->>'keyId', k->>'name', ARRAY(SELECT jsonb_array_elements_text(k->'scopes')), (k->>'rateLimit')::int,
    (k->>'createdAt')::timestamptz, (k->>'expiresAt')::timestamptz, (k->>'version')::bigint FROM unnest($1::jsonb[]) AS k`;
const revoke = `UPDATE api_keys a SET revoked_at = r.at, version = greatest(a.version, r.version)
  FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::bigint[]) AS r (tenant_id, key_id, at, version) WHERE a.tenant_id = r.tenant_id AND a.key_id = r.key_id`;

const limit = `UPDATE api_keys a SET rate_limit = l.rate_limit, version = greatest(a.version, l.version)
  FROM unnest($1::uuid[], $2::text[], $3::int[], $4::bigint[]) AS l (tenant_id, key_id, rate_limit, version) WHERE a.tenant_id = l.tenant_id AND a.key_id = l.key_id`;
const version = `UPDATE api_keys a SET version = greatest(a.version, d.version)
  FROM unnest($1::uuid[], $2::text[], $3::bigint[]) AS d (tenant_id, key_id, version) WHERE a.tenant_id = d.tenant_id AND a.key_id = d.key_id`;

/** Of each key the last, for an update that changes a row once. */
const lastOfEach = <E extends Recorded<ApiKeyEvent>>(events: ReadonlyArray<E>): E[] => [
  ...new Map(events.map((e) => [e.data.keyId, e])).values(),
];

/** Rows of `api_keys`: a key is inserted once and revoked once, its limit may change, and it may give to others. */
export const writeApiKeys = async (client: PoolClient, events: ReadonlyArray<Recorded<ApiKeyEvent>>): Promise<void> => {
  const created = events.filter((e) => e.type === "api_key_created");
  if (created.length > 0) await client.query(insert, [created.map((e) => JSON.stringify({ ...e.data, version: e.version }))]);
  const limited = lastOfEach(events.filter((e) => e.type === "api_key_limit_changed"));
  if (limited.length > 0)
    await client.query(limit, [
      limited.map((e) => e.tenantId),
      limited.map((e) => e.data.keyId),
      limited.map((e) => e.data.rateLimit),
      limited.map((e) => e.version),
    ]);
  const gone = events.filter((e) => e.type === "api_key_revoked");
  if (gone.length > 0)
    await client.query(revoke, [
      gone.map((e) => e.tenantId),
      gone.map((e) => e.data.keyId),
      gone.map((e) => e.data.revokedAt),
      gone.map((e) => e.version),
    ]);
  const gave = lastOfEach(events.filter((e) => e.type === "api_key_delegated"));
  if (gave.length > 0)
    await client.query(version, [gave.map((e) => e.tenantId), gave.map((e) => e.data.keyId), gave.map((e) => e.version)]);
};
