import { uuidv7 } from "@marketing/shared/base/ids";
import { createLogger } from "@marketing/shared/base/logger";
import { codecOf } from "@marketing/shared/log/codec";
import { EventLog } from "@marketing/shared/log/eventLog";
import { createPool } from "@marketing/shared/postgres/pool";
import { rebuildView } from "@marketing/shared/subscription/generation";
import { logSource } from "@marketing/shared/subscription/logSource";
import { startSubscription } from "@marketing/shared/subscription/runner";
import pg from "pg";
import { trackedEvents } from "../../../services/tracking/src/event/events.ts";
import { eventView } from "../../../services/tracking/src/event/view.ts";
import type { CreateContender } from "../contender.ts";
import { metadata, tenantId } from "../events.ts";
import { inBatches } from "../load.ts";
import { trackedEvent } from "../trackedEvent.ts";
import { installLog, schema } from "./installLog.ts";

/** The table `events` built anew beside the live one, from the log to the flip: what a changed projection costs. */
export const create: CreateContender = async ({ databaseUrl }, { events = 50_000 }) => {
  const { worker } = await installLog(databaseUrl);
  const pool = createPool({ connectionString: worker, schema, max: 6 });
  const admin = new pg.Pool({ connectionString: databaseUrl, max: 1, options: `-c search_path=${schema}` });
  const log = new EventLog({ pool, schema, codec: codecOf([trackedEvents]) });
  let number = 0;
  const make = () => {
    const data = trackedEvent(number++);
    return {
      tenantId,
      receiptId: uuidv7(),
      fingerprint: number,
      streamId: `visitor-${data.userId}`,
      event: { type: "event_tracked", data, subjectId: data.userId, metadata },
    };
  };
  for (const batch of inBatches(events, 1_000, make)) await log.appendBulk(batch);
  const context = { pool, schema, owner: "bench", logger: createLogger("bench", "error") };
  const live = startSubscription(context, { view: eventView, source: logSource(log) });
  const count = async (): Promise<number> => (await admin.query<{ n: number }>("SELECT count(*)::int AS n FROM events")).rows[0]!.n;
  while ((await count()) < events) await new Promise((r) => setTimeout(r, 50));
  const { rows } = await admin.query<{ sum: string }>("SELECT sum(hashtextextended(e::text, 0)) AS sum FROM events e");
  const original = rows[0]!.sum;
  await admin.query("ANALYZE");
  return {
    run: async () => {
      const start = performance.now();
      // a source of its own, as after a start: nothing of the log is in memory
      await rebuildView(context, { view: eventView, source: logSource(log) }, () => undefined);
      return { count: events, seconds: (performance.now() - start) / 1_000 };
    },
    check: async () => {
      const { rows: after } = await admin.query<{ n: number; sum: string }>(
        "SELECT count(*)::int AS n, sum(hashtextextended(e::text, 0)) AS sum FROM events e",
      );
      const { n, sum } = after[0]!;
      return [
        ...(n !== events ? [`${events} events, ${n} rows`] : []),
        ...(sum !== original ? ["the rebuilt table differs from the one before it"] : []),
      ];
    },
    close: async () => {
      await live.stop();
      await pool.end();
      await admin.end();
    },
  };
};
