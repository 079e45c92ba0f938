import pg from "pg";
import { defaults } from "../base/defaults.ts";
import { readJson } from "../base/exactNumber.ts";
import { servedCall } from "../base/servedCall.ts";
import { FairPool } from "./fairPool.ts";
import { measuredPool } from "./measured.ts";
import { withClient } from "./withClient.ts";

export type { PoolClient } from "pg";
export type Pool = FairPool;

pg.types.setTypeParser(pg.types.builtins.INT8, Number);
for (const type of [pg.types.builtins.JSON, pg.types.builtins.JSONB]) pg.types.setTypeParser(type, (text) => readJson(text));

export interface PoolOptions {
  readonly connectionString: string;
  /** First in the search_path; the service's own schema. */
  readonly schema: string;
  readonly max?: number;
  readonly applicationName?: string;
  /** A statement that runs for longer is ended, whatever its caller's deadline; default 0 = never. */
  readonly statementTimeoutMs?: number;
  /** For queries that keep a core busy for long: one core each, and fewer of one tenant at a time. */
  readonly analytics?: boolean;
}

/**
 * A pool whose sessions have the service's schema as search path, use UTC and do without JIT. int8 is read as a number, numeric as an exact
 * string, and the numbers of jsonb keep their digits. Named statements are planned anew for the values of each call, because a generic plan made while a table was empty would scan it
 * for ever; the log's functions set their own plan mode.
 */
export const createPool = (options: PoolOptions): Pool => {
  const { connectionString, schema, max = 10, applicationName = schema, statementTimeoutMs = 0, analytics = false } = options;
  const settings = {
    search_path: `${schema},pg_temp`,
    jit: "off",
    plan_cache_mode: "force_custom_plan",
    timezone: "UTC",
    default_transaction_isolation: "read\\ committed",
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: defaults.postgres.idleInTransactionMs,
    ...(analytics ? { max_parallel_workers_per_gather: 0 } : {}),
  };
  const pool = new FairPool({
    connectionString,
    max,
    application_name: applicationName,
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(" "),
    connectionTimeoutMillis: defaults.postgres.connectMs,
    keepAlive: true,
    longestStatementMs: statementTimeoutMs,
    tenantShare: analytics ? 1 / 4 : 1 / 2,
  });
  return measuredPool(pool, applicationName);
};

/** The rest of the call's time, for a statement of a transaction that begins now, where that is less than what the pool allows. */
const untilDeadline = (pool: Pool): string => {
  const call = servedCall();
  const left = call ? Math.max(1, call.deadline.getTime() - Date.now()) : Number.POSITIVE_INFINITY;
  return left < (pool.longestStatementMs || longestTimeout) ? `; SET LOCAL statement_timeout = ${Math.ceil(left)}` : "";
};
/** PostgreSQL's largest, 24 days. */
const longestTimeout = 2 ** 31 - 1;

export const transaction = <A>(pool: Pool, work: (client: pg.PoolClient) => Promise<A>, begin = "BEGIN"): Promise<A> =>
  withClient(
    pool,
    async (client) => {
      await client.query(begin + untilDeadline(pool));
      const result = await work(client);
      await client.query("COMMIT");
      return result;
    },
    (client) => client.query("ROLLBACK"),
  );

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Runs `work` in a transaction as one tenant: row level security shows only that tenant's rows. */
export const withTenant = <A>(pool: Pool, tenantId: string, work: (client: pg.PoolClient) => Promise<A>): Promise<A> => {
  if (!uuid.test(tenantId)) throw new TypeError("tenantId is not a lower-case UUID");
  return transaction(pool, work, `BEGIN; SET LOCAL app.tenant_id = '${tenantId}'`);
};
