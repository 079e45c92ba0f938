import { format } from "node:util";
import type { Logger } from "./logger.ts";

const longest = 200;

/**
 * What a library says, up to where values begin: it does not know what is secret or personal, and quotes keys and payloads whole. The first
 * error among what it was given is kept, as errors are logged.
 */
export const librarySays = (args: ReadonlyArray<unknown>): { readonly says: string; readonly error?: Error } => {
  const error = args.find((arg) => arg instanceof Error);
  const [first] = args;
  const text = typeof first === "string" && /%[sdifjoOc]/.test(first) ? format(...args) : first;
  const says = typeof text === "string" ? (text.slice(0, longest).split(/[:="'`{[(<]|[^\x20-\x7e]/)[0] ?? "").trim() : "";
  return { says, ...(error && { error }) };
};

const levels = { error: "error", warn: "warn", info: "info", log: "info", debug: "debug", trace: "debug" } as const;

/** Sends what libraries print by `console` through the logger and its redactor, from now on. Returns a function that ends it. */
export const captureConsole = (logger: Logger): (() => void) => {
  const methods = Object.keys(levels) as (keyof typeof levels)[];
  const before = methods.map((method) => console[method]);
  for (const method of methods) console[method] = (...args: unknown[]) => logger[levels[method]]("a library says", librarySays(args));
  return () => {
    for (const [i, method] of methods.entries()) console[method] = before[i]!;
  };
};
