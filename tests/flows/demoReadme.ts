import { spawn } from "node:child_process";
import { dirname } from "node:path";

/** The TypeScript examples of a README. */
export const readmeBlocks = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match) => match[1]!);

/** Runs an example as its reader would: in the stack's directory, with nothing else to connect by. */
export const runReadmeBlock = (file: string, stack: string): Promise<{ code: number | null; stdout: string; stderr: string }> =>
  new Promise((resolve, reject) => {
    const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("MARKETING_")));
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", file], {
      cwd: dirname(dirname(stack)),
      env: clean,
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
