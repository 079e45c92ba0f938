import { AsyncLocalStorage } from "node:async_hooks";

/** More than so many turns of what was spent are not remembered: it may have been a pause of the process that nobody is to blame for. */
const remembered = 20;

interface Share {
  /** Of the event loop's time, ms. With each turn a turn's time of it is forgotten. */
  spent: number;
  readonly waiting: Array<() => void>;
}

/**
 * The event loop's time, shared out by holder: in each turn of the loop work is done for so long, all holders together, and then the loop does what
 * else there is. Of those who wait, the one that has spent least is next, and of these the one that has not been served for longest. Who is alone
 * loses nothing by it: turns follow each other without a pause.
 *
 * What work costs is what it and all that follows from it at once take: promises that it settles, and what was waiting for them.
 */
export class Turns {
  readonly #shares = new Map<unknown, Share>();
  readonly #msPerTurn: number;
  /** In this turn, ms. */
  #spent = 0;
  #turning = false;
  /** Whose work is being done, or what followed from it, and since when. */
  #running: { share: Share; since: number } | undefined;

  constructor(msPerTurn: number) {
    this.#msPerTurn = msPerTurn;
  }

  /** What `work`, which must not wait for anything, returns or throws: at once, or when the holder's turn has come. */
  async run<A>(holder: unknown, work: () => A): Promise<Awaited<A>> {
    this.#charge();
    let share = this.#shares.get(holder);
    if (!share) {
      share = { spent: 0, waiting: [] };
      this.#shares.set(holder, share);
    }
    if (share.waiting.length === 0 && this.#spent < this.#msPerTurn) {
      this.#begin(share);
      return await work();
    }
    this.#schedule();
    const { waiting } = share;
    const forItsCall = AsyncLocalStorage.snapshot(); // and not for whoever's turn comes before
    return await new Promise((resolve, reject) => {
      waiting.push(() => {
        try {
          resolve(forItsCall(work) as Awaited<A>);
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  #schedule(): void {
    if (this.#turning) return;
    this.#turning = true;
    setImmediate(() => this.#turn());
  }

  #turn(): void {
    this.#turning = false;
    this.#spent = 0;
    for (const [holder, share] of this.#shares) {
      share.spent = Math.max(0, share.spent - this.#msPerTurn);
      if (share.spent === 0 && share.waiting.length === 0) this.#shares.delete(holder);
    }
    if (this.#shares.size > 0) this.#schedule();
    this.#next();
  }

  /** The next work of this turn; it is called again when all that follows from that is done. */
  #next(): void {
    if (this.#spent >= this.#msPerTurn) return;
    let next: readonly [holder: unknown, share: Share] | undefined;
    for (const entry of this.#shares) {
      const [, { spent, waiting }] = entry;
      if (waiting.length > 0 && spent < (next?.[1].spent ?? Number.POSITIVE_INFINITY)) next = entry;
    }
    if (!next) return;
    const [holder, share] = next;
    // behind the others who wait
    this.#shares.delete(holder);
    this.#shares.set(holder, share);
    this.#begin(share);
    share.waiting.shift()!();
  }

  #begin(share: Share): void {
    this.#schedule();
    if (this.#running) this.#running.share = share;
    else {
      this.#running = { share, since: performance.now() };
      // from a microtask, so that the others which there are by then come before it
      queueMicrotask(() =>
        process.nextTick(() => {
          this.#charge();
          this.#running = undefined;
          this.#next();
        }),
      );
    }
  }

  /** To whom it is due, the time until now. */
  #charge(): void {
    if (!this.#running) return;
    const now = performance.now();
    const took = now - this.#running.since;
    this.#running.since = now;
    const { share } = this.#running;
    share.spent = Math.min(share.spent + took, remembered * this.#msPerTurn);
    this.#spent += took;
  }
}
