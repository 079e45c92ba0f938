import { uuidv7 } from "@marketing/shared/base/ids";
import { jsonbArray, plainArray, textArray } from "@marketing/shared/log/arrays";
import { createPool } from "@marketing/shared/postgres/pool";
import pg from "pg";
import type { CreateContender } from "../contender.ts";
import { type Behaviour, behaviour, metadata, tenantId } from "../events.ts";
import { inBatches, percentiles } from "../load.ts";
import { installLog, schema } from "../ours/installLog.ts";

const insert = `INSERT INTO raw_log (position, tenant_id, stream_id, version, event_id, type, schema_version, data, metadata)
  SELECT nextval('log_position'), x.t, x.s, 1, x.i, x.y, 1, x.d, x.m FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::jsonb[], $6::jsonb[]) x(t, s, i, y, d, m)`;

/**
 * The least that can be done: the log's own table and indexes, one prepared multi-row insert a batch, arrays built by the same fast
 * code, the same number of connections. No receipt, no duplicate found, no order, no reader that could trust what it sees.
 */
export const create: CreateContender = async ({ databaseUrl }, { connections = 3 }) => {
  await installLog(databaseUrl);
  const pool = createPool({ connectionString: databaseUrl, schema, max: connections });
  const admin = new pg.Pool({ connectionString: databaseUrl, max: 1, options: `-c search_path=${schema}` });
  await admin.query(`CREATE TABLE raw_log (LIKE event_log INCLUDING DEFAULTS INCLUDING INDEXES) PARTITION BY RANGE (position);
    CREATE TABLE raw_log_p0 PARTITION OF raw_log FOR VALUES FROM (0) TO (1000000000)`);
  let batches: Behaviour[][] = [];
  let number = 0;
  let stored = 0;
  return {
    prepare: async ({ events = 50_000, batch = 500 }) => {
      await admin.query("ANALYZE");
      batches = inBatches(events, batch, () => behaviour(number++));
    },
    run: async ({ callers = 8 }) => {
      const latencies: number[] = [];
      const start = performance.now();
      let next = 0;
      const one = async (): Promise<void> => {
        while (next < batches.length) {
          const batch = batches[next++]!;
          const before = performance.now();
          const meta = JSON.stringify(metadata);
          await pool.query({
            name: "insert",
            text: insert,
            values: [
              plainArray(batch.map(() => tenantId)),
              textArray(batch.map((b) => `visitor-${b.userId}`)),
              plainArray(batch.map(() => uuidv7())),
              textArray(batch.map(() => "event_tracked")),
              jsonbArray(batch.map((b) => JSON.stringify(b))),
              jsonbArray(batch.map(() => meta)),
            ],
          });
          latencies.push(performance.now() - before);
        }
      };
      await Promise.all(Array.from({ length: callers }, one));
      return { count: batches.length * batches[0]!.length, seconds: (performance.now() - start) / 1_000, latency: percentiles(latencies) };
    },
    check: async ({ events = 50_000 }) => {
      stored += events;
      const { rows } = await admin.query<{ n: number }>("SELECT count(*)::int AS n FROM raw_log");
      return rows[0]!.n === stored ? [] : [`${stored} inserted, ${rows[0]!.n} stored`];
    },
    close: async () => {
      await pool.end();
      await admin.end();
    },
  };
};
