import { migrateUp } from "@marketing/shared/postgres/migrate";
import pg from "pg";
import { type Progress, SetupError } from "./progress.ts";
import { withDatabase } from "./roleUrls.ts";
import { services } from "./serviceList.ts";
import type { Secrets } from "./stackFile.ts";

const database = "marketing";

/** The platform's database: the one the address names, or `marketing`, made when missing, where it names none of its own. */
export const ensureDatabase = async (adminUrl: string): Promise<string> => {
  const named = decodeURIComponent(new URL(adminUrl).pathname.slice(1));
  if (named !== "" && named !== "postgres" && named !== "template1") return adminUrl;
  const client = new pg.Client({ connectionString: withDatabase(adminUrl, "postgres") });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [database]);
    if (rowCount === 0)
      await client.query(`CREATE DATABASE ${database}`).catch((error: { code?: string }) => {
        if (error.code !== "42P04" && error.code !== "23505") throw error; // another runner made it just now
      });
  } finally {
    await client.end();
  }
  return withDatabase(adminUrl, database);
};

/** Says whether the server was started with what pg_stat_statements needs; only a note, as nothing depends on it. */
const noteStatements = async (adminUrl: string, progress: Progress): Promise<void> => {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client
    .query("SELECT count(*) FROM pg_stat_statements")
    .catch(() => progress.warn("pg_stat_statements is not in shared_preload_libraries of this PostgreSQL: its statistics stay empty"));
  await client.end();
};

/** Brings every service's schema up to date and sets its roles' passwords. */
export const migrateAll = async (adminUrl: string, roles: Secrets["roles"], progress: Progress): Promise<void> => {
  let count = 0;
  for (const service of services()) {
    const passwords = roles[service];
    const done = await migrateUp({ adminUrl, service, ...(passwords && { passwords }) }).catch((error: Error) => {
      throw new SetupError(`migrations: ${error.message}`, { cause: error });
    });
    count += done.length;
  }
  await noteStatements(adminUrl, progress);
  progress.done(count === 0 ? "migrations: nothing to do" : `migrations: ${count} applied`);
};
