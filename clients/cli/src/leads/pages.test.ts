import { csvLines } from "@marketing/client/csv";
import { describe, expect, test } from "vitest";
import { pagesOf } from "./pages.ts";

const line = (row: number, ...fields: string[]) => ({ row, fields });

describe("pages of a lead file", () => {
  test("are cut by rows, and lose none", () => {
    const rows = Array.from({ length: 1_201 }, (_, i) => line(i + 2, `p${i}@x.io`, `"quoted", ${i}\nsecond line`));
    const pages = pagesOf(["email", 'say "hi"'], rows);
    expect(pages.map(({ number, rows: own, final }) => [number, own.length, final])).toEqual([
      [0, 500, false],
      [1, 500, false],
      [2, 201, true],
    ]);
    for (const { csv, rows: own } of pages)
      expect(csvLines(csv, 1_000).map(({ fields }) => fields)).toEqual([["email", 'say "hi"'], ...own.map(({ fields }) => fields)]);
  });

  test("are cut by bytes, and a long row is a page", () => {
    const pages = pagesOf(
      ["email", "note"],
      [300_000, 900_000, 100_000, 500_000, 500_000].map((n, i) => line(i + 2, "a@x.io", "ä".repeat(n / 2))),
    );
    expect(pages.map(({ rows }) => rows.map(({ row }) => row))).toEqual([[2], [3, 4], [5, 6]]);
    for (const { csv } of pages) expect(Buffer.byteLength(csv)).toBeLessThan(1.1 * 1024 * 1024);
  });

  test("of a file without rows are one", () =>
    expect(pagesOf(["email"], [])).toEqual([{ number: 0, csv: '"email"\r\n', rows: [], final: true }]));
});
