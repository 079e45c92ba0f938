import { enableCompileCache } from "node:module";
import type { RpcError } from "@marketing/client";
import { logLibraries } from "@marketing/client/libraryOutput";
import { findStack, type Stack, StackError } from "@marketing/client/stack";
import { flagOf, helpOf, overview, parseCommand, stringOf, wholeOf } from "./args.ts";
import { commands } from "./commands.ts";
import type { Connection } from "./connection.ts";
import { CliError, exitCodes, usageError } from "./exitCodes.ts";
import { makeOutput } from "./terminal/output.ts";
import { jsonLine, printableLines } from "./terminal/printable.ts";

// The contracts are long: what Node makes of their source is kept for the next call, in its directory for that below the system's temporary one.
enableCompileCache();
// What libraries print is neither a command's output nor for everybody's eyes.
logLibraries("marketing", process.env.MARKETING_DEBUG === undefined ? "error" : "debug");

const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

/** What a gRPC status means for the exit code. */
const exitCodeOf = (code: number): number => {
  if (code === 14 || code === 4) return exitCodes.unreachable;
  if (code === 16 || code === 7) return exitCodes.denied;
  if (code === 5) return exitCodes.notFound;
  return code === 3 ? exitCodes.usage : exitCodes.failed;
};

/** By its name: to look at the class would load gRPC for commands that need none. */
const isRpcError = (error: unknown): error is RpcError => (error as Error).name === "RpcError";

const explain = (error: unknown): { text: string; exitCode: number; details?: object } => {
  if (error instanceof CliError) return { text: error.message, exitCode: error.exitCode };
  if (error instanceof StackError || ["UnknownAddress", "FatalError"].includes((error as Error).name))
    return { text: (error as Error).message, exitCode: exitCodes.usage };
  if (isRpcError(error)) {
    const violations = error.violations.map(({ field, description }) => `\n  ${field}: ${description}`).join("");
    const elsewhere =
      error.code === 12 ? "\n  an api process serves no operators: MARKETING_<SERVICE>_WORKER_ADDRESS names the service's workers" : "";
    return {
      text: `${error.message} (${error.reason})${violations}${elsewhere}`,
      exitCode: exitCodeOf(error.code),
      details: { code: error.code, reason: error.reason, metadata: error.metadata, violations: error.violations },
    };
  }
  if (process.env.MARKETING_DEBUG !== undefined) return { text: (error as Error).stack ?? String(error), exitCode: exitCodes.failed };
  return { text: `${(error as Error).message ?? error} (MARKETING_DEBUG=1 shows where)`, exitCode: exitCodes.failed };
};

const fail = (error: unknown, json: boolean): number => {
  const { text, exitCode, details } = explain(error);
  process.stderr.write(json ? `${jsonLine({ error: text, exit_code: exitCode, ...details })}\n` : `marketing: ${printableLines(text)}\n`);
  return exitCode;
};

const entryOf = (name: string) => (Object.hasOwn(commands, name) ? commands[name] : undefined);

const start = async (args: ReadonlyArray<string>): Promise<number> => {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    const asked = entryOf(rest[0] ?? "");
    const text = asked === undefined ? overview(commands) : helpOf(await asked.load(), asked.summary);
    process.stdout.write(`${text}\n`);
    return name === undefined ? exitCodes.usage : exitCodes.ok;
  }
  const entry = entryOf(name);
  if (entry === undefined) throw usageError(`there is no command ${JSON.stringify(name)}: ${Object.keys(commands).join(", ")}`);
  const command = await entry.load();
  const parsed = parseCommand(command, rest);
  if (flagOf(parsed.values, "help")) {
    process.stdout.write(`${helpOf(command, entry.summary)}\n`);
    return exitCodes.ok;
  }
  const interrupt = new AbortController();
  let signals = 0;
  const onSignal = () => {
    signals += 1;
    interrupt.abort(new Error("interrupted"));
    if (signals > 1) process.exit(exitCodes.interrupted);
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  const authorities = stringOf(parsed.values, "tls-ca");
  const environment = authorities === undefined ? process.env : { ...process.env, MARKETING_TLS_CA_FILE: authorities };
  const stack = once((): Stack => findStack(stringOf(parsed.values, "stack"), environment));
  const opened: Connection[] = [];
  const connect = command.offline === true ? null : (await import("./connection.ts")).connect;
  const connection = once((): Connection => {
    if (connect === null) throw new TypeError(`${name} connects to nothing`);
    const deadlineMs = wholeOf(parsed.values, "timeout", 30, 1, 3_600) * 1_000;
    const made = connect(stack(), { deadlineMs, tenantId: stringOf(parsed.values, "tenant") });
    opened.push(made);
    return made;
  });
  try {
    return await command.run({ ...parsed, out: makeOutput(flagOf(parsed.values, "json")), stack, connection, signal: interrupt.signal });
  } finally {
    for (const one of opened) one.close();
  }
};

// A reader that has seen enough (head, less) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(exitCodes.ok);
  throw error;
});
const args = process.argv.slice(2);
const exitCode = await start(args).catch((error: unknown) => fail(error, args.includes("--json")));
// Whatever a broken connection still holds open does not keep the shell waiting; what was printed leaves first.
process.exitCode = exitCode;
await new Promise<void>((done) => process.stdout.write("", () => done()));
process.exit(exitCode);
