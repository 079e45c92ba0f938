import { createWriteStream, writeFileSync } from "node:fs";
import { finished } from "node:stream/promises";
import { stringOf, timeOf, wholeOf } from "../args.ts";
import type { Command, CommandContext } from "../command.ts";
import { CliError, exitCodes } from "../exitCodes.ts";
import { type Facts, gathering } from "../simulate/facts.ts";
import { groundwork } from "../simulate/plan.ts";
import { aftermath } from "../simulate/planAfter.ts";
import { defaults, type SimulationOptions, simulate, worldOf } from "../simulate/simulate.ts";
import { startProgress } from "../terminal/progress.ts";
import { grouped } from "../terminal/table.ts";

const chunkBytes = 256 * 1024;

/** One step a line, in an order in which they may be done: groundwork before the traffic, the rest behind it. */
const writePlan = (path: string, options: SimulationOptions, facts: Facts): void => {
  const { first, later } = aftermath(worldOf(options), facts, options.end, options.days);
  const parts = Object.entries({ before: groundwork(), after: first, later });
  const lines = parts.flatMap(([part, chains]) =>
    chains.flat().map(({ api, call, lead, request }) => JSON.stringify({ part, api, call, lead, request })),
  );
  try {
    writeFileSync(path, `${lines.join("\n")}\n`);
  } catch (error) {
    throw new CliError(`cannot write ${path}: ${(error as Error).message}`);
  }
};

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
  const plan = stringOf(values, "plan");
  const { lines: traffic, facts } = plan === undefined ? { lines: simulate(options), facts: null } : gathering(simulate(options));
  for (const line of traffic) {
    lines += 1;
    held += `${line}\n`;
    if (held.length < chunkBytes) continue;
    await write(held);
    held = "";
    if (path !== undefined) progress.update({ share: Math.min(1, lines / options.events), done: lines, unit: "lines" });
    if (signal.aborted) return exitCodes.interrupted;
  }
  await write(held);
  if (plan !== undefined && facts !== null) writePlan(plan, options, facts);
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
  usage: [
    "simulate [--seed N] [--days N] [--events N] [--end TIME] [--out FILE]",
    "simulate --events 100000 | marketing import -",
    "simulate --out traffic.ndjson --plan calls.ndjson",
  ],
  details: [
    "Visitors come from campaigns and search, look around, sign up, try, invite their phone, buy or leave. There are crawlers,",
    "events sent twice, events that arrive hours late, devices with wrong clocks, and a few broken items. With --plan what is no event",
    "goes into a file of its own: campaigns, spend, leads, texts, tasks, as calls with request ids, one a line, in three parts: before",
    "the traffic, after it, and later. 'marketing demo' plays it all.",
  ].join("\n"),
  options: {
    seed: { type: "string", value: "N", help: `which world (default ${defaults.seed})` },
    days: { type: "string", value: "N", help: `how many days (default ${defaults.days})` },
    events: { type: "string", value: "N", help: `about how many lines (default ${grouped(defaults.events)})` },
    end: { type: "string", value: "TIME", help: `when the last day ends (default ${defaults.end}, so that the bytes never change)` },
    out: { type: "string", value: "FILE", help: "where to (default: standard output)" },
    plan: { type: "string", value: "FILE", help: "also write the calls of campaign, lead, content and identity that go with the traffic" },
  },
  run,
};
