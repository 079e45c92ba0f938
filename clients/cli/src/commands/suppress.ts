import { SuppressionKind, SuppressionStatus } from "@marketing/protos/identity/v1/consent_service";
import { wordOf } from "../api.ts";
import { choiceOf, stringOf, subjectOf } from "../args.ts";
import { type CommandContext, commandOf } from "../command.ts";
import { exitCodes, usageError } from "../exitCodes.ts";
import { given } from "../given.ts";
import { openInput } from "../import/lines.ts";
import { suppressions } from "./consentRows.ts";
import { printList, printPages } from "./show.ts";

const kinds = ["address", "domain", "person"] as const;
const what = "one VALUE: an e-mail address or its SHA-256, a domain, or with --kind person an id";
const apiOf = ({ connection }: CommandContext) => connection().client.consent;

/** An address has an @, 64 hexadecimal digits are the hash of one, a dot makes a domain; whatever else it is has to be said. */
const kindOf = (value: string): SuppressionKind | undefined => {
  if (/^[0-9a-f]{64}$/i.test(value) || value.indexOf("@") > 0) return SuppressionKind.ADDRESS;
  return value.includes(".") ? SuppressionKind.DOMAIN : undefined;
};

const targetOf = ({ values }: CommandContext, value: string) => {
  const kind = choiceOf(values, "kind", SuppressionKind, kinds) ?? kindOf(value);
  if (kind === undefined) throw usageError(`what ${JSON.stringify(value)} is cannot be seen: say --kind ${kinds.join(", ")}`);
  return { kind, value };
};

const reasonOf = ({ values, positionals }: CommandContext): string => {
  const reason = stringOf(values, "reason");
  if (!reason) throw usageError(`suppress ${positionals[0]} takes --reason: why`);
  return reason;
};

const add = async (context: CommandContext) => {
  const target = targetOf(context, subjectOf(context.positionals, what));
  const { results } = await apiOf(context).addSuppressions({ targets: [target], reason: reasonOf(context) });
  const { status, message } = results[0]!;
  if (status === SuppressionStatus.REJECTED) throw usageError(`${target.value}: ${message}`);
  context.out.object({ ...target, kind: wordOf(SuppressionKind, target.kind), status: wordOf(SuppressionStatus, status) });
  context.out.say(`${target.value} is ${status === SuppressionStatus.ADDED ? "now" : "already"} on the suppression list`);
};

const remove = async (context: CommandContext) => {
  const target = targetOf(context, subjectOf(context.positionals, what));
  await apiOf(context).removeSuppression({ target, reason: reasonOf(context) });
  context.out.object({ ...target, kind: wordOf(SuppressionKind, target.kind), status: "removed" });
  context.out.say(`${target.value} is no longer on the suppression list`);
};

const list = (context: CommandContext) => {
  const request = given({ kind: choiceOf(context.values, "kind", SuppressionKind, kinds) });
  return printPages(context, suppressions, apiOf(context).listSuppressions, request, "suppressions");
};

const check = async (context: CommandContext) => {
  const target = targetOf(context, subjectOf(context.positionals, what));
  await printList(context, suppressions, (await apiOf(context).checkSuppression({ target })).suppressions);
};

const batch = 1_000;

/** One VALUE a line; empty lines and those that begin with # are passed over. */
const importFile = async (context: CommandContext): Promise<number> => {
  const { out, positionals, signal } = context;
  const reason = reasonOf(context);
  const file = subjectOf(positionals, "one FILE, or - for standard input");
  const counts = { added: 0, already_there: 0, rejected: 0 };
  const reject = (line: number, message: string) => {
    counts.rejected += 1;
    out.warn(`line ${line}: ${message}`);
  };
  let held: Array<{ readonly line: number; readonly kind: SuppressionKind; readonly value: string }> = [];
  const send = async () => {
    if (held.length === 0) return;
    const targets = held.map(({ kind, value }) => ({ kind, value }));
    const { results } = await apiOf(context).addSuppressions({ targets, reason });
    for (const [i, { status, message }] of results.entries()) {
      if (status === SuppressionStatus.REJECTED) reject(held[i]!.line, message);
      else counts[status === SuppressionStatus.ADDED ? "added" : "already_there"] += 1;
    }
    held = [];
  };
  const input = await openInput(file).catch((error: Error) => {
    throw usageError(`cannot read ${file}: ${error.message}`);
  });
  for await (const { number: line, bytes, problem } of input.lines) {
    if (signal.aborted) break;
    const value = bytes.toString().trim();
    if (problem !== null) reject(line, problem);
    if (value === "" || value.startsWith("#")) continue;
    const kind = choiceOf(context.values, "kind", SuppressionKind, kinds) ?? kindOf(value);
    if (kind === undefined || value.length > 1_000) reject(line, "is no address, no SHA-256 of one and no domain");
    else held.push({ line, kind, value });
    if (held.length === batch) await send();
  }
  await send();
  out.object(counts);
  out.say(`${counts.added} added, ${counts.already_there} were there already, ${counts.rejected} rejected`);
  return counts.rejected > 0 ? exitCodes.failed : exitCodes.ok;
};

export const suppressCommand = commandOf(
  {
    name: "suppress",
    usage: [
      "suppress add VALUE --reason TEXT | suppress remove VALUE --reason TEXT",
      "suppress list [--kind KIND] | suppress check VALUE",
      "suppress import FILE --reason TEXT",
    ],
    details: [
      "VALUE is an e-mail address or its SHA-256, a domain (subdomains are meant too), or with --kind person a user id or your own id.",
      "FILE has one VALUE a line, gzipped or not; - is standard input. Lines that are wrong are told and passed over (exit status 1).",
      "Whoever is on the list is addressed by nobody, whatever they consented to, and stays on it when they are forgotten.",
    ].join("\n"),
    options: {
      kind: { type: "string", value: "KIND", help: "address, domain or person (default: what VALUE looks like)" },
      reason: { type: "string", value: "TEXT", help: "why; kept with the entry" },
      limit: { type: "string", value: "N", help: "list: how many (default 100)" },
    },
  },
  { add, remove, list, check, import: importFile },
);
