import { parseArgs } from "node:util";
import type { JsonObject } from "@bufbuild/protobuf";
import { ExactNumber, inDoubles, readJsonAsWritten } from "@marketing/client/json";
import { toMicros } from "@marketing/client/money";
import { type ServiceName, serviceNames } from "@marketing/client/serviceNames";
import { timeOfText } from "@marketing/client/time";
import { CliError, exitCodeHelp, usageError } from "./exitCodes.ts";
import { ownValue } from "./own.ts";

export interface OptionSpec {
  readonly type: "string" | "boolean";
  readonly short?: string;
  readonly multiple?: true;
  /** Name of the value in the help text. */
  readonly value?: string;
  readonly help: string;
}

export type Values = Readonly<Record<string, string | boolean | ReadonlyArray<string> | undefined>>;

export interface CommandSpec {
  readonly name: string;
  /** Lines after "marketing". */
  readonly usage: ReadonlyArray<string>;
  readonly details?: string;
  readonly options: Readonly<Record<string, OptionSpec>>;
}

/** Options every command has. */
export const commonOptions: Readonly<Record<string, OptionSpec>> = {
  json: { type: "boolean", help: "print JSON, one object a line, instead of tables" },
  stack: {
    type: "string",
    value: "FILE",
    help: "addresses and key (default: MARKETING_STACK, else .data/stack.json, searched upward, then in the repository)",
  },
  "tls-ca": { type: "string", value: "FILE", help: "authorities that vouch for the services, PEM (default: the stack's)" },
  tenant: { type: "string", value: "ID", help: "act for this tenant with the platform's key" },
  timeout: { type: "string", value: "SECONDS", help: "longest wait for one answer (default 30)" },
  help: { type: "boolean", short: "h", help: "this text" },
};

export interface ParsedArgs {
  readonly values: Values;
  readonly positionals: ReadonlyArray<string>;
}

/** Reads a command's arguments. Throws a usage error that names what is wrong. */
export const parseCommand = (command: CommandSpec, args: ReadonlyArray<string>): ParsedArgs => {
  const options = Object.fromEntries(
    Object.entries({ ...command.options, ...commonOptions }).map(([name, { type, short, multiple }]) => [
      name,
      { type, ...(short !== undefined && { short }), ...(multiple !== undefined && { multiple }) },
    ]),
  );
  try {
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    return { values: parsed.values as Values, positionals: parsed.positionals };
  } catch (error) {
    throw usageError(`${(error as Error).message.split(". To specify")[0]}\nmarketing ${command.name} --help tells what it takes`);
  }
};

export const stringOf = (values: Values, name: string): string | undefined => {
  const value = ownValue(values, name);
  return typeof value === "string" ? value : undefined;
};

export const flagOf = (values: Values, name: string): boolean => ownValue(values, name) === true;

export const listOf = (values: Values, name: string): ReadonlyArray<string> => {
  const value = ownValue(values, name);
  return Array.isArray(value) ? value : typeof value === "string" ? [value] : [];
};

/** A whole number within bounds; absent gives the fallback. */
export const wholeOf = (values: Values, name: string, fallback: number, lowest: number, highest: number): number => {
  const given = stringOf(values, name);
  if (given === undefined) return fallback;
  const number = Number(given);
  if (!/^-?\d+$/.test(given) || number < lowest || number > highest) {
    throw usageError(`--${name} takes a whole number from ${lowest} to ${highest}, not ${JSON.stringify(given)}`);
  }
  return number;
};

/** Units an hour as the service takes them: `unlimited` is 0. */
export const unitsOf = (name: string, given: string): number => {
  if (given === "unlimited") return 0;
  const number = Number(given);
  if (!/^\d+$/.test(given) || number < 1 || number > 2_000_000_000)
    throw usageError(`${name} is a whole number from 1 to 2000000000, or unlimited, not ${JSON.stringify(given)}`);
  return number;
};

const units = new Map(Object.entries({ s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }));

/** A time as the services read it (without a zone it is UTC), or how long ago: 30m, 2h, 7d. Absent gives undefined. */
export const timeOf = (values: Values, name: string, now = Date.now()): Date | undefined => {
  const given = stringOf(values, name);
  if (given === undefined) return undefined;
  const ago = /^(\d+)([smhdw])$/.exec(given);
  const time = ago === null ? timeOfText(given) : new Date(now - Number(ago[1]) * units.get(ago[2]!)!);
  if (time === null || Number.isNaN(time.getTime()))
    throw usageError(`--${name} takes a time like 2026-01-31T12:00:00Z, 2026-01-31 or 7d, not ${JSON.stringify(given)}`);
  return time;
};

export const helpOf = (command: CommandSpec, summary: string): string => {
  const rows = Object.entries({ ...command.options, ...commonOptions }).map(([name, { short, value, help }]) => [
    `  ${short === undefined ? "    " : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`,
    help,
  ]);
  const width = Math.max(...rows.map(([left]) => left!.length)) + 2;
  return [
    summary,
    "",
    "Usage",
    ...command.usage.map((usage) => `  marketing ${usage}`),
    ...(command.details === undefined ? [] : ["", command.details]),
    "",
    "Options",
    ...rows.map(([left, right]) => `${left!.padEnd(width)}${right}`),
  ].join("\n");
};

