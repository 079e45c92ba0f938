import { linkSync, readFileSync, renameSync, rmSync } from "node:fs";
import { writeJson } from "./jsonFile.ts";
import { isAlive, type ProcessIdentity, startTimeOf } from "./processIdentity.ts";

export interface LockHolder extends ProcessIdentity {
  /** ISO 8601. */
  readonly since: string;
}

/** Another live process holds the lock. */
export class LockHeldError extends Error {
  readonly holder: LockHolder;
  constructor(file: string, holder: LockHolder) {
    super(`${file} is held by process ${holder.pid} since ${holder.since}`);
    this.holder = holder;
  }
}

export interface Lock<Details extends object> {
  /** Replaces what the file says beside its holder. */
  update(details: Details): void;
  release(): void;
}

const textOf = (file: string): string | undefined => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
};

const parse = <Details>(text: string): (LockHolder & Partial<Details>) | undefined => {
  try {
    return JSON.parse(text) as LockHolder & Partial<Details>;
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
 * Takes a lock file for this process and writes `details` into it; throws LockHeldError while another live process holds it. The lock of a
 * process that died without releasing it is taken over at once: the file names its holder by process id and start time. `onStale`
 * gets what that process had written, and ends before the lock is taken.
 */
export const takeLock = async <Details extends object>(
  file: string,
  details: Details,
  onStale?: (left: Partial<Details>) => Promise<void>,
): Promise<Lock<Details>> => {
  const holder: LockHolder = { pid: process.pid, start: startTimeOf(process.pid) ?? "", since: new Date().toISOString() };
  const mine = `${file}.${process.pid}`;
  writeJson(mine, { ...holder, ...details });
  try {
    while (!tryLink(mine, file)) {
      const text = textOf(file);
      if (text === undefined) continue; // released just now
      const other = parse<Details>(text);
      if (other && isAlive(other)) throw new LockHeldError(file, other);
      if (other) await onStale?.(other);
      // When two processes find the same stale lock, one moves it away. The other may then have moved away the lock that the first
      // one has just taken; it notices by the content, and puts it back.
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
    update: (changed) => writeJson(file, { ...holder, ...changed }),
    release: () => rmSync(file, { force: true }),
  };
};
