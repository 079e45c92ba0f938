import { CsvError, type Info, parse } from "csv-parse/sync";
import { declaresDelimiter, delimiterOf } from "./delimiter.ts";

export interface CsvRecord {
  /** The number that a spreadsheet shows beside it: empty lines count, line breaks inside quotes do not. 1-based. */
  readonly row: number;
  readonly fields: ReadonlyArray<string>;
}

export interface CsvProblem {
  readonly reason: "unclosed quote" | "too many records" | "too many fields" | "too long a record";
  /** The line in which the record begins that was not read. 1-based. */
  readonly line: number;
}

export interface Csv {
  /** The records before the problem, or all of them. */
  readonly records: ReadonlyArray<CsvRecord>;
  readonly problem: CsvProblem | null;
}

/** Fields of a record at most: whoever reads a table looks at every column in every row. */
const maxFields = 1_000;
/** Bytes of a record at most. */
const maxRecordBytes = 1024 * 1024;

class Stop extends Error {
  readonly reason: CsvProblem["reason"];
  constructor(reason: CsvProblem["reason"]) {
    super(reason);
    this.reason = reason;
  }
}

const reasonOf = (error: unknown): CsvProblem["reason"] | null => {
  if (error instanceof Stop) return error.reason;
  if (!(error instanceof CsvError)) return null;
  return error.code === "CSV_QUOTE_NOT_CLOSED" ? "unclosed quote" : error.code === "CSV_MAX_RECORD_SIZE" ? "too long a record" : null;
};

/** A problem of one record, in words for whoever sent the text. Of too many records the caller tells, who set the limit. */
export const recordProblem = ({ reason, line }: CsvProblem): string => {
  switch (reason) {
    case "too many fields":
      return `the record of line ${line} has more than ${maxFields} values`;
    case "too long a record":
      return `the record of line ${line} has more than ${maxRecordBytes} bytes, or a quoted value in it has no end`;
    default:
      return `a quoted value in the record of line ${line} has no end`;
  }
};

/** The parser takes spaces after a closing quote for text. */
const unquoted = (field: string): string => {
  if (!field.startsWith('"')) return field;
  const value = field.trimEnd();
  return value.length > 1 && value.length < field.length && value.indexOf('"', 1) === value.length - 1 ? value.slice(1, -1) : field;
};

const lineAt = (bytes: Buffer, offset: number): number => {
  const read = bytes.toString("utf8", 0, offset);
  const emptyLines = /^[\r\n]*/.exec(bytes.toString("utf8", offset))![0];
  return `${read}${emptyLines}`.split(/\r\n|\n|\r/).length;
};

/**
 * CSV as RFC 4180 has it and as spreadsheets write it: separated by comma, semicolon, tab or bar, as the first line shows or says (`sep=;`); any
 * line ending, a mixture too; a byte order mark; line breaks inside quotes. Records need not be of the same length. A record of one field
 * with nothing but spaces in it is left out. Spaces around quotes do not count, nor do those before a value. Quotes inside an unquoted value
 * are text; where text follows a closing quote, the value is all of it as it stands, quotes included. The time is linear in the length of the text, which the caller bounds.
 */
export const readCsv = (text: string, { maxRecords }: { readonly maxRecords: number }): Csv => {
  const unmarked = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const bytes = Buffer.from(unmarked);
  const declarations = declaresDelimiter(unmarked) ? 1 : 0;
  const records: CsvRecord[] = [];
  let end = 0;
  const keep = (fields: string[], info: Info): null => {
    // Ends the parsing. Lines of spaces count too: the parser makes an error object of each record that is not as long as the first one.
    if (info.records - declarations > maxRecords) throw new Stop("too many records");
    if (fields.length > maxFields) throw new Stop("too many fields");
    end = info.bytes;
    if (info.records <= declarations) return null;
    if (fields.length > 1 || fields[0]!.trim() !== "") records.push({ row: info.records + info.empty_lines, fields: fields.map(unquoted) });
    return null; // the parser need not keep it
  };
  try {
    parse(bytes, {
      delimiter: delimiterOf(unmarked),
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_quotes: true,
      ltrim: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: maxRecordBytes,
      on_record: keep,
    });
    return { records, problem: null };
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === null) throw error;
    return { records, problem: { reason, line: lineAt(bytes, end) } };
  }
};
