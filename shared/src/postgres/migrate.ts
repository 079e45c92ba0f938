import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { migrationsDirectory, readMigrations } from "./migrationFiles.ts";
import { assertUnchanged, readApplied, runSet, setsOf } from "./migrationSet.ts";
import { scramVerifier } from "./scram.ts";

export interface MigrateOptions {
  /** The database, as a role that may create roles and extensions. */
  readonly adminUrl: string;
  readonly service: string;
  /** Sets the log-in roles' passwords; ASCII. Unchanged when absent. */
  readonly passwords?: { readonly api: string; readonly worker: string };
  readonly directory?: string;
}

export interface MigrationState {
  readonly service: string;
  readonly set: string;
  readonly name: string;
  readonly state: "applied" | "pending";
}

// The letters "mkt" and "mig". One advisory lock per database, held by the session: a second runner waits for it and then finds nothing to
// do.
const lock = "SELECT pg_advisory_lock(7171188, 7170407)";

const assertName = (service: string): void => {
  if (!/^[a-z][a-z0-9_]{0,40}$/.test(service)) throw new TypeError(`${JSON.stringify(service)} is no service's name`);
};

const withClient = async <A>(adminUrl: string, work: (client: pg.Client) => Promise<A>): Promise<A> => {
  const client = new pg.Client({ connectionString: adminUrl, application_name: "migrate", options: "-c timezone=UTC -c jit=off" });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** Tries again when another session altered the same role: roles are shared by all databases of a cluster. */
const again = async (work: () => Promise<unknown>, left = 20): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (left === 0 || !/tuple concurrently (updated|deleted)/.test((error as Error).message)) throw error;
    await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 80));
    await again(work, left - 1);
  }
};

const bootstrap = async (client: pg.Client, { service, directory = migrationsDirectory, passwords }: MigrateOptions): Promise<void> => {
  const sql = readFileSync(join(directory, "bootstrap.sql"), "utf8").replaceAll("{service}", service);
  await again(() => client.query(`SET client_min_messages = warning; SET search_path = public; ${sql}`));
  for (const [role, password] of Object.entries(passwords ?? {})) {
    await again(() => client.query(`ALTER ROLE ${service}_${role} PASSWORD '${scramVerifier(password)}'`));
  }
};

const asOwner = (client: pg.Client, service: string) => client.query(`SET ROLE ${service}_owner; SET search_path = "${service}", pg_temp`);

/**
 * Brings a service's schema up to date: roles, schema, the log's migrations, the service's own. Nothing happens when there is
 * nothing to do. Two runners at once are safe. Resolves to the names of the migrations applied; rejects, with the set that
 * failed undone, when a migration fails or one that was applied has been edited.
 */
export const migrateUp = (options: MigrateOptions): Promise<string[]> => {
  assertName(options.service);
  return withClient(options.adminUrl, async (client) => {
    await client.query(lock);
    await bootstrap(client, options);
    await asOwner(client, options.service);
    const done: string[] = [];
    for (const set of setsOf(options.service, options.directory ?? migrationsDirectory))
      done.push(...(await runSet(client, set, "up", Number.POSITIVE_INFINITY)));
    return done;
  });
};

/** Takes back the last `steps` migrations, all by default, the service's own before the log's. Roles and schema stay. */
export const migrateDown = (options: MigrateOptions & { readonly steps?: number }): Promise<string[]> => {
  assertName(options.service);
  return withClient(options.adminUrl, async (client) => {
    await client.query(lock);
    await asOwner(client, options.service);
    const done: string[] = [];
    for (const set of [...setsOf(options.service, options.directory ?? migrationsDirectory)].reverse()) {
      const left = Math.min((options.steps ?? Number.POSITIVE_INFINITY) - done.length, (await readApplied(client, set)).length);
      if (left > 0) done.push(...(await runSet(client, set, "down", left)));
    }
    return done;
  });
};

/** Which migrations were applied and which wait; rejects when an applied one has been edited. */
export const migrationStates = (options: MigrateOptions): Promise<MigrationState[]> => {
  assertName(options.service);
  return withClient(options.adminUrl, async (client) => {
    const states: MigrationState[] = [];
    for (const set of setsOf(options.service, options.directory ?? migrationsDirectory)) {
      const files = readMigrations(set.directory);
      const applied = await readApplied(client, set);
      assertUnchanged(set, files, applied);
      const names = new Set(applied.map(({ name }) => name));
      for (const { name } of files)
        states.push({
          service: options.service,
          set: set.table === "log_migrations" ? "log" : options.service,
          name,
          state: names.has(name) ? "applied" : "pending",
        });
    }
    return states;
  });
};
