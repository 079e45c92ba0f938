import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "./paths.ts";
import { SetupError } from "./progress.ts";

const program = join(repositoryRoot, "clients/cli/src/main.ts");
export const hasCli = (): boolean => existsSync(program);

/**
 * Runs the `marketing` command on a stack. With `capture` its standard output is returned, else it is ours. Ends with the signal.
 * Rejects when it fails.
 */
export const marketing = (args: readonly string[], options: { readonly capture: boolean; readonly signal: AbortSignal }): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", program, ...args], {
      stdio: ["ignore", options.capture ? "pipe" : "inherit", "inherit"],
      detached: true, // a Ctrl-C is ours to pass on
    });
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    const abort = () => child.kill("SIGTERM");
    options.signal.addEventListener("abort", abort, { once: true });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      options.signal.removeEventListener("abort", abort);
      if (code === 0) resolve(output);
      else reject(new SetupError(`marketing ${args.join(" ")} failed (${signal ?? `exit ${code}`})`));
    });
  });
