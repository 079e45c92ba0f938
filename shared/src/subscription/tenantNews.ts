import { defaults } from "../base/defaults.ts";
import { forAllCalls } from "../base/servedCall.ts";
import { sleep } from "../base/sleep.ts";
import { createWaker } from "../base/waker.ts";
import type { EventLog } from "../log/eventLog.ts";
import type { Source } from "./source.ts";

const { followPollMs: pollMs, followEveryMs: everyMs } = defaults.subscription;

/**
 * Tells those who follow one tenant's events that there are new ones. One loop looks for all of them: thousands of streams on which nothing
 * happens cost one query.
 */
export class TenantNews {
  /** What came after `#floor` and up to `position` was told to all who listen. */
  position = 0;
  #floor = 0;
  #running = false;
  readonly #listeners = new Set<() => void>();
  readonly #log: Pick<EventLog, "readAll">;
  readonly #source: Pick<Source, "onWake">;
  readonly #tenantId: string;

  constructor(log: Pick<EventLog, "readAll">, source: Pick<Source, "onWake">, tenantId: string) {
    this.#log = log;
    this.#source = source;
    this.#tenantId = tenantId;
  }

  get idle(): boolean {
    return this.#listeners.size === 0;
  }

  listen(wake: () => void): void {
    this.#listeners.add(wake);
  }

  leave(wake: () => void): void {
    this.#listeners.delete(wake);
  }

  /**
   * A listener has read up to `position` since it began to listen, and waits. True: it will be told of all that comes after. False: the news
   * began later than that, and it has to read once more.
   */
  awaits(position: number): boolean {
    if (!this.#running) {
      this.#running = true;
      this.#floor = position;
      this.position = position;
      void forAllCalls(() => this.#run());
    }
    return position >= this.#floor;
  }

  async #run(): Promise<void> {
    const waker = createWaker();
    const off = this.#source.onWake(waker.wake);
    while (!this.idle) {
      waker.reset();
      try {
        const { events, highWater } = await this.#log.readAll(this.position, 1, { tenantId: this.#tenantId });
        if (events.length > 0) for (const wake of this.#listeners) wake();
        // They read after this, so they see all that was there now.
        this.position = Math.max(this.position, highWater);
      } catch {
        // The log cannot be read at the moment: those who listen are told when it can.
      }
      await sleep(everyMs);
      await waker.wait(pollMs);
    }
    off();
    this.#running = false;
  }
}

const newsOfLog = new WeakMap<object, Map<string, TenantNews>>();

/** Listens to the news of a tenant in a log; all who do share them. */
export const listenToTenant = (
  log: Pick<EventLog, "readAll">,
  source: Pick<Source, "onWake">,
  tenantId: string,
  wake: () => void,
): { readonly news: TenantNews; readonly leave: () => void } => {
  const ofLog = newsOfLog.get(log) ?? new Map<string, TenantNews>();
  newsOfLog.set(log, ofLog);
  const news = ofLog.get(tenantId) ?? new TenantNews(log, source, tenantId);
  ofLog.set(tenantId, news);
  news.listen(wake);
  const leave = () => {
    news.leave(wake);
    if (news.idle) ofLog.delete(tenantId);
  };
  return { news, leave };
};
