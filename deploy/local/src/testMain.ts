import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readJson, writeJson } from "@marketing/shared/process/jsonFile";
import { startTimeOf } from "@marketing/shared/process/processIdentity";
import { lastTestReport, repositoryRoot } from "./paths.ts";
import { SetupError, toStderr } from "./progress.ts";
import { installMissing } from "./provision.ts";
import { reapAfterUs } from "./reaper.ts";
import { add, line, nothing, type Tally, tallyOf, type VitestReport } from "./tally.ts";
import { withoutPlatform } from "./testEnvironment.ts";

const bin = (name: string): string => join(repositoryRoot, "node_modules/.bin", name);
const here = (path: string): string => join(repositoryRoot, path);

interface Check {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  /** Checked only where this exists. */
  readonly needs?: string;
}

const checks: readonly Check[] = [
  { name: "format and lint", file: bin("biome"), args: ["ci", "."] },
  { name: "protos: lint", file: bin("buf"), args: ["lint"], needs: "buf.yaml" },
  { name: "protos: nothing broken", file: process.execPath, args: [here("tests/contracts/breaking.ts")], needs: ".git" },
  { name: "import directions", file: process.execPath, args: [here("tests/contracts/imports.ts")], needs: "tests/contracts/imports.ts" },
  {
    name: "nothing unused",
    file: process.execPath,
    args: [here("node_modules/knip/bin/knip.js"), "--no-config-hints"],
    needs: "knip.json",
  },
  { name: "types", file: bin("tsc"), args: ["-p", "."] },
];

/** The signal that ends the run, and the step that is running, in a process group of its own. */
const ending: { signal: NodeJS.Signals | null; step: ChildProcess | null } = { signal: null, step: null };

const signalStep = (name: NodeJS.Signals): void => {
  try {
    if (ending.step?.pid !== undefined) process.kill(-ending.step.pid, name);
  } catch {
    // it has ended
  }
};

/** Ends the step with all its workers; what does not end soon, or is signalled twice, is killed. What they started is ended by their reapers. */
const endBy = (name: NodeJS.Signals): void => {
  const hurried = ending.signal !== null;
  ending.signal ??= name;
  signalStep(hurried ? "SIGKILL" : "SIGTERM");
  setTimeout(() => signalStep("SIGKILL"), 10_000).unref();
};

const run = (file: string, args: readonly string[], show: boolean, more: object = {}): Promise<{ code: number; output: string }> =>
  new Promise((resolve) => {
    if (ending.signal) return resolve({ code: 1, output: "" });
    const [out, env] = [show ? "inherit" : "pipe", { ...process.env, ...more }] as const;
    const child = spawn(file, args, { cwd: repositoryRoot, env, stdio: ["ignore", out, out], detached: true });
    ending.step = child;
    if (child.pid !== undefined) reapAfterUs({ pid: child.pid, start: startTimeOf(child.pid) ?? "gone" }, "SIGTERM");
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        output += chunk.toString();
      });
    child.on("error", (error) => resolve({ code: 127, output: error.message }));
    child.on("close", (code) => {
      signalStep("SIGKILL"); // workers that outlived it
      ending.step = null;
      resolve({ code: code ?? 1, output });
    });
  });

/** After all tests: whatever a requirement names as its proof ran and passed, each case of it. */
const proofs: Check = {
  name: "requirements: every test they name ran and passed",
  file: process.execPath,
  args: [here("tests/requirements/main.ts"), "--check"],
};

const runChecks = async (checks: readonly Check[]): Promise<Tally> => {
  let tally = nothing;
  for (const { name, file, args, needs } of checks) {
    if (needs !== undefined && !existsSync(here(needs))) continue;
    const began = Date.now();
    const { code, output } = await run(file, args, false);
    if (code === 0) toStderr.done(`${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    else {
      process.stderr.write(output);
      toStderr.warn(`${name} failed`);
    }
    tally = add(tally, { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 });
  }
  return tally;
};

const runTests = async (args: readonly string[]): Promise<Tally> => {
  const scratch = mkdtempSync(join(tmpdir(), "marketing-report-"));
  const report = join(scratch, "report.json");
  // A reporter that somebody names replaces those of the configuration.
  const named = args.some((arg) => arg.startsWith("--reporter")) ? ["--reporter=json", `--outputFile.json=${report}`] : [];
  try {
    const { code } = await run(process.execPath, [here("node_modules/vitest/vitest.mjs"), "run", ...named, ...args], true, {
      TEST_REPORT: report,
    });
    const results = readJson<VitestReport>(report);
    if (args.length === 0 && results !== undefined) {
      mkdirSync(dirname(lastTestReport), { recursive: true });
      writeJson(lastTestReport, results);
    }
    return tallyOf(results, code);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};

const main = async (args: readonly string[]): Promise<number> => {
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => endBy(name));
  const missing = await installMissing(toStderr, withoutPlatform());
  if (missing.length > 0)
    throw new SetupError(`The tests need these programs on the machine:\n${missing.map(({ wanted }) => `  - ${wanted}`).join("\n")}`);
  let tally = nothing;
  if (args.length === 0) tally = add(tally, await runChecks(checks));
  tally = add(tally, await runTests(args));
  if (args.length === 0 && !ending.signal) tally = add(tally, await runChecks([proofs]));
  process.stdout.write(`${line(tally)}\n`);
  if (ending.signal) return 128 + constants.signals[ending.signal];
  return tally.failed === 0 ? 0 : 1;
};

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  toStderr.warn(error.message);
  process.stdout.write(`${line({ passed: 0, failed: 1, skipped: 0 })}\n`);
  process.exitCode = 1;
}
