import { migrateUp } from "@marketing/shared/postgres/migrate";

/** The schema every bench works in: a service's own, with the log and the read tables, made by the migrations that production runs. */
export const schema = "tracking";

/** An empty database becomes that service's. Returns the addresses of its two roles. */
export const installLog = async (databaseUrl: string): Promise<{ api: string; worker: string }> => {
  await migrateUp({ adminUrl: databaseUrl, service: schema });
  const as = (role: string): string => databaseUrl.replace("//postgres@", `//${schema}_${role}@`);
  return { api: as("api"), worker: as("worker") };
};
