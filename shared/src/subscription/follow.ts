import { defaults } from "../base/defaults.ts";
import type { RecordedEvent } from "../base/event.ts";
import { createWaker } from "../base/waker.ts";
import type { EventLog } from "../log/eventLog.ts";
import type { Source } from "./source.ts";

/** Normally a hint announces an event; `pollMs` is how long a lost hint delays it. */
const { followPage: pageSize, followPollMs: pollMs } = defaults.subscription;

export interface Followed<A> {
  /** Null only reports how far the log was read: once when the end is reached, and periodically while no event matches. */
  readonly event: A | null;
  readonly position: number;
  /** False while catching up with history. */
  readonly live: boolean;
}

/**
 * Yields a tenant's events after a position, in log order, until aborted. One loop does both catching up and following, so no event can be
 * lost between the two. The next page is read only after the caller has taken the last. `pick` maps an event, or skips it with null.
 */
export async function* follow<A>(options: {
  readonly log: EventLog;
  readonly source: Pick<Source, "onWake">;
  readonly tenantId: string;
  readonly after: number;
  readonly types?: ReadonlyArray<string>;
  readonly signal: AbortSignal;
  readonly pick: (event: RecordedEvent) => A | null;
  /** How often a stream that nothing matches says where it is, ms; default 1,000. */
  readonly progressMs?: number;
}): AsyncGenerator<Followed<A>> {
  const { log, tenantId, signal, pick, progressMs = defaults.subscription.followProgressMs } = options;
  const waker = createWaker();
  const off = options.source.onWake(waker.wake);
  signal.addEventListener("abort", waker.wake, { once: true });
  try {
    let position = options.after;
    let told = { position: -1, at: 0 };
    let live = false;
    while (!signal.aborted) {
      waker.reset();
      const read = await log.readAll(position, pageSize, { tenantId, ...(options.types ? { types: options.types } : {}) });
      for (const event of read.events) {
        position = event.position;
        const picked = pick(event);
        if (picked === null) continue;
        told = { position, at: Date.now() };
        yield { event: picked, position, live };
      }
      position = Math.max(position, read.scannedTo);
      if (read.full) continue;
      if (!live || (position > told.position && Date.now() - told.at >= progressMs)) {
        live = true;
        told = { position, at: Date.now() };
        yield { event: null, position, live };
      }
      await waker.wait(pollMs);
    }
  } finally {
    off();
    signal.removeEventListener("abort", waker.wake);
  }
}
