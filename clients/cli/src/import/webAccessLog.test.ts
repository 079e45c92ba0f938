import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { detectFormat, parserFor } from "./format.ts";
import { openInput } from "./lines.ts";

const file = fileURLToPath(new URL("../../../../../shared/data/web-access.log.gz", import.meta.url));

test.skipIf(!existsSync(file))(`the figures of a real web site's log (skipped where ${file} is absent)`, async () => {
  const input = await openInput(file);
  const { format, lines } = await detectFormat(input.lines);
  expect(format).toBe("combined");
  const parser = parserFor("combined", { live: false });
  if (parser.format !== "combined") throw new Error("unreachable");
  const ids = new Set<string>();
  const bad: Array<[number, string]> = [];
  let last = 0;
  for await (const { number, bytes } of lines) {
    last = number;
    const parsed = parser.parse(bytes);
    for (const { messageId } of parsed.items) ids.add(messageId);
    for (const { reason } of parsed.bad) bad.push([number, reason]);
  }
  expect(last).toBe(10_000);
  expect(ids.size).toBe(9_999);
  expect(bad).toEqual([[8_899, "cut off: a quote is not closed"]]);
  expect(parser.facts.addresses.size).toBe(1_474);
  expect(parser.facts.visitors.size).toBe(1_592);
  expect(Object.fromEntries(parser.facts.days)).toEqual({
    "2015-05-17": 1_632,
    "2015-05-18": 2_893,
    "2015-05-19": 2_896,
    "2015-05-20": 2_578,
  });
  expect(parser.facts.statuses.get("200")).toBe(9_125);
  expect(parser.facts.statuses.get("404")).toBe(213);
  expect(parser.facts.withUtm).toBe(153);
});
