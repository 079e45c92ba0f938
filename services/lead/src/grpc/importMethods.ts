import { invalidArgument, invalidField, type Violation } from "@marketing/shared/base/errors";
import { readCsv } from "@marketing/shared/csv/csv";
import { type Method, method } from "@marketing/shared/grpc/method";
import { list, number, oneOf, optional, text } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { Schema } from "effect";
import { addCounts, importPage, noCounts, pagesOf } from "../imports/importLeads.ts";
import { fieldProblem, planColumns } from "../imports/mapping.ts";
import { callerOf } from "./caller.ts";
import * as f from "./fields.ts";
import { countsMessage, errorMessage, pageMessage } from "./messages.ts";

const maxRows = 5_000;
const keptErrors = 1_000;
const importId = text(100);
const mappingItem = Schema.Struct({ column: text(255), field: text(300) }) as unknown as Schema.Codec<
  { readonly column: string; readonly field: string },
  unknown
>;

const request = Schema.Struct({
  importId,
  page: number({ min: 0, max: 1_000_000 }),
  csv: text(64 * 1024 * 1024),
  header: list(text(255, 0), 200),
  mapping: list(mappingItem, 200),
  defaultSource: optional(f.source),
  onExisting: optional(oneOf("ON_EXISTING", ["unspecified", "fill", "overwrite", "ignore"])),
  final: f.boolean,
});

const readImport = f.withRules(request, (raw) => {
  const mapping = Array.isArray(raw.mapping) ? (raw.mapping as ReadonlyArray<{ field?: unknown }>) : [];
  const fields = mapping.map((m) => String(m.field ?? ""));
  return mapping.flatMap((_, i): Violation[] => {
    const problem = fields[i] === "" ? null : fieldProblem(fields[i]!);
    const twice = fields.indexOf(fields[i]!) < i;
    return problem !== null || twice ? [{ field: `mapping[${i}].field`, description: problem ?? "two columns go to this field" }] : [];
  });
});

/** Header and records of a page; the header line is the first where the request names none. */
const readPage = (r: { csv: string; header: ReadonlyArray<string>; mapping: ReadonlyArray<{ column: string; field: string }> }) => {
  const named = r.header.length > 0;
  const { records, problem } = readCsv(r.csv, { maxRecords: named ? maxRows : maxRows + 1 });
  if (problem?.reason === "too many records")
    throw invalidField("csv", `must have at most ${maxRows} rows a page; the next one is in line ${problem.line}`, "TOO_MANY_ROWS");
  if (problem !== null) throw invalidField("csv", `a quoted value in the record of line ${problem.line} has no end`, "CSV_BROKEN");
  const [first, ...rest] = records.map(({ fields }) => fields);
  const header = named ? r.header : first;
  if (header === undefined) throw invalidField("csv", "has no header line", "CSV_EMPTY");
  const known = new Set(header.map((column) => column.trim()));
  const unknown = r.mapping.flatMap((m, i) =>
    known.has(m.column.trim())
      ? []
      : [{ field: `mapping[${i}].column`, description: `the header has no column ${JSON.stringify(m.column)}` }],
  );
  if (unknown.length > 0) throw invalidArgument(unknown);
  const plan = planColumns(header, r.mapping);
  if (!plan.includes("email") && !plan.includes("phone"))
    throw invalidField(r.mapping.length > 0 ? "mapping" : "csv", "no column goes to email or phone", "NO_CONTACT_COLUMN");
  return { header, plan, records: named && first !== undefined ? [first, ...rest] : rest };
};

export const importMethods = (log: EventLog): Record<string, Method> => ({
  importLeads: method({
    scope: "lead:write",
    decode: readImport,
    deadlineMs: 120_000,
    handle: async (ctx, r) => {
      const { header, plan, records } = readPage(r);
      const onExisting = r.onExisting === null || r.onExisting === "unspecified" ? "fill" : r.onExisting;
      const page = {
        importId: r.importId,
        page: r.page,
        header,
        plan,
        records,
        defaultSource: r.defaultSource,
        onExisting,
        final: r.final,
      };
      const caller = callerOf(log, ctx, "ImportLeads", { requestId: null });
      const taken = await importPage(caller, { ...page, at: Date.now() });
      return { ...pageMessage(taken.page), replayed: taken.replayed, position: taken.position };
    },
  }),

  getImport: method({
    scope: "lead:read",
    request: Schema.Struct({ importId }),
    handle: async (ctx, r) => {
      const pages = (await pagesOf(log, ctx.tenantId, r.importId)).map((e) => e.data).sort((a, b) => a.page - b.page);
      const taken = new Set(pages.map((p) => p.page));
      let nextPage = 0;
      while (taken.has(nextPage)) nextPage += 1;
      const last = pages.find((p) => p.final)?.page;
      return {
        importId: r.importId,
        counts: countsMessage(pages.reduce((sum, p) => addCounts(sum, p.counts), noCounts)),
        nextPage,
        finished: last !== undefined && nextPage > last,
        errors: pages.flatMap((p) => p.errors.map((e) => ({ page: p.page, error: errorMessage(e) }))).slice(0, keptErrors),
      };
    },
  }),
});
