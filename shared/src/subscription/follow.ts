import { defaults } from "../base/defaults.ts";
import type { RecordedEvent } from "../base/event.ts";
import { createWaker } from "../base/waker.ts";
import type { EventLog } from "../log/eventLog.ts";
import { FairShare } from "../postgres/fairShare.ts";
import type { Source } from "./source.ts";
import { listenToTenant } from "./tenantNews.ts";

const { followPage, followBytes, followReads } = defaults.subscription;
/** However many streams a tenant has, so many of them read at once: what is read is decoded, and kept until it was sent. */
const reads = new FairShare({ all: Infinity, perTenant: followReads, tenants: Infinity }, Infinity);

export interface Followed<A> {
  /** Null only reports how far the log was read: once when the end is reached, and periodically while no event matches. */
  readonly event: A | null;
  readonly position: number;
  /** False while catching up with history. */
  readonly live: boolean;
}

/**
 * Yields a tenant's events after a position, in log order, until aborted. One loop does both catching up and following, so no event can be
 * lost between the two; the next page is read only after the caller has taken the last. Once it is live it reads again only when there is
 * an event of the tenant. `pick` maps an event, or skips it with null.
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
  let isNews = true;
  const { news, leave } = listenToTenant(log, options.source, tenantId, () => {
    isNews = true;
    waker.wake();
  });
  signal.addEventListener("abort", waker.wake, { once: true });
  try {
    let position = options.after;
    let told = { position: -1, at: 0 };
    let live = false;
    while (!signal.aborted) {
      waker.reset();
      if (isNews) {
        isNews = false;
        const filter = { tenantId, ...(options.types ? { types: options.types } : {}) };
        const mayRead = await reads.enter(tenantId, signal).then(
          () => true,
          () => false,
        );
        if (!mayRead) return; // aborted
        const read = await log.readAll(position, followPage, filter, followBytes).finally(() => reads.leave(tenantId));
        for (const event of read.events) {
          position = event.position;
          const picked = pick(event);
          if (picked === null) continue;
          told = { position, at: Date.now() };
          yield { event: picked, position, live };
        }
        position = Math.max(position, read.scannedTo);
        // A caller may ask for what comes after a position that is far from reached: the news for the others begin where the log ends.
        if (read.full || !news.awaits(Math.min(position, read.highWater))) isNews = true;
        if (isNews) continue;
      } else position = Math.max(position, news.position);
      if (!live || (position > told.position && Date.now() - told.at >= progressMs)) {
        live = true;
        told = { position, at: Date.now() };
        yield { event: null, position, live };
      }
      await waker.wait(progressMs);
    }
  } finally {
    leave();
    signal.removeEventListener("abort", waker.wake);
  }
}
