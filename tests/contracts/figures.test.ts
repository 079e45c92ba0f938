import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

// What was measured stands in tests/bench/README.md, from one run; where another document repeats a figure it is the same.

const textOf = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
const measured = /^Last seen [\s\S]*?\n\n/m.exec(textOf("tests/bench/README.md"))![0];
const operations = textOf("docs/operations.md");

it.each([
  ["rebuild", /\brebuild ([\d.]+)/, /`rebuild` of\s+\S+ is ([\d.]+) of COPY/],
  ["the rate of ingest", /\bingest ([\d.]+)×/, /([\d.]+)× that loop's/],
  ["the CPU of ingest", /spends ([\d.]+) times/, /costs ([\d.]+) times the CPU of a naive loop/],
])("docs/operations.md repeats %s as it was measured", (_, there, here) => {
  const figure = there.exec(measured)?.[1];
  expect(figure).toBeDefined();
  expect(here.exec(operations)?.[1]).toBe(figure);
});

it("every document that names a measurement says by which command it was made", () => {
  expect(measured).toContain("npm run bench");
  for (const file of ["README.md", "docs/operations.md"]) expect(textOf(file), file).toContain("tests/bench/README.md");
});
