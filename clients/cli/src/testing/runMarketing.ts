import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const marketingPath = fileURLToPath(new URL("../../bin/marketing", import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Lines of standard output read as JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the command's; tests look at parts of it
  readonly json: () => any[];
}

/** Runs the command as a shell does, in `cwd`, with nothing of this process's environment that it could connect by. */
export const runMarketing = (
  args: ReadonlyArray<string>,
  options: {
    readonly env?: Readonly<Record<string, string>>;
    readonly cwd?: string;
    readonly input?: string | Buffer;
    /** Told what came on standard error so far, with the way to press Ctrl-C. */
    readonly onError?: (text: string, interrupt: () => void) => void;
  } = {},
): Promise<Finished> =>
  new Promise((resolve, reject) => {
    const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("MARKETING_")));
    const child = spawn(marketingPath, args, { cwd: options.cwd ?? "/", env: { ...clean, ...options.env } });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
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
