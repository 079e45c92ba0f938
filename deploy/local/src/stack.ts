import { chmodSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { hashOf } from "@marketing/shared/auth/apiKey";
import { readJson, writeJson } from "@marketing/shared/process/jsonFile";
import { archiveTimeout, openRepository } from "./backup/repository.ts";
import { scheduleBackups } from "./backup/schedule.ts";
import { loginsFileOf, natsUrlAs } from "./busAccounts.ts";
import type { RunningProcess } from "./childProcess.ts";
import { canUseDocker, removeDockerVolumes } from "./dockerServer.ts";
import { ensureDatabase, migrateAll } from "./migrateAll.ts";
import { removePostgres } from "./postgresServer.ts";
import { type Progress, SetupError } from "./progress.ts";
import { portFor, provision } from "./provision.ts";
import { provisionVectors } from "./provisionVectors.ts";
import { urlAs } from "./roleUrls.ts";
import type { Server } from "./server.ts";
import { runnableServices, services } from "./serviceList.ts";
import { startServiceProcess, waitUntilServing } from "./serviceProcess.ts";
import { type Secrets, type StackFile, type StackService, secretsOf, stackFileOf } from "./stackFile.ts";
import { takeStackLock } from "./stackLock.ts";
import { type Supervised, supervise } from "./supervisor.ts";

export interface StackOptions {
  readonly dataDir: string;
  /** Forget everything kept in the data directory first. */
  readonly fresh: boolean;
  /** No services: the servers alone. */
  readonly serversOnly: boolean;
  readonly progress: Progress;
  /** Runs when the servers are up and migrated, before any service is: their addresses are in the stack's file. */
  readonly beforeServices?: (file: StackFile) => Promise<void>;
  /** Aborting calls the start off; what already runs is ended in order. */
  readonly signal: AbortSignal;
}

export interface RunningStack {
  readonly file: StackFile;
  /** Ends services, the other servers, PostgreSQL, in this order. */
  stop(): Promise<void>;
}

/** What a data directory may hold; nothing else in it is ever removed. */
const kept = [
  "redis",
  "nats",
  "logs",
  "vectors",
  "demo",
  "drills",
  "stack.json",
  "secrets.json",
  "ports.json",
  "postgres.elsewhere",
  "pgpass",
];

const forget = async (dataDir: string): Promise<void> => {
  removePostgres(dataDir);
  for (const name of kept) rmSync(join(dataDir, name), { recursive: true, force: true });
  if (await canUseDocker()) await removeDockerVolumes(dataDir);
};

/** Starts the whole platform on a data directory. Rejects with everything ended again when a part does not come up. */
export const startStack = async (options: StackOptions): Promise<RunningStack> => {
  const { dataDir, progress, signal } = options;
  mkdirSync(dataDir, { recursive: true });
  chmodSync(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700); // as root PostgreSQL runs as another account, which must get through
  const lock = await takeStackLock(dataDir, (name) => progress.step(`ending ${name}, which an earlier start left behind`));
  const running: Supervised[] = [];
  const servers: readonly string[] = ["vectors", "nats", "redis", "postgresql"] satisfies Server["name"][];
  const end = (which: (name: string) => boolean) => Promise.all(running.filter(({ name }) => which(name)).map((one) => one.stop()));
  let backups: ReturnType<typeof scheduleBackups> | undefined;
  const stop = async (): Promise<void> => {
    backups?.stop();
    await end((name) => !servers.includes(name));
    await end((name) => name !== "postgresql");
    await end(() => true);
    lock.release();
  };
  try {
    const { file, archives } = await bringUp(options, running, (child) => lock.add(child));
    if (archives) backups = scheduleBackups(dataDir, progress);
    return { file, stop };
  } catch (error) {
    await stop();
    throw signal.aborted ? new SetupError("called off") : error;
  }
};

const bringUp = async (
  { dataDir, fresh, serversOnly, beforeServices, progress, signal }: StackOptions,
  running: Supervised[],
  onProcess: (child: RunningProcess) => void,
): Promise<{ readonly file: StackFile; readonly archives: boolean }> => {
  if (fresh) {
    await forget(dataDir);
    progress.done(`forgot what ${dataDir} held`);
  }
  const check = () => signal.throwIfAborted();
  const onSupervised = (one: Supervised) => running.push(one);
  const secrets = secretsOf(dataDir, services());
  const options = { dataDir, progress, onSupervised, onProcess, check };
  const found = await provision({ ...options, passwords: secrets });
  const { archive } = found.postgresql;
  // PostgreSQL keeps its WAL until then: nothing has to wait for it.
  const archiving =
    archive &&
    openRepository(archive, secrets.admin).then(
      () => progress.done(`WAL is archived in ${archive.directory}, after ${archiveTimeout()} s at most`),
      (error: Error) => progress.warn(`WAL is not archived: ${error.message}`),
    );
  const vectors = await provisionVectors(secrets.vectors, options);
  const databaseAdmin = await ensureDatabase(found.postgresql.url);
  check();
  await migrateAll(databaseAdmin, secrets.roles, progress);
  const before = readJson<StackFile>(stackFileOf(dataDir));
  const entries: Record<string, StackService> = {};
  const file: StackFile = {
    startedAt: new Date().toISOString(),
    dataDir,
    services: entries,
    databaseAdmin,
    redis: found.redis.url,
    nats: found.nats.url,
    natsLogins: found.nats.source === "environment" ? "" : loginsFileOf(dataDir),
    vectors,
    platformKey: secrets.platformKey,
    ...(before?.tenantId !== undefined && { tenantId: before.tenantId }),
    ...(before?.apiKey !== undefined && { apiKey: before.apiKey }),
  };
  const started = serversOnly ? [] : runnableServices();
  for (const service of started) {
    const nats = found.nats.source === "environment" ? found.nats.url : natsUrlAs(found.nats.url, secrets.nats, service);
    entries[service] = entryOf(service, { databaseAdmin, nats }, secrets, dataDir, await portFor(dataDir, service));
  }
  if (beforeServices) {
    writeJson(stackFileOf(dataDir), file);
    await beforeServices(file);
  }
  for (const service of started) {
    check();
    progress.step(`${service}: starting`);
    onSupervised(startService(service, file, secrets, progress, onProcess));
  }
  for (const [service, { address }] of Object.entries(entries)) {
    const child = await running.find(({ name }) => name === service)?.up;
    await Promise.race([waitUntilServing(child as RunningProcess, address), aborted(signal)]);
    progress.done(`${service} serves on ${address}`);
  }
  await archiving;
  writeJson(stackFileOf(dataDir), file);
  return { file, archives: archive !== undefined };
};

const entryOf = (
  service: string,
  { databaseAdmin, nats }: Pick<StackFile, "databaseAdmin" | "nats">,
  { roles }: Secrets,
  dataDir: string,
  port: number,
): StackService => ({
  address: `127.0.0.1:${port}`,
  database: urlAs(databaseAdmin, `${service}_api`, roles[service]!.api),
  workerDatabase: urlAs(databaseAdmin, `${service}_worker`, roles[service]!.worker),
  nats,
  log: join(dataDir, "logs", `${service}.log`),
});

const startService = (
  service: string,
  { services, redis, vectors, platformKey }: StackFile,
  { directoryKey, keyEncryptionKey }: Secrets,
  progress: Progress,
  onProcess: (child: RunningProcess) => void,
) => {
  const { address, database, workerDatabase, nats, log } = services[service]!;
  const { hostname, port } = new URL(`grpc://${address}`);
  const env = {
    DATABASE_URL: database,
    WORKER_DATABASE_URL: workerDatabase,
    REDIS_URL: redis,
    NATS_URL: nats,
    PINECONE_API_KEY: vectors.apiKey,
    PINECONE_CONTROLLER_HOST: vectors.url,
    GRPC_HOST: hostname,
    GRPC_PORT: port,
    PLATFORM_API_KEY: hashOf(platformKey),
    DIRECTORY_KEY: directoryKey,
    KEY_ENCRYPTION_KEY: keyEncryptionKey,
    DIRECTORY_ADDRESS: services.identity!.address,
    INSTANCE_ID: `${service}-1`,
  };
  return supervise(
    service,
    async (onStarted) => {
      const child = await startServiceProcess({ service, env, logFile: log });
      onStarted(child);
      return child;
    },
    { progress, onProcess },
  );
};

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const fail = () => reject(signal.reason as Error);
    if (signal.aborted) fail();
    else signal.addEventListener("abort", fail, { once: true });
  });
