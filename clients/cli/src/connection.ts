import { createClient, type RpcClient } from "@marketing/shared/grpc/client";
import { usageError } from "./exitCodes.ts";
import type { Stack } from "./stack.ts";

export interface Connection {
  readonly identity: RpcClient;
  readonly tracking: RpcClient;
  /** Tenants and keys, with the caller's own key; with the platform's where the caller has none or names a tenant. */
  readonly tenants: RpcClient;
  /** Tenants and keys, with the platform's key and no tenant. */
  readonly platform: () => RpcClient;
  /** The operations of one service, with the platform's key. */
  readonly operations: (service: string) => RpcClient;
  /** Services whose address is known, in a fixed order. */
  readonly services: ReadonlyArray<string>;
  readonly close: () => void;
}

export interface ConnectionOptions {
  /** Milliseconds for one answer. */
  readonly deadlineMs: number;
  /** Act for this tenant with the platform's key. */
  readonly tenantId?: string | undefined;
}

const packages: Readonly<Record<string, readonly [string, string]>> = {
  identity: ["marketing.identity.v1", "IdentityService"],
  tenants: ["marketing.identity.v1", "TenantService"],
  tracking: ["marketing.tracking.v1", "TrackingService"],
  operations: ["marketing.operations.v1", "OperationsService"],
};

/** Clients are made when first used: a command needs only the addresses it talks to. */
export const connect = (stack: Stack, options: ConnectionOptions): Connection => {
  const open = new Map<string, RpcClient>();
  const client = (service: string, kind: string, key: string | null, tenantId: string | null): RpcClient => {
    const name = `${service} ${kind} ${key} ${tenantId}`;
    const known = open.get(name);
    if (known !== undefined) return known;
    const address = stack.addresses.get(service);
    if (address === undefined) throw usageError(`the address of ${service} is not known: set MARKETING_${service.toUpperCase()}_ADDRESS`);
    const [pkg, rpcs] = packages[kind]!;
    const made = createClient({
      address,
      package: pkg,
      service: rpcs,
      deadlineMs: options.deadlineMs,
      ...(key !== null && { apiKey: key }),
      ...(tenantId !== null && { tenantId }),
    });
    open.set(name, made);
    return made;
  };
  const platformKey = () => {
    if (stack.platformKey === null)
      throw usageError("this needs the platform's key: set MARKETING_PLATFORM_KEY, or name the stack's file with --stack");
    return stack.platformKey;
  };
  const asCaller = (service: string, kind: string): RpcClient => {
    if (options.tenantId !== undefined) return client(service, kind, platformKey(), options.tenantId);
    if (stack.apiKey !== null) return client(service, kind, stack.apiKey, null);
    if (stack.platformKey !== null && stack.tenantId !== null) return client(service, kind, stack.platformKey, stack.tenantId);
    throw usageError("no API key: set MARKETING_API_KEY, or run 'marketing demo' once, which makes a tenant and a key");
  };
  return {
    get identity() {
      return asCaller("identity", "identity");
    },
    get tracking() {
      return asCaller("tracking", "tracking");
    },
    get tenants() {
      return asCaller("identity", "tenants");
    },
    platform: () => client("identity", "tenants", platformKey(), null),
    operations: (service) => client(service, "operations", platformKey(), null),
    services: [...stack.addresses.keys()].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b)),
    close: () => {
      for (const one of open.values()) one.close();
    },
  };
};

const rank = (service: string): number => {
  const at = ["identity", "tracking", "campaign", "lead", "content"].indexOf(service);
  return at === -1 ? 99 : at;
};
