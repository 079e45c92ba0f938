import { plain } from "./redact.ts";

export type Level = "debug" | "info" | "warn" | "error";

const order: Record<Level, number> = { debug: 10, info: 20, warn: 30, error: 40 };
const colours: Record<Level, string> = { debug: "\x1b[90m", info: "\x1b[32m", warn: "\x1b[33m", error: "\x1b[31m" };
export type Fields = Readonly<Record<string, unknown>>;

/** What telemetry adds to the loggers of this process once it is on; nothing until then. */
export interface LogExtension {
  /** Fields of the moment, such as the active trace. */
  readonly fields?: () => Fields;
  /** Takes every entry that passes the threshold, besides its line on stderr. */
  readonly emit?: (level: Level, message: string, fields: Fields) => void;
}
let extension: LogExtension = {};

export const extendLogs = (by: LogExtension): void => {
  extension = by;
};

/** The entry as one short line for a terminal, with the stack of an error below it. */
const pretty = (level: Level, service: string, message: string, fields: Fields): string => {
  const { error, ...rest } = JSON.parse(JSON.stringify(fields, plain)) as Record<string, unknown>;
  const { message: problem, stack } = (typeof error === "object" && error !== null ? error : { message: error }) as Record<string, unknown>;
  const words = Object.entries(rest).map(([key, value]) => ` ${key}=${typeof value === "string" ? value : JSON.stringify(value)}`);
  return `${new Date().toISOString().slice(11, 23)} ${colours[level]}${level.padEnd(5)}\x1b[0m ${service} ${message}${words.join("")}${problem === undefined ? "" : `: ${problem}`}${stack ? `\n${stack}` : ""}`;
};

/**
 * Writes each entry as one line of JSON to stderr, with the active trace; when stderr is a terminal, as one short line. Secrets, e-mail
 * addresses and values that databases quote in their messages are replaced. Give `tenantId` where an entry is about a tenant.
 */
export const createLogger = (service: string, threshold: Level = (process.env.LOG_LEVEL as Level | undefined) ?? "info") => {
  const write = (level: Level, message: string, fields: Fields = {}): void => {
    if (order[level] < (order[threshold] ?? 20)) return;
    const current = extension.fields?.();
    const line = process.stderr.isTTY
      ? pretty(level, service, message, { ...current, ...fields })
      : JSON.stringify({ time: new Date().toISOString(), level, service, message, ...current, ...fields }, plain);
    process.stderr.write(`${line}\n`);
    extension.emit?.(level, message, fields);
  };
  return {
    debug: (message: string, fields?: Fields) => write("debug", message, fields),
    info: (message: string, fields?: Fields) => write("info", message, fields),
    warn: (message: string, fields?: Fields) => write("warn", message, fields),
    error: (message: string, fields?: Fields) => write("error", message, fields),
  };
};
export type Logger = ReturnType<typeof createLogger>;
