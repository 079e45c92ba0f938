import { existsSync } from "node:fs";
import { join } from "node:path";
import { readJson } from "@marketing/shared/process/jsonFile";
import { isAlive, type ProcessIdentity } from "@marketing/shared/process/processIdentity";
import { unprivilegedAccount } from "../account.ts";
import { knownCluster, postgresUrl } from "../postgresServer.ts";
import { SetupError } from "../progress.ts";
import { type Secrets, secretsFileOf } from "../stackFile.ts";
import { findPgBackRest, isOpen, type Repository, repositoryOf } from "./repository.ts";

/** A data directory that keeps backups. */
export interface Kept {
  readonly dataDir: string;
  readonly secrets: Secrets;
  readonly repository: Repository;
  /** PostgreSQL as its administrator. */
  readonly url: string;
}

/** Throws a SetupError that says what to do where a data directory has no backups that this machine could read. */
export const keptIn = (dataDir: string): Kept => {
  const secrets = readJson<Secrets>(secretsFileOf(dataDir));
  if (secrets === undefined)
    throw new SetupError(`${dataDir} is not the data directory of a platform that 'npm start' made: --stack names its stack.json`);
  const pgbackrest = findPgBackRest();
  if (pgbackrest === undefined)
    throw new SetupError("pgBackRest is not on this machine: install the package pgbackrest, then start the platform again");
  const repository = repositoryOf(knownCluster(dataDir), unprivilegedAccount(), pgbackrest);
  if (!isOpen(repository))
    throw new SetupError(
      `nothing was ever archived in ${repository.directory}. Where PostgreSQL is not ours (DATABASE_ADMIN_URL, Docker) it is backed up where it runs: docs/operations.md#back-up. Else start the platform once more, now that pgBackRest is there.`,
    );
  const { postgresql: port } = readJson<Record<string, number>>(join(dataDir, "ports.json")) ?? {};
  return { dataDir, secrets, repository, url: postgresUrl(port ?? 0, secrets.admin) };
};

/** The launcher that runs on a data directory, and its children; undefined where none runs. */
export const launcherOf = (
  dataDir: string,
): { readonly children: readonly (ProcessIdentity & { readonly name: string })[] } | undefined => {
  const file = join(dataDir, "stack.lock");
  const lock = existsSync(file) ? readJson<ProcessIdentity & { children: (ProcessIdentity & { name: string })[] }>(file) : undefined;
  return lock && isAlive(lock) ? lock : undefined;
};
