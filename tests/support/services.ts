import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkHealth, type Health } from "@marketing/local/health";
import { freePort } from "@marketing/local/ports";
import { startServiceProcess, waitUntilServing } from "@marketing/local/serviceProcess";
import { hashOf } from "@marketing/shared/auth/apiKey";
import type { TestDatabase } from "./servers.ts";
import { testServers } from "./testServers.ts";

export const testPlatformKey = `mk_${"0".repeat(16)}_${"a".repeat(32)}`;
/** By which the services of a test read the directory of tenants and keys. */
export const testDirectoryKey = `mk_${"0".repeat(16)}_${"d".repeat(32)}`;

/** By which they wrap the keys of people. */
export const testKeyEncryptionKey = `k${"e".repeat(40)}`;

export interface TestService {
  /** host:port of its gRPC server. */
  readonly address: string;
  readonly pid: number;
  logs(): string;
  health(): Promise<Health>;
  /** Resolves when it says SERVING. */
  ready(timeout?: number): Promise<void>;
  /** SIGTERM, and its end. Resolves to the exit code. */
  stop(): Promise<number | null>;
  /** kill -9, and its end. */
  kill(): Promise<void>;
}

export interface ServiceStores {
  readonly database: Pick<TestDatabase, "apiUrl" | "workerUrl" | "vectors">;
  readonly redisUrl: string;
  readonly natsUrl: string;
  /** Where tenants and keys are asked for. Nobody is asked by identity itself. */
  readonly directoryAddress: string;
}

/** The environment of a service on a test's own servers. */
export const serviceEnv = (service: string, on: ServiceStores): Record<string, string> => ({
  DATABASE_URL: on.database.apiUrl(service),
  WORKER_DATABASE_URL: on.database.workerUrl(service),
  REDIS_URL: on.redisUrl,
  NATS_URL: on.natsUrl,
  ...on.database.vectors,
  PLATFORM_API_KEY: hashOf(testPlatformKey),
  DIRECTORY_KEY: testDirectoryKey,
  KEY_ENCRYPTION_KEY: testKeyEncryptionKey,
  DIRECTORY_ADDRESS: on.directoryAddress,
});

/** Runs services/<name>/src/main.ts as a process of its own on a free port (or GRPC_PORT of `env`). Its log is in `parent`, default the run's. */
export const startService = async (service: string, env: Readonly<Record<string, string>>, parent?: string): Promise<TestService> => {
  const directory = mkdtempSync(join(parent ?? (await testServers()).directory, `${service}-`));
  const logFile = join(directory, "log");
  const port = env.GRPC_PORT ?? String(await freePort());
  const address = `127.0.0.1:${port}`;
  const all = { GRPC_HOST: "127.0.0.1", GRPC_PORT: port, LOG_LEVEL: "info", ...env };
  const running = await startServiceProcess({ service, env: all, logFile, unref: true });
  const end = async (signal: NodeJS.Signals) => {
    if (running.alive()) process.kill(running.pid, signal);
    const { code } = await running.exited;
    return code;
  };
  return {
    address,
    pid: running.pid,
    logs: () => readFileSync(logFile, "utf8"),
    health: () => checkHealth(address),
    ready: (timeout = 180_000) => waitUntilServing(running, address, timeout),
    stop: () => end("SIGTERM"),
    kill: async () => {
      await end("SIGKILL");
    },
  };
};
