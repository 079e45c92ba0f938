import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { uuidv7 } from "@marketing/shared/base/ids";
import pg from "pg";
import type { CreateContender } from "../contender.ts";
import { businessEvent, metadata } from "../events.ts";
import { closedLoop } from "../load.ts";

const database = join(dirname(createRequire(import.meta.url).resolve("@eventide/message-db/package.json")), "database");
const sqlOf = (...path: string[]): string => readFileSync(join(database, ...path), "utf8");

/** What its install.sh runs, in its order; functions find each other whatever the order. */
const install = async (connectionString: string): Promise<void> => {
  const client = new pg.Client({ connectionString, options: "-c client_min_messages=error" });
  await client.connect();
  for (const file of [
    ["roles", "message-store.sql"],
    ["schema", "message-store.sql"],
    ["extensions", "pgcrypto.sql"],
    ["tables", "messages.sql"],
    ["types", "message.sql"],
  ]) {
    await client.query(sqlOf(...file));
  }
  await client.query("SET search_path TO message_store, public");
  for (const folder of ["functions", "indexes"]) {
    for (const file of readdirSync(join(database, folder))) await client.query(sqlOf(folder, file));
  }
  await client.end();
};

/**
 * message-db at its best: a prepared statement, a pool of 10, and a category a caller, because it locks the whole category of
 * a stream while it writes and callers of one category would queue.
 */
export const create: CreateContender = async ({ databaseUrl }, { pool: max = 10 }) => {
  await install(databaseUrl);
  const pool = new pg.Pool({ connectionString: databaseUrl, max, options: "-c search_path=message_store,public" });
  const versions = new Map<string, number>();
  let acknowledged = 0;
  let number = 0;
  return {
    prepare: async () => {
      await pool.query("ANALYZE");
    },
    run: ({ callers = 64, seconds = 3, streams = 0 }) =>
      closedLoop(callers, seconds, async (caller) => {
        const n = number++;
        const stream = streams > 0 ? `account${caller}-${n % streams}` : `account${caller}-${uuidv7()}`;
        const expected = versions.get(stream) ?? -1;
        const { type, data } = businessEvent(n);
        const { rows } = await pool.query({
          name: "write",
          text: "SELECT write_message($1, $2, $3, $4, $5, $6) AS position",
          values: [uuidv7(), stream, type, JSON.stringify(data), JSON.stringify(metadata), expected],
        });
        if (streams > 0) versions.set(stream, Number(rows[0].position));
        acknowledged++;
        return 1;
      }),
    check: async () => {
      const { rows } = await pool.query(`SELECT count(*)::int AS n,
        (SELECT count(*) FROM (SELECT 1 FROM messages GROUP BY stream_name HAVING max(position) + 1 <> count(*)) x)::int AS gaps FROM messages`);
      const { n, gaps } = rows[0] as { n: number; gaps: number };
      return [...(n !== acknowledged ? [`${acknowledged} acknowledged, ${n} stored`] : []), ...(gaps ? [`${gaps} streams with gaps`] : [])];
    },
    close: () => pool.end(),
  };
};
