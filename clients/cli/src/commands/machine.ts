import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CommandContext } from "../command.ts";
import { CliError, usageError } from "../exitCodes.ts";

const repository = fileURLToPath(new URL("../../../..", import.meta.url));

/**
 * Has the program beside `npm start` do what takes the machine itself: its PostgreSQL, its files. What that tells of its progress is on standard error.
 * Resolves to its answer.
 */
export const onThisMachine = async <Answer>({ stack, signal }: CommandContext, request: object): Promise<Answer> => {
  const { path } = stack();
  if (path === null) throw usageError("this needs the data directory of a platform on this machine: name its stack.json with --stack");
  const program = join(repository, "deploy/local/src/backup/main.ts");
  if (!existsSync(program))
    throw usageError("this image has no backups of its own: see docs/operations.md#back-up for how they are made where PostgreSQL runs");
  const args = ["--disable-warning=ExperimentalWarning", program, JSON.stringify({ ...request, dataDir: dirname(path) })];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"], detached: true }); // a Ctrl-C is ours to pass on
  const abort = () => child.kill("SIGTERM");
  signal.addEventListener("abort", abort, { once: true });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  await new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve());
  });
  signal.removeEventListener("abort", abort);
  const answer = JSON.parse(output.trim() || '{"error":"it was killed"}') as Answer | { readonly error: string };
  if (typeof answer === "object" && answer !== null && "error" in answer) throw new CliError(answer.error);
  return answer as Answer;
};

export interface Backup {
  readonly label: string;
  readonly type: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly size: number;
  readonly stored: number;
  readonly damaged: boolean;
}

export interface Step {
  readonly name: string;
  readonly seconds: number;
}

export const stepRows = (steps: ReadonlyArray<Step>): [string, number][] =>
  steps.map(({ name, seconds }) => [name, Math.round(seconds * 10) / 10]);
