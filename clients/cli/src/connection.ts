import { createMarketingClient, type MarketingClient } from "@marketing/client";
import type { ServiceName } from "@marketing/client/serviceNames";
import type { Stack } from "@marketing/client/stack";
import { usageError } from "./exitCodes.ts";

export interface Connection {
  /** With the caller's own key; with the platform's where the caller has none or names a tenant. */
  readonly client: MarketingClient;
  /** With the platform's key and no tenant. */
  readonly platform: MarketingClient;
  /** Programs whose address is known, in a fixed order. */
  readonly services: ReadonlyArray<ServiceName>;
  readonly close: () => void;
}

export interface ConnectionOptions {
  /** Milliseconds for one answer. */
  readonly deadlineMs: number;
  /** Act for this tenant with the platform's key. */
  readonly tenantId?: string | undefined;
}

/** Clients are made when first used: a command needs only the keys and addresses it uses. */
export const connect = (stack: Stack, { deadlineMs, tenantId }: ConnectionOptions): Connection => {
  const open: MarketingClient[] = [];
  const make = (apiKey: string, forTenant?: string): MarketingClient => {
    const client = createMarketingClient({ stack, apiKey, tenantId: forTenant, deadlineMs });
    open.push(client);
    return client;
  };
  const platformKey = (): string => {
    if (stack.platformKey === null)
      throw usageError("this needs the platform's key: set MARKETING_PLATFORM_KEY, or name the stack's file with --stack");
    return stack.platformKey;
  };
  const asCaller = (): MarketingClient => {
    if (tenantId !== undefined) return make(platformKey(), tenantId);
    if (stack.apiKey !== null) return make(stack.apiKey);
    if (stack.platformKey !== null && stack.tenantId !== null) return make(stack.platformKey, stack.tenantId);
    throw usageError("no API key: set MARKETING_API_KEY, or run 'marketing demo' once, which makes a tenant and a key");
  };
  let [caller, platform]: [MarketingClient | null, MarketingClient | null] = [null, null];
  return {
    get client() {
      caller ??= asCaller();
      return caller;
    },
    get platform() {
      platform ??= make(platformKey());
      return platform;
    },
    services: createMarketingClient({ stack, apiKey: null, deadlineMs }).services,
    close: () => {
      for (const one of open) one.close();
    },
  };
};
