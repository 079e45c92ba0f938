import { defaults } from "../base/defaults.ts";
import { type RpcError, resourceExhausted } from "../base/errors.ts";
import { forAllCalls, servedCall } from "../base/servedCall.ts";
import { createWaker } from "../base/waker.ts";

interface Waiter {
  readonly position: number;
  readonly tenantId: string;
  /** After this it is told that it came too early. */
  readonly until: number;
  readonly resolve: (reached: number) => void;
  readonly reject: (error: unknown) => void;
}

export interface WatchOptions<Seen extends { readonly reached: number }> {
  /** How far it is now. */
  readonly look: () => Promise<Seen>;
  /** Why somebody who waits for `position` will not get it, or not yet: what `look` saw, and whether the waiter's time is up. */
  readonly refuse: (position: number, seen: Seen, late: boolean) => RpcError | null;
  /** Longest time between two looks, ms. */
  readonly longestMs: number;
  /** Nobody waits any more. */
  readonly onIdle: () => void;
}

/**
 * Something moves forward, and many wait until it has come to a position: one look at a time serves them all, and of each tenant only so many
 * go on waiting after it.
 */
export class Watch<Seen extends { readonly reached: number }> {
  readonly #options: WatchOptions<Seen>;
  readonly #waiters = new Set<Waiter>();
  readonly #waker = createWaker();
  #running = false;

  constructor(options: WatchOptions<Seen>) {
    this.#options = options;
  }

  /** Resolves to how far it has come. Rejects with the reason of the call's signal when that is aborted before. */
  wait(position: number, until: number): Promise<number> {
    const call = servedCall();
    const signal = call?.signal;
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const done = () => {
        this.#waiters.delete(waiter);
        signal?.removeEventListener("abort", giveUp);
      };
      const giveUp = () => waiter.reject(signal?.reason);
      const waiter: Waiter = {
        position,
        until,
        tenantId: call?.tenantId ?? "",
        resolve: (reached) => {
          done();
          resolve(reached);
        },
        reject: (error) => {
          done();
          reject(error);
        },
      };
      signal?.addEventListener("abort", giveUp, { once: true });
      this.#waiters.add(waiter);
      this.#waker.wake();
      if (!this.#running) void forAllCalls(() => this.#run());
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    let delay = 2;
    while (this.#waiters.size > 0) {
      this.#waker.reset();
      // who comes while it is being looked may know of a position that the look did not see
      const asking = [...this.#waiters];
      try {
        this.#tell(asking, await this.#options.look());
      } catch (error) {
        for (const waiter of asking) waiter.reject(error);
      }
      if (this.#waiters.size === 0) break;
      const began = performance.now();
      await this.#waker.wait(delay);
      delay = performance.now() - began < delay ? 2 : Math.min(delay * 1.5, this.#options.longestMs);
    }
    this.#running = false;
    this.#options.onIdle();
  }

  #tell(asking: ReadonlyArray<Waiter>, seen: Seen): void {
    const now = Date.now();
    const waiting = new Map<string, number>();
    for (const waiter of asking) {
      if (!this.#waiters.has(waiter)) continue;
      if (seen.reached >= waiter.position) {
        waiter.resolve(seen.reached);
        continue;
      }
      const refusal = this.#options.refuse(waiter.position, seen, now >= waiter.until);
      const before = waiting.get(waiter.tenantId) ?? 0;
      if (refusal) waiter.reject(refusal);
      else if (before >= defaults.subscription.waitersPerTenant) waiter.reject(tooMany());
      else waiting.set(waiter.tenantId, before + 1);
    }
  }
}

/** A watch for each of an owner's keys, while anybody waits for it. */
export const watchesByKey = <Seen extends { readonly reached: number }>() => {
  const all = new WeakMap<object, Map<string, Watch<Seen>>>();
  return (owner: object, key: string, options: () => Omit<WatchOptions<Seen>, "onIdle">): Watch<Seen> => {
    const own = all.get(owner) ?? new Map<string, Watch<Seen>>();
    all.set(owner, own);
    const watch = own.get(key) ?? new Watch<Seen>({ ...options(), onIdle: () => own.delete(key) });
    own.set(key, watch);
    return watch;
  };
};

const tooMany = () =>
  resourceExhausted("TOO_MANY_WAITING", "too many calls of the tenant wait for a min_position; call again later", 1_000, {
    limit: String(defaults.subscription.waitersPerTenant),
  });
