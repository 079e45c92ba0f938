import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { addressTable } from "./addressTable.ts";
import { marketing } from "./cli.ts";
import { defaultDataDir } from "./paths.ts";
import { SetupError, toStderr } from "./progress.ts";
import { type RunningStack, startStack } from "./stack.ts";
import { stackFileOf } from "./stackFile.ts";
import { AlreadyRunning } from "./stackLock.ts";

const help = `npm start [-- OPTIONS]    Starts the platform on this machine: PostgreSQL, Redis, NATS, vectors, the services; then the main job.

  --once           do the main job, print its report and, as the last line, one line of JSON; stop everything
  --no-demo        start only; leave the main job out
  --servers-only   PostgreSQL, Redis, NATS and vectors, migrated; no services (to run those from an editor, say)
  --fresh          forget everything kept in the data directory first
  --data-dir DIR   where everything is kept (default: .data in the repository)
  --help           this text

PostgreSQL (15 or newer), Redis (7 or newer) and NATS come each from the first that serves: an address in DATABASE_ADMIN_URL,
REDIS_URL, NATS_URL; the machine's programs; apt, when root on Debian or Ubuntu; Docker. Vectors are kept by a server of this repository
that speaks Pinecone's API, or by Pinecone where PINECONE_API_KEY is set.
Ctrl-C stops everything in order; the data stays for the next start. A main job that fails stops nothing, unless it is for once.

Exit status: 0 done, 1 failed (the start, or the main job), 2 wrong usage, 3 already running on this data directory.`;

interface Options {
  readonly once: boolean;
  readonly fresh: boolean;
  readonly demo: boolean;
  readonly serversOnly: boolean;
  readonly dataDir: string;
}

const read = (args: string[]): Options | "help" => {
  const { values } = parseArgs({
    args,
    options: {
      once: { type: "boolean", default: false },
      fresh: { type: "boolean", default: false },
      "no-demo": { type: "boolean", default: false },
      "servers-only": { type: "boolean", default: false },
      "data-dir": { type: "string", default: defaultDataDir },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return "help";
  return {
    once: values.once,
    fresh: values.fresh,
    demo: !values["no-demo"] && !values["servers-only"],
    serversOnly: values["servers-only"],
    dataDir: resolve(process.env.INIT_CWD ?? ".", values["data-dir"]),
  };
};

/** Simulates, imports, waits for the views and prints the report. Resolves to the figures as one line of JSON when `once`. */
const mainJob = async ({ once, demo, dataDir }: Options, signal: AbortSignal): Promise<string> => {
  if (!demo) return "";
  const output = await marketing(["demo", "--stack", stackFileOf(dataDir), ...(once ? ["--json"] : [])], { capture: once, signal });
  return output.trim().split("\n").at(-1) ?? "";
};

/** The platform stays for whoever wants to know why. */
const tellFailedJob = (error: unknown, { dataDir }: Options): void => {
  const marketing = (command: string) => `npm run -s marketing -- ${command} --stack ${stackFileOf(dataDir)}`;
  toStderr.warn(`the main job failed: ${error instanceof SetupError ? error.message : String((error as Error).stack)}`);
  toStderr.warn("what it said is above; the platform stays. To look, in a second terminal:");
  for (const [line, what] of [
    [marketing("projections status"), "views, and how far they are"],
    [marketing("parked list"), "events that a view could not take"],
    [`ls ${dataDir}/logs`, "what services and servers say"],
    [marketing("demo"), "the main job again: what is there already counts once"],
  ])
    toStderr.warn(`  ${line}   # ${what}`);
};

const run = async (options: Options): Promise<number> => {
  const stopping = new AbortController();
  let stack: RunningStack | undefined;
  const began = Date.now();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(name, () => {
      if (!stopping.signal.aborted) toStderr.step("stopping: services, then vectors, NATS and Redis, then PostgreSQL");
      stopping.abort(new SetupError(`stopped by ${name}`));
    });
  const stopped = new Promise<void>((done) => stopping.signal.addEventListener("abort", () => done(), { once: true }));
  // A closed pipe behind us (`npm start | head`) must not end this process before it has ended its children.
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", () => stopping.abort(new SetupError("nobody listens any more")));
  let figures = "";
  let failed = false;
  try {
    stack = await startStack({ ...options, progress: toStderr, signal: stopping.signal });
    process.stdout.write(`${addressTable(stack.file)}\n\n`);
    toStderr.done(`running after ${((Date.now() - began) / 1000).toFixed(1)} s`);
    figures = await mainJob(options, stopping.signal).catch((error: unknown) => {
      if (options.once || stopping.signal.aborted) throw error;
      failed = true;
      tellFailedJob(error, options);
      return "";
    });
    if (!options.once) {
      toStderr.done("Ctrl-C stops everything; the data stays");
      await stopped;
    }
  } catch (error) {
    if (error instanceof AlreadyRunning) throw error;
    failed = !stopping.signal.aborted;
    if (failed) toStderr.warn(error instanceof SetupError ? error.message : String((error as Error).stack));
  }
  if (stack) {
    await stack.stop();
    toStderr.done("stopped");
  }
  if (figures !== "") process.stdout.write(`${figures}\n`);
  if (failed) return 1;
  return stopping.signal.aborted && (options.once || !stack) ? 130 : 0;
};

const main = async (): Promise<number> => {
  let options: Options | "help";
  try {
    options = read(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${help}\n`);
    return 2;
  }
  if (options === "help") {
    process.stdout.write(`${help}\n`);
    return 0;
  }
  try {
    return await run(options);
  } catch (error) {
    if (!(error instanceof AlreadyRunning)) throw error;
    toStderr.warn(error.message);
    return 3;
  }
};

process.exit(await main());
