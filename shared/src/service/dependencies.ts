import type { Redis } from "ioredis";
import { defaults } from "../base/defaults.ts";
import { FatalError } from "../base/fatal.ts";
import { createLogger, type Logger } from "../base/logger.ts";
import type { Health } from "../grpc/health.ts";
import type { Pool } from "../postgres/pool.ts";

/** Resolves when the dependency can be used; throws FatalError when it never can. */
export type DependencyCheck = () => Promise<unknown>;

export interface DependencyOptions {
  readonly name: string;
  readonly health: Health;
  readonly check: DependencyCheck;
  /** Between two checks; default 2,000 ms. */
  readonly intervalMs?: number;
  /** A check that takes longer has failed; default 2,000 ms. */
  readonly timeoutMs?: number;
  readonly logger?: Logger;
  /** Default: thrown outside of any call, so that the process's own handler ends the process. */
  readonly onFatal?: (error: FatalError) => void;
}

const rethrow = (error: FatalError): void =>
  queueMicrotask(() => {
    throw error;
  });

const inTime = async (check: DependencyCheck, ms: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  try {
    await Promise.race([
      check(),
      new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`no answer in ${ms} ms`)), ms);
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Checks a dependency periodically and reports it to the health service. While it is down the service is NOT_SERVING; the process goes on.
 */
export const watchDependency = (options: DependencyOptions): { readonly stop: () => void; readonly up: Promise<void> } => {
  const { name, health, check, logger = createLogger("health"), onFatal = rethrow } = options;
  const { intervalMs = defaults.service.dependencyCheckMs, timeoutMs = defaults.service.dependencyTimeoutMs } = options;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let last: boolean | undefined;
  let isUp: () => void = () => undefined;
  const up = new Promise<void>((resolve) => {
    isUp = resolve;
  });
  health.set(name, false);

  const look = async (): Promise<void> => {
    let ok = true;
    let problem = "";
    try {
      await inTime(check, timeoutMs);
    } catch (error) {
      if (error instanceof FatalError) {
        stopped = true;
        return onFatal(error);
      }
      ok = false;
      problem = error instanceof Error ? error.message : String(error);
    }
    if (stopped) return;
    health.set(name, ok);
    if (ok) isUp();
    if (ok !== last) {
      if (ok) logger.info("dependency is up", { dependency: name });
      else logger.warn("dependency is down", { dependency: name, problem });
      last = ok;
    }
    timer = setTimeout(look, intervalMs);
    timer.unref();
  };
  void look();
  return {
    up,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
};

/**
 * Passes when PostgreSQL answers, is version 15 or newer and has the service's log. A service that starts before the migrations is not
 * ready until they have run.
 */
export const postgresCheck = (pool: Pool): DependencyCheck => {
  return async () => {
    const { rows } = await pool.query(
      `SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS name,
         to_regclass('event_log') IS NULL AS unmigrated`,
    );
    if (rows[0].version < 150_000) throw new FatalError(`PostgreSQL 15 or newer is needed; DATABASE_URL leads to ${rows[0].name}`);
    if (rows[0].unmigrated) throw new Error("the schema has no event log yet: the migrations have to run");
  };
};

/** Passes when Redis answers and is version 7 or newer. */
export const redisCheck = (redis: Redis): DependencyCheck => {
  return async () => {
    const version = /^redis_version:(\S+)/m.exec(await redis.info("server"))?.[1] ?? "";
    if (Number.parseInt(version, 10) < 7) throw new FatalError(`Redis 7 or newer is needed; REDIS_URL leads to ${version}`);
  };
};
