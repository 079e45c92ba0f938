import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { stringOf, timeOf, wholeOf } from "../args.ts";
import type { Command, CommandContext } from "../command.ts";
import { CliError, exitCodes } from "../exitCodes.ts";
import { defaults, simulate } from "../simulate/simulate.ts";
import { startProgress } from "../terminal/progress.ts";
import { grouped } from "../terminal/table.ts";

const chunkBytes = 256 * 1024;

const run = async ({ values, out, signal }: CommandContext): Promise<number> => {
  const options = {
    seed: wholeOf(values, "seed", defaults.seed, 0, Number.MAX_SAFE_INTEGER),
    days: wholeOf(values, "days", defaults.days, 1, 3_650),
    events: wholeOf(values, "events", defaults.events, 1, 1_000_000_000),
    end: timeOf(values, "end") ?? new Date(defaults.end),
  };
  const path = stringOf(values, "out");
  const target = path === undefined || path === "-" ? process.stdout : createWriteStream(path);
  const progress = startProgress("simulate");
  let failure: Error | null = null;
  target.on("error", (error: Error) => {
    failure = error;
    // A reader that has seen enough (head) is no failure.
    if ((error as NodeJS.ErrnoException).code === "EPIPE") process.exit(exitCodes.ok);
  });
  const write = async (text: string) => {
    if (failure !== null) throw new CliError(`cannot write ${path}: ${failure.message}`);
    if (!target.write(text))
      await new Promise<void>((go) => {
        target.once("drain", go);
        target.once("error", () => go());
      });
  };
  let [lines, held] = [0, ""];
  for (const line of simulate(options)) {
    lines += 1;
    held += `${line}\n`;
    if (held.length < chunkBytes) continue;
    await write(held);
    held = "";
    if (path !== undefined) progress.update({ share: Math.min(1, lines / options.events), done: lines, unit: "lines" });
    if (signal.aborted) return exitCodes.interrupted;
  }
  await write(held);
  if (target !== process.stdout) {
    target.end();
    await finished(target);
    progress.stop();
    out.say(`${grouped(lines)} lines in ${path}`);
    out.object({ ...options, out: path, lines });
  }
  return exitCodes.ok;
};

export const simulateCommand: Command = {
  name: "simulate",
  offline: true,
  summary: "Make up the traffic of a B2B product, as Segment NDJSON: the same options give the same bytes",
  usage: ["simulate [--seed N] [--days N] [--events N] [--end TIME] [--out FILE]", "simulate --events 100000 | marketing import -"],
  details: [
    "Visitors come from campaigns and search, look around, sign up, try, invite their phone, buy or leave. There are crawlers,",
    "events sent twice, events that arrive hours late, devices with wrong clocks, and a few broken items.",
  ].join("\n"),
  options: {
    seed: { type: "string", value: "N", help: `which world (default ${defaults.seed})` },
    days: { type: "string", value: "N", help: `how many days (default ${defaults.days})` },
    events: { type: "string", value: "N", help: `about how many lines (default ${grouped(defaults.events)})` },
    end: { type: "string", value: "TIME", help: `when the last day ends (default ${defaults.end}, so that the bytes never change)` },
    out: { type: "string", value: "FILE", help: "where to (default: standard output)" },
  },
  run,
};
