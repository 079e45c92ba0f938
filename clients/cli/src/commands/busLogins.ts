import { type BusLogin, describeLogin, isLetIn, makeConsumers, newLogin, removeConsumers, writeLogins } from "@marketing/client/busLogins";
import { changeLogins, LoginsHeld, loginsIn } from "@marketing/client/busLoginsFile";
import { serviceNames } from "@marketing/client/serviceNames";
import { listOf, serviceOf, stringOf, subjectOf, wholeOf } from "../args.ts";
import type { CommandContext } from "../command.ts";
import { CliError, exitCodes, usageError } from "../exitCodes.ts";

const patienceMs = 60_000;

const operatorUrl = ({ values, stack }: CommandContext): string => {
  const url = stringOf(values, "nats") ?? stack().nats;
  if (url === null) throw usageError("the bus's address as the operator is not known: set MARKETING_NATS_URL or use --nats");
  return url;
};

/** Null where the server's file is out of reach: then the login is printed for whoever keeps it. */
const loginsFile = ({ values, stack }: CommandContext): string | null => stringOf(values, "logins") ?? stack().natsLogins;

const change: typeof changeLogins = (...to) =>
  changeLogins(...to).catch((error: Error) => {
    throw error instanceof LoginsHeld ? new CliError(error.message, exitCodes.unreachable) : error;
  });

const failed = (error: Error): never => {
  throw new CliError(`the bus: ${error.message}`, exitCodes.unreachable);
};

/** Waits until the bus does what its file says now: one server lets the login in, or none does. */
const untilServers = async (url: string, login: BusLogin, letIn: boolean, signal: AbortSignal): Promise<void> => {
  const addresses = describeLogin(login, url).nats.split(",");
  const agree = async () => (await Promise.all(addresses.map((one) => isLetIn(one, letIn ? login : undefined)))).includes(true) === letIn;
  for (const end = Date.now() + patienceMs; !signal.aborted; await new Promise((go) => setTimeout(go, 500))) {
    if (await agree()) return;
    if (Date.now() > end)
      throw new CliError(
        `the login is ${letIn ? "written, and the bus does not take it" : "taken out, and the bus takes it still,"} after ${patienceMs / 1_000} s: look at the log of nats-server, which reads its file again by itself`,
        exitCodes.unreachable,
      );
  }
};

export const login = async (context: CommandContext): Promise<number> => {
  const { values, positionals, out, signal, stack } = context;
  const word = subjectOf(positionals, "a NAME");
  if (!/^[a-z][a-z0-9-]{0,17}$/.test(word))
    throw usageError(`a login's name is up to 18 of a-z, 0-9 and -, a letter first, not ${JSON.stringify(word)}`);
  const tenantId = stringOf(values, "tenant") ?? stack().tenantId;
  if (tenantId === null) throw usageError("whose events? Give --tenant ID; 'marketing tenants list' shows them");
  const chosen = listOf(values, "service").length === 0 ? [...serviceNames] : listOf(values, "service").map(serviceOf);
  const url = operatorUrl(context);
  const file = loginsFile(context);
  const others = file === null ? [] : loginsIn(file);
  const fresh = newLogin(word, tenantId, chosen);
  const before = others.find(({ name }) => name === fresh.name);
  const made = before === undefined ? fresh : { ...fresh, password: before.password };
  await makeConsumers(url, made, wholeOf(values, "in-flight", 1, 1, 100_000)).catch(failed);
  const told = describeLogin(made, url);
  if (file === null) {
    out.object({ ...told, logins_conf: writeLogins([made]) });
    out.say(
      `add these two lines to the bus's logins.conf, and the login ${made.name} is good within seconds:\n\n${writeLogins([made])}\n${told.nats}`,
    );
    return exitCodes.ok;
  }
  await change(file, (all) => [...all.filter(({ name }) => name !== made.name), made]);
  await untilServers(url, made, true, signal);
  out.object(told);
  const streams = told.streams.map(({ stream, subject, api_prefix }) => `  ${stream.padEnd(10)}${subject}   API prefix ${api_prefix}`);
  out.say(
    `${before === undefined ? "" : "as it was before: "}${told.nats}\nreads the durable consumer ${made.name} of\n${streams.join("\n")}\nand nothing else. Who has the address has the events: keep it like a password`,
  );
  return exitCodes.ok;
};

const fileOf = (context: CommandContext): string => {
  const file = loginsFile(context);
  if (file === null) throw usageError("where the bus keeps its logins is not known: use --logins FILE or MARKETING_BUS_LOGINS");
  return file;
};

export const logins = async (context: CommandContext): Promise<number> => {
  const { out } = context;
  const found = loginsIn(fileOf(context));
  for (const { name, tenantId, services } of found) {
    out.object({ login: name, tenant_id: tenantId, services });
    out.say(`${name.padEnd(32)}${tenantId}  ${services.join(", ")}`);
  }
  if (found.length === 0 && !out.json) out.say("no logins; 'marketing bus login NAME --tenant ID' makes one");
  return exitCodes.ok;
};

export const revoke = async (context: CommandContext): Promise<number> => {
  const { out, positionals, signal } = context;
  const name = subjectOf(positionals, "a LOGIN; 'marketing bus logins' shows them");
  const file = fileOf(context);
  const all = loginsIn(file);
  const gone = all.find((one) => one.name === name);
  if (gone === undefined)
    throw new CliError(`there is no login ${JSON.stringify(name)}; 'marketing bus logins' shows them`, exitCodes.notFound);
  const url = operatorUrl(context);
  await change(file, (logins) => logins.filter((one) => one.name !== name));
  await untilServers(url, gone, false, signal);
  await removeConsumers(url, gone).catch(failed);
  out.object({ login: name, revoked: true });
  out.say(`${name} is revoked: its connections have ended, and its place in the events is forgotten`);
  return exitCodes.ok;
};
