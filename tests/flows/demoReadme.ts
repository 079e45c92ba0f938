import { spawn } from "node:child_process";
import { dirname } from "node:path";
import { withoutPlatform } from "@marketing/local/testEnvironment";

/** The TypeScript examples of a README. */
export const readmeBlocks = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match) => match[1]!);

/** Runs an example as its reader would: in the stack's directory, with nothing else to connect by. */
export const runReadmeBlock = (file: string, stack: string): Promise<{ code: number | null; stdout: string; stderr: string }> =>
  new Promise((resolve, reject) => {
    const { MARKETING_STACK: _, ...env } = withoutPlatform(); // found where it lies, above the directory
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", file], {
      cwd: dirname(dirname(stack)),
      env,
      timeout: 30_000,
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
