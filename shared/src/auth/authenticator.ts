import type { Metadata } from "@grpc/grpc-js";
import { defaults } from "../base/defaults.ts";
import { invalidField, permissionDenied, unauthenticated } from "../base/errors.ts";
import { isUuid } from "../base/ids.ts";
import { parseApiKey, type SecretHash, secretMatches } from "./apiKey.ts";
import type { KeyDirectory, KeyRecord } from "./keyDirectory.ts";
import { PLATFORM_ADMIN, PLATFORM_DIRECTORY, type Principal } from "./principal.ts";
import { remembered } from "./remembered.ts";

export interface Authenticator {
  /** Throws UNAUTHENTICATED for a missing, unknown, revoked or expired key. */
  authenticate(metadata: Metadata): Principal | Promise<Principal>;
  /** Whether there is such a tenant; a key's own is not asked for. */
  hasTenant(tenantId: string): boolean | Promise<boolean>;
}

export interface AuthenticatorOptions {
  readonly directory: KeyDirectory;
  /** The operators' key; absent or empty = there is none. */
  readonly platformKey?: SecretHash | undefined;
  /** By which the platform's services read the directory of the one that keeps it; absent or empty = they cannot. */
  readonly directoryKey?: SecretHash | undefined;
  /** How long a key's record is trusted without another look: a revocation is effective after this everywhere. Default 2,000 ms. */
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

const notValid = () => unauthenticated("INVALID_API_KEY", "the API key is not valid");

/** Looks keys and tenants up in the directory, and trusts what it finds for at most `cacheMs`. */
export const createAuthenticator = ({
  directory,
  platformKey,
  directoryKey,
  cacheMs = defaults.auth.keyCacheMs,
  maxCached = defaults.auth.cachedKeys,
}: AuthenticatorOptions): Authenticator => {
  const bounds = { forMs: cacheMs, most: maxCached };
  const findKey = remembered(directory.findKey, { ...bounds, isFound: (record) => record !== null });
  const hasTenant = remembered(directory.hasTenant, { ...bounds, isFound: (has) => has });

  const verify = (record: KeyRecord | null, secret: string): Principal => {
    // The same answer for an unknown id and a wrong secret, so that nobody can find out which key ids exist.
    if (!record || !secretMatches(secret, record.secretSha256)) throw notValid();
    if (record.revoked) throw unauthenticated("API_KEY_REVOKED", "the API key was revoked");
    if (record.expiresAt <= Date.now()) throw unauthenticated("API_KEY_EXPIRED", "the API key has expired");
    return record.principal;
  };

  const ofPlatform = (metadata: Metadata, scope: string): Principal => {
    const [service] = metadata.get("x-service-name");
    const named = typeof service === "string" && /^[a-z][a-z-]{0,31}$/.test(service);
    return {
      kind: named ? "service" : "platform",
      id: named ? service : "platform",
      tenantId: null,
      scopes: [scope],
      rateLimit: null,
      budget: null,
    };
  };

  return {
    authenticate(metadata) {
      const credential = credentialOf(metadata);
      if (credential === null) throw unauthenticated("MISSING_API_KEY", "send the API key as `authorization: Bearer <key>`");
      if (platformKey?.matches(credential)) return ofPlatform(metadata, PLATFORM_ADMIN);
      if (directoryKey?.matches(credential)) return ofPlatform(metadata, PLATFORM_DIRECTORY);
      const key = parseApiKey(credential);
      if (!key) throw notValid();
      const record = findKey(key.keyId);
      return record instanceof Promise ? record.then((found) => verify(found, key.secret)) : verify(record, key.secret);
    },
    hasTenant,
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
