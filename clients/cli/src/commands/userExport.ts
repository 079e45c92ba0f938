import { closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { exportPerson, type KnownBy, type PersonReference } from "@marketing/client/exportPerson";
import { stringOf } from "../args.ts";
import type { CommandContext } from "../command.ts";
import { CliError, exitCodes, usageError } from "../exitCodes.ts";

/** Of the archive's shape. docs/operations.md tells what is in it. */
const format = "marketing-person-export/1";

const failed = (path: string, error: unknown) => new CliError(`cannot write ${path}: ${(error as Error).message}`);

/** Calls `write` with a function that adds to the file. Until all is written it has another name, and it is its owner's alone. */
const wholeFile = async <A>(path: string, write: (add: (text: string) => void) => Promise<A>): Promise<A> => {
  const part = `${path}.part`;
  let file: number;
  try {
    rmSync(part, { force: true });
    file = openSync(part, "wx", 0o600);
  } catch (error) {
    throw failed(path, error);
  }
  try {
    const result = await write((text) => {
      try {
        writeSync(file, text);
      } catch (error) {
        throw failed(path, error);
      }
    });
    closeSync(file);
    renameSync(part, path);
    return result;
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
};

/** All that every service holds of a person, as one JSON file. */
export const exportUser = async ({ values, out, connection, signal }: CommandContext, person: PersonReference): Promise<void> => {
  const path = stringOf(values, "to");
  if (path === undefined) throw usageError("user export takes --to FILE, where the archive is to be");
  const known: KnownBy = { ids: new Set(), names: new Set() };
  const counts = new Map<string, number>();
  await wholeFile(path, async (add) => {
    add(`{\n"format": ${JSON.stringify(format)},\n"exported_at": ${JSON.stringify(new Date().toISOString())},\n"records": {`);
    let open = "";
    for await (const { service, section, record } of exportPerson(connection().client, person, { signal, known })) {
      const name = `${service}.${section}`;
      if (name === open) add(`,\n${record}`);
      else add(`${open === "" ? "" : "\n],"}\n${JSON.stringify(name)}: [\n${record}`);
      open = name;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    if (counts.size === 0) throw new CliError("no service holds anything of this person", exitCodes.notFound);
    const personKnown = { ids: [...known.ids], names: [...known.names] };
    // last, as a reader's sign that nothing is missing
    add(`\n]},\n"person": ${JSON.stringify(personKnown)},\n"counts": ${JSON.stringify(Object.fromEntries(counts))}\n}\n`);
  });
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  out.object({ file: path, records: total, counts: Object.fromEntries(counts) });
  out.table([{ title: "what" }, { title: "records", align: "right" }], [...counts]);
  out.say(
    `${total} records are in ${path}, which only you can read. Names in running text are found as whole words: look over tasks and contents.`,
  );
};
