import { type Pool, withTenant } from "../postgres/pool.ts";
import type { Principal } from "./principal.ts";

/** All that has to be known of a key to let its bearer in. */
export interface KeyRecord {
  readonly secretSha256: string;
  readonly principal: Principal;
  readonly revoked: boolean;
  /** Milliseconds since 1970; Infinity = never. */
  readonly expiresAt: number;
}

/** Tenants and API keys as somebody knows them. */
export interface KeyDirectory {
  /** Null = there is no such key. */
  findKey(keyId: string): Promise<KeyRecord | null>;
  hasTenant(tenantId: string): Promise<boolean>;
}

interface KeyRow {
  readonly key_id: string;
  readonly tenant_id: string;
  readonly secret_sha256: string;
  readonly scopes: ReadonlyArray<string>;
  readonly rate_limit: number | null;
  readonly revoked: boolean;
  readonly expires_at: Date | null;
  readonly tenant_budget: number | null;
}

const numberOrNull = (value: number | bigint | null | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);

export const keyRecord = (key: {
  readonly keyId: string;
  readonly tenantId: string;
  readonly secretSha256: string;
  readonly scopes: ReadonlyArray<string>;
  readonly rateLimit?: number | bigint | null | undefined;
  readonly tenantBudget?: number | bigint | null | undefined;
  readonly revoked: boolean;
  readonly expiresAt: Date | null;
}): KeyRecord => ({
  secretSha256: key.secretSha256,
  revoked: key.revoked,
  expiresAt: key.expiresAt === null ? Infinity : key.expiresAt.getTime(),
  principal: {
    kind: "api_key",
    id: key.keyId,
    tenantId: key.tenantId,
    scopes: key.scopes,
    rateLimit: numberOrNull(key.rateLimit),
    budget: numberOrNull(key.tenantBudget),
  },
});

/** The service's own copy. With the API role's pool: it may call `find_api_key`, and nothing else finds keys across tenants. */
export const ownDirectory = (pool: Pool): KeyDirectory => ({
  async findKey(keyId) {
    const { rows } = await pool.query<KeyRow>({ name: "find_api_key", text: "SELECT * FROM find_api_key($1)", values: [keyId] });
    const [row] = rows;
    if (!row) return null;
    return keyRecord({
      keyId: row.key_id,
      tenantId: row.tenant_id,
      secretSha256: row.secret_sha256,
      scopes: row.scopes,
      rateLimit: row.rate_limit,
      tenantBudget: row.tenant_budget,
      revoked: row.revoked,
      expiresAt: row.expires_at,
    });
  },
  hasTenant: (tenantId) =>
    withTenant(pool, tenantId, async (client) => {
      const { rowCount } = await client.query("SELECT FROM tenants_directory WHERE tenant_id = $1", [tenantId]);
      return rowCount === 1;
    }),
});
