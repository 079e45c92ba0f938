interface Share {
  /** Of this turn's time, ms. What is more than one turn has is paid in the next ones. */
  spent: number;
  readonly waiting: Array<() => void>;
}

/**
 * The event loop's time, shared out by holder: in each turn of the loop the streams of one work for so long together, one after the other, and
 * then the loop does what else there is. Who is alone loses nothing by it: turns follow each other without a pause.
 */
export class Turns {
  readonly #shares = new Map<string, Share>();
  readonly #msPerTurn: number;
  #scheduled = false;

  constructor(msPerTurn: number) {
    this.#msPerTurn = msPerTurn;
  }

  /** What `work`, which must not wait for anything, returns or throws: at once, or when the holder has time again. */
  async run<A>(holder: string, work: () => A): Promise<Awaited<A>> {
    let share = this.#shares.get(holder);
    if (!share) {
      share = { spent: 0, waiting: [] };
      this.#shares.set(holder, share);
    }
    const mine = share;
    if (mine.waiting.length === 0 && mine.spent < this.#msPerTurn) return await this.#spend(mine, work);
    return await new Promise((resolve, reject) => {
      mine.waiting.push(() => {
        try {
          resolve(this.#spend(mine, work) as Awaited<A>);
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  #spend<A>(share: Share, work: () => A): A {
    if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => this.#turn());
    }
    const began = performance.now();
    try {
      return work();
    } finally {
      share.spent += performance.now() - began;
    }
  }

  #turn(): void {
    this.#scheduled = false;
    for (const [holder, share] of this.#shares) {
      share.spent = Math.max(0, share.spent - this.#msPerTurn);
      while (share.spent < this.#msPerTurn) {
        const next = share.waiting.shift();
        if (!next) break;
        next();
      }
      if (share.spent === 0 && share.waiting.length === 0) this.#shares.delete(holder);
    }
    if (this.#shares.size > 0 && !this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => this.#turn());
    }
  }
}
