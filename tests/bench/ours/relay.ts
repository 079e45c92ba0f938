import { uuidv7 } from "@marketing/shared/base/ids";
import { createLogger } from "@marketing/shared/base/logger";
import { parseHeaders } from "@marketing/shared/bus/cloudEvent";
import { connectBus } from "@marketing/shared/bus/connection";
import { startRelay } from "@marketing/shared/bus/relay";
import { walkStream } from "@marketing/shared/bus/walk";
import { createCodec } from "@marketing/shared/log/codec";
import { EventLog } from "@marketing/shared/log/eventLog";
import { createPool } from "@marketing/shared/postgres/pool";
import { logSource } from "@marketing/shared/subscription/logSource";
import pg from "pg";
import type { CreateContender } from "../contender.ts";
import { behaviour, metadata, tenantId } from "../events.ts";
import { inBatches } from "../load.ts";
import { publishBehaviour } from "../publicEvent.ts";
import { installLog, schema } from "./installLog.ts";

const service = "benchrelay";

/** From rows in PostgreSQL to acknowledged messages: what the service's relay does while it catches up, every guard on. */
export const create: CreateContender = async ({ databaseUrl, natsUrl }) => {
  const { worker } = await installLog(databaseUrl);
  const pool = createPool({ connectionString: worker, schema, max: 4 });
  const admin = new pg.Pool({ connectionString: databaseUrl, max: 1, options: `-c search_path=${schema}` });
  const log = new EventLog({ pool, schema, codec: createCodec({ event_tracked: { version: 1 } }) });
  const bus = await connectBus({ url: natsUrl, name: service });
  const logger = createLogger(service, "error");
  let number = 0;
  let total = 0;
  return {
    prepare: async ({ events = 30_000 }) => {
      const make = () => {
        const b = behaviour(number++);
        return {
          tenantId,
          receiptId: uuidv7(),
          fingerprint: number,
          streamId: `visitor-${b.userId}`,
          event: { type: "event_tracked", data: b, metadata },
        };
      };
      for (const batch of inBatches(events, 1_000, make)) await log.appendBulk(batch);
      total += events;
      await admin.query("ANALYZE");
    },
    run: async ({ events = 30_000 }) => {
      const head = await log.head();
      const start = performance.now();
      const relay = startRelay({ nc: bus.nc, service, source: logSource(log), publish: publishBehaviour, logger });
      while (relay.status().position < head) {
        if (relay.status().state === "halted") throw new Error(relay.status().lastError ?? "halted");
        await new Promise((r) => setTimeout(r, 2));
      }
      const seconds = (performance.now() - start) / 1_000;
      await relay.stop();
      return { count: events, seconds };
    },
    check: async () => {
      let [n, last, disorder] = [0, 0, 0];
      for await (const message of walkStream(bus.nc, service.toUpperCase())) {
        const position = Number(parseHeaders(message.headers).get("ce-sequence"));
        if (position <= last) disorder++;
        last = position;
        n++;
      }
      return [
        ...(n !== total ? [`${total} events in the log, ${n} on the bus`] : []),
        ...(disorder ? [`${disorder} messages out of order`] : []),
      ];
    },
    close: async () => {
      await bus.close();
      await pool.end();
      await admin.end();
    },
  };
};
