import type pg from "pg";
import { whenUnlocked } from "./owner.ts";

export interface NewIndex {
  readonly table: string;
  readonly name: string;
  /** What follows the table's name in CREATE INDEX: "(tenant_id, country)", "USING gin (properties)". */
  readonly definition: string;
}

const identifier = /^[a-z_][a-z0-9_]{0,39}$/;

/** Partitions whose part of the index is missing or not attached yet. */
const missingSql = `SELECT c.relname AS partition FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid
  WHERE h.inhparent = to_regclass($1) AND NOT EXISTS (
    SELECT FROM pg_index i JOIN pg_inherits a ON a.inhrelid = i.indexrelid WHERE i.indrelid = c.oid AND a.inhparent = to_regclass($2))
  ORDER BY c.relname`;

/**
 * Adds an index to a table that is written and read meanwhile, a partitioned one too, where CREATE INDEX CONCURRENTLY is refused: a parent
 * without parts, each partition's part concurrently, attached one after the other; with the last one the whole becomes valid. A partition that is
 * made meanwhile comes with its part. Repeated after a crash it goes on, and on a table that has the index it does nothing.
 * The client is the owner's, outside of a transaction. Resolves to the partitions that were given their part.
 */
export const addIndex = async (
  client: pg.Client,
  { table, name, definition }: NewIndex,
  report: (partition: string) => void = () => undefined,
): Promise<ReadonlyArray<string>> => {
  for (const given of [table, name])
    if (!identifier.test(given)) throw new TypeError(`${JSON.stringify(given)} is no name of a table or an index`);
  const { rows } = await client.query<{ relkind: string }>("SELECT relkind FROM pg_class WHERE oid = to_regclass($1)", [table]);
  if (!rows[0]) throw new TypeError(`there is no table ${table} here`);
  if (rows[0].relkind !== "p") return (await addPart(client, table, name, definition)) ? [table] : [];
  await client.query("SET lock_timeout = '250ms'");
  await whenUnlocked(() => client.query(`CREATE INDEX IF NOT EXISTS ${name} ON ONLY ${table} ${definition}`));
  const done: string[] = [];
  for (;;) {
    const missing = await client.query<{ partition: string }>(missingSql, [table, name]);
    if (missing.rows.length === 0) return done;
    for (const { partition } of missing.rows) {
      const part = `${partition}_${name}`.slice(0, 63);
      await addPart(client, partition, part, definition);
      await whenUnlocked(() => client.query(`ALTER INDEX ${name} ATTACH PARTITION ${part}`));
      done.push(partition);
      report(partition);
    }
  }
};

/** One that was broken off is there and is not valid: it is made anew. False = it is there. */
const addPart = async (client: pg.Client, table: string, name: string, definition: string): Promise<boolean> => {
  const { rows } = await client.query<{ indisvalid: boolean }>("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass($1)", [
    name,
  ]);
  if (rows[0]?.indisvalid) return false;
  await client.query("SET lock_timeout = 0"); // it waits for transactions, and lets nobody wait
  if (rows[0]) await client.query(`DROP INDEX CONCURRENTLY ${name}`);
  await client.query(`CREATE INDEX CONCURRENTLY ${name} ON ${table} ${definition}`);
  await client.query("SET lock_timeout = '250ms'");
  return true;
};
