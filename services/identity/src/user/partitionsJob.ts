import type { Pool } from "@marketing/shared/postgres/pool";
import type { Job } from "@marketing/shared/service/jobs";

/** The partition of the year to come is there before its first user. */
export const partitionsJob = (pool: Pool): Job => ({
  name: "users_partitions",
  everyMs: 3_600_000,
  run: async () => {
    const year = new Date().getUTCFullYear();
    await pool.query("SELECT ensure_users_partition(y) FROM unnest($1::int[]) y", [[year, year + 1]]);
  },
});
