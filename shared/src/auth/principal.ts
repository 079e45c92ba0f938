import { covers } from "../base/scope.ts";

/** The authenticated caller. */
export interface Principal {
  readonly kind: "api_key" | "platform" | "service";
  /** The key's id, "platform", or the service's name. */
  readonly id: string;
  /** The tenant an API key belongs to. The platform and services belong to none: they name one in `x-tenant-id`. */
  readonly tenantId: string | null;
  readonly scopes: ReadonlyArray<string>;
  /** Units an hour of the key; null = unlimited. */
  readonly rateLimit: number | null;
  /** Units an hour of all keys of the tenant together; null = unlimited. */
  readonly budget: number | null;
}

/** The scope of a method that needs no key at all (health, reflection). */
export const PUBLIC = "public";
export const PLATFORM_ADMIN = "platform:admin";
/** To read the directory of tenants and keys: what a service needs to let callers in. */
export const PLATFORM_DIRECTORY = "platform:directory";

/**
 * Whether the principal may use a method with this scope. `orders:*` includes `orders:read`, `*` includes all scopes but the platform's,
 * and `platform:admin` of a platform principal includes everything. A tenant's key never has a platform scope.
 */
export const hasScope = (principal: Principal, scope: string): boolean => {
  const ofPlatform = principal.kind !== "api_key";
  if (ofPlatform && principal.scopes.includes(PLATFORM_ADMIN)) return true;
  if (scope.startsWith("platform:") && !ofPlatform) return false;
  return covers(principal.scopes, scope);
};

const scopePattern = /^(\*|[a-z][a-z_]{0,31}:(\*|[a-z][a-z_]{0,31}))$/;

/** What a tenant's key may be given: well-formed, and nothing of the platform's. */
export const isTenantScope = (scope: string): boolean => scopePattern.test(scope) && !scope.startsWith("platform:");

/** The actor in an event's metadata. */
export const actorOf = (principal: Principal): string =>
  principal.kind === "api_key" ? `key:${principal.id}` : `${principal.kind}:${principal.id}`;
