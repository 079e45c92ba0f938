import { type RunningProcess, startProcess, tail } from "./childProcess.ts";
import { checkHealth } from "./health.ts";
import { repositoryRoot } from "./paths.ts";
import { SetupError } from "./progress.ts";
import { programOf } from "./serviceList.ts";

export interface ServiceOptions {
  readonly service: string;
  /** Added to this process's environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly unref?: boolean;
}

/** Starts a service's program as it is started in production: one Node process, its settings in the environment. */
export const startServiceProcess = ({ service, env, logFile, unref = false }: ServiceOptions): Promise<RunningProcess> =>
  startProcess({
    name: service,
    file: process.execPath,
    args: ["--disable-warning=ExperimentalWarning", "--import", "@marketing/shared/telemetry/register", programOf(service)],
    cwd: repositoryRoot,
    env: { ...process.env, ...env },
    logFile,
    stopSignal: "SIGTERM",
    patience: 20_000,
    unref,
  });

/** Resolves when the service says SERVING; rejects when it ends first or takes longer than `timeout` milliseconds. */
export const waitUntilServing = async (running: RunningProcess, address: string, timeout = 60_000): Promise<void> => {
  const deadline = Date.now() + timeout;
  for (;;) {
    const health = await checkHealth(address);
    if (health === "SERVING") return;
    if (!running.alive()) throw new SetupError(`${running.name} ended; the end of ${running.logFile}:\n${tail(running.logFile)}`);
    if (Date.now() > deadline)
      throw new SetupError(
        `${running.name} is ${health} after ${timeout / 1000} s; the end of ${running.logFile}:\n${tail(running.logFile)}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
