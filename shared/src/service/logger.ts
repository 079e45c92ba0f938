type Level = "debug" | "info" | "warn" | "error";
const order: Record<Level, number> = { debug: 10, info: 20, warn: 30, error: 40 };
type Fields = Readonly<Record<string, unknown>>;

const plain = (_: string, value: unknown): unknown => {
  if (value instanceof Error) return { name: value.name, message: value.message, stack: value.stack };
  return typeof value === "bigint" ? value.toString() : value;
};

/** One line of JSON an entry on stderr; a person's terminal gets a short line instead. */
export const createLogger = (service: string, threshold: Level = (process.env.LOG_LEVEL as Level | undefined) ?? "info") => {
  const write = (level: Level, message: string, fields: Fields = {}): void => {
    if (order[level] < (order[threshold] ?? 20)) return;
    const line = process.stderr.isTTY
      ? `${new Date().toISOString().slice(11, 23)} ${level.padEnd(5)} ${service} ${message} ${Object.keys(fields).length ? JSON.stringify(fields, plain) : ""}`
      : JSON.stringify({ time: new Date().toISOString(), level, service, message, ...fields }, plain);
    process.stderr.write(`${line}\n`);
  };
  return {
    debug: (message: string, fields?: Fields) => write("debug", message, fields),
    info: (message: string, fields?: Fields) => write("info", message, fields),
    warn: (message: string, fields?: Fields) => write("warn", message, fields),
    error: (message: string, fields?: Fields) => write("error", message, fields),
  };
};
export type Logger = ReturnType<typeof createLogger>;
