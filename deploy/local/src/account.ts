import { readFileSync } from "node:fs";
import { findBinary } from "./binaries.ts";
import { SetupError } from "./progress.ts";

/** An account of the machine to run a program as. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root: whom it runs as instead. Undefined when this process is nobody special itself. */
export const unprivilegedAccount = (): Account | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const passwd = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of ["postgres", "nobody"]) {
    const fields = passwd.find((line) => line.startsWith(`${name}:`))?.split(":");
    if (fields) return { name, uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new SetupError("PostgreSQL does not run as root, and the machine has neither a user `postgres` nor `nobody` to run it as.");
};

/** The command that runs `file` as the account. Both programs replace themselves by it, so the process id is the server's own. */
export const asAccount = (account: Account, file: string, args: readonly string[]): readonly [string, readonly string[]] => {
  const setpriv = findBinary("setpriv");
  if (setpriv) return [setpriv, [`--reuid=${account.uid}`, `--regid=${account.gid}`, "--clear-groups", "--", file, ...args]];
  const suExec = findBinary("su-exec") ?? findBinary("gosu");
  if (suExec) return [suExec, [`${account.uid}:${account.gid}`, file, ...args]];
  throw new SetupError(`To run PostgreSQL as ${account.name} one of setpriv (package util-linux), gosu or su-exec is needed.`);
};
