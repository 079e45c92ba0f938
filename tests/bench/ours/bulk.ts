import { createCodec } from "@marketing/shared/log/codec";
import { type BulkItem, EventLog } from "@marketing/shared/log/eventLog";
import { createPool } from "@marketing/shared/postgres/pool";
import pg from "pg";
import type { CreateContender } from "../contender.ts";
import { behaviour, metadata, tenantId } from "../events.ts";
import { inBatches, percentiles } from "../load.ts";
import { installLog, schema } from "./installLog.ts";

/** Tracking's path into the log: one receipt and one fingerprint an event, visitors' streams, batches as an RPC delivers them. */
export const create: CreateContender = async ({ databaseUrl }, { connections = 3 }) => {
  const { api } = await installLog(databaseUrl);
  const pool = createPool({ connectionString: api, schema, max: connections });
  const admin = new pg.Pool({ connectionString: databaseUrl, max: 1, options: `-c search_path=${schema}` });
  const log = new EventLog({ pool, schema, codec: createCodec({ event_tracked: { version: 1 } }) });
  let batches: BulkItem[][] = [];
  let refused = 0;
  let from = 1;
  let number = 0;
  return {
    prepare: async ({ events = 50_000, batch = 500 }) => {
      await admin.query("ANALYZE");
      from = await log.head();
      refused = 0;
      batches = inBatches(events, batch, () => {
        const b = behaviour(number++);
        return {
          tenantId,
          receiptId: b.messageId,
          fingerprint: number,
          streamId: `visitor-${b.userId}`,
          event: { type: "event_tracked", data: b, metadata },
        };
      });
    },
    run: async ({ callers = 8 }) => {
      const latencies: number[] = [];
      const start = performance.now();
      let next = 0;
      const one = async (): Promise<void> => {
        while (next < batches.length) {
          const batch = batches[next++]!;
          const before = performance.now();
          const results = await log.appendBulk(batch);
          latencies.push(performance.now() - before);
          refused += results.filter((r) => r.status !== "accepted").length;
        }
      };
      await Promise.all(Array.from({ length: callers }, one));
      return { count: batches.length * batches[0]!.length, seconds: (performance.now() - start) / 1_000, latency: percentiles(latencies) };
    },
    check: async ({ events = 50_000 }) => {
      const { rows } = await admin.query(
        `SELECT count(*)::int AS n, (SELECT count(*)::int FROM event_log e JOIN append_receipts r USING (tenant_id, position) WHERE e.position > $1
           AND r.append_id::text = e.data->>'messageId') AS receipts FROM event_log WHERE position > $1`,
        [from],
      );
      const { n, receipts } = rows[0] as { n: number; receipts: number };
      // a repeat of the last batch is refused as a whole: the receipts hold
      const again = await log.appendBulk(batches.at(-1)!);
      return [
        ...(refused ? [`${refused} of ${events} refused`] : []),
        ...(n !== events ? [`${events} acknowledged, ${n} stored`] : []),
        ...(receipts !== events ? [`${events} events, ${receipts} receipts that fit`] : []),
        ...(again.some((r) => r.status !== "duplicate") ? ["a repeated batch was accepted"] : []),
      ];
    },
    close: async () => {
      await pool.end();
      await admin.end();
    },
  };
};
