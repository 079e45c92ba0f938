import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { readJson, writeJson } from "@marketing/shared/process/jsonFile";
import { findPgBackRest } from "./backup/repository.ts";
import type { RunningProcess } from "./childProcess.ts";
import type { ImageName } from "./containerImages.ts";
import { canUseDocker, startDockerServer } from "./dockerServer.ts";
import { assertNats, findNats, startNats } from "./natsServer.ts";
import { aptInstall, canInstall } from "./packages.ts";
import { freePort } from "./ports.ts";
import { assertPostgres, findPostgres, startPostgres } from "./postgresServer.ts";
import { type Progress, SetupError } from "./progress.ts";
import { assertRedis, findRedis, startRedis } from "./redisServer.ts";
import type { Server, ServerOptions } from "./server.ts";
import type { Secrets } from "./stackFile.ts";
import { type Supervised, supervise } from "./supervisor.ts";

interface Kind {
  readonly name: ImageName;
  /** The environment variable that names one that runs already. */
  readonly variable: string;
  readonly assert: (url: string) => Promise<string>;
  readonly find: () => string | undefined;
  readonly start: (binary: string, options: ServerOptions) => Promise<Server>;
  readonly packages: readonly string[];
  /** How a person gets it. */
  readonly wanted: string;
}

const kinds: readonly Kind[] = [
  {
    name: "postgresql",
    variable: "DATABASE_ADMIN_URL",
    assert: assertPostgres,
    find: findPostgres,
    start: startPostgres,
    packages: ["postgresql"],
    wanted: "PostgreSQL 15 or newer with its contrib modules (https://www.postgresql.org/download)",
  },
  {
    name: "redis",
    variable: "REDIS_URL",
    assert: assertRedis,
    find: findRedis,
    start: startRedis,
    packages: ["redis-server"],
    wanted: "Redis 7 or newer (https://redis.io/docs/latest/operate/oss_and_stack/install)",
  },
  {
    name: "nats",
    variable: "NATS_URL",
    assert: assertNats,
    find: findNats,
    start: startNats,
    packages: ["nats-server"],
    wanted: "nats-server 2.9 or newer (https://docs.nats.io/running-a-nats-service/introduction/installation)",
  },
];

/** Installs with apt what the machine lacks, where that is possible. Resolves to the kinds still without binaries; backups are no reason not to start. */
export const installMissing = async (progress: Progress, environment = process.env): Promise<readonly Kind[]> => {
  const missing = () => kinds.filter(({ variable, find }) => !environment[variable] && find() === undefined);
  const before = missing();
  if (before.length > 0 && canInstall())
    await aptInstall(
      before.flatMap(({ packages }) => packages),
      progress,
    );
  const left = missing();
  const ours = !environment.DATABASE_ADMIN_URL && findPostgres() !== undefined;
  if (ours && findPgBackRest() === undefined && !(canInstall() && (await aptInstall(["pgbackrest"], progress))))
    progress.warn(
      "PostgreSQL's WAL is not archived, and there are no backups: for both this machine needs pgBackRest (the package pgbackrest)",
    );
  return left;
};

const explain = (missing: readonly Kind[]): SetupError =>
  new SetupError(
    [
      "Cannot start: this machine has none of the following, it is not root on Debian or Ubuntu (apt), and no Docker daemon answers.",
      ...missing.map(({ wanted, variable }) => `  - ${wanted}, or set ${variable} to the address of one that runs`),
      `With sudo:  sudo apt-get install ${missing.flatMap(({ packages }) => packages).join(" ")}`,
    ].join("\n"),
  );

export interface ProvisionOptions {
  readonly dataDir: string;
  readonly passwords: Pick<Secrets, "admin" | "redis" | "nats" | "backup">;
  readonly progress: Progress;
  /** Told of every server of ours as soon as it is being started. */
  readonly onSupervised: (server: Supervised) => void;
  /** Told of every process, also of one started again. */
  readonly onProcess: (running: RunningProcess) => void;
  /** Throws when the start was called off. */
  readonly check: () => void;
}

/**
 * PostgreSQL, Redis and NATS, each from the first that serves: an address in the environment, the machine's binaries, apt, Docker.
 * Rejects with one SetupError that names everything missing, before anything was started.
 */
export const provision = async ({
  dataDir,
  passwords,
  progress,
  onSupervised,
  onProcess,
  check,
}: ProvisionOptions): Promise<Record<ImageName, Server>> => {
  const missing = await installMissing(progress);
  check();
  if (missing.length > 0 && !(await canUseDocker())) throw explain(missing);
  mkdirSync(join(dataDir, "logs"), { recursive: true });
  const servers: Partial<Record<ImageName, Server>> = {};
  const word = { postgresql: passwords.admin, redis: passwords.redis, nats: passwords.nats };
  for (const { name, variable, assert, find, start } of kinds) {
    check();
    const given = process.env[variable];
    if (given) {
      const version = await assert(given).catch((error: Error) => {
        throw new SetupError(`${variable} names a ${name} that does not serve: ${error.message}`);
      });
      servers[name] = { name, source: "environment", version, url: given };
      progress.done(`${name} ${version} (${variable})`);
      continue;
    }
    const port = await portFor(dataDir, name);
    const binary = find();
    progress.step(`${name}: starting`);
    const supervised = supervise(
      name,
      (onStarted) => {
        const options: ServerOptions = { dataDir, port, password: word[name], backupKey: passwords.backup, progress, onStarted };
        return binary ? start(binary, options) : startDockerServer(name, options);
      },
      { progress, onProcess },
    );
    onSupervised(supervised);
    const server = await supervised.up;
    servers[name] = server;
    progress.done(`${name} ${server.version}${server.source === "docker" ? " (docker)" : ""} on 127.0.0.1:${port}`);
  }
  return servers as Record<ImageName, Server>;
};

/** A port that stays the same over restarts while it is free. */
export const portFor = async (dataDir: string, name: string): Promise<number> => {
  const file = join(dataDir, "ports.json");
  const ports = readJson<Record<string, number>>(file) ?? {};
  const port = await freePort(ports[name]);
  writeJson(file, { ...ports, [name]: port });
  return port;
};
