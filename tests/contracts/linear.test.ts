import { doubling } from "@marketing/tests/support/doubling";
import { afterAll, describe, expect, it } from "vitest";
import { parsersOfForeignText } from "./foreignText.ts";

const longest = 100_000;
const lines: string[] = [];
const shown = (ms: number): string => ms.toFixed(1).padStart(8);

describe("a text of twice the length takes twice the time", () => {
  for (const [name, parser, length = longest] of parsersOfForeignText)
    it(name, () => {
      const { worst, superlinear } = doubling(parser, length);
      lines.push(`${name.padEnd(34)}${String(length).padStart(8)}${worst.ms.map(shown).join("")}  ${worst.shape}`);
      expect(superlinear).toEqual([]);
    });

  it("is seen to be broken where it is", () => {
    const enough = 18_000;
    expect(doubling((text) => text.replace(/\s+$/, ""), enough).superlinear.map(({ shape }) => shape)).toContain("+ …+a");
    expect(doubling((text) => text.replace(/%.*$/, ""), enough).superlinear.map(({ shape }) => shape)).toContain("+%…+\\n");
  });
});

afterAll(() => {
  const head = `${"the text that costs most".padEnd(34)}${"4n".padStart(8)}${["n", "2n", "4n, ms"].map((t) => t.padStart(8)).join("")}`;
  process.stdout.write(`${[head, ...lines].join("\n")}\n`);
});
