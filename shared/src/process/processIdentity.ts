import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A process id means a process only together with the moment it started: numbers are used again. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Start time as the kernel words it; compared, never interpreted. */
  readonly start: string;
}

/** When the process started, or null when there is none (a zombie counts as none). */
export const startTimeOf = (pid: number): string | null => {
  if (process.platform !== "linux") {
    try {
      return (
        execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim() || null
      );
    } catch {
      return null;
    }
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
};

export const isAlive = ({ pid, start }: ProcessIdentity): boolean => startTimeOf(pid) === start;

/** Sends the signal to that very process; false when it is gone. */
export const signal = (who: ProcessIdentity, name: NodeJS.Signals): boolean => {
  if (!isAlive(who)) return false;
  try {
    return process.kill(who.pid, name);
  } catch {
    return false;
  }
};

/** Asks a process to end, waits, and kills it when it has not after `patience` milliseconds. */
export const end = async (who: ProcessIdentity, politely: NodeJS.Signals, patience = 15_000): Promise<void> => {
  signal(who, politely);
  const deadline = Date.now() + patience;
  while (isAlive(who)) {
    if (Date.now() > deadline) signal(who, "SIGKILL");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
