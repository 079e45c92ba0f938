import type { RunningProcess } from "./childProcess.ts";
import type { Progress } from "./progress.ts";

export interface Supervised<A = unknown> {
  readonly name: string;
  /** The first start. */
  readonly up: Promise<A>;
  /** Ends it, and starts it no more; also while it is being started. */
  stop(): Promise<void>;
}

/** Starts a program, tells `onProcess` as soon as there is a process, resolves when the program is up. */
export type Launch<A> = (onProcess: (running: RunningProcess) => void) => Promise<A>;

const firstPause = 500;
const longestPause = 30_000;
/** After so many milliseconds of life a program counts as sound, and its next end is answered quickly again. */
const soundAfter = 60_000;

/**
 * Starts a program and from then on starts it again whenever it ends, ever later when it keeps ending. The first start's failure
 * is the caller's: it rejects `up`, and nothing is tried again.
 */
export const supervise = <A>(
  name: string,
  launch: Launch<A>,
  { progress, onProcess }: { readonly progress: Progress; readonly onProcess: (running: RunningProcess) => void },
): Supervised<A> => {
  let state: "starting" | "up" | "stopping" = "starting";
  let current: RunningProcess | undefined;
  let pause = firstPause;
  let timer: NodeJS.Timeout | undefined;

  const again = (why: string): void => {
    progress.warn(`${name} ${why}; starting it again in ${pause / 1000} s`);
    timer = setTimeout(() => {
      const before = current;
      run().catch((error: Error) => {
        if (state !== "up") return;
        if (current === before) again(`cannot be started: ${error.message}`);
        else progress.warn(`${name}: ${error.message}`); // its process has ended, which is heard of by itself
      });
    }, pause);
    pause = Math.min(pause * 2, longestPause);
  };

  const run = (): Promise<A> =>
    launch((running) => {
      current = running;
      onProcess(running);
      if (state === "stopping") void running.stop();
      const since = Date.now();
      void running.exited.then(({ code, signal }) => {
        if (state !== "up" || current !== running) return;
        if (Date.now() - since > soundAfter) pause = firstPause;
        again(`ended (${signal ?? `exit ${code}`}), its log: ${running.logFile}`);
      });
    });

  const up = run().then((value) => {
    if (state === "starting") state = "up";
    if (state === "up" && current && !current.alive()) again("ended at once");
    return value;
  });
  up.catch(() => undefined); // whoever waits for it hears of it
  return {
    name,
    up,
    stop: async () => {
      state = "stopping";
      clearTimeout(timer);
      await current?.stop();
    },
  };
};
