import type { PublicEvent } from "@marketing/shared/bus/cloudEvent";
import { defineEvents } from "@marketing/shared/log/codec";
import type { RecordedEvent } from "@marketing/shared/log/event";
import { EventLog } from "@marketing/shared/log/eventLog";
import { createPool } from "@marketing/shared/postgres/pool";
import pg from "pg";
import { behaviour, metadata, tenantId } from "../events.ts";
import { inBatches } from "../load.ts";
import { installLog, schema } from "./installLog.ts";

/** A log with behavioural events to be read by the worker's role, and what tracking publishes of them. */
export const filledLog = async (databaseUrl: string) => {
  const { api, worker } = await installLog(databaseUrl);
  const codec = defineEvents({ event_tracked: { version: 1 } });
  const [writers, readers] = [
    createPool({ connectionString: api, schema, max: 3 }),
    createPool({ connectionString: worker, schema, max: 3 }),
  ];
  const admin = new pg.Pool({ connectionString: databaseUrl, max: 1, options: `-c search_path=${schema}` });
  const writing = new EventLog({ pool: writers, schema, codec });
  let number = 0;
  return {
    log: new EventLog({ pool: readers, schema, codec }),
    /** Appends `count` events and returns the position before them. */
    fill: async (count: number): Promise<number> => {
      const from = await writing.head();
      for (const batch of inBatches(count, 500, () => behaviour(number++))) {
        await writing.appendBulk(
          batch.map((b) => ({
            tenantId,
            receiptId: b.messageId,
            fingerprint: 1,
            streamId: `visitor-${b.userId}`,
            event: { type: "event_tracked", data: b, metadata },
          })),
        );
      }
      await admin.query("ANALYZE");
      return from;
    },
    /** Positions behind `from`, in order. */
    positions: async (from: number): Promise<number[]> => {
      const { rows } = await admin.query<{ position: number }>("SELECT position FROM event_log WHERE position > $1 ORDER BY position", [
        from,
      ]);
      return rows.map((r) => r.position);
    },
    publish: (e: RecordedEvent): PublicEvent => ({
      entity: "event",
      event: e.data.name,
      type: "marketing.tracking.v1.EventTracked",
      data: e.data,
    }),
    close: () => Promise.all([writers.end(), readers.end(), admin.end()]),
  };
};
