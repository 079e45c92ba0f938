import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { problemsOf, titlesOf } from "./check.ts";
import { notYet, proven } from "./requirement.ts";
import { requirements } from "./requirements.ts";

it("every requirement has tests that exist and run, or says what is missing", () => {
  expect(problemsOf(requirements)).toEqual([]);
});

it("docs/operations.md says of each that is not there yet what to do meanwhile, and of no other", () => {
  const text = readFileSync(new URL("../../docs/operations.md", import.meta.url), "utf8");
  const [, section = ""] = /^## What is not there yet\n([\s\S]*?)^## /m.exec(text) ?? [];
  const named = [...section.matchAll(/\bR(\d+)\b/g)].map(([, id]) => Number(id)).sort((a, b) => a - b);
  expect(named).toEqual(requirements.filter(({ missing }) => missing !== "").map(({ id }) => id));
});

describe("the check", () => {
  const file = "tests/requirements/requirements.test.ts";
  it("finds what is wrong with a table", () => {
    const problems = problemsOf(
      [
        proven(1, "a", [file, "the check > finds what is wrong with a table"], ["tests/nowhere.test.ts", "x"]),
        proven(2, "b", [file, "no such", "nobody > finds what is wrong with a table"]),
        proven(4, "c"),
        notYet(5, "", "later"),
        proven(6, "d", ["tests/requirements/check.ts", "x"]),
        proven(7, "e", [file]),
      ],
      6,
    );
    expect(problems).toEqual([
      "the ids are not R1 to R6 in order",
      "there is no tests/nowhere.test.ts",
      'R1: tests/nowhere.test.ts has no test "x"',
      `R2: ${file} has no test "no such"`,
      `R2: ${file} has no test "nobody > finds what is wrong with a table"`,
      "R4 needs a proof or what is missing",
      "R5 says nothing",
      "npm test does not run tests/requirements/check.ts",
      'R6: tests/requirements/check.ts has no test "x"',
      `R7 names no test of ${file}`,
    ]);
  });

  it("counts no test that does not run", () => {
    const source = `
it("runs", () => {});
describe("group", () => {
  it.each([1, 2])("each %i", async (n) => {});
  it("long", { timeout: 1 }, () => {});
  it.skip("skipped", () => {});
  it.todo("planned", () => {});
  // it("in a comment", () => {});
  /* it("in another", () => {}); */
  it.skipIf(!there)("sometimes", () => {});
  test.each([
    ["a(b", "x"],
  ])(
    "over %s lines",
    () => {},
  );
  expect(call("no test", 1));
});
describe.skip("off", () => {
  it("inside", () => {});
});
it("after", () => {});
`;
    expect(titlesOf(source)).toEqual([
      { title: "runs", group: "" },
      { title: "each %i", group: "group" },
      { title: "long", group: "group" },
      { title: "over %s lines", group: "group" },
      { title: "after", group: "" },
    ]);
  });
});
