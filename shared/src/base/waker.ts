export interface Waker {
  wake(): void;
  reset(): void;
  /** Waits `ms` or until woken. With `only`, a hint ends the wait when it holds. */
  wait(ms: number, only?: () => boolean): Promise<void>;
}

/** A wait that a hint ends early; a hint given since the last `reset` ends it at once. */
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
