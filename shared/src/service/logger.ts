import { trace } from "@opentelemetry/api";
import { exportLog, type Level } from "../telemetry/logs.ts";
import { plain } from "../telemetry/redact.ts";
import { telemetry } from "../telemetry/state.ts";

const order: Record<Level, number> = { debug: 10, info: 20, warn: 30, error: 40 };
const colours: Record<Level, string> = { debug: "\x1b[90m", info: "\x1b[32m", warn: "\x1b[33m", error: "\x1b[31m" };
type Fields = Readonly<Record<string, unknown>>;

const active = (): Fields => {
  const span = telemetry.traces ? trace.getActiveSpan()?.spanContext() : undefined;
  return span ? { traceId: span.traceId, spanId: span.spanId } : {};
};

/** A short line, and an error's stack below it. */
const pretty = (level: Level, service: string, message: string, fields: Fields): string => {
  const { error, ...rest } = JSON.parse(JSON.stringify(fields, plain)) as Record<string, unknown>;
  const { message: problem, stack } = (typeof error === "object" && error !== null ? error : { message: error }) as Record<string, unknown>;
  const words = Object.entries(rest).map(([key, value]) => ` ${key}=${typeof value === "string" ? value : JSON.stringify(value)}`);
  return `${new Date().toISOString().slice(11, 23)} ${colours[level]}${level.padEnd(5)}\x1b[0m ${service} ${message}${words.join("")}${problem === undefined ? "" : `: ${problem}`}${stack ? `\n${stack}` : ""}`;
};

/**
 * One line of JSON an entry on stderr, with the active trace; a person's terminal gets a short line instead. Secrets, addresses of people and
 * what databases quote are struck out. Say `tenantId` where a line is about a tenant.
 */
export const createLogger = (service: string, threshold: Level = (process.env.LOG_LEVEL as Level | undefined) ?? "info") => {
  const write = (level: Level, message: string, fields: Fields = {}): void => {
    if (order[level] < (order[threshold] ?? 20)) return;
    const line = process.stderr.isTTY
      ? pretty(level, service, message, { ...active(), ...fields })
      : JSON.stringify({ time: new Date().toISOString(), level, service, message, ...active(), ...fields }, plain);
    process.stderr.write(`${line}\n`);
    if (telemetry.logs) exportLog(level, message, fields);
  };
  return {
    debug: (message: string, fields?: Fields) => write("debug", message, fields),
    info: (message: string, fields?: Fields) => write("info", message, fields),
    warn: (message: string, fields?: Fields) => write("warn", message, fields),
    error: (message: string, fields?: Fields) => write("error", message, fields),
  };
};
export type Logger = ReturnType<typeof createLogger>;
