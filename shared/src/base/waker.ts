export interface Waker {
  wake(): void;
  reset(): void;
  /** Ends after `ms`, or earlier when woken. With `only`, being woken ends the wait only if `only()` is true. */
  wait(ms: number, only?: () => boolean): Promise<void>;
}

/** A timed wait that `wake` ends early. A wake-up since the last `reset` is remembered and ends the next wait at once. */
export const createWaker = (): Waker => {
  let woken = false;
  let resolve: (() => void) | null = null;
  const wake = (): void => {
    woken = true;
    resolve?.();
  };
  return {
    wake,
    reset: () => {
      woken = false;
    },
    wait: (ms, only) => {
      if (only ? only() : woken) return Promise.resolve();
      return new Promise((done) => {
        const finish = (): void => {
          if (only && !only() && timer !== null) return;
          if (timer) clearTimeout(timer);
          resolve = null;
          done();
        };
        let timer: NodeJS.Timeout | null = setTimeout(() => {
          timer = null;
          finish();
        }, ms);
        resolve = finish;
      });
    },
  };
};
