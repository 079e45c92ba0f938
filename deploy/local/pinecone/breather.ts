import { setImmediate } from "node:timers/promises";

const longest = 8; // ms
const looksEvery = 32;

/** For long work on the one thread: says when others have waited for long enough. Cheap to ask. */
export const breather = (): { due(): boolean; pause(): Promise<void> } => {
  let since = performance.now();
  let asked = 0;
  return {
    due: () => ++asked % looksEvery === 0 && performance.now() - since > longest,
    pause: async () => {
      await setImmediate();
      since = performance.now();
    },
  };
};
