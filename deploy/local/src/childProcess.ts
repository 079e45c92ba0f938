import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { end, isAlive, type ProcessIdentity, startTimeOf } from "@marketing/shared/process/processIdentity";
import { type Account, asAccount } from "./account.ts";
import { SetupError } from "./progress.ts";
import { reapAfterUs } from "./reaper.ts";

export interface Command {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Both output streams are appended here. */
  readonly logFile: string;
  /** Whom to run it as; the caller's own account when absent. */
  readonly account?: Account | undefined;
  /** The signal that ends it in good order. */
  readonly stopSignal: NodeJS.Signals;
  /** Milliseconds it may take to end before it is killed. */
  readonly patience?: number;
  /** Does not keep this process from ending; the reaper then ends the child. */
  readonly unref?: boolean;
}

export interface RunningProcess extends ProcessIdentity {
  readonly name: string;
  readonly stopSignal: NodeJS.Signals;
  readonly logFile: string;
  readonly exited: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  alive(): boolean;
  stop(): Promise<void>;
}

/**
 * Starts a child in a session of its own, so that a Ctrl-C reaches the launcher alone and the order of ending is the launcher's.
 * A reaper ends it when this process dies without having done so.
 */
export const startProcess = async (command: Command): Promise<RunningProcess> => {
  const log = openSync(command.logFile, "a", 0o600);
  const [file, args] = command.account ? asAccount(command.account, command.file, command.args) : [command.file, command.args];
  let child: ChildProcess;
  try {
    child = spawn(file, args, { cwd: command.cwd, env: command.env ?? process.env, detached: true, stdio: ["ignore", log, log] });
  } finally {
    closeSync(log);
  }
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
  await new Promise<void>((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });
  if (command.unref) child.unref();
  const pid = child.pid!;
  const identity = { pid, start: startTimeOf(pid) ?? "gone" };
  reapAfterUs(identity, command.stopSignal);
  return {
    ...identity,
    name: command.name,
    stopSignal: command.stopSignal,
    logFile: command.logFile,
    exited,
    alive: () => isAlive(identity),
    stop: async () => {
      await end(identity, command.stopSignal, command.patience);
      await exited;
    },
  };
};

/** The end of a log, for the message about a process that failed. */
export const tail = (file: string, lines = 15): string => {
  try {
    return readFileSync(file, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
  } catch {
    return "";
  }
};

/** Polls until the probe answers; fails at once when the process has ended, with the end of its log. */
export const waitUntil = async <A>(running: RunningProcess, probe: () => Promise<A>, timeout = 60_000): Promise<A> => {
  const deadline = Date.now() + timeout;
  let pause = 20;
  for (;;) {
    try {
      return await probe();
    } catch (error) {
      const why = !running.alive()
        ? "ended"
        : Date.now() > deadline
          ? `does not answer after ${timeout / 1000} s (${String(error)})`
          : null;
      if (why) {
        await running.stop();
        throw new SetupError(`${running.name} ${why}; the end of ${running.logFile}:\n${tail(running.logFile)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
      pause = Math.min(pause * 1.5, 250);
    }
  }
};
