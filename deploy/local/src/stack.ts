import { chmodSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { RunningProcess } from "./childProcess.ts";
import { canUseDocker, removeDockerVolumes } from "./dockerServer.ts";
import { readJson, writeJson } from "./jsonFile.ts";
import { type LockFile, takeLock } from "./lockFile.ts";
import { ensureDatabase, migrateAll } from "./migrateAll.ts";
import { removePostgres } from "./postgresServer.ts";
import { type Progress, SetupError } from "./progress.ts";
import { portFor, provision } from "./provision.ts";
import { urlAs } from "./roleUrls.ts";
import { runnableServices, services } from "./serviceList.ts";
import { type StackFile, type StackService, secretsOf, stackFileOf } from "./stackFile.ts";
import { type SupervisedService, supervise } from "./supervisor.ts";

export interface StackOptions {
  readonly dataDir: string;
  /** Forget everything kept in the data directory first. */
  readonly fresh: boolean;
  /** No services: the databases and the bus alone. */
  readonly serversOnly: boolean;
  readonly progress: Progress;
  /** Aborting calls the start off; what already runs is ended in order. */
  readonly signal: AbortSignal;
}

export interface RunningStack {
  readonly file: StackFile;
  /** Ends services, NATS and Redis, PostgreSQL, in this order. */
  stop(): Promise<void>;
}

const forget = async (dataDir: string): Promise<void> => {
  removePostgres(dataDir);
  for (const name of [
    "redis",
    "nats",
    "logs",
    "vectors",
    "demo",
    "stack.json",
    "secrets.json",
    "ports.json",
    "postgres.elsewhere",
    "pgpass",
  ])
    rmSync(join(dataDir, name), { recursive: true, force: true });
  if (await canUseDocker()) await removeDockerVolumes(dataDir);
};

/** Starts the whole platform on a data directory. Rejects with everything ended again when a part does not come up. */
export const startStack = async (options: StackOptions): Promise<RunningStack> => {
  const { dataDir, progress, signal } = options;
  mkdirSync(dataDir, { recursive: true });
  chmodSync(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700); // as root PostgreSQL runs as another account, which must get through
  const lock = await takeLock(dataDir, (name) => progress.step(`ending ${name}, which an earlier start left behind`));
  const servers: RunningProcess[] = [];
  const supervised: SupervisedService[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(supervised.map((service) => service.stop()));
    const [postgres, others] = [servers.filter(({ name }) => name === "postgresql"), servers.filter(({ name }) => name !== "postgresql")];
    await Promise.all(others.map((server) => server.stop()));
    await Promise.all(postgres.map((server) => server.stop()));
    lock.release();
  };
  try {
    return { file: await bringUp(options, lock, servers, supervised), stop };
  } catch (error) {
    await stop();
    throw signal.aborted ? new SetupError("called off") : error;
  }
};

const bringUp = async (
  { dataDir, fresh, serversOnly, progress, signal }: StackOptions,
  lock: LockFile,
  servers: RunningProcess[],
  supervised: SupervisedService[],
): Promise<StackFile> => {
  if (fresh) {
    await forget(dataDir);
    progress.done(`forgot what ${dataDir} held`);
  }
  const check = () => signal.throwIfAborted();
  const secrets = secretsOf(dataDir, services());
  const onServer = (running: RunningProcess) => {
    servers.push(running);
    lock.add(running);
    void running.exited.then(({ code, signal: by }) => {
      if (!signal.aborted) progress.warn(`${running.name} ended (${by ?? `exit ${code}`}); its log: ${running.logFile}`);
    });
  };
  const { postgresql, redis, nats } = await provision({ dataDir, passwords: secrets, progress, onStarted: onServer, check });
  const databaseAdmin = await ensureDatabase(postgresql.url);
  check();
  await migrateAll(databaseAdmin, secrets.roles, progress);
  const entries: Record<string, StackService> = {};
  for (const service of serversOnly ? [] : runnableServices()) {
    check();
    const port = await portFor(dataDir, service);
    const role = secrets.roles[service]!;
    const entry: StackService = {
      address: `127.0.0.1:${port}`,
      database: urlAs(databaseAdmin, `${service}_api`, role.api),
      workerDatabase: urlAs(databaseAdmin, `${service}_worker`, role.worker),
      log: join(dataDir, "logs", `${service}.log`),
    };
    entries[service] = entry;
    const env = {
      DATABASE_URL: entry.database,
      WORKER_DATABASE_URL: entry.workerDatabase,
      REDIS_URL: redis.url,
      NATS_URL: nats.url,
      GRPC_HOST: "127.0.0.1",
      GRPC_PORT: String(port),
      PLATFORM_API_KEY: secrets.platformKey,
      INSTANCE_ID: `${service}-1`,
    };
    progress.step(`${service}: starting`);
    supervised.push(
      await supervise({ service, env, address: entry.address, logFile: entry.log, progress, onStarted: (running) => lock.add(running) }),
    );
  }
  for (const service of supervised) {
    await Promise.race([service.serving(), aborted(signal)]);
    progress.done(`${service.service} serves on ${entries[service.service]?.address}`);
  }
  const path = stackFileOf(dataDir);
  const before = existsSync(path) ? readJson<StackFile>(path) : undefined;
  const file: StackFile = {
    startedAt: new Date().toISOString(),
    dataDir,
    services: entries,
    databaseAdmin,
    redis: redis.url,
    nats: nats.url,
    platformKey: secrets.platformKey,
    ...(before?.tenantId !== undefined && { tenantId: before.tenantId }),
    ...(before?.apiKey !== undefined && { apiKey: before.apiKey }),
  };
  writeJson(path, file);
  return file;
};

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const fail = () => reject(signal.reason as Error);
    if (signal.aborted) fail();
    else signal.addEventListener("abort", fail, { once: true });
  });
