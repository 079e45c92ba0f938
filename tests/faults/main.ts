import { parseArgs } from "node:util";
import { toStderr } from "@marketing/local/progress";
import { faults } from "./storm/faults.ts";
import { openPlatform, type Platform } from "./storm/platform.ts";
import { type StormOutcome, storm } from "./storm/storm.ts";

const help = `npm run faults [-- options]

The five services on servers of their own; people come, sign up and buy, and meanwhile one fault after another strikes: processes
are killed or stand still, servers lose what they had, connections break. At the end everything that was acknowledged is looked for in the read
tables, on the bus and at a subscriber outside, and every view is built again and compared.

  --minutes N   how long faults strike; default 2
  --seed N      the same faults in the same order; default by the clock
  --rate N      people a second; default 2
  --only TEXT   faults whose name contains it
  --list        the faults
  --help

Standard output is one line of JSON:
  acknowledged, lost, duplicated, out_of_order, diverged, faults (by kind), longest_recovery_ms, longest_recovery_of, people, seed, wrong
Exit code: 0 when nothing was lost, duplicated, out of order or diverged, 1 otherwise, 2 for a wrong argument.
`;

const parse = () => {
  try {
    const { values } = parseArgs({
      options: {
        minutes: { type: "string", default: "2" },
        seed: { type: "string", default: String(Date.now() % 1_000_000) },
        rate: { type: "string", default: "2" },
        only: { type: "string", default: "" },
        list: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    const number = (name: "minutes" | "seed" | "rate"): number => {
      const value = Number(values[name]);
      if (!(value > 0)) throw new TypeError(`--${name} takes a number above 0`);
      return value;
    };
    if (!faults.some(({ kind }) => kind.includes(values.only)))
      throw new TypeError(`no fault's name contains "${values.only}": see --list`);
    return { ...values, minutes: number("minutes"), seed: number("seed"), rate: number("rate") };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${help}`);
    process.exit(2);
  }
};

const asLine = (outcome: StormOutcome, seed: number): string =>
  JSON.stringify({
    acknowledged: outcome.acknowledged,
    lost: outcome.lost,
    duplicated: outcome.duplicated,
    out_of_order: outcome.outOfOrder,
    diverged: outcome.diverged,
    faults: outcome.faults,
    longest_recovery_ms: outcome.longestRecoveryMs,
    longest_recovery_of: outcome.longestRecoveryOf,
    people: outcome.people,
    seed,
    wrong: outcome.wrong,
  });

const options = parse();
if (options.help || options.list) {
  process.stdout.write(options.help ? help : `${faults.map(({ kind }) => kind).join("\n")}\n`);
  process.exit(0);
}
const stopping = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const)
  process.on(name, () => {
    if (stopping.signal.aborted) process.exit(130);
    toStderr.step("the storm ends here; once more ends everything at once");
    stopping.abort();
  });
const waiting = setInterval(() => undefined, 1_000); // servers do not keep the process that started them from ending
let platform: Platform | undefined;
try {
  toStderr.step("servers and services: starting");
  platform = await openPlatform(options.seed);
  toStderr.done(`the five services serve; seed ${options.seed}`);
  const outcome = await storm(platform, { ...options, progress: toStderr, signal: stopping.signal });
  for (const what of outcome.wrong) toStderr.warn(what);
  process.stdout.write(`${asLine(outcome, options.seed)}\n`);
  process.exitCode = outcome.wrong.length === 0 ? 0 : 1;
} catch (error) {
  toStderr.warn(String((error as Error).stack)); // before what is being closed has a word
  process.exitCode = 1;
} finally {
  await platform?.close();
  clearInterval(waiting);
}
