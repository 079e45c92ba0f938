import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { StackFile } from "./stackFile.ts";

const hostOf = (url: string): string => new URL(url).host;
const databaseOf = (url: string): string => new URL(url).pathname.slice(1);

/** A password file for psql: nobody has to type what nobody could remember. */
const writePasswordFile = (file: StackFile): string => {
  const path = join(file.dataDir, "pgpass");
  const urls = [file.databaseAdmin, ...Object.values(file.services).flatMap(({ database, workerDatabase }) => [database, workerDatabase])];
  const lines = urls.map((text) => {
    const { hostname, port, username, password } = new URL(text);
    const escaped = decodeURIComponent(password).replaceAll(/[\\:]/g, "\\$&");
    return `${hostname}:${port || 5432}:*:${decodeURIComponent(username)}:${escaped}`;
  });
  writeFileSync(path, `${lines.join("\n")}\n`, { mode: 0o600 });
  return path;
};

/** What runs where, and how to go on: for the end of a start. */
export const addressTable = (file: StackFile): string => {
  const here = (path: string) => relative(process.cwd(), path) || ".";
  const rows = [
    ...Object.entries(file.services).map(([name, { address, log }]) => [name, address, `gRPC · log ${here(log)}`]),
    ["postgresql", hostOf(file.databaseAdmin), `database ${databaseOf(file.databaseAdmin)}`],
    ["redis", hostOf(file.redis), ""],
    ["nats", hostOf(file.nats), "JetStream"],
    ["vectors", file.vectors.url === "" ? "Pinecone" : hostOf(file.vectors.url), "Pinecone's API"],
  ];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) => `  ${row[0]!.padEnd(widths[0]!)}  ${row[1]!.padEnd(widths[1]!)}  ${row[2]}`.trimEnd());
  // Where people are, and where the tour looks for them.
  const role = `${file.services.identity === undefined ? Object.keys(file.services)[0] : "identity"}_api`;
  const { hostname, port } = new URL(file.databaseAdmin);
  const psql = `PGPASSFILE=${here(writePasswordFile(file))} psql -h ${hostname} -p ${port || 5432} -d ${databaseOf(file.databaseAdmin)}`;
  return [
    "",
    ...lines,
    "",
    `  keys and full addresses   ${here(join(file.dataDir, "stack.json"))}`,
    "  the command               npx marketing --help",
    `  the database              ${psql} -U ${role}`,
  ].join("\n");
};
