import { writeFileSync } from "node:fs";
import { DateOrder, OnExisting } from "@marketing/protos/lead/v1/lead_service";
import { flagOf, listOf, stringOf, subjectOf, wholeOf } from "../args.ts";
import type { CommandContext } from "../command.ts";
import { CliError, exitCodes, usageError } from "../exitCodes.ts";
import { importIdOf, type RefusedRow, type Running, type Said, takePages, type Validated, validate } from "../leads/importLeads.ts";
import { type LeadFile, readLeadFile } from "../leads/leadFile.ts";
import { csvLine } from "../leads/pages.ts";
import type { Output } from "../terminal/output.ts";
import { startProgress } from "../terminal/progress.ts";
import { grouped } from "../terminal/table.ts";

const orders: ReadonlyMap<string, DateOrder> = new Map([
  ["dmy", DateOrder.DAY_FIRST],
  ["mdy", DateOrder.MONTH_FIRST],
  ["ymd", DateOrder.YEAR_FIRST],
]);
const policies: ReadonlyMap<string, OnExisting> = new Map([
  ["fill", OnExisting.FILL],
  ["overwrite", OnExisting.OVERWRITE],
  ["ignore", OnExisting.IGNORE],
]);

const oneOf = <T>(context: CommandContext, name: string, meanings: ReadonlyMap<string, T>): T | undefined => {
  const given = stringOf(context.values, name);
  if (given === undefined || meanings.has(given)) return given === undefined ? undefined : meanings.get(given);
  throw usageError(`--${name} takes ${[...meanings.keys()].join(", ")}, not ${JSON.stringify(given)}`);
};

const mappingOf = (given: ReadonlyArray<string>): Said["mapping"] =>
  given.map((pair) => {
    const at = pair.lastIndexOf("=");
    if (at < 1 || at === pair.length - 1) throw usageError(`--map takes COLUMN=FIELD, as "Work mail=email", not ${JSON.stringify(pair)}`);
    return { column: pair.slice(0, at), field: pair.slice(at + 1) };
  });

const saidOf = (context: CommandContext): Said => ({
  mapping: mappingOf(listOf(context.values, "map")),
  defaultSource: stringOf(context.values, "source"),
  onExisting: oneOf(context, "on-existing", policies),
  dateOrder: oneOf(context, "date-format", orders),
  timeZone: stringOf(context.values, "timezone"),
});

const orderName = (order: DateOrder | undefined): string | null => [...orders].find(([, value]) => value === order)?.[0] ?? null;

/** A row's number as a spreadsheet shows it, why it was refused, and what the file has in it. */
const writeRefused = (path: string, file: LeadFile, refused: ReadonlyArray<RefusedRow>): void => {
  const rows = refused.map(({ line, reasons }) => {
    const values = file.header.map((_, i) => line.fields[i] ?? "");
    return csvLine([...values, ...line.fields.slice(file.header.length), String(line.row), reasons.join("; ")]);
  });
  try {
    writeFileSync(path, `\uFEFF${csvLine([...file.header, "refused row", "refused because"])}${rows.join("")}`);
  } catch (error) {
    throw new CliError(`cannot write ${path}: ${(error as Error).message}`);
  }
};

const shown = 5;
const printRefused = (out: Output, refused: ReadonlyArray<RefusedRow>, count: number): void => {
  if (count === 0) return;
  out.heading("Refused");
  out.table(
    [
      { title: "row", align: "right" },
      { title: "because", max: 120 },
    ],
    refused.slice(0, shown).map(({ line, reasons }) => [line.row, reasons.join("; ")]),
  );
  if (count > shown)
    out.say(`and ${grouped(count - Math.min(shown, refused.length))} more: --refused FILE writes them all, with their reasons`);
};

const sampleOf = ({ rows }: LeadFile, column: number): string =>
  rows.find(({ fields }) => fields[column]?.trim())?.fields[column]?.trim() ?? "";

const columnsOf = (file: LeadFile, { columns }: Validated) =>
  columns.map(({ column, field, note }, i) => ({ column, field: field === "" ? null : field, note, sample: sampleOf(file, i) }));

