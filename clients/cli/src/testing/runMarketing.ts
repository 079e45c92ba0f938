import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { withoutPlatform } from "@marketing/local/testEnvironment";

export const marketingPath = fileURLToPath(new URL("../../bin/marketing", import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Lines of standard output read as JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the command's; tests look at parts of it
  readonly json: () => any[];
}

const directory = mkdtempSync(join(tmpdir(), "marketing-cli-run-"));
process.on("exit", () => rmSync(directory, { recursive: true, force: true }));

/**
 * Runs the command as a shell does, with nothing of this process's environment that it could connect by, and with what it remembers in a
 * directory of its own. With `cwd` it looks for a stack's file from there upward, as it does for a person; without, for none.
 */
export const runMarketing = (
  args: ReadonlyArray<string>,
  options: {
    readonly env?: Readonly<Record<string, string>>;
    readonly cwd?: string;
    readonly input?: string | Buffer;
    /** Told what came on standard error so far, with the way to press Ctrl-C. */
    readonly onError?: (text: string, interrupt: () => void) => void;
    /** The same of standard output. */
    readonly onOutput?: (text: string, interrupt: () => void) => void;
  } = {},
): Promise<Finished> =>
  new Promise((resolve, reject) => {
    const env: Record<string, string> = { ...withoutPlatform(), XDG_STATE_HOME: directory, ...options.env };
    if (options.cwd !== undefined && options.env?.MARKETING_STACK === undefined) delete env.MARKETING_STACK;
    const child = spawn(marketingPath, args, { cwd: options.cwd ?? directory, env });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      options.onOutput?.(stdout, () => child.kill("SIGINT"));
    });
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString();
      options.onError?.(stderr, () => child.kill("SIGINT"));
    });
    child.stdin.on("error", () => undefined);
    child.stdin.end(options.input ?? "");
    child.on("error", reject);
    child.on("close", (code) =>
      resolve({
        code,
        stdout,
        stderr,
        json: () =>
          stdout
            .split("\n")
            .filter((line) => line !== "")
            .map((line) => JSON.parse(line)),
      }),
    );
  });
