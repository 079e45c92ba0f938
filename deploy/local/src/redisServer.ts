import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Redis } from "ioredis";
import { findBinaries, majorVersion } from "./binaries.ts";
import { startProcess, waitUntil } from "./childProcess.ts";
import { SetupError } from "./progress.ts";
import type { Server, ServerOptions } from "./server.ts";

export const leastRedis = 7;

/** The machine's server; Valkey, its descendant, answers as 7 and counts. */
export const findRedis = (): string | undefined =>
  [...findBinaries("redis-server"), ...findBinaries("valkey-server")].find((file) => majorVersion(file) >= leastRedis);

/** The server's version; throws a SetupError below 7. */
export const assertRedis = async (url: string): Promise<string> => {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0, connectTimeout: 3_000 });
  let cause: Error | undefined;
  client.on("error", (error: Error) => {
    cause = error;
  });
  try {
    await client.connect();
    const version = /redis_version:(\S+)/.exec(await client.info("server"))?.[1] ?? "0";
    if (Number.parseInt(version, 10) < leastRedis) throw new SetupError(`Redis ${version} is too old: ${leastRedis} or newer is needed.`);
    return version;
  } catch (error) {
    throw error instanceof SetupError ? error : (cause ?? error);
  } finally {
    client.disconnect();
  }
};

/** Append-only file written out every second, and snapshots. */
export const durableLines = ["appendonly yes", "appendfsync everysec", "save 3600 1 300 100 60 10000"];
/** For a server that lives no longer than a test: nothing kept, and a logical database for each test. */
export const throwawayLines = ["databases 1024", "appendonly no", 'save ""'];
/** A full disk or memory stops writes; nothing is thrown away. */
export const carefulLines = ["maxmemory-policy noeviction", "stop-writes-on-bgsave-error yes"];

const settings = (options: ServerOptions, directory: string): string =>
  [
    "bind 127.0.0.1",
    `port ${options.port}`,
    `requirepass ${options.password}`,
    `dir "${directory}"`,
    "daemonize no",
    ...carefulLines,
    ...(options.throwaway ? throwawayLines : durableLines),
    "",
  ].join("\n");

/** Starts the private instance of the data directory: append-only file written out every second, and snapshots. */
export const startRedis = async (file: string, options: ServerOptions): Promise<Server> => {
  const directory = join(options.dataDir, "redis");
  if (!existsSync(directory)) mkdirSync(directory, { recursive: true, mode: 0o700 });
  const settingsFile = join(directory, "redis.conf");
  writeFileSync(settingsFile, settings(options, directory), { mode: 0o600 });
  const running = await startProcess({
    name: "redis",
    file,
    args: [settingsFile],
    cwd: directory,
    logFile: join(options.dataDir, "logs", "redis.log"),
    stopSignal: options.throwaway ? "SIGKILL" : "SIGTERM",
    unref: options.throwaway ?? false,
    patience: 30_000,
  });
  options.onStarted?.(running);
  const url = `redis://:${encodeURIComponent(options.password)}@127.0.0.1:${options.port}`;
  const version = await waitUntil(running, () => assertRedis(url));
  return { name: "redis", source: "machine", version, url, process: running };
};