const printReading = (out: Output, file: LeadFile, validated: Validated): void => {
  const order = orderName(validated.said.dateOrder);
  out.say(`read as ${file.encoding}${order === null ? "" : `, dates as ${order}`}`);
  out.table(
    [
      { title: "column", max: 30 },
      { title: "goes to", max: 36 },
      { title: "for example", max: 30 },
      { title: "", max: 70 },
    ],
    columnsOf(file, validated).map(({ column, field, sample, note }) => [column, field ?? "-", sample, note]),
  );
};

const plainRefused = (refused: ReadonlyArray<RefusedRow>) =>
  refused.slice(0, 20).map(({ line, reasons }) => ({ row: line.row, reasons: [...reasons] }));

const preview = (out: Output, name: string, file: LeadFile, validated: Validated): number => {
  const refused = validated.refused.length;
  const order = orderName(validated.said.dateOrder);
  printReading(out, file, validated);
  out.say(
    `\n${grouped(validated.rows)} rows, ${grouped(refused)} of them would be refused. Nothing was sent to stay: without --preview they are imported.`,
  );
  printRefused(out, validated.refused, refused);
  out.object({
    ...{ file: name, encoding: file.encoding, date_format: order, rows: validated.rows, refused },
    columns: columnsOf(file, validated),
    refused_rows: plainRefused(validated.refused),
  });
  return exitCodes.ok;
};

export const importLeads = async (context: CommandContext): Promise<number> => {
  const { values, out, signal } = context;
  const name = subjectOf(context.positionals, "one FILE, or - for standard input");
  const said = saidOf(context);
  const refusedPath = stringOf(values, "refused");
  const patience = wholeOf(values, "patience", 120, 0, 86_400) * 1_000;
  const api = context.connection().client.lead;
  const file = readLeadFile(name, stringOf(values, "encoding") ?? null);
  const progress = startProgress("import");
  const running: Running = {
    retry: { patience },
    signal,
    onPage: (note, done) => progress.update({ share: done / Math.max(1, file.rows.length), done, unit: "rows", note }),
  };
  let sending = false;
  try {
    const validated = await validate(api, file, said, running, flagOf(values, "preview"));
    if (flagOf(values, "preview")) {
      progress.stop();
      if (refusedPath !== undefined) writeRefused(refusedPath, file, validated.refused);
      return preview(out, name, file, validated);
    }
    const id = stringOf(values, "id") ?? importIdOf(file, validated.said);
    const started = performance.now();
    sending = true;
    const { now, before, refused } = await takePages(
      api,
      id,
      validated,
      running,
      refusedPath !== undefined || stringOf(values, "id") !== undefined,
    );
    sending = false;
    progress.stop();
    const failed = now.failed + before.failed;
    if (refusedPath !== undefined) writeRefused(refusedPath, file, refused);
    out.heading(`Leads of ${name === "-" ? "standard input" : name}`);
    printReading(out, file, validated);
    out.say();
    out.pairs([
      ["rows", file.rows.length],
      ["imported before", before.rows],
      ["new leads", now.created],
      ["completed", now.updated],
      ["nothing new", now.ignored],
      ["twice in the file", now.duplicates],
      ["refused", failed],
    ]);
    printRefused(out, refused, failed);
    out.object({
      ...{ file: name, import_id: id, encoding: file.encoding, date_format: orderName(validated.said.dateOrder), rows: file.rows.length },
      ...{ imported_before: before.rows, created: now.created, updated: now.updated, unchanged: now.ignored },
      ...{ duplicates: now.duplicates, refused: failed, seconds: Math.round(performance.now() - started) / 1_000 },
      columns: columnsOf(file, validated),
      refused_rows: plainRefused(refused),
    });
    const nothing = failed > 0 && failed === file.rows.length;
    return failed > 0 && (nothing || flagOf(values, "strict")) ? exitCodes.failed : exitCodes.ok;
  } catch (error) {
    progress.stop();
    if (sending) out.warn("it stopped: the same command again goes on where it stopped");
    if (!signal.aborted) throw error;
    return exitCodes.interrupted;
  }
};
