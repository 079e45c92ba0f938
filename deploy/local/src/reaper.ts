import { type ChildProcess, spawn } from "node:child_process";
import { Socket } from "node:net";
import { join } from "node:path";
import type { ProcessIdentity } from "@marketing/shared/process/processIdentity";

let reaper: ChildProcess | undefined;

/** From now on the process is ended when this one is gone, even by kill -9. What was started last is ended first. */
export const reapAfterUs = ({ pid, start }: ProcessIdentity, politely: NodeJS.Signals): void => {
  if (process.platform !== "linux") return; // elsewhere the next start ends what the lock file names
  if (!reaper || reaper.exitCode !== null || reaper.signalCode !== null) {
    // A session of its own: Ctrl-C in the terminal must not reach it.
    reaper = spawn(join(import.meta.dirname, "../reaper"), { detached: true, stdio: ["pipe", "ignore", "ignore"] });
    reaper.on("error", () => undefined);
    reaper.stdin?.on("error", () => undefined);
    reaper.unref();
    if (reaper.stdin instanceof Socket) reaper.stdin.unref();
  }
  reaper.stdin?.write(`${politely.slice(3)} ${pid} ${start}\n`);
};
