import { Effect, Exit, Scope } from "effect";
import { defaults } from "../base/defaults.ts";
import { FatalError } from "../base/fatal.ts";
import { captureConsole } from "../base/libraryOutput.ts";
import { createLogger, type Logger } from "../base/logger.ts";
import { telemetry } from "../telemetry/state.ts";

const { shutdownMs } = defaults.service;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Opens something that is closed when the service ends, in reverse order of opening. A close that fails is logged, and one that takes
 * longer than `closeMs` (default 10,000) is abandoned, so that the remaining resources are closed as well.
 */
export const resource = <A>(
  name: string,
  open: () => A | Promise<A>,
  close: (value: A) => unknown,
  { closeMs = defaults.service.closeMs, logger = createLogger("process") }: { readonly closeMs?: number; readonly logger?: Logger } = {},
): Effect.Effect<A, unknown, Scope.Scope> =>
  Effect.acquireRelease(Effect.tryPromise({ try: async () => open(), catch: (error) => error }), (value) =>
    Effect.promise(async () => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`not closed after ${closeMs} ms`)), closeMs);
      });
      await Promise.race([Promise.resolve().then(() => close(value)), late])
        .catch((error) => logger.warn("a resource did not close", { resource: name, error: messageOf(error) }))
        .finally(() => clearTimeout(timer));
    }),
  );

/**
 * Runs a service's program until SIGTERM or SIGINT, then closes what it opened, within a time limit, and exits with 0. A failed start, an
 * uncaught error or an unhandled rejection is logged, what is open is closed, and the process exits with 1.
 */
export const runService = (name: string, start: Effect.Effect<unknown, unknown, Scope.Scope>): void => {
  const logger = createLogger(name);
  captureConsole(logger);
  const scope = Effect.runSync(Scope.make());
  const starting = new AbortController();
  let ending = false;

  const end = async (code: number): Promise<void> => {
    if (ending) return;
    ending = true;
    starting.abort();
    const forced = setTimeout(() => {
      logger.error("not everything closed in time", { milliseconds: shutdownMs });
      process.exit(code === 0 ? 1 : code);
    }, shutdownMs);
    await started.catch(() => undefined);
    await Effect.runPromiseExit(Scope.close(scope, Exit.void));
    logger.info("stopped", { code });
    await telemetry.flush();
    clearTimeout(forced);
    process.exit(code);
  };

  const fail = (what: string, error: unknown): void => {
    if (error instanceof FatalError) logger.error(error.message);
    else logger.error(what, { error });
    void end(1);
  };

  process.on("uncaughtException", (error) => fail("uncaught error", error));
  process.on("unhandledRejection", (error) => fail("unhandled rejection", error));
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      logger.info("stopping", { signal });
      void end(0);
    });
  }

  const started = Effect.runPromiseExit(start.pipe(Scope.provide(scope)), { signal: starting.signal }).then((exit) => {
    if (Exit.isSuccess(exit)) logger.info("started", { node: process.version, pid: process.pid });
    else if (!ending) fail("the service could not start", failureOf(exit));
  });
};

const failureOf = (exit: Exit.Failure<unknown, unknown>): unknown => {
  for (const reason of exit.cause.reasons) {
    if (reason._tag === "Fail")
      return (reason.error as { _tag?: string })?._tag === "ConfigError"
        ? new FatalError(`environment: ${messageOf(reason.error)}`)
        : reason.error;
    if (reason._tag === "Die") return reason.defect;
  }
  return "interrupted";
};
