/**
 * A process of its own that reads a log of large events with a small heap, in the way that its argument names, and prints as JSON how many it read and
 * how much memory it had. One that held more than its budgets would die of it.
 */
import { createLogger } from "../base/logger.ts";
import { createCodec } from "../log/codec.ts";
import { EventLog } from "../log/eventLog.ts";
import { createPool } from "../postgres/pool.ts";
import { follow } from "../subscription/follow.ts";
import { logSource } from "../subscription/logSource.ts";
import { startSubscription } from "../subscription/runner.ts";
import type { PostgresView } from "../subscription/view.ts";
import { connectBus } from "./connection.ts";
import { jetStreamSource } from "./jetStreamSource.ts";
import { startReaction } from "./reaction.ts";
import { startRelay } from "./relay.ts";

const [mode = "", databaseUrl = "", natsUrl = "", tenantId = "", wanted = "0"] = process.argv.slice(2);
const events = Number(wanted);
const schema = "identity";
const logger = createLogger("memory", "error");
const pool = createPool({ connectionString: databaseUrl, schema, max: 10 });
const log = new EventLog({ pool, schema, codec: createCodec({ written: { version: 1 } }) });
const bus = await connectBus({ url: natsUrl, name: "memory" });

let peak = 0;
const sampling = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 10);

let read = 0;
let done: () => void = () => undefined;
const all = new Promise<void>((resolve) => {
  done = resolve;
});
const count = (): void => {
  if (++read === events) done();
};
const viewOf = (name: string): PostgresView => ({
  ...{ kind: "postgres", name, version: 1, tables: [] },
  apply: async (_, batch) => {
    for (const _event of batch) count();
  },
});
const context = { pool, schema, owner: "memory", logger };

const modes: Readonly<Record<string, () => Promise<unknown>>> = {
  /** Two views and the tail they share, each a third of the events behind. */
  views: async () => {
    const source = logSource(log);
    const running = ["memory_a", "memory_b"].map((name) => startSubscription(context, { view: viewOf(name), source }));
    await all;
    await Promise.all(running.map((r) => r.stop()));
  },
  subscribe: async () => {
    const ending = new AbortController();
    const asked = { log, source: logSource(log), tenantId, after: 0, signal: ending.signal };
    for await (const { event } of follow({ ...asked, pick: (e) => e })) {
      if (event) count();
      if (read === events) break;
    }
    ending.abort();
  },
  relay: async () => {
    const publish = (e: { type: string; data: unknown }) => ({
      type: "marketing.identity.v1.written",
      entity: "text",
      event: "written",
      data: e.data,
    });
    const relay = startRelay({
      nc: bus.nc,
      service: schema,
      source: logSource(log),
      publish: publish as never,
      logger,
      ackTimeoutMs: 60_000,
    });
    while (relay.status().published < events) await new Promise((resolve) => setTimeout(resolve, 50));
    read = relay.status().published;
    await relay.stop();
  },
  reader: async () => {
    const source = jetStreamSource(bus.nc, "IDENTITY", { logger });
    const running = startSubscription(context, { view: viewOf("memory_bus"), source });
    await all;
    await running.stop();
    await source.close();
  },
  /** Each takes a while, so that messages wait. */
  reaction: async () => {
    const handle = async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      count();
    };
    const consumer = { stream: "IDENTITY", durable: "memory", types: ["marketing.identity.v1.written"] };
    const reaction = startReaction({ nc: bus.nc, ...consumer, handle, logger, ackWaitMs: 120_000, deadLetter: async () => undefined });
    await all;
    await reaction.stop();
  },
};
await modes[mode]!();
clearInterval(sampling);
await bus.close();
await pool.end();
process.stdout.write(`${JSON.stringify({ mode, read, peakMiB: Math.round(peak / 1_048_576) })}\n`);
process.exit(0);
