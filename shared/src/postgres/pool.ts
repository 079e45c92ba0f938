import pg from "pg";
import { measuredPool } from "./measured.ts";

export type { PoolClient } from "pg";
export type Pool = pg.Pool;

pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export interface PoolOptions {
  readonly connectionString: string;
  /** First in the search_path; the service's own schema. */
  readonly schema: string;
  readonly max?: number;
  readonly applicationName?: string;
}

/**
 * A pool whose sessions have the service's schema as search path, use UTC and do without JIT. int8 is read as a number, numeric as an exact
 * string. Named statements are planned anew for the values of each call, because a generic plan made while a table was empty would scan it
 * for ever; the log's functions set their own plan mode.
 */
export const createPool = ({ connectionString, schema, max = 10, applicationName = schema }: PoolOptions): Pool => {
  const pool = new pg.Pool({
    connectionString,
    max,
    application_name: applicationName,
    options: `-c search_path=${schema},pg_temp -c jit=off -c plan_cache_mode=force_custom_plan -c timezone=UTC -c default_transaction_isolation=read\\ committed`,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  // A connection that breaks between two queries emits an error, which must not end the process: the pool replaces it, or the next query
  // fails.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return measuredPool(pool, applicationName);
};

export const transaction = async <A>(pool: Pool, work: (client: pg.PoolClient) => Promise<A>, begin = "BEGIN"): Promise<A> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((e: Error) => {
      broken = e;
    });
    throw error;
  } finally {
    client.release(broken);
  }
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Runs `work` in a transaction as one tenant: row level security shows only that tenant's rows. */
export const withTenant = <A>(pool: Pool, tenantId: string, work: (client: pg.PoolClient) => Promise<A>): Promise<A> => {
  if (!uuid.test(tenantId)) throw new TypeError("tenantId is not a lower-case UUID");
  return transaction(pool, work, `BEGIN; SET LOCAL app.tenant_id = '${tenantId}'`);
};
