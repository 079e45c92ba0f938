import { stretched } from "@marketing/tests/support/patience";
import { describe, expect, it } from "vitest";
import { readCsv } from "./csv.ts";
import { delimiterOf } from "./delimiter.ts";

const read = (text: string, maxRecords = 1_000) => readCsv(text, { maxRecords });
const fields = (text: string) => read(text).records.map((record) => record.fields);

const two = (...second: string[]): string[][] => [["a", "b"], second];

describe("readCsv", () => {
  it.each<[string, string, string[][]]>([
    ["commas and line feeds", "a,b\n1,2\n", two("1", "2")],
    ["carriage returns with line feeds, no last one", "a,b\r\n1,2", two("1", "2")],
    ["carriage returns alone", "a,b\r1,2\r", two("1", "2")],
    ["a mixture of line endings", "a,b\r\n1,2\n3,4\r5,6", [...two("1", "2"), ["3", "4"], ["5", "6"]]],
    ["a byte order mark and semicolons", "\uFEFFa;b\n1;2", two("1", "2")],
    ["semicolons beside decimal commas", "a;b\n1,5;2", two("1,5", "2")],
    ["tabs", "a\tb\n1\t2", two("1", "2")],
    ["delimiters and quotes in quotes", 'a,b\n"x, y","say ""hi"""\n', two("x, y", 'say "hi"')],
    ["line breaks in quotes", 'a,b\n"two\nlines",2', two("two\nlines", "2")],
    ["every line break in quotes", '"a",b\r"1\r\n2\r3",4\r', two("1\r\n2\r3", "4")],
    ["a byte order mark before a quote", '\uFEFF"a","b"\n1,2', two("1", "2")],
    ["empty lines, empty fields", "\n\na,b\n\n,\n1,", [...two("", ""), ["1", ""]]],
    ["lines of spaces", "a,b\n   \n\t\n1,2", two("1", "2")],
    ["records of other lengths", "a,b\n1\n1,2,3", [...two("1"), ["1", "2", "3"]]],
    ["an empty value in quotes", 'a\n""\n', [["a"]]],
    ["a quote inside an unquoted value", 'a,b\n5" disk,2', two('5" disk', "2")],
    ["text after a closing quote", 'a,b\n"x"y,"Jane" Doe\n', two('"x"y', '"Jane" Doe')],
    ["quotes after spaces, and spaces after quotes", 'a, "b"\n "x, y" ,  "say ""hi"""\n', two("x, y", 'say "hi"')],
    ["spaces inside quotes", 'a,b\n"  x ", " y "', two("  x ", " y ")],
    ["spaces before values", "a, b\n  1,\t2", two("1", "2")],
    ["tabs beside spaces and quotes", 'a\tb\n "1\t2"\t\n', two("1\t2", "")],
    ["bars", "a|b\n1,2|3", two("1,2", "3")],
    ["a separator that is declared", "sep=;\r\na;b\r\n1,1,1;2", two("1,1,1", "2")],
    ["nothing", "", []],
    ["empty lines alone", "\n\r\n", []],
  ])("reads %s", (_, text, records) => {
    expect(fields(text)).toEqual(records);
    expect(read(text).problem).toBeNull();
  });

  it("numbers rows as a spreadsheet does", () => {
    expect(read('\uFEFFa,b\r\n"x, ""y""\nz",2\r\n\r\n,\nlast,').records).toEqual([
      { row: 1, fields: ["a", "b"] },
      { row: 2, fields: ['x, "y"\nz', "2"] },
      { row: 4, fields: ["", ""] },
      { row: 5, fields: ["last", ""] },
    ]);
  });

  it.each<[string, number, string[][]]>([
    ['a\n"b', 2, [["a"]]],
    ['"a', 1, []],
    ['a,b\r\n"1\r\n2",3\r\n\r\n4,"5\r\n6,7', 5, two("1\r\n2", "3")],
    [
      'ä;ö\r"ü";ß\r1;"\r',
      3,
      [
        ["ä", "ö"],
        ["ü", "ß"],
      ],
    ],
  ])("tells in %j where the record with an unclosed quote begins, and gives those before it", (text, line, before) => {
    expect(read(text).problem).toEqual({ reason: "unclosed quote", line });
    expect(fields(text)).toEqual(before);
  });

  it("stops at the record that is one too many", () => {
    expect(read("a\n1\n2\n", 3)).toMatchObject({ problem: null, records: { length: 3 } });
    expect(read("a\n1\n\n2\n3\n", 3)).toMatchObject({ problem: { reason: "too many records", line: 5 }, records: { length: 3 } });
  });

  it("ends at a record of too many fields, or of too many bytes", () => {
    expect(read(`a\n${",".repeat(999)}\n`)).toMatchObject({ problem: null, records: { length: 2 } });
    expect(read(`a\n${",".repeat(1_000)}\nb\n`)).toMatchObject({
      problem: { reason: "too many fields", line: 2 },
      records: { length: 1 },
    });
    const long = "x".repeat(1024 * 1024 + 10);
    for (const record of [long, `"${long}"`, `"${long}`])
      expect(read(`a\n1\n${record}\n2\n`)).toMatchObject({ problem: { reason: "too long a record", line: 3 }, records: { length: 2 } });
  });

  it.each([
    ["empty lines", "a,b\n", "\n"],
    ["lines of one space", "a,b\n", " \n"],
    ["short records", "a,b,c\n", "1,2\n"],
    ["delimiters", "a,b\n", ","],
    ["quotes", "a,b\n", '"'],
    ["quotes and letters", 'a,b\n"', '"x"'],
    ["quotes with text behind", "a,b\n", '"x"y,'],
    ["an unclosed quote in the first line", 'a,b"', '"x'],
  ])("takes time in proportion to the length of %s", (_, first, repeated) => {
    const start = performance.now();
    read(first + repeated.repeat(4_000_000 / repeated.length), 10_000);
    expect(performance.now() - start).toBeLessThan(stretched(5_000));
  });
});

describe("delimiterOf", () => {
  it.each([
    ['"a,b,c,d";e', ";"],
    ['"a ""b,c,d"" e";f', ";"],
    ['"two,\nlines,";b', ";"],
    ['5" disk;b\n"c,d,e,f', ";"],
    ["\r\n\na;b\n1,2,3,4", ";"],
    [' "a,b,c" ; "d,e"', ";"],
    ["SEP=|\na;b;c", "|"],
    ["a", ","],
    ["", ","],
  ])("%j: %j", (text, delimiter) => expect(delimiterOf(text)).toBe(delimiter));
});
