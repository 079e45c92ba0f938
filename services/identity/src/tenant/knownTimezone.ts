import { invalidField } from "@marketing/shared/base/errors";
import { timezoneOf } from "@marketing/shared/base/timezone";
import type { Pool } from "@marketing/shared/postgres/pool";

/**
 * Days are counted by PostgreSQL and told by this runtime: a tenant's zone is one that both know. Throws INVALID_ARGUMENT where the database does not
 * have it, as one that was installed without the older names.
 */
export const knownTimezone = async (pool: Pick<Pool, "query">, timezone: string | null): Promise<void> => {
  const zone = timezone === null ? "UTC" : timezoneOf(timezone);
  if (zone === "UTC") return;
  const { rowCount } = await pool.query("SELECT 1 FROM pg_timezone_names WHERE name = $1", [zone]);
  if (rowCount === 0) throw invalidField("timezone", `is a zone that this installation's PostgreSQL does not have: ${zone}`);
};