/** The list of all commands, each with its line. */
export const overview = (commands: Readonly<Record<string, { readonly summary: string }>>): string => {
  const width = Math.max(...Object.keys(commands).map((name) => name.length)) + 2;
  return [
    "marketing: the command line of the marketing platform. It speaks gRPC, as any client would.",
    "",
    "Usage",
    "  marketing COMMAND [ARGUMENTS] [--json] [--help]",
    "",
    "Commands",
    ...Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}${summary}`),
    "",
    "Connection",
    "  --stack FILE, else MARKETING_STACK, else .data/stack.json upward from here, then in the repository; over it, from the environment,",
    "  MARKETING_<SERVICE>_ADDRESS (host:port), MARKETING_API_KEY, MARKETING_PLATFORM_KEY, MARKETING_TENANT_ID, MARKETING_NATS_URL;",
    "  MARKETING_<SERVICE>_WORKER_ADDRESS where a service's workers, which serve operators, are processes of their own.",
    "",
    "Exit status",
    ...exitCodeHelp.map(([code, meaning]) => `  ${String(code).padEnd(5)}${meaning}`),
  ].join("\n");
};

const readObject = (name: string, given: string): object => {
  try {
    const value = readJsonAsWritten(given);
    if (typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)) return value;
  } catch {
    // falls through to the message
  }
  throw usageError(`--${name} takes a JSON object, as '{"plan":"team"}', not ${given}`);
};

/** A JSON object; absent gives undefined. A number that would lose digits is refused. */
export const jsonOf = (values: Values, name: string): JsonObject | undefined => {
  const given = stringOf(values, name);
  if (given === undefined) return undefined;
  return inDoubles(readObject(name, given), (digits) => {
    throw usageError(`--${name}: the number ${digits} would lose digits on its way; write it as text, "${digits}"`);
  }) as JsonObject; // of JSON, and every number a double
};

/** The text of a JSON object, whose numbers keep their digits; absent gives undefined. */
export const jsonTextOf = (values: Values, name: string): string | undefined => {
  const given = stringOf(values, name);
  if (given !== undefined) readObject(name, given);
  return given;
};

/** A number within bounds; absent gives undefined. */
export const numberOf = (values: Values, name: string, lowest: number, highest: number): number | undefined => {
  const given = stringOf(values, name);
  if (given === undefined) return undefined;
  const number = Number(given);
  if (given.trim() === "" || !(number >= lowest && number <= highest))
    throw usageError(`--${name} takes a number from ${lowest} to ${highest}, not ${JSON.stringify(given)}`);
  return number;
};

/** An amount as 49.90, in micros; absent gives undefined. */
export const microsOf = (values: Values, name: string): bigint | undefined => {
  const given = stringOf(values, name);
  try {
    return given === undefined ? undefined : toMicros(given);
  } catch {
    throw usageError(`--${name} takes an amount with a point and at most six places, as 49.90, not ${JSON.stringify(given)}`);
  }
};

/** One of some words, as the enum's value that it stands for: `choiceOf(values, "status", CampaignStatus, ["draft", …])`. */
export const choiceOf = <Word extends string, Meanings extends Readonly<Record<Uppercase<Word>, number>>>(
  values: Values,
  name: string,
  meanings: Meanings,
  words: ReadonlyArray<Word>,
): Meanings[Uppercase<Word>] | undefined => {
  const given = stringOf(values, name);
  if (given === undefined) return undefined;
  if (!(words as ReadonlyArray<string>).includes(given))
    throw usageError(`--${name} takes ${words.join(", ")}, not ${JSON.stringify(given)}`);
  return meanings[given.toUpperCase() as Uppercase<Word>];
};

/** The word behind the action that says what it is done to. */
export const subjectOf = (positionals: ReadonlyArray<string>, what: string): string => {
  const [action, subject, ...more] = positionals;
  if (subject === undefined) throw usageError(`${action} takes ${what}`);
  if (more.length > 0) throw usageError(`${action} takes ${what} and nothing else, not ${JSON.stringify(more[0])}`);
  return subject;
};

/** A program of the platform by its name. */
export const serviceOf = (given: string): ServiceName => {
  if ((serviceNames as ReadonlyArray<string>).includes(given)) return given as ServiceName;
  throw usageError(`--service takes ${serviceNames.join(", ")}, not ${JSON.stringify(given)}`);
};

/** The sub-command among those there are. */
export const actionOf = <T extends string>(command: CommandSpec, positionals: ReadonlyArray<string>, actions: ReadonlyArray<T>): T => {
  const given = positionals[0];
  if (given !== undefined && (actions as ReadonlyArray<string>).includes(given)) return given as T;
  throw new CliError(
    `${given === undefined ? `marketing ${command.name} needs` : `${JSON.stringify(given)} is not`} one of: ${actions.join(", ")}\nmarketing ${command.name} --help tells more`,
    2,
  );
};
