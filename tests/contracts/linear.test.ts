import { doubling } from "@marketing/tests/support/doubling";
import { afterAll, describe, expect, it } from "vitest";
import { parsersOfForeignText } from "./foreignText.ts";

/** Quadratic work on so many characters takes a hundred milliseconds and more, on fast machines too. */
const longEnough = 16_000;
const lines: string[] = [];
const shown = (ms: number): string => ms.toFixed(1).padStart(8);

describe("a text of twice the length takes twice the time", () => {
  for (const [name, parser, length = longEnough] of parsersOfForeignText)
    it(name, () => {
      const { worst, superlinear } = doubling(parser, length);
      lines.push(`${name.padEnd(34)}${String(length).padStart(8)}${worst.ms.map(shown).join("")}  ${worst.shape}`);
      expect(superlinear).toEqual([]);
    });

  it("is seen to be broken where it is", () => {
    const found = (work: (text: string) => unknown) => doubling(work, longEnough / 2).superlinear.map(({ shape }) => shape);
    expect(found((text) => text.replace(/\s+$/, ""))).toContain("+ …+a");
    expect(found((text) => text.replace(/%.*$/, ""))).toContain("+%…+\\n");
  });
});

afterAll(() => {
  const head = `${"the text that costs most".padEnd(34)}${"4n".padStart(8)}${["n", "2n", "4n, ms"].map((t) => t.padStart(8)).join("")}`;
  const { user, system } = process.threadCpuUsage();
  process.stdout.write(`${[head, ...lines].join("\n")}\nall of it: ${((user + system) / 1e6).toFixed(0)} s of computing time\n`);
});
