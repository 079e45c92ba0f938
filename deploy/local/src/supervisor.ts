import type { RunningProcess } from "./childProcess.ts";
import type { Progress } from "./progress.ts";
import { type ServiceOptions, startServiceProcess, waitUntilServing } from "./serviceProcess.ts";

export interface SupervisedService {
  readonly service: string;
  /** Resolves when it says SERVING; rejects when it does not within a minute. */
  serving(): Promise<void>;
  stop(): Promise<void>;
}

const firstPause = 500;
const longestPause = 30_000;
const soundAfter = 60_000;

/** Runs a service and starts it again when it ends: at once after a long life, ever later when it keeps failing. */
export const supervise = async (
  options: ServiceOptions & {
    readonly address: string;
    readonly progress: Progress;
    readonly onStarted: (running: RunningProcess) => void;
  },
): Promise<SupervisedService> => {
  const { service, progress, address } = options;
  let stopping = false;
  let pause = firstPause;
  let timer: NodeJS.Timeout | undefined;
  const launch = async (): Promise<RunningProcess> => {
    const running = await startServiceProcess(options);
    options.onStarted(running);
    const since = Date.now();
    void running.exited.then(({ code, signal }) => {
      if (stopping) return;
      if (Date.now() - since > soundAfter) pause = firstPause;
      progress.warn(`${service} ended (${signal ?? `exit ${code}`}), starting it again in ${pause / 1000} s; its log: ${options.logFile}`);
      timer = setTimeout(() => {
        launch().then(
          (next) => {
            current = next;
          },
          (error: Error) => progress.warn(`${service}: ${error.message}`),
        );
      }, pause);
      pause = Math.min(pause * 2, longestPause);
    });
    return running;
  };
  let current = await launch();
  return {
    service,
    serving: () => waitUntilServing(current, address),
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      await current.stop();
    },
  };
};
