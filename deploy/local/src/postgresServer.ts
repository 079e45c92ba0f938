import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { type Account, asAccount, unprivilegedAccount } from "./account.ts";
import {
  archiveSettings,
  asideOf,
  findPgBackRest,
  isOpen,
  type Repository,
  repositoryOf,
  writeConfiguration,
} from "./backup/repository.ts";
import { findBinaries, majorVersion } from "./binaries.ts";
import { startProcess, waitUntil } from "./childProcess.ts";
import { nameOf } from "./paths.ts";
import { SetupError } from "./progress.ts";
import type { Server, ServerOptions } from "./server.ts";

export const leastPostgres = 15;
export const adminUser = "marketing_admin";

/** Directory of the newest server of the machine that is new enough. */
export const findPostgres = (): string | undefined =>
  findBinaries("postgres")
    .map((file) => realpathSync(file)) // the programs beside it are wanted too
    .filter((file) => existsSync(join(dirname(file), "initdb")))
    .map((file) => ({ directory: dirname(file), major: majorVersion(file) }))
    .filter(({ major }) => major >= leastPostgres)
    .sort((a, b) => b.major - a.major)[0]?.directory;

const run = async (account: Account | undefined, file: string, args: readonly string[]): Promise<void> => {
  const [command, rest] = account ? asAccount(account, file, args) : [file, args];
  await promisify(execFile)(command, [...rest], { cwd: "/" }).catch((error: { stderr?: string; message: string }) => {
    throw new SetupError(`${file} failed: ${error.stderr?.trim() || error.message}`);
  });
};

/** Where a data directory's cluster lives, whether or not it is there. */
export const knownCluster = (dataDir: string): string => {
  const elsewhere = join(dataDir, "postgres.elsewhere");
  return existsSync(elsewhere) ? readFileSync(elsewhere, "utf8").trim() : join(dataDir, "postgres");
};

/**
 * The directory of the cluster. Another account may not reach into the data directory (a home of mode 700, say): then the
 * cluster lives under /var/lib, and a file in the data directory names the place.
 */
export const clusterDirectory = async (dataDir: string, account: Account | undefined): Promise<string> => {
  const inside = join(dataDir, "postgres");
  const elsewhere = join(dataDir, "postgres.elsewhere");
  const made = (directory: string): string => {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    if (account) chownSync(directory, account.uid, account.gid);
    return directory;
  };
  const known = knownCluster(dataDir);
  if (known !== inside && existsSync(dirname(known))) return made(known);
  if (!account) return inside;
  made(inside);
  const reachable = await run(account, "/bin/sh", ["-c", 'cd "$1"', "sh", inside]).then(
    () => true,
    () => false,
  );
  if (reachable) return inside;
  rmSync(inside, { recursive: true });
  const parent = join("/var/lib/marketing-local", nameOf(dataDir));
  mkdirSync(parent, { recursive: true, mode: 0o711 });
  const outside = made(join(parent, "postgres"));
  writeFileSync(elsewhere, `${outside}\n`);
  return outside;
};

/** Removes the cluster of a data directory and its backups, wherever they live. */
export const removePostgres = (dataDir: string): void => {
  for (const cluster of [knownCluster(dataDir), join(dataDir, "postgres")])
    for (const path of [cluster, asideOf(cluster), join(dirname(cluster), "backup")]) rmSync(path, { recursive: true, force: true });
};

const isCluster = (directory: string): boolean => existsSync(join(directory, "PG_VERSION"));

