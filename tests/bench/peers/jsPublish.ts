import { uuidv7 } from "@marketing/shared/base/ids";
import { connect, headers, RetentionPolicy, StorageType } from "nats";
import type { CreateContender } from "../contender.ts";
import { type Behaviour, behaviour, metadata, tenantId } from "../events.ts";
import { inBatches, inParallel } from "../load.ts";
import { publishBehaviour } from "../publicEvent.ts";

/**
 * The client's own way: `js.publish`, 256 in flight, the same headers and payload, message ids for the duplicate window. It starts with the
 * events in memory, reads no log, and promises no order: what is in flight may land in any. The connection is as the client's manual
 * makes it; with `noAsyncTraces` = 1 it takes no stack trace a request, an option few know, and is the contender `jsPublishNoTraces`.
 */
export const create: CreateContender = async ({ natsUrl }, { noAsyncTraces = 0 }) => {
  const nc = await connect({ servers: natsUrl, noAsyncTraces: noAsyncTraces === 1 });
  const stream = noAsyncTraces === 1 ? "BENCHPUBLISHNOTRACES" : "BENCHPUBLISH";
  const jsm = await nc.jetstreamManager();
  await jsm.streams.add({
    name: stream,
    subjects: [`${stream}.>`],
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    duplicate_window: 120_000_000_000,
  });
  const js = nc.jetstream();
  let events: Behaviour[] = [];
  let number = 0;
  let total = 0;
  return {
    prepare: async ({ events: count = 30_000 }) => {
      events = inBatches(count, count, () => behaviour(number++))[0]!;
      total += count;
    },
    run: async ({ inFlight = 256 }) => {
      const start = performance.now();
      await inParallel(events, inFlight, async (data) => {
        const p = publishBehaviour({ data });
        const h = headers();
        const id = uuidv7();
        h.set("ce-specversion", "1.0");
        h.set("ce-id", id);
        h.set("ce-source", "/marketing/tracking");
        h.set("ce-type", p.type);
        h.set("ce-subject", `visitor-${data.userId}`);
        h.set("ce-time", new Date().toISOString());
        h.set("ce-tenantid", tenantId);
        h.set("ce-sequence", String(number).padStart(20, "0"));
        h.set("ce-streamversion", "1");
        h.set("ce-schemaversion", "1");
        h.set("ce-correlationid", metadata.correlationId);
        h.set("ce-causationid", metadata.causationId);
        h.set("traceparent", metadata.traceparent);
        h.set("content-type", "application/json");
        await js.publish(`${stream}.v1.${p.entity}.${p.event}.${tenantId}`, JSON.stringify(p.data), { msgID: id, headers: h });
      });
      return { count: events.length, seconds: (performance.now() - start) / 1_000 };
    },
    check: async () => {
      const { state } = await jsm.streams.info(stream);
      return state.messages === total ? [] : [`${total} acknowledged, ${state.messages} on the bus`];
    },
    close: () => nc.close(),
  };
};
