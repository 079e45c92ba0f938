import { uuidv7 } from "@marketing/shared/base/ids";
import { createCodec } from "@marketing/shared/log/codec";
import { EventLog } from "@marketing/shared/log/eventLog";
import { createPool } from "@marketing/shared/postgres/pool";
import pg from "pg";
import type { CreateContender } from "../contender.ts";
import { businessEvent, metadata, tenantId } from "../events.ts";
import { closedLoop } from "../load.ts";
import { installLog, schema } from "./installLog.ts";

/** The log as a service uses it: the api role, row level security on, a receipt an append. */
export const create: CreateContender = async ({ databaseUrl }, { pool: max = 10 }) => {
  const { api } = await installLog(databaseUrl);
  const pool = createPool({ connectionString: api, schema, max });
  const admin = new pg.Pool({ connectionString: databaseUrl, max: 1, options: `-c search_path=${schema}` });
  const log = new EventLog({ pool, schema, codec: createCodec({ plan_changed: { version: 1 } }) });
  const versions = new Map<string, number>();
  let acknowledged = 0;
  let number = 0;
  let from = 1;
  return {
    prepare: async () => {
      await admin.query("ANALYZE");
      from = await log.head();
      acknowledged = 0;
    },
    run: ({ callers = 64, seconds = 3, streams = 0 }) =>
      closedLoop(callers, seconds, async (caller) => {
        const n = number++;
        const streamId = streams > 0 ? `account-${caller}-${n % streams}` : `account-${uuidv7()}`;
        const result = await log.append({
          tenantId,
          appendId: uuidv7(),
          writes: [{ streamId, expected: streams > 0 ? (versions.get(streamId) ?? "no-stream") : "no-stream", events: [businessEvent(n)] }],
          metadata,
        });
        if (streams > 0) versions.set(streamId, result.versions[0]!);
        acknowledged++;
        return 1;
      }),
    check: async () => {
      const { rows } = await admin.query(
        `SELECT count(*)::int AS n, count(*) FILTER (WHERE step <> 1)::int AS gaps, (SELECT count(*)::int FROM streams s WHERE s.last_position > $1
            AND s.version <> (SELECT max(version) FROM event_log e WHERE e.tenant_id = s.tenant_id AND e.stream_id = s.stream_id)) AS heads
           FROM (SELECT version - lag(version) OVER (PARTITION BY stream_id ORDER BY position) AS step FROM event_log WHERE position > $1) x`,
        [from],
      );
      const { n, gaps, heads } = rows[0] as { n: number; gaps: number; heads: number };
      const read = await log.head();
      return [
        ...(n !== acknowledged ? [`${acknowledged} acknowledged, ${n} stored`] : []),
        ...(gaps ? [`${gaps} events out of order in their stream`] : []),
        ...(heads ? [`${heads} streams disagree with their events`] : []),
        ...(read < from + n ? [`the high water ${read} hides committed events`] : []),
      ];
    },
    close: async () => {
      await pool.end();
      await admin.end();
    },
  };
};
