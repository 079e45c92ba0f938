import { join } from "node:path";
import { runner } from "node-pg-migrate";
import { builtInLoaders } from "node-pg-migrate/migrationLoader";
import type { Client } from "pg";
import { type MigrationFile, readMigrations } from "./migrationFiles.ts";

/** One directory of migrations in one schema: the log's, the same for every service, or the service's own. */
export interface MigrationSet {
  readonly service: string;
  readonly directory: string;
  /** Where node-pg-migrate keeps its books, in the service's schema. */
  readonly table: "log_migrations" | "service_migrations";
}

export interface AppliedMigration {
  readonly name: string;
  readonly checksum: string | null;
}

type Strategy = NonNullable<Parameters<typeof runner>[0]["migrationLoaderStrategies"]>[number];
type Loader = Exclude<Strategy["loader"], string>;
type MigrationUnit = Awaited<ReturnType<Loader>>[number];

const checksums = "migration_checksums";

export const setsOf = (service: string, root: string): readonly [MigrationSet, MigrationSet] => [
  { service, directory: join(root, "log"), table: "log_migrations" },
  { service, directory: join(root, service), table: "service_migrations" },
];

/** What was applied, oldest first. The session's search_path is the service's schema. */
export const readApplied = async (client: Client, { service, table }: MigrationSet): Promise<AppliedMigration[]> => {
  const { rows: there } = await client.query("SELECT to_regclass($1) IS NOT NULL AND to_regclass($2) IS NOT NULL AS there", [
    `"${service}".${table}`,
    `"${service}".${checksums}`,
  ]);
  if (!(there[0] as { there: boolean }).there) return [];
  const { rows } = await client.query(
    `SELECT m.name, c.checksum FROM "${service}".${table} m
     LEFT JOIN "${service}".${checksums} c ON c.migrations = '${table}' AND c.name = m.name ORDER BY m.id`,
  );
  return rows as AppliedMigration[];
};

/** Throws when what was applied is not what lies in the repository: a migration is immutable once it ran anywhere. */
export const assertUnchanged = (set: MigrationSet, files: readonly MigrationFile[], applied: readonly AppliedMigration[]): void => {
  const wanted = new Map(files.map((file) => [file.name, file.checksum]));
  for (const { name, checksum } of applied) {
    const now = wanted.get(name);
    if (now === undefined)
      throw new Error(`${set.service}: migration ${name} was applied, but ${join(set.directory, name)}.up.sql is gone`);
    if (checksum !== null && checksum !== now)
      throw new Error(
        `${set.service}: ${join(set.directory, name)}.up.sql was edited after it was applied (sha256 ${checksum.slice(0, 12)}… then, ${now.slice(0, 12)}… now). Restore it and write a new migration.`,
      );
  }
};

const prepareBooks = (client: Client) =>
  client.query(
    `CREATE TABLE IF NOT EXISTS ${checksums} (migrations text NOT NULL, name text NOT NULL, checksum text NOT NULL, PRIMARY KEY (migrations, name))`,
  );

/** Only the owner reads or writes the books: the default privileges gave them to the service's roles. */
const closeBooks = (client: Client, { service, table }: MigrationSet) =>
  client.query(`REVOKE ALL ON ${table}, ${checksums}, ${table}_id_seq FROM ${service}_api, ${service}_worker`);

/** Lets a migration and its checksum be written, or taken back, by the same transaction. */
const withChecksum = (unit: MigrationUnit, { table }: MigrationSet, files: readonly MigrationFile[]): MigrationUnit => {
  const file = files.find(({ name }) => unit.id.endsWith(`/${name}.sql`));
  const { up, down } = unit.actions;
  if (!file || typeof up !== "function" || typeof down !== "function") throw new Error(`${unit.id} is incomplete`);
  return {
    ...unit,
    actions: {
      ...unit.actions,
      up: (pgm) => {
        (up as (p: typeof pgm) => void)(pgm);
        pgm.sql(`INSERT INTO ${checksums} VALUES ('${table}', '${file.name}', '${file.checksum}')`);
      },
      down: (pgm) => {
        (down as (p: typeof pgm) => void)(pgm);
        pgm.sql(`DELETE FROM ${checksums} WHERE migrations = '${table}' AND name = '${file.name}'`);
      },
    },
  };
};

const loadWithChecksums =
  (set: MigrationSet, files: readonly MigrationFile[]): Loader =>
  async (paths) =>
    (await (builtInLoaders.sql as Loader)(paths)).map((unit) => withChecksum(unit, set, files));

/**
 * Runs a set's pending migrations (or its last `count` ones down) in one transaction: all or none. The session acts as the
 * schema's owner, holds the migration lock and has the schema as its search_path. Resolves to the names run.
 */
export const runSet = async (client: Client, set: MigrationSet, direction: "up" | "down", count: number): Promise<string[]> => {
  const files = readMigrations(set.directory);
  if (files.length === 0) return [];
  assertUnchanged(set, files, await readApplied(client, set));
  await prepareBooks(client);
  let running = "";
  const quiet = () => undefined;
  try {
    const done = await runner({
      dbClient: client,
      dir: set.directory,
      direction,
      count,
      migrationsTable: set.table,
      migrationsSchema: set.service,
      schema: [set.service, "pg_temp"],
      singleTransaction: true,
      noLock: true,
      ignorePattern: "(\\..*|README\\.md)",
      // The library's default for .sql takes `.down.sql` for a migration of its own and runs it on the way up.
      migrationLoaderStrategies: [{ extensions: [".sql"], loader: loadWithChecksums(set, files) }],
      logger: {
        debug: quiet,
        warn: quiet,
        error: quiet,
        info: (text: string) => {
          running = /### MIGRATION (\S+)/.exec(text)?.[1] ?? running;
        },
      },
    });
    await closeBooks(client, set);
    return done.map(({ name }) => name);
  } catch (error) {
    await client.query("ROLLBACK");
    throw located(error, set, running, direction);
  }
};

/** The same failure, with the file and the reason first. */
const located = (error: unknown, set: MigrationSet, name: string, direction: string): Error => {
  const { message, detail, where, code } = error as { message: string; detail?: string; where?: string; code?: string };
  const file = name === "" ? set.directory : `${join(set.directory, name)}.${direction}.sql`;
  return new Error([`${set.service}: ${file}: ${message}`, code && `(${code})`, detail, where].filter(Boolean).join(" "), { cause: error });
};
