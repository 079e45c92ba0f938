import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { type CsvLine, csvLines } from "@marketing/client/csv";
import { usageError } from "../exitCodes.ts";
import { decode, longestFile } from "./decode.ts";

const maxRows = 1_000_000;

export interface LeadFile {
  readonly header: ReadonlyArray<string>;
  readonly rows: ReadonlyArray<CsvLine>;
  readonly encoding: string;
  /** Of its text: the same content in another encoding is the same file. */
  readonly hash: string;
}

const bytesOf = (path: string): Buffer => {
  try {
    if (path !== "-" && statSync(path).size > longestFile)
      throw new Error(`it has more than ${longestFile / 1024 / 1024} MB: cut it into several files`);
    return readFileSync(path === "-" ? 0 : path);
  } catch (error) {
    throw usageError(`cannot read ${path}: ${(error as Error).message}`);
  }
};

/** Reads a CSV file, or standard input for "-". Throws a usage error that says what is wrong with it; then nothing of it was taken. */
export const readLeadFile = (path: string, encoding: string | null): LeadFile => {
  const decoded = decode(bytesOf(path), encoding);
  let lines: ReadonlyArray<CsvLine>;
  try {
    lines = csvLines(decoded.text, maxRows + 1);
  } catch (error) {
    throw usageError(`${path}: ${(error as Error).message}`);
  }
  const [header, ...rows] = lines;
  if (header === undefined) throw usageError(`${path} has no header line`);
  return { header: header.fields, rows, encoding: decoded.encoding, hash: createHash("sha256").update(decoded.text).digest("hex") };
};
