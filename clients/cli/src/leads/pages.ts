import type { CsvLine } from "@marketing/client/csv";

/** Rows of a page, and bytes of its CSV: a page is one request, and done long before its deadline. */
const pageRows = 500;
const pageBytes = 1024 * 1024;

export interface LeadPage {
  /** From 0. */
  readonly number: number;
  /** With the header line. */
  readonly csv: string;
  readonly rows: ReadonlyArray<CsvLine>;
  readonly final: boolean;
}

/** A line as RFC 4180 has it, every value in quotes: nothing in it can be taken for a separator. */
export const csvLine = (fields: ReadonlyArray<string>): string =>
  `${fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(",")}\r\n`;

/** Cuts a file into pages, by rows and bytes; the same file gives the same pages. A file without rows is one page. */
export const pagesOf = (header: ReadonlyArray<string>, rows: ReadonlyArray<CsvLine>): ReadonlyArray<LeadPage> => {
  const first = csvLine(header);
  const pages: Array<{ readonly lines: string[]; readonly rows: CsvLine[]; bytes: number }> = [{ lines: [first], rows: [], bytes: 0 }];
  for (const row of rows) {
    const line = csvLine(row.fields);
    const bytes = Buffer.byteLength(line);
    let page = pages.at(-1)!;
    if (page.rows.length >= pageRows || (page.rows.length > 0 && page.bytes + bytes > pageBytes)) {
      page = { lines: [first], rows: [], bytes: 0 };
      pages.push(page);
    }
    page.lines.push(line);
    page.rows.push(row);
    page.bytes += bytes;
  }
  return pages.map(({ lines, rows: own }, number) => ({ number, csv: lines.join(""), rows: own, final: number === pages.length - 1 }));
};
