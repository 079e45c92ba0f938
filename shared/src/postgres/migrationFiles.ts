import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A migration as it lies in the repository. */
export interface MigrationFile {
  /** "0001_event_log" */
  readonly name: string;
  /** sha256 of the `.up.sql`, hex. */
  readonly checksum: string;
}

/** The migrations directory of this repository. */
export const migrationsDirectory = join(import.meta.dirname, "../../../migrations");

const pattern = /^(\d{4}_[a-z0-9_]+)\.(up|down)\.sql$/;

/**
 * The migrations of a directory in their order; none when it does not exist. Throws where a file's name is not
 * `NNNN_name.up.sql` or `.down.sql`, one of the two is missing, or a number is used twice.
 */
export const readMigrations = (directory: string): MigrationFile[] => {
  let entries: string[];
  try {
    entries = readdirSync(directory).filter((name) => !name.startsWith(".") && name !== "README.md");
  } catch {
    return [];
  }
  const found = new Map<string, Set<string>>();
  for (const entry of entries) {
    const [, name, direction] = pattern.exec(entry) ?? [];
    if (!name || !direction)
      throw new Error(`${join(directory, entry)} is no migration: names are NNNN_name.up.sql and NNNN_name.down.sql`);
    found.set(name, (found.get(name) ?? new Set()).add(direction));
  }
  const names = [...found.keys()].sort();
  for (const [at, name] of names.entries()) {
    for (const direction of ["up", "down"])
      if (!found.get(name)?.has(direction))
        throw new Error(`${join(directory, name)} has no .${direction}.sql: every migration needs both`);
    if (names[at + 1]?.slice(0, 4) === name.slice(0, 4)) throw new Error(`${directory} has two migrations numbered ${name.slice(0, 4)}`);
  }
  return names.map((name) => {
    const text = readFileSync(join(directory, `${name}.up.sql`));
    return { name, checksum: createHash("sha256").update(text).digest("hex") };
  });
};
