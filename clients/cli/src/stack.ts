import { renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { readStackFile, type Stack, type StackFile } from "@marketing/client/stack";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where this program remembers things of a stack: beside its file, or the user's own state directory where there is no file. */
export const stateDirectory = (stack: Stack, environment: Environment = process.env): string =>
  stack.path === null ? join(environment.XDG_STATE_HOME ?? join(homedir(), ".local", "state"), "marketing") : dirname(stack.path);

/** Keeps a tenant and its key for the next call; other fields stay as they are. Readable by the owner alone. */
export const writeStack = (path: string, change: Partial<StackFile>): void => {
  const next = { ...readStackFile(path), ...change };
  const beside = `${path}.${process.pid}.tmp`;
  writeFileSync(beside, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 });
  renameSync(beside, path);
};
