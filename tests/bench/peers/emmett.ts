import { getPostgreSQLEventStore } from "@event-driven-io/emmett-postgresql";
import { uuidv7 } from "@marketing/shared/base/ids";
import pg from "pg";
import type { CreateContender } from "../contender.ts";
import { businessEvent, metadata } from "../events.ts";
import { closedLoop } from "../load.ts";

/**
 * Emmett at its best on this machine: a pool of 16 (4, 10, 20 and 64 were tried; beyond 20 it loses again on two cores, with 4
 * the 64 callers wait), the schema made beforehand, and version 0 as the expectation for a new stream,
 * which saves its function the look-up that STREAM_DOES_NOT_EXIST costs it.
 */
export const create: CreateContender = async ({ databaseUrl }, { pool: max = 16 }) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max });
  const store = getPostgreSQLEventStore(databaseUrl, { connectionOptions: { pool }, schema: { autoMigration: "None" } });
  await store.schema.migrate();
  const versions = new Map<string, bigint>();
  let acknowledged = 0;
  let number = 0;
  return {
    prepare: async () => {
      await pool.query("ANALYZE");
    },
    run: ({ callers = 64, seconds = 3, streams = 0 }) =>
      closedLoop(callers, seconds, async (caller) => {
        const n = number++;
        const stream = streams > 0 ? `account-${caller}-${n % streams}` : `account-${uuidv7()}`;
        const expected = versions.get(stream) ?? 0n;
        // a caller never has two calls under way: its own streams are its own
        const { type, data } = businessEvent(n);
        const result = await store.appendToStream(stream, [{ type, data, metadata }], { expectedStreamVersion: expected });
        if (streams > 0) versions.set(stream, result.nextExpectedStreamVersion);
        acknowledged++;
        return 1;
      }),
    check: async () => {
      const { rows } = await pool.query(`SELECT count(*)::int AS n, count(DISTINCT global_position)::int AS places,
        (SELECT count(*) FROM (SELECT 1 FROM emt_messages GROUP BY stream_id HAVING max(stream_position) <> count(*)) x)::int AS gaps FROM emt_messages`);
      const { n, places, gaps } = rows[0] as { n: number; places: number; gaps: number };
      return [
        ...(n !== acknowledged || places !== n ? [`${acknowledged} acknowledged, ${n} stored`] : []),
        ...(gaps ? [`${gaps} streams with gaps`] : []),
      ];
    },
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
};
