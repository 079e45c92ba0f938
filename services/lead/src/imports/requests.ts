import type { ImportLeadsRequestSchema } from "@marketing/protos/lead/v1/lead_service";
import { invalidArgument, invalidField, type Violation } from "@marketing/shared/base/errors";
import { readCsv, recordProblem } from "@marketing/shared/csv/csv";
import type { Incoming } from "@marketing/shared/grpc/contract";
import { fieldProblem, planColumns } from "./mapping.ts";
import type { Page } from "./pageRows.ts";

const maxRows = 5_000;

/** What is wrong with the request's mapping of columns to fields. */
export const mappingProblems = ({ mapping }: Incoming<typeof ImportLeadsRequestSchema>): ReadonlyArray<Violation> => {
  const fields = mapping.map(({ field }) => field);
  return fields.flatMap((field, i) => {
    const problem = field === "" ? null : fieldProblem(field);
    const twice = fields.indexOf(field) < i;
    return problem !== null || twice ? [{ field: `mapping[${i}].field`, description: problem ?? "two columns go to this field" }] : [];
  });
};

interface Sent {
  readonly csv: string;
  readonly header: ReadonlyArray<string>;
  readonly mapping: ReadonlyArray<{ readonly column: string; readonly field: string }>;
}

/** Header and records of a page; the header line is the first where the request names none. */
export const readPage = (r: Sent): Pick<Page, "header" | "plan" | "records"> => {
  const named = r.header.length > 0;
  const { records, problem } = readCsv(r.csv, { maxRecords: named ? maxRows : maxRows + 1 });
  if (problem?.reason === "too many records")
    throw invalidField("csv", `must have at most ${maxRows} rows a page; the next one is in line ${problem.line}`, "TOO_MANY_ROWS");
  if (problem !== null) throw invalidField("csv", recordProblem(problem), "CSV_BROKEN");
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
