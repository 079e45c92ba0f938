import { createPool } from "@marketing/shared/postgres/pool";
import type { PoolClient } from "pg";

export interface Planned<A> {
  readonly answer: A;
  /** How each table was read: by the index of that name (a partition's by its parent's), or "all of TABLE"; sorted. */
  readonly reads: ReadonlyArray<string>;
  /** The most rows that one step of a plan gave. */
  readonly widest: number;
  /** As PostgreSQL tells it, for who asks why. */
  readonly plans: string;
}

interface Asked {
  /** A superuser's, who alone may look inside functions. */
  readonly adminUrl: string;
  readonly service: string;
  /** Whose tenant is set; absent = none, and the worker asks. */
  readonly tenantId?: string;
}

/** Partitions carry a parent's index under names of their own; a table's name is told without its partition. */
const parentsSql = `SELECT c.relname AS name, coalesce(p.relname, c.relname) AS parent, pg_relation_size(c.oid) = 0 AS empty FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_inherits i ON i.inhrelid = c.oid LEFT JOIN pg_class p ON p.oid = i.inhparent
  WHERE n.nspname = $1`;

/**
 * The plans of everything that ran while `work` did, in functions too: as PostgreSQL chose them, in a session like the service's own,
 * as its api role with row level security in force (where no tenant is named, as its worker).
 */
export const plansOf = async <A>({ adminUrl, service, tenantId }: Asked, work: (client: PoolClient) => Promise<A>): Promise<Planned<A>> => {
  const pool = createPool({ connectionString: adminUrl, schema: service, max: 1 });
  const client = await pool.connect();
  const told: string[] = [];
  const hear = ({ message = "" }: { message?: string | undefined }) => told.push(message);
  try {
    const { rows } = await client.query<{ name: string; parent: string; empty: boolean }>(parentsSql, [service]);
    const known = new Map(rows.map((row) => [row.name, row]));
    await client.query("LOAD 'auto_explain'");
    await client.query(
      "SET auto_explain.log_min_duration = 0; SET auto_explain.log_nested_statements = on; SET auto_explain.log_analyze = on",
    );
    await client.query(`BEGIN; SET LOCAL client_min_messages = log; SET LOCAL ROLE ${service}_${tenantId ? "api" : "worker"}`);
    if (tenantId) await client.query(`SET LOCAL app.tenant_id = '${tenantId}'`);
    client.on("notice", hear);
    const answer = await work(client);
    await client.query("ROLLBACK"); // a statement's plan is told when the next one comes
    client.off("notice", hear);
    const plans = told.join("\n");
    const ran = plans.split("\n").filter((line) => !line.includes("(never executed)"));
    const reads = ran.flatMap((line) => {
      const [, all = "", index] = /Seq Scan on (\w+)|(?:Scan(?: Backward)? using|Bitmap Index Scan on) (\w+)/.exec(line) ?? [];
      if (index !== undefined) return [known.get(index)?.parent ?? index];
      return known.get(all)?.empty === false ? [`all of ${known.get(all)!.parent}`] : [];
    });
    const widest = Math.max(0, ...ran.map((line) => Number(/actual time=\S+ rows=(\d+)/.exec(line)?.[1] ?? 0)));
    return { answer, reads: [...new Set(reads)].sort(), widest, plans };
  } finally {
    client.release(true);
    await pool.end();
  }
};
