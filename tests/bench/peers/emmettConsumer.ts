import { getPostgreSQLEventStore } from "@event-driven-io/emmett-postgresql";
import { uuidv7 } from "@marketing/shared/base/ids";
import pg from "pg";
import type { CreateContender } from "../contender.ts";
import { businessEvent, metadata } from "../events.ts";
import { closedLoop, openLoop, percentiles } from "../load.ts";

/**
 * Acknowledged → handled, by Emmett's own consumer with a reactor, default polling (batches of 100, 50 ms while there is more, backing off to
 * a second while there is not), in the process that appends, so that no clock differs. The load is a third of what its appends and
 * this consumer together carried in a burst before the first round.
 */
export const create: CreateContender = async ({ databaseUrl }) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 16 });
  const store = getPostgreSQLEventStore(databaseUrl, { connectionOptions: { pool }, schema: { autoMigration: "None" } });
  await store.schema.migrate();
  const acknowledged = new Map<string, number>();
  const early = new Map<string, number>();
  let seen: number[] = [];
  let handled = 0;
  let lastHandled = 0;
  const consumer = store.consumer<{ type: string; data: { id: string } }>();
  consumer.reactor({
    processorId: "bench",
    eachMessage: (event: { data: unknown }) => {
      const { id } = event.data as { id: string };
      const at = acknowledged.get(id);
      if (at === undefined) early.set(id, performance.now());
      else {
        seen.push(performance.now() - at);
        acknowledged.delete(id);
      }
      handled++;
      lastHandled = performance.now();
    },
  });
  void consumer.start();
  let sent = 0;
  let peak = 0;
  const append = async (n: number): Promise<void> => {
    const id = uuidv7();
    const { type, data } = businessEvent(n);
    sent++;
    await store.appendToStream(`account-${id}`, [{ type, data: { ...data, id }, metadata }], { expectedStreamVersion: 0n });
    if (early.delete(id)) seen.push(0);
    else acknowledged.set(id, performance.now());
  };
  /** Until the consumer has handled what was sent, or has handled nothing for five seconds. */
  const settled = async (): Promise<void> => {
    for (let [before, idle] = [handled, 0]; handled < sent && idle < 50; idle = handled > before ? 0 : idle + 1) {
      before = handled;
      await new Promise((r) => setTimeout(r, 100));
    }
  };
  const reset = (): void => {
    seen = [];
    sent = 0;
    handled = 0;
  };
  return {
    prepare: async () => {
      reset();
      if (peak > 0) return;
      const start = performance.now();
      await closedLoop(64, 2, async () => append(sent).then(() => 1));
      await settled();
      peak = handled / ((lastHandled - start) / 1_000);
      reset();
    },
    run: async ({ peerRate = Math.round(peak / 3), latencySeconds = 8 }) => {
      const start = performance.now();
      await openLoop(peerRate, latencySeconds, append);
      const seconds = (performance.now() - start) / 1_000;
      await settled();
      // under concurrent writers it passes over events for good; they are left out of its latency and told here
      return { count: sent, seconds, latency: percentiles(seen), extra: { "offered/s": peerRate, "never handled": sent - handled } };
    },
    check: async () => [],
    close: async () => {
      await consumer.close();
      await store.close();
      await pool.end();
    },
  };
};
