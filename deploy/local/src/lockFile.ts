import { linkSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeJson } from "./jsonFile.ts";
import { end, isAlive, type ProcessIdentity, startTimeOf } from "./processIdentity.ts";
import { SetupError } from "./progress.ts";

interface Child extends ProcessIdentity {
  readonly name: string;
  readonly stopSignal: NodeJS.Signals;
}

interface Content extends ProcessIdentity {
  readonly since: string;
  /** In the order of starting. */
  readonly children: readonly Child[];
}

/** A stack runs on this data directory already. */
export class AlreadyRunning extends SetupError {}

export interface LockFile {
  /** Names a process in the file, so that the next start finds it whatever becomes of this one. */
  add(child: Child): void;
  release(): void;
}

const textOf = (file: string): string | undefined => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
};

const parse = (text: string): Content | undefined => {
  try {
    return JSON.parse(text) as Content;
  } catch {
    return undefined; // torn by a crash: nobody holds it
  }
};

const tryLink = (from: string, to: string): boolean => {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
};

/**
 * Takes the data directory for this process; throws AlreadyRunning while another live one holds it. What a launcher that was
 * killed left running is ended first, newest first; `onLeftover` is told each name.
 */
export const takeLock = async (dataDir: string, onLeftover: (name: string) => void): Promise<LockFile> => {
  const file = join(dataDir, "stack.lock");
  const self = { pid: process.pid, start: startTimeOf(process.pid) ?? "", since: new Date().toISOString() };
  let children: Child[] = [];
  const mine = `${file}.${process.pid}`;
  writeJson(mine, { ...self, children });
  try {
    while (!tryLink(mine, file)) {
      const text = textOf(file);
      if (text === undefined) continue; // released just now
      const holder = parse(text);
      if (holder && isAlive(holder))
        throw new AlreadyRunning(
          `already running on ${dataDir} since ${holder.since} (process ${holder.pid}); its addresses are in ${join(dataDir, "stack.json")}`,
        );
      for (const child of [...(holder?.children ?? [])].reverse()) {
        if (!isAlive(child)) continue;
        onLeftover(child.name);
        await end(child, child.stopSignal, 60_000);
      }
      // Of two that found the same dead holder one moves it away; the other one moved what the first has just made, and puts it back.
      const aside = `${file}.stale.${process.pid}`;
      try {
        renameSync(file, aside);
      } catch {
        continue;
      }
      if (textOf(aside) !== text) tryLink(aside, file);
      rmSync(aside, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return {
    add: (child) => {
      children = [...children.filter(isAlive), child];
      writeJson(file, {
        ...self,
        children: children.map(({ name, pid, start, stopSignal }) => ({ name, pid, start, stopSignal })),
      });
    },
    release: () => rmSync(file, { force: true }),
  };
};
