import type { ImportLeadsRequestSchema } from "@marketing/protos/lead/v1/lead_service";
import { invalidArgument, invalidField, type Violation } from "@marketing/shared/base/errors";
import { readCsv, recordProblem } from "@marketing/shared/csv/csv";
import type { Incoming } from "@marketing/shared/grpc/contract";
import { type Column, fieldProblem, planColumns } from "./columns.ts";
import { type DateOrder, type Orders, ordersOf, type SeenDate } from "./dates.ts";
import type { RowError } from "./events.ts";

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

export interface ReadPage {
  readonly header: ReadonlyArray<string>;
  readonly columns: ReadonlyArray<Column>;
  readonly records: ReadonlyArray<ReadonlyArray<string>>;
}

/** Header and records of a page; the header line is the first where the request names none. */
export const readPage = (r: Sent): ReadPage => {
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
  const columns = planColumns(header, r.mapping);
  if (!columns.some(({ field }) => field === "email" || field === "phone"))
    throw invalidField(
      r.mapping.length > 0 ? "mapping" : "csv",
      `no column goes to email or phone: the first line has ${shownColumns(header)}; if these are the columns, say with a mapping which has them`,
      "NO_CONTACT_COLUMN",
    );
  return { header, columns, records: named && first !== undefined ? [first, ...rest] : rest };
};

/** A header that is in the second line, or in a language that is not known, is seen from this. */
const shownColumns = (header: ReadonlyArray<string>): string => {
  const shown = header.slice(0, 8).map((column) => JSON.stringify(column.trim().slice(0, 40)));
  const more = header.length > shown.length ? ` and ${header.length - shown.length} more` : "";
  return `${shown.join(", ")}${more}`;
};

export interface SeenOrders {
  readonly orders: Orders;
  /** The header of the column that has the dates; "" = none has. */
  readonly column: string;
}

/** What the dates of a page say about their order. */
export const ordersOfPage = ({ columns, records }: ReadPage): SeenOrders => {
  const places = columns.flatMap(({ field }, i) => (field === "created_at" ? [i] : []));
  const dates: SeenDate[] = records.flatMap((record, row) => places.map((i) => ({ row: row + 1, value: record[i]?.trim() ?? "" })));
  return { orders: ordersOf(dates), column: columns[places[0] ?? -1]?.header ?? "" };
};

/** Why dates cannot be read by what the page shows, at the row that shows it; null = they can. */
export const dateProblem = ({ orders: { ambiguous, against }, column }: SeenOrders): RowError | null => {
  const at = ({ row, value }: SeenDate, message: string): RowError => ({ row, column, field: "created_at", value, message });
  if (against !== null) {
    const [day, month] = against;
    return at(month, `has the month first, and ${JSON.stringify(day.value)} the day`);
  }
  return (
    ambiguous && at(ambiguous, "is one day with the day first and another with the month first, and no other date shows which is meant")
  );
};

/** The order in which the dates of a page are read. Throws where it cannot be seen and nobody said which is meant. */
export const orderOf = (seen: SeenOrders, declared: DateOrder | null): DateOrder | null => {
  if (declared !== null) return declared;
  const problem = dateProblem(seen);
  if (problem === null) return seen.orders.possible[0] ?? null;
  const { column, row, value, message } = problem;
  const reason = seen.orders.against === null ? "DATE_ORDER_AMBIGUOUS" : "DATE_ORDER_MIXED";
  throw invalidField(
    "csv",
    `column ${JSON.stringify(column)}, row ${row}: ${JSON.stringify(value)} ${message}: say it with date_order`,
    reason,
  );
};
