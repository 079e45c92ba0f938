import { performance } from "node:perf_hooks";

/** Gives a function that is told again and again where something is, and answers whether it has been there for longer than `ms`. */
export const standstill = (ms: number): ((at: string | number) => boolean) => {
  let last: string | number | undefined;
  let since = 0;
  return (at) => {
    const now = performance.now();
    if (at !== last) [last, since] = [at, now];
    return now - since > ms;
  };
};

/**
 * Settles as `work` does; after `ms` rejects with `late()` and aborts the signal. Work that waits for an answer cannot be ended: it has to look
 * at the signal before it does what may not come late.
 */
export const within = async <A>(ms: number, work: (late: AbortSignal) => Promise<A>, late: () => Error): Promise<A> => {
  const over = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(late());
      over.abort();
    }, ms);
  });
  return await Promise.race([work(over.signal), tooLate]).finally(() => clearTimeout(timer));
};
