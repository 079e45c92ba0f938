import { type Method, serverStream } from "@marketing/shared/grpc/method";
import { int64, list, text, uuid } from "@marketing/shared/grpc/schema";
import { toTimestamp } from "@marketing/shared/grpc/struct";
import type { RecordedEvent } from "@marketing/shared/log/event";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Source } from "@marketing/shared/subscription/source";
import { Schema } from "effect";
import { publish } from "../publish.ts";

const batch = 500;
const idleMs = 1_000;
/** An idle subscriber hears at least this often how far it is, ms. */
const heartbeatMs = 5_000;
const prefix = "marketing.identity.v1.";

const publicEvent = (e: RecordedEvent, type: string, data: unknown) => ({
  eventId: e.eventId,
  type,
  streamId: e.streamId,
  streamVersion: e.version,
  time: toTimestamp(e.recordedAt),
  data: JSON.stringify(data),
  correlationId: e.metadata.correlationId ?? "",
  causationId: e.metadata.causationId ?? "",
});

/** Who an event is about, as its data says. */
const people = (data: object): ReadonlyArray<unknown> =>
  ["userId", "winnerUserId", "loserUserId"].map((field) => (data as Record<string, unknown>)[field]);

const wakeUp = (source: Source, signal: AbortSignal): { wait(ms: number): Promise<void>; close(): void } => {
  let pending = false;
  let go: (() => void) | undefined;
  const wake = (): void => {
    pending = true;
    go?.();
  };
  const off = source.onWake(wake);
  signal.addEventListener("abort", wake);
  return {
    wait: async (ms) => {
      if (!pending)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          go = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      pending = false;
      go = undefined;
    },
    close: () => {
      off();
      signal.removeEventListener("abort", wake);
    },
  };
};

/** Catch-up from the log of the caller's tenant, then live: the same events, order and shape as on the bus. */
export const subscribeMethod = (log: EventLog, source: Source): Method =>
  serverStream({
    scope: "identity:read",
    request: Schema.Struct({ afterPosition: int64({ min: 0 }), eventTypes: list(text(100), 100), userIds: list(uuid, 1_000) }),
    async *handle(ctx, r) {
      const types = new Set(r.eventTypes.map((t) => (t.startsWith(prefix) ? t : prefix + t)));
      const users = new Set<unknown>(r.userIds);
      const alarm = wakeUp(source, ctx.signal);
      let [position, told, live] = [r.afterPosition, Date.now(), false];
      try {
        while (!ctx.signal.aborted) {
          const read = await log.readAll(position, batch, { tenantId: ctx.tenantId });
          const caughtUp = read.events.length < batch;
          for (const e of read.events) {
            position = e.position;
            const p = publish(e);
            if (p === null || (types.size > 0 && !types.has(p.type))) continue;
            if (users.size > 0 && !people(p.data as object).some((id) => users.has(id))) continue;
            told = Date.now();
            yield { event: publicEvent(e, p.type, p.data), position, live };
          }
          position = Math.max(position, read.scannedTo);
          if (!caughtUp) continue;
          if (!live || Date.now() - told > heartbeatMs) {
            live = true;
            told = Date.now();
            yield { event: null, position, live };
          }
          await alarm.wait(idleMs);
        }
      } finally {
        alarm.close();
      }
    },
  });
