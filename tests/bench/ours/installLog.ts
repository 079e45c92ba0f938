import { readdirSync, readFileSync } from "node:fs";
import pg from "pg";

const migrations = new URL("../../../migrations/", import.meta.url);

/** A service's roles, schema and log in an empty database: what its migrations make of it. Returns the addresses of its two roles. */
export const installLog = async (databaseUrl: string, service: string, ...more: string[]): Promise<{ api: string; worker: string }> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`DO $$ BEGIN
      IF to_regrole('${service}_owner') IS NULL THEN
        CREATE ROLE ${service}_owner NOLOGIN BYPASSRLS; CREATE ROLE ${service}_api LOGIN; CREATE ROLE ${service}_worker LOGIN BYPASSRLS;
      END IF; END $$;
      CREATE SCHEMA ${service} AUTHORIZATION ${service}_owner;
      GRANT USAGE ON SCHEMA ${service} TO ${service}_api, ${service}_worker;
      DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO ${service}_owner', current_database()); END $$;
      SET ROLE ${service}_owner; SET search_path = ${service}`);
    for (const folder of ["log", ...more]) {
      const files = readdirSync(new URL(`${folder}/`, migrations)).filter((f) => f.endsWith(".up.sql")).sort();
      for (const file of files) await client.query(readFileSync(new URL(`${folder}/${file}`, migrations), "utf8"));
    }
  } finally {
    await client.end();
  }
  const as = (role: string): string => databaseUrl.replace("//postgres@", `//${service}_${role}@`);
  return { api: as("api"), worker: as("worker") };
};
