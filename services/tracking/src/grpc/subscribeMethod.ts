import { type Method, serverStream } from "@marketing/shared/grpc/method";
import type { RecordedEvent } from "@marketing/shared/log/event";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Source } from "@marketing/shared/subscription/source";
import type { EventTracked } from "../event/trackedEvent.ts";
import { writeTracked } from "./eventWire.ts";
import { subscribeRequest } from "./requests.ts";

const pageSize = 500;
/** A hint normally comes first; this is how long a lost one delays an event. */
const pollMs = 500;
/** How often a stream that nothing matches says where it is. */
const progressMs = 1_000;

/** Resolves at a hint, after `ms`, or when the call ends; a hint that came since the last wait counts. */
const waker = (source: Pick<Source, "onWake">, signal: AbortSignal) => {
  let pending = false;
  let wake: () => void = () => undefined;
  const onWake = () => {
    pending = true;
    wake();
  };
  const off = source.onWake(onWake);
  signal.addEventListener("abort", onWake, { once: true });
  return {
    wait: async (ms: number): Promise<void> => {
      if (!pending) {
        let timer: NodeJS.Timeout | undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
          timer = setTimeout(resolve, ms);
        });
        clearTimeout(timer);
      }
      pending = false;
    },
    close: () => {
      off();
      signal.removeEventListener("abort", onWake);
    },
  };
};

/**
 * Every event after a position, in log order: a loop over the gap-free read, so that catch-up and live are one thing and nothing falls
 * between them. The next page is read when the caller has taken the last.
 */
export const subscribeMethod = (log: EventLog, wakes: Pick<Source, "onWake">): Method =>
  serverStream({
    scope: "tracking:read",
    request: subscribeRequest,
    handle: async function* (ctx, r) {
      const names = r.eventNames.length > 0 ? new Set(r.eventNames) : null;
      const users = r.userIds.length > 0 ? new Set(r.userIds) : null;
      const wanted = ({ data }: RecordedEvent<string, EventTracked>): boolean =>
        (names === null || names.has(data.eventName)) && (users === null || users.has(data.userId)) && (r.includeBots || !data.isBot);
      const hints = waker(wakes, ctx.signal);
      try {
        let [position, told, toldAt, live] = [r.afterPosition, -1, 0, false];
        while (!ctx.signal.aborted) {
          const read = await log.readAll(position, pageSize, { tenantId: ctx.tenantId, types: ["event_tracked"] });
          for (const event of read.events as ReadonlyArray<RecordedEvent<string, EventTracked>>) {
            position = event.position;
            if (!wanted(event)) continue;
            told = position;
            toldAt = Date.now();
            yield { event: writeTracked(event), position, live };
          }
          position = Math.max(position, read.scannedTo);
          if (read.events.length >= pageSize) continue;
          const arrived = !live;
          live = true;
          if (arrived || (position > told && Date.now() - toldAt >= progressMs)) {
            told = position;
            toldAt = Date.now();
            yield { event: null, position, live };
          }
          await hints.wait(pollMs);
        }
      } finally {
        hints.close();
      }
    },
  });
