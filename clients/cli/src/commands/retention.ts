import { stringOf } from "../args.ts";
import { type CommandContext, commandOf } from "../command.ts";
import { exitCodes } from "../exitCodes.ts";
import { given } from "../given.ts";
import { servicesOf } from "./services.ts";

const countsOf = (counts: ReadonlyArray<{ readonly action: string; readonly count: bigint }>) =>
  Object.fromEntries(counts.map(({ action, count }) => [action, Number(count)]));
const inWords = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([action, count]) => `${action} ${count}`)
    .join(", ");

const plan = async (context: CommandContext): Promise<void> => {
  const { out, connection, signal } = context;
  for (const service of servicesOf(context)) {
    const { rules } = await connection().platform.operations(service).planRetention({}, { signal, timeoutMs: 120_000 });
    const rows = rules.map(({ store, keeps, by, due, reason }) => ({ store, keeps, by, due: countsOf(due), reason }));
    out.object({ service, rules: rows });
    out.heading(service);
    out.table(
      [
        { title: "store", max: 34 },
        { title: "is kept", max: 60 },
        { title: "goes by", max: 44 },
        { title: "due now" },
        { title: "why", max: 100 },
      ],
      rows.map(({ store, keeps, by, due, reason }) => [store, keeps, by, inWords(due), reason]),
    );
  }
};

const run = async (context: CommandContext): Promise<number> => {
  const { out, connection, signal, values } = context;
  const store = stringOf(values, "store");
  let isAll = true;
  for (const service of servicesOf(context)) {
    for await (const answer of connection().platform.operations(service).runRetention(given({ store }), { signal })) {
      const { waits, seconds } = answer;
      const done = countsOf(answer.done);
      if (waits !== "") isAll = false;
      out.object({ service, store: answer.store, done, waits, seconds });
      out.say(`${service} ${answer.store}: ${waits === "" ? inWords(done) || "nothing is due" : `waits: ${waits}`}`);
    }
  }
  if (!isAll) out.warn("what waits is done by the next run: the services make one every hour, or run this again");
  return isAll ? exitCodes.ok : exitCodes.failed;
};

export const retentionCommand = commandOf(
  {
    name: "retention",
    usage: ["retention plan [--service NAME]", "retention run [--service NAME [--store NAME]]"],
    details: [
      "plan says what every service keeps, for how long and why, and how many rows would go now; it changes nothing. run archives and removes what is due, as",
      "each service does by itself every hour, and does not wait until history that was imported lately has been there for 30 days.",
    ].join("\n"),
    options: {
      service: { type: "string", value: "NAME", help: "only this service's" },
      store: { type: "string", value: "NAME", help: "run: only this store's" },
    },
  },
  { plan, run },
);
