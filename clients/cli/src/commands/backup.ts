import { flagOf } from "../args.ts";
import { type CommandContext, commandOf } from "../command.ts";
import { type Backup, onThisMachine } from "./machine.ts";

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

const print = ({ out }: CommandContext, backups: ReadonlyArray<Backup>): void => {
  for (const one of backups) {
    const { label, type, size, stored, damaged } = one;
    out.object({ label, type, started_at: one.startedAt, ended_at: one.endedAt, bytes: size, stored_bytes: stored, damaged });
  }
  out.table(
    [{ title: "backup" }, { title: "kind" }, { title: "restorable from (UTC)" }, { title: "cluster" }, { title: "stored" }, { title: "" }],
    backups.map((b) => [
      b.label,
      b.type,
      b.endedAt.slice(0, 19).replace("T", " "),
      megabytes(b.size),
      megabytes(b.stored),
      b.damaged ? "DAMAGED" : "",
    ]),
  );
};

const ask = (context: CommandContext, request: object): Promise<{ backups: Backup[] }> => onThisMachine(context, request);

const run = async (context: CommandContext): Promise<void> => {
  const { backups } = await ask(context, { command: "run", full: flagOf(context.values, "full") });
  print(context, backups);
  context.out.say("verified, with all that is kept");
};

const list = async (context: CommandContext): Promise<void> => {
  const { backups } = await ask(context, { command: "list" });
  print(context, backups);
  if (backups.length === 0) context.out.say("no backup yet: marketing backup run");
};

const verify = async (context: CommandContext): Promise<void> => {
  const { backups } = await ask(context, { command: "verify" });
  print(context, backups);
  context.out.say("verified: every file of every backup and all WAL between them is as it was written");
};

export const backupCommand = commandOf(
  {
    name: "backup",
    usage: ["backup run [--full]", "backup list", "backup verify"],
    details:
      "Of the platform that 'npm start' runs on this machine, encrypted, by pgBackRest. WAL is archived by itself, so any moment since the first backup can be restored. run makes a full backup once a day and what changed since at other times, and verifies all there are; seven full ones are kept.",
    options: { full: { type: "boolean", help: "a full backup, whatever there is" } },
  },
  { run, list, verify },
);
