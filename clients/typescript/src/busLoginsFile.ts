import { chmodSync, existsSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { type Lock, LockHeldError, takeLock } from "@marketing/shared/process/lockFile";
import { type BusLogin, readLogins, writeLogins } from "./busLogins.ts";

/** Another command is changing the file, and does not come to an end. */
export class LoginsHeld extends Error {}

/** The logins in the server's logins.conf; none where there is no such file. */
export const loginsIn = (file: string): ReadonlyArray<BusLogin> => (existsSync(file) ? readLogins(readFileSync(file, "utf8")) : []);

const held = async (file: string, left = 100): Promise<Lock<object>> => {
  try {
    return await takeLock(file, {});
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw error;
    if (left === 0) throw new LoginsHeld(`${error.message}: it changes the bus's logins`);
    await new Promise((go) => setTimeout(go, 100));
    return held(file, left - 1);
  }
};

/**
 * Changes the file's logins, one after the other: two at once would each write what the other does not know of. The server never sees half of
 * it, and whoever could not read the passwords cannot read them now.
 */
export const changeLogins = async (file: string, to: (logins: ReadonlyArray<BusLogin>) => ReadonlyArray<BusLogin>): Promise<void> => {
  const lock = await held(`${file}.lock`);
  try {
    writeFileSync(`${file}.new`, writeLogins(to(loginsIn(file))), { mode: 0o600 });
    if (existsSync(file)) chmodSync(`${file}.new`, statSync(file).mode & 0o777);
    renameSync(`${file}.new`, file);
  } finally {
    lock.release();
  }
};
