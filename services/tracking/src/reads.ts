import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { waitForPosition } from "@marketing/shared/subscription/waitFor";
import type { Redis } from "ioredis";
import type { PoolClient } from "pg";
import type { TenantSettingsOf } from "./tenantSettings.ts";

/** What the queries read from. */
export interface Reads {
  /** The api role's: row level security applies. */
  readonly pool: Pool;
  readonly redis: Redis;
  readonly settingsOf: TenantSettingsOf;
}

interface Call {
  readonly tenantId: string;
  readonly deadline: Date;
}

/** Runs a query as the caller's tenant, after the view has reached the position the caller waits for. */
export const readAs = async <A>(
  { pool }: Reads,
  { tenantId, deadline }: Call,
  view: "events" | "event_buffer" | "unique_users",
  minPosition: number | null,
  work: (client: PoolClient) => Promise<A>,
): Promise<A> => {
  await waitForPosition(pool, view, minPosition, deadline);
  return withTenant(pool, tenantId, work);
};
