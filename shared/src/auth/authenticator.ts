import type { Metadata } from "@grpc/grpc-js";
import { defaults } from "../base/defaults.ts";
import { invalidField, permissionDenied, unauthenticated } from "../base/errors.ts";
import { isUuid } from "../base/ids.ts";
import { forAllCalls } from "../base/servedCall.ts";
import type { Pool } from "../postgres/pool.ts";
import { parseApiKey, sameText, secretMatches } from "./apiKey.ts";
import { PLATFORM_ADMIN, type Principal } from "./principal.ts";

export interface Authenticator {
  /** Throws UNAUTHENTICATED for a missing, unknown, revoked or expired key. */
  authenticate(metadata: Metadata): Principal | Promise<Principal>;
}

interface KeyRecord {
  readonly tenantId: string;
  readonly secretSha256: string;
  readonly principal: Principal;
  readonly revoked: boolean;
  readonly expiresAt: number;
}

interface Cached {
  readonly record: KeyRecord | null;
  readonly until: number;
}

export interface AuthenticatorOptions {
  /** The API role's pool: it may call `find_api_key`, and nothing else finds keys across tenants. */
  readonly pool: Pool;
  /** The operators' key; absent or empty = there is none. */
  readonly platformKey?: string | undefined;
  /** How long a key's record is cached: a revocation is effective after this everywhere. Default 2,000 ms. */
  readonly cacheMs?: number;
  readonly maxCached?: number;
}

const bearer = /^Bearer +(\S+) *$/i;

const credentialOf = (metadata: Metadata): string | null => {
  const [authorization] = metadata.get("authorization");
  if (typeof authorization === "string") return bearer.exec(authorization)?.[1] ?? "";
  const [key] = metadata.get("x-api-key");
  return typeof key === "string" ? key : null;
};

const find = async (pool: Pool, keyId: string): Promise<KeyRecord | null> => {
  const { rows } = await pool.query({ name: "find_api_key", text: "SELECT * FROM find_api_key($1)", values: [keyId] });
  const [row] = rows;
  if (!row) return null;
  return {
    tenantId: row.tenant_id,
    secretSha256: row.secret_sha256,
    revoked: row.revoked,
    expiresAt: row.expires_at === null ? Infinity : row.expires_at.getTime(),
    principal: {
      kind: "api_key",
      id: row.key_id,
      tenantId: row.tenant_id,
      scopes: row.scopes,
      rateLimit: row.rate_limit === null ? null : Number(row.rate_limit),
    },
  };
};

/**
 * Looks keys up in the service's own directory and caches them for at most `cacheMs`. Unknown ids are cached as well, and the cache is
 * bounded.
 */
export const createAuthenticator = ({
  pool,
  platformKey,
  cacheMs = defaults.auth.keyCacheMs,
  maxCached = defaults.auth.cachedKeys,
}: AuthenticatorOptions): Authenticator => {
  const cache = new Map<string, Cached>();
  const pending = new Map<string, Promise<KeyRecord | null>>();

  const lookUp = (keyId: string): Promise<KeyRecord | null> => {
    const running = pending.get(keyId);
    if (running) return running;
    // The time counts from before the query was sent: a change that the query does not see happened after that.
    const until = performance.now() + cacheMs;
    const promise = forAllCalls(() => find(pool, keyId))
      .then((record) => {
        cache.delete(keyId);
        if (cache.size >= maxCached) cache.delete(cache.keys().next().value!); // insertion order: the oldest goes
        cache.set(keyId, { record, until });
        return record;
      })
      .finally(() => pending.delete(keyId));
    pending.set(keyId, promise);
    return promise;
  };

  const verify = (record: KeyRecord | null, secret: string): Principal => {
    // The same answer for an unknown id and a wrong secret, so that nobody can find out which key ids exist.
    if (!record || !secretMatches(secret, record.secretSha256)) throw unauthenticated("INVALID_API_KEY", "the API key is not valid");
    if (record.revoked) throw unauthenticated("API_KEY_REVOKED", "the API key was revoked");
    if (record.expiresAt <= Date.now()) throw unauthenticated("API_KEY_EXPIRED", "the API key has expired");
    return record.principal;
  };

  const ofPlatform = (metadata: Metadata): Principal => {
    const [service] = metadata.get("x-service-name");
    const named = typeof service === "string" && /^[a-z][a-z-]{0,31}$/.test(service);
    return {
      kind: named ? "service" : "platform",
      id: named ? service : "platform",
      tenantId: null,
      scopes: [PLATFORM_ADMIN],
      rateLimit: null,
    };
  };

  return {
    authenticate(metadata) {
      const credential = credentialOf(metadata);
      if (credential === null) throw unauthenticated("MISSING_API_KEY", "send the API key as `authorization: Bearer <key>`");
      if (platformKey && sameText(credential, platformKey)) return ofPlatform(metadata);
      const key = parseApiKey(credential);
      if (!key) throw unauthenticated("INVALID_API_KEY", "the API key is not valid");
      const cached = cache.get(key.keyId);
      if (cached && cached.until > performance.now()) return verify(cached.record, key.secret);
      return lookUp(key.keyId).then((record) => verify(record, key.secret));
    },
  };
};

/** The tenant a call acts for: the key's own; a platform caller names it. Null when the platform names none. */
export const tenantOf = (principal: Principal, metadata: Metadata): string | null => {
  const [named] = metadata.get("x-tenant-id");
  if (typeof named !== "string" || named === "") return principal.tenantId;
  if (!isUuid(named)) throw invalidField("x-tenant-id", "must be a UUID");
  const tenantId = named.toLowerCase();
  if (principal.tenantId !== null && principal.tenantId !== tenantId)
    throw permissionDenied("WRONG_TENANT", "the API key belongs to another tenant");
  return tenantId;
};
