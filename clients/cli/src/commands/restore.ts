import { resolve } from "node:path";
import { stringOf, timeOf } from "../args.ts";
import type { Command, CommandContext } from "../command.ts";
import { exitCodes, usageError } from "../exitCodes.ts";
import { onThisMachine, type Step, stepRows } from "./machine.ts";

interface Restored {
  readonly backup: string;
  readonly size: number;
  readonly steps: Step[];
  readonly verdict: { readonly views: number; readonly rows: number; readonly events: number };
  readonly next: string;
}

const run = async (context: CommandContext): Promise<number> => {
  const { values, positionals, out } = context;
  if (positionals.length > 0) throw usageError(`restore takes options only, not ${JSON.stringify(positionals[0])}`);
  const into = stringOf(values, "into");
  if (into === undefined) throw usageError("restore needs --into DIR, an empty directory or one that is not there yet");
  const to = stringOf(values, "to") === "latest" ? "latest" : (timeOf(values, "to")?.toISOString() ?? "latest");
  const restored = await onThisMachine<Restored>(context, { command: "restore", to, into: resolve(process.env.INIT_CWD ?? ".", into) });
  const { backup, size, steps, verdict, next } = restored;
  out.object({ to, into, backup, bytes: size, steps, verified: verdict, next });
  out.table([{ title: "step" }, { title: "seconds" }], stepRows(steps));
  out.say(
    `\n${verdict.views} views with ${verdict.rows} rows equal their logs, and ${verdict.events} events are on the bus as they are there.`,
  );
  out.say(`It is not running yet. To run it: ${next}`);
  return exitCodes.ok;
};

export const restoreCommand: Command = {
  name: "restore",
  usage: ["restore --into DIR [--to TIME|latest]"],
  details: [
    "Beside whatever runs, and without touching it: PostgreSQL from its backup up to that moment, migrated; whoever was erased since is erased again; Redis, bus and",
    "vectors from the log; then everything is compared. DIR becomes the data directory of a whole platform. The one that is lost is named by --stack:",
    "its stack.json, secrets.json and backup are what is needed of it.",
  ].join("\n"),
  options: {
    to: { type: "string", value: "TIME", help: "a moment, or how long ago (30m, 2h), or latest: all that was archived (default)" },
    into: { type: "string", value: "DIR", help: "where to; must be empty" },
  },
  run,
};
