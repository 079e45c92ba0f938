import { flagOf, numberOf } from "../args.ts";
import type { Command, CommandContext } from "../command.ts";
import { exitCodes, usageError } from "../exitCodes.ts";
import { onThisMachine, type Step, stepRows } from "./machine.ts";

interface Report {
  readonly good: boolean;
  readonly problems: string[];
  readonly rpoSeconds: number | null;
  readonly rtoSeconds: number;
  readonly steps: Step[];
  readonly events: number;
  readonly terabyte: { readonly seconds: number };
  readonly directory: string;
}

const run = async (context: CommandContext): Promise<number> => {
  const { values, positionals, out } = context;
  if (positionals.length > 0) throw usageError(`drill takes options only, not ${JSON.stringify(positionals[0])}`);
  const [every, length] = [numberOf(values, "every", 0.1, 60) ?? 10, numberOf(values, "for", 0.1, 3_600) ?? 90];
  const request = { command: "drill", everyMs: every * 1_000, forMs: length * 1_000, keep: flagOf(values, "keep") };
  const report = await onThisMachine<Report>(context, request);
  const { good, problems, rpoSeconds, rtoSeconds, steps, events, terabyte, directory } = report;
  out.object({ good, problems, rpo_s: rpoSeconds, rto_s: rtoSeconds, steps, events, terabyte_s: terabyte.seconds, report: directory });
  out.table([{ title: "step" }, { title: "seconds" }], stepRows(steps));
  for (const problem of problems) out.say(problem);
  out.say(
    `\nlost ${rpoSeconds ?? "everything since the backup"}${rpoSeconds === null ? "" : " s"}; served again after ${rtoSeconds.toFixed(1)} s; ${events} events ${good ? "equal" : "compared with"} what they were`,
  );
  out.say(`report: ${directory}/report.md`);
  return good ? exitCodes.ok : exitCodes.unverified;
};

export const drillCommand: Command = {
  name: "drill",
  usage: ["drill [--every SECONDS] [--for SECONDS] [--keep]"],
  details: [
    "On the platform that 'npm start' runs on this machine: writes markers, kills PostgreSQL (-9), takes its directory away, restores all that was archived beside it,",
    "and compares. The platform is down meanwhile; then it gets its own data back and has lost nothing. What was measured is in .data/drills.",
  ].join("\n"),
  options: {
    every: { type: "string", value: "SECONDS", help: "between two markers (default 10)" },
    for: { type: "string", value: "SECONDS", help: "how long markers are written (default 90)" },
    keep: { type: "boolean", help: "leave what was restored, to be looked at" },
  },
  run,
};
