import { execFile } from "node:child_process";
import { chownSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { type Account, asAccount } from "../account.ts";
import { findBinary } from "../binaries.ts";
import { SetupError } from "../progress.ts";

/** Where a cluster's backups and archived WAL are kept, and how pgBackRest gets at them. Only whoever runs PostgreSQL reads it. */
export interface Repository {
  /** Of the program. */
  readonly pgbackrest: string;
  /** Beside the cluster. */
  readonly directory: string;
  /** Of the cluster whose backups they are. */
  readonly cluster: string;
  readonly account: Account | undefined;
}

/** A segment of WAL is archived when it is so old, in seconds: what is lost at most when a server is gone at once. */
export const archiveTimeout = (): number => Math.min(60, Math.max(1, Number(process.env.ARCHIVE_TIMEOUT) || 60));
/** Full backups that are kept; what only older ones need goes with them, WAL included. */
const keptFulls = 7;

export const findPgBackRest = (): string | undefined => findBinary("pgbackrest");

export const repositoryOf = (cluster: string, account: Account | undefined, pgbackrest: string): Repository => ({
  pgbackrest,
  directory: join(dirname(cluster), "backup"),
  cluster,
  account,
});

/** Where a drill keeps the cluster while it is gone. */
export const asideOf = (cluster: string): string => `${cluster}.drill`;

const configurationOf = ({ directory }: Repository): string => join(directory, "pgbackrest.conf");

/** Whether anything was ever archived there. */
export const isOpen = ({ directory }: Repository): boolean => existsSync(join(directory, "repository/archive/main/archive.info"));

export interface Login {
  readonly port: number;
  readonly user: string;
}

/** Makes the directory and the settings. Nothing in there is readable without the passphrase, which is in no file of the repository. */
export const writeConfiguration = (repository: Repository, passphrase: string, { port, user }: Login): void => {
  const { directory, cluster, account } = repository;
  const lines = [
    "[global]",
    `repo1-path=${join(directory, "repository")}`,
    "repo1-cipher-type=aes-256-cbc",
    `repo1-cipher-pass=${passphrase}`,
    `repo1-retention-full=${keptFulls}`,
    "repo1-bundle=y",
    "compress-type=lz4",
    "start-fast=y",
    `process-max=${Math.min(4, availableParallelism())}`,
    // An archive that cannot be written must not fill the disk with WAL: from here on WAL is let go, with a warning, and the next backup begins anew.
    "archive-push-queue-max=4GiB",
    `lock-path=${join(directory, "lock")}`,
    "log-level-file=off",
    "[main]",
    `pg1-path=${cluster}`,
    `pg1-port=${port}`,
    `pg1-user=${user}`,
    "pg1-database=postgres",
    "",
  ];
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = configurationOf(repository);
  writeFileSync(file, lines.join("\n"), { mode: 0o600 });
  if (account) for (const path of [directory, file]) chownSync(path, account.uid, account.gid);
};

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** For a server that archives there. */
export const archiveSettings = (repository: Repository): Record<string, string | number> => ({
  archive_mode: "on",
  archive_timeout: archiveTimeout(),
  // PostgreSQL reads a percent sign as the beginning of a name of its own.
  archive_command: `${[repository.pgbackrest, `--config=${configurationOf(repository)}`].map((word) => quoted(word).replaceAll("%", "%%")).join(" ")} --stanza=main archive-push "%p"`,
});

/** Runs a command of pgBackRest as whoever owns the cluster. Resolves to what it printed. The password is that of the cluster's administrator. */
export const pgbackrest = async (repository: Repository, args: readonly string[], password = ""): Promise<string> => {
  const { pgbackrest: program, account } = repository;
  const all = [`--config=${configurationOf(repository)}`, "--stanza=main", "--log-level-console=warn", "--log-level-stderr=off", ...args];
  const [file, rest] = account ? asAccount(account, program, all) : [program, all];
  const env = { PATH: process.env.PATH, PGHOST: "127.0.0.1", PGPASSWORD: password };
  const options = { cwd: "/", env, maxBuffer: 64 * 1024 * 1024 };
  const ran = promisify(execFile)(file, [...rest], options).catch((error: { stdout?: string; message: string }) => {
    throw new SetupError(`pgbackrest ${args[0]} failed: ${error.stdout?.trim() || error.message}`);
  });
  return (await ran).stdout;
};

/** Makes the repository ready for the cluster, once. Until then PostgreSQL keeps its WAL and tries again. */
export const openRepository = async (repository: Repository, password: string): Promise<void> => {
  if (!isOpen(repository)) await pgbackrest(repository, ["stanza-create"], password);
};
