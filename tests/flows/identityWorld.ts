import { toStruct } from "@marketing/shared/grpc/struct";
import type { RpcClient } from "../support/rpc.ts";
import { testPlatformKey } from "../support/services.ts";
import type { Tenant } from "../support/tenant.ts";
import { openWorld, type World } from "../support/world.ts";

/** identity alone; the test plays tracking and lead. */
export const openIdentityWorld = (env: Readonly<Record<string, string>> = {}): Promise<World> =>
  openWorld({ services: ["identity"], plays: ["tracking", "lead"], env });

export interface IdentityTenant extends Tenant {
  readonly identity: RpcClient;
  readonly tenants: RpcClient;
}

export const identityTenant = async (world: World): Promise<IdentityTenant> => {
  const tenant = await world.newTenant("test", ["identity:*", "tenant:admin"]);
  return { ...tenant, identity: tenant.client("IdentityService"), tenants: tenant.client("TenantService") };
};

/** The operators', acting for no tenant unless told. */
export const asPlatform = (world: World): RpcClient => world.open("TenantService", { apiKey: testPlatformKey });

export interface TrackedInput {
  readonly userId: string;
  readonly externalId?: string;
  readonly anonymousId?: string;
  readonly eventName: string;
  readonly at: number;
  readonly sessionId?: string;
  readonly contextActive?: boolean;
  readonly isBot?: boolean;
}

/** What people did, as tracking tells of it. Resolves when identity has heard. */
export const behaved = async (world: World, { tenantId }: Tenant, events: ReadonlyArray<TrackedInput>): Promise<void> => {
  const from = world.told("tracking");
  const told = events.map(({ at, ...event }, i) => ({
    type: "EventTracked",
    data: { ...event, eventId: String(from + i + 1), timestamp: new Date(at).toISOString() },
    streamId: `visitor-${event.userId}`,
  }));
  await world.tellAll("tracking", tenantId, told);
  await world.heard("visitors", "tracking");
};

export const traits = (object: object) => toStruct(object);
