import { once } from "node:events";
import { finished } from "node:stream/promises";
import { migrateUp } from "@marketing/shared/postgres/migrate";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { copyLine } from "../../../services/tracking/src/event/view.ts";
import type { CreateContender } from "../contender.ts";
import { tenantId } from "../events.ts";
import { trackedEvent } from "../trackedEvent.ts";

const columns =
  "tenant_id, event_id, user_id, event_name, properties, timestamp, session_id, ip_address, user_agent, external_id, anonymous_id, message_id, original_timestamp, sent_at, received_at, channel, is_bot, device, browser, os, country, context_active, warnings";

/**
 * The fastest way PostgreSQL has: one COPY of ready lines, held in memory, into the empty table with the same indexes, by the
 * administrator. It reads no log, decodes nothing, keeps no checkpoint, and nobody reads the table meanwhile.
 */
export const create: CreateContender = async ({ databaseUrl }, { events = 50_000 }) => {
  await migrateUp({ adminUrl: databaseUrl, service: "tracking" });
  const client = new pg.Client({ connectionString: databaseUrl, options: "-c search_path=tracking" });
  await client.connect();
  await client.query(
    "SET ROLE tracking_owner; SELECT ensure_event_month(now() - i * interval '1 month') FROM generate_series(0, 1) i; RESET ROLE",
  );
  const none = {
    streamId: "",
    version: 0,
    eventId: "",
    type: "event_tracked" as const,
    schemaVersion: 1,
    metadata: {},
    subjectId: null,
    recordedAt: new Date(),
  };
  const chunks: string[] = [];
  for (let from = 0; from < events; from += 2_000) {
    let lines = "";
    for (let n = from; n < Math.min(events, from + 2_000); n++)
      lines += copyLine({ ...none, tenantId, position: n + 1, data: trackedEvent(n) });
    chunks.push(lines);
  }
  return {
    prepare: async () => {
      await client.query("TRUNCATE events");
    },
    run: async () => {
      const start = performance.now();
      const stream = client.query(copyFrom(`COPY events (${columns}) FROM STDIN`));
      for (const chunk of chunks) if (!stream.write(chunk)) await once(stream, "drain");
      stream.end();
      await finished(stream);
      return { count: events, seconds: (performance.now() - start) / 1_000 };
    },
    check: async () => {
      const { rows } = await client.query<{ n: string }>("SELECT count(*) AS n FROM events");
      return Number(rows[0]!.n) === events ? [] : [`${events} copied, ${rows[0]!.n} stored`];
    },
    close: () => client.end(),
  };
};
