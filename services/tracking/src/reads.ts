import type { Pool } from "@marketing/shared/postgres/pool";
import type { Redis } from "ioredis";
import type { TenantSettingsOf } from "./tenantSettings.ts";

/** What the queries read from. */
export interface Reads {
  /** The api role's: row level security applies. */
  readonly pool: Pool;
  /** The same role's, for queries that look at much of what a tenant has. */
  readonly analyticsPool: Pool;
  readonly redis: Redis;
  readonly settingsOf: TenantSettingsOf;
}
