import { describe, expect, it } from "vitest";
import { delimiterOf, parseCsv } from "./csv.ts";
import { fieldProblem, planColumns, readRow } from "./mapping.ts";

describe("parseCsv", () => {
  it.each([
    [
      "a,b\n1,2\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "a,b\r\n1,2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "\uFEFFa;b\n1;2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "a\tb\n1\t2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      'a,b\n"x, y","say ""hi"""\n',
      [
        ["a", "b"],
        ["x, y", 'say "hi"'],
      ],
    ],
    [
      'a,b\n"two\nlines",2',
      [
        ["a", "b"],
        ["two\nlines", "2"],
      ],
    ],
    [
      "a,b\n\n,\n1,",
      [
        ["a", "b"],
        ["", ""],
        ["1", ""],
      ],
    ],
    ["a,b\n1", [["a", "b"], ["1"]]],
    ['a\n""\n', [["a"]]],
    ["", []],
  ])("reads %j", (text, records) => expect(parseCsv(text)).toEqual({ records, broken: null }));
  it("tells when a quoted value has no end", () => {
    expect(parseCsv('a\n"x').broken).not.toBeNull();
  });
  it("reads a quote after a value as the value's", () => {
    expect(parseCsv('a,b\n"x"y,2').records[1]).toEqual(["xy", "2"]);
  });
  it("is not fooled by separators in quotes", () => {
    expect(delimiterOf('"a,b,c,d";e')).toBe(";");
  });
});

describe("columns", () => {
  it("finds fields by their names, the rest are properties, the server's own are left out", () => {
    expect(planColumns(["E-Mail", "Job Title", "Company Name", "companySize", "Status", "email", ""], [])).toEqual([
      "email",
      "job_title",
      "company",
      "properties.company_size",
      null,
      "properties.email",
      null,
    ]);
    expect(planColumns(["A", "B"], [{ column: "B", field: "email" }])).toEqual([null, "email"]);
  });
  it.each(["status", "score", "qualified", "lead_id", "properties.", "properties.enrichment", "nonsense"])("refuses %s", (field) =>
    expect(fieldProblem(field)).not.toBeNull(),
  );
  it("names everything that is wrong with a row", () => {
    const header = ["email", "phone", "job", "when"];
    const plan = ["email", "phone", "job_title", "created_at"];
    const { problems } = readRow(header, plan, ["nope", "x", "j".repeat(101), "soon", "extra"]);
    expect(problems.map((p) => p.field)).toEqual(["", "email", "phone", "job_title", "created_at"]);
    expect(readRow(header, plan, ["", "", "CEO"]).problems.map((p) => p.message)).toEqual(["email or phone is required"]);
    expect(readRow(header, plan, [" a@x.com ", "+49 30 1234567"])).toMatchObject({ problems: [], row: { fields: { email: "a@x.com" } } });
  });
});
