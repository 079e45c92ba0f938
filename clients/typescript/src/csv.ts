import { type CsvRecord, readCsv, recordProblem } from "@marketing/shared/csv/csv";

/** A line of a CSV file: its number as a spreadsheet shows it, and its values. */
export type CsvLine = CsvRecord;

/** The lines of a CSV text as the services read it, without the empty ones. Throws an Error that says in words where the text is broken. */
export const csvLines = (text: string, maxLines: number): ReadonlyArray<CsvLine> => {
  const { records, problem } = readCsv(text, { maxRecords: maxLines });
  if (problem === null) return records;
  throw new Error(problem.reason === "too many records" ? `it has more than ${maxLines - 1} rows` : recordProblem(problem));
};
