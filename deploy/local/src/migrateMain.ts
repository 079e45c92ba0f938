import { parseArgs } from "node:util";
import { migrateDown, migrateUp, migrationStates } from "@marketing/shared/postgres/migrate";
import { readJson } from "@marketing/shared/process/jsonFile";
import { ensureDatabase } from "./migrateAll.ts";
import { defaultDataDir } from "./paths.ts";
import { services } from "./serviceList.ts";
import { type Secrets, type StackFile, stackFileOf } from "./stackFile.ts";

const help = `deploy/local/with-node deploy/local/src/migrateMain.ts up|down|status [OPTIONS]

  up       brings every service's schema up to date; nothing happens when there is nothing to do
  down     takes back the last migration of a service (--service), or the last N (--steps N|all)
  status   what was applied and what waits

  --service NAME    only this one; may be repeated (default: all)
  --steps N|all     how many to take back (default 1)
  --database URL    as a role that may create roles (default: DATABASE_ADMIN_URL, else that of .data/stack.json)
  --data-dir DIR    (default: .data)

The log-in roles' passwords are set by \`up\` from <SERVICE>_API_PASSWORD and <SERVICE>_WORKER_PASSWORD, where both are given.`;

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      service: { type: "string", multiple: true },
      steps: { type: "string", default: "1" },
      database: { type: "string" },
      "data-dir": { type: "string", default: defaultDataDir },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const [command, ...rest] = positionals;
  if (values.help) {
    process.stdout.write(`${help}\n`);
    return 0;
  }
  const steps = values.steps === "all" ? Number.POSITIVE_INFINITY : Number(values.steps);
  if (!["up", "down", "status"].includes(command ?? "") || rest.length > 0 || !(steps >= 1)) {
    process.stderr.write(`${help}\n`);
    return 2;
  }
  const named = values.database ?? process.env.DATABASE_ADMIN_URL ?? readJson<StackFile>(stackFileOf(values["data-dir"]))?.databaseAdmin;
  if (!named) {
    process.stderr.write("Which database? Give --database or DATABASE_ADMIN_URL, or start the platform once with npm start.\n");
    return 2;
  }
  const adminUrl = await ensureDatabase(named);
  for (const service of values.service ?? services()) {
    if (command === "status") {
      for (const { set, name, state } of await migrationStates({ adminUrl, service }))
        process.stdout.write(`${state.padEnd(8)} ${service.padEnd(10)} ${set.padEnd(10)} ${name}\n`);
      continue;
    }
    const passwords = passwordsOf(service);
    const done =
      command === "up"
        ? await migrateUp({ adminUrl, service, ...(passwords && { passwords }) })
        : await migrateDown({ adminUrl, service, steps });
    for (const name of done) process.stdout.write(`${command} ${service} ${name}\n`);
    if (done.length === 0) process.stdout.write(`${service}: nothing to do\n`);
  }
  return 0;
};

const passwordsOf = (service: string): Secrets["roles"][string] | undefined => {
  const api = process.env[`${service.toUpperCase()}_API_PASSWORD`];
  const worker = process.env[`${service.toUpperCase()}_WORKER_PASSWORD`];
  return api && worker ? { api, worker } : undefined;
};

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
