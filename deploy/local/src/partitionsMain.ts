import { parseArgs } from "node:util";
import { addIndex } from "@marketing/shared/postgres/onlineIndex";
import { asOwner, whenUnlocked } from "@marketing/shared/postgres/owner";
import { readJson } from "@marketing/shared/process/jsonFile";
import { ensureDatabase } from "./migrateAll.ts";
import { defaultDataDir } from "./paths.ts";
import { services } from "./serviceList.ts";
import { type StackFile, stackFileOf } from "./stackFile.ts";

const help = `npm run partitions -- list|index|days [OPTIONS]

  list     the partitions of a service's tables, with their sizes
  index    adds an index to a table in use, partition by partition; repeated after an interruption it goes on
           --service NAME --table NAME --name INDEX --on '(tenant_id, country)'
  days     partitions of tracking's events are days from a month on; months that are there already are split
           --from YYYY-MM    (default: the next month, which holds next to nothing yet)

  --service NAME    (list: default all)
  --database URL    as a role that may become the services' owners (default: DATABASE_ADMIN_URL, else that of .data/stack.json)
  --data-dir DIR    (default: .data)

Afterwards let a migration say the same (CREATE INDEX IF NOT EXISTS …), so that a new database has the index, too.`;

class UsageError extends Error {}

const options = {
  service: { type: "string" },
  table: { type: "string" },
  name: { type: "string" },
  on: { type: "string" },
  from: { type: "string" },
  database: { type: "string" },
  "data-dir": { type: "string", default: defaultDataDir },
  help: { type: "boolean", short: "h", default: false },
} as const;
type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const list = async (adminUrl: string, { service }: Values): Promise<void> => {
  for (const name of service === undefined ? services() : [service])
    await asOwner(adminUrl, name, async (client) => {
      const { rows } = await client.query<{ parent: string; part: string; size: string; bounds: string }>(
        `SELECT p.relname AS parent, c.relname AS part, pg_size_pretty(pg_total_relation_size(c.oid)) AS size, pg_get_expr(c.relpartbound, c.oid) AS bounds
           FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid JOIN pg_class p ON p.oid = h.inhparent
          WHERE p.relnamespace = current_schema()::regnamespace AND p.relkind = 'p' ORDER BY 1, 2`,
      );
      for (const { parent, part, size, bounds } of rows)
        say(`${name.padEnd(10)} ${parent.padEnd(16)} ${part.padEnd(28)} ${size.padStart(9)}  ${bounds}`);
    });
};

const index = async (adminUrl: string, { service, table, name, on }: Values): Promise<void> => {
  if (!service || !table || !name || !on) throw new UsageError("index takes --service, --table, --name and --on");
  const done = await asOwner(adminUrl, service, (client) =>
    addIndex(client, { table, name, definition: on }, (part) => say(`${part}: indexed`)),
  );
  say(done.length === 0 ? `${name} is there already` : `${name} is valid on ${table}`);
};

const nextMonth = (): string => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1)).toISOString().slice(0, 7);
};

const days = async (adminUrl: string, { from = nextMonth() }: Values): Promise<void> => {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(from)) throw new UsageError(`--from is a month like 2027-01, not ${JSON.stringify(from)}`);
  const { rows } = await asOwner(adminUrl, "tracking", (client) =>
    whenUnlocked(() =>
      client.query<{ month: string; moved: string }>("SELECT month, moved FROM split_event_months($1)", [`${from}-01T00:00:00Z`]),
    ),
  );
  for (const { month, moved } of rows) say(`${month}: split into days, ${moved} rows moved`);
  say(`partitions of events are days from ${from} on`);
};

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  if (values.help) {
    say(help);
    return 0;
  }
  const command = { list, index, days }[positionals[0] ?? ""];
  if (!command || positionals.length > 1) throw new UsageError(help);
  const named = values.database ?? process.env.DATABASE_ADMIN_URL ?? readJson<StackFile>(stackFileOf(values["data-dir"]))?.databaseAdmin;
  if (!named) throw new UsageError("Which database? Give --database or DATABASE_ADMIN_URL, or start the platform once with npm start.");
  await command(await ensureDatabase(named), values);
  return 0;
};

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = error instanceof UsageError || (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS") ? 2 : 1;
}
