import { join } from "node:path";
import { type Lock, LockHeldError, takeLock } from "@marketing/shared/process/lockFile";
import { end, isAlive, type ProcessIdentity } from "@marketing/shared/process/processIdentity";
import { SetupError } from "./progress.ts";

interface Child extends ProcessIdentity {
  readonly name: string;
  readonly stopSignal: NodeJS.Signals;
}

interface Children {
  /** In the order of starting. */
  readonly children: readonly Child[];
}

/** A stack runs on this data directory already. */
export class AlreadyRunning extends SetupError {}

export interface StackLock {
  /** Names a process in the file, so that the next start finds it whatever becomes of this one. */
  add(child: Child): void;
  release(): void;
}

/**
 * Takes the data directory for this process; throws AlreadyRunning while another live one holds it. What a launcher that was
 * killed left running is ended first, newest first; `onLeftover` is told each name.
 */
export const takeStackLock = async (dataDir: string, onLeftover: (name: string) => void): Promise<StackLock> => {
  const endLeftovers = async ({ children: left = [] }: Partial<Children>): Promise<void> => {
    for (const child of left.toReversed()) {
      if (!isAlive(child)) continue;
      onLeftover(child.name);
      await end(child, child.stopSignal, 60_000);
    }
  };
  let lock: Lock<Children>;
  try {
    lock = await takeLock<Children>(join(dataDir, "stack.lock"), { children: [] }, endLeftovers);
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw error;
    const { since, pid } = error.holder;
    throw new AlreadyRunning(
      `already running on ${dataDir} since ${since} (process ${pid}); its addresses are in ${join(dataDir, "stack.json")}`,
    );
  }
  let children: Child[] = [];
  return {
    add: (child) => {
      children = [...children.filter(isAlive), child];
      lock.update({ children: children.map(({ name, pid, start, stopSignal }) => ({ name, pid, start, stopSignal })) });
    },
    release: lock.release,
  };
};