const initialise = async (
  bin: string,
  directory: string,
  account: Account | undefined,
  password: string,
  throwaway: boolean,
): Promise<void> => {
  if (isCluster(directory)) {
    const made = Number(readFileSync(join(directory, "PG_VERSION"), "utf8"));
    const have = majorVersion(join(bin, "postgres"));
    if (made !== have)
      throw new SetupError(
        `${directory} was made by PostgreSQL ${made}, the machine has ${have}. Install ${made}, or start over with --fresh.`,
      );
    return;
  }
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const passwordFile = join(tmpdir(), `marketing-initdb-${randomBytes(8).toString("hex")}`);
  writeFileSync(passwordFile, password, { mode: 0o600, flag: "wx" });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  try {
    const fixed = ["-D", directory, "-U", adminUser, "--auth=scram-sha-256", `--pwfile=${passwordFile}`, "--encoding=UTF8"];
    await run(account, join(bin, "initdb"), [...fixed, "--locale=C.UTF-8", "--data-checksums", ...(throwaway ? ["--no-sync"] : [])]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
};

/** The settings of every private instance as arguments; `own` replaces some. */
export const postgresSettings = (own: Readonly<Record<string, string | number>>): string[] => {
  const values: Record<string, string | number> = {
    max_connections: 200,
    shared_buffers: "256MB",
    wal_compression: "on",
    max_wal_size: "2GB",
    checkpoint_timeout: "15min",
    effective_io_concurrency: 64,
    random_page_cost: 1.1,
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    shared_preload_libraries: "pg_stat_statements",
    track_io_timing: "on",
    password_encryption: "scram-sha-256",
    log_min_duration_statement: "2s",
    fsync: "on",
    synchronous_commit: "on",
    ...own,
  };
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
};

/** For a server that lives no longer than a test. */
export const throwawaySettings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", shared_buffers: "128MB" };

/** Where WAL is archived; undefined where nobody wants it, or pgBackRest is not there. Throws where there are backups of a cluster that is gone. */
const archiveOf = (
  directory: string,
  account: Account | undefined,
  { backupKey, port, dataDir }: ServerOptions,
): Repository | undefined => {
  const program = findPgBackRest();
  if (backupKey === undefined || program === undefined) return undefined;
  const repository = repositoryOf(directory, account, program);
  if (!isCluster(directory) && isCluster(asideOf(directory)))
    throw new SetupError(
      `${directory} is gone for a drill. If none is being held, it was killed and left everything in ${asideOf(directory)}: mv ${asideOf(directory)} ${directory}`,
    );
  if (!isCluster(directory) && isOpen(repository))
    throw new SetupError(
      [
        `${directory} is gone, and its backups are in ${repository.directory}: an empty database in its place would be no help.`,
        `To have it back:    npm run -s marketing -- restore --stack ${join(dataDir, "stack.json")} --into DIRECTORY`,
        "To start over:      npm start -- --fresh    (removes the backups, too)",
      ].join("\n"),
    );
  writeConfiguration(repository, backupKey, { port, user: adminUser });
  return repository;
};

/** As a server of one machine listens. */
export const localSettings = (port: number, own: Readonly<Record<string, string | number>> = {}): string[] =>
  postgresSettings({
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "", // TCP alone: a socket's path has a length limit that a deep data directory exceeds
    ...own,
  });

/** The server's version in words; throws a SetupError below 15. */
export const assertPostgres = async (url: string): Promise<string> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query(
      "SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS words",
    );
    const { number, words } = rows[0] as { number: number; words: string };
    if (number < leastPostgres * 10_000) throw new SetupError(`PostgreSQL ${words} is too old: ${leastPostgres} or newer is needed.`);
    return words;
  } finally {
    await client.end();
  }
};

export const postgresUrl = (port: number, password: string, database = "postgres"): string =>
  `postgresql://${adminUser}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

/** Starts the private cluster of the data directory from the machine's binaries, making it first where it is missing. */
export const startPostgres = async (bin: string, options: ServerOptions): Promise<Server> => {
  const account = unprivilegedAccount();
  const directory = await clusterDirectory(options.dataDir, account);
  const throwaway = options.throwaway ?? false;
  const archive = archiveOf(directory, account, options);
  await initialise(bin, directory, account, options.password, throwaway);
  const running = await startProcess({
    name: "postgresql",
    file: join(bin, "postgres"),
    args: [
      "-D",
      directory,
      ...localSettings(options.port, { ...(throwaway && throwawaySettings), ...(archive && archiveSettings(archive)) }),
    ],
    cwd: "/",
    logFile: join(options.dataDir, "logs", "postgresql.log"),
    account,
    stopSignal: throwaway ? "SIGQUIT" : "SIGINT", // INT: disconnect the clients, checkpoint, end
    unref: options.throwaway ?? false,
    patience: 60_000,
  });
  options.onStarted?.(running);
  const url = postgresUrl(options.port, options.password);
  const version = await waitUntil(running, () => assertPostgres(url));
  return { name: "postgresql", source: "machine", version, url, process: running, ...(archive && { archive }) };
};
