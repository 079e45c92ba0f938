import { spawn } from "node:child_process";
import { join } from "node:path";
import { repositoryRoot } from "./paths.ts";
import { SetupError } from "./progress.ts";

const program = join(repositoryRoot, "clients/cli/src/main.ts");

/**
 * Runs the `marketing` command on a stack. With `capture` its standard output is returned, and what it says to people beside that
 * goes to ours. Ends with the signal. Rejects when it fails.
 */
export const marketing = (args: readonly string[], options: { readonly capture: boolean; readonly signal: AbortSignal }): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", program, ...args], {
      stdio: options.capture ? ["ignore", "pipe", 1] : ["ignore", 1, 2],
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
