import { stretched } from "@marketing/tests/support/patience";
import { describe, expect, it } from "vitest";
import { diffFields } from "./fields.ts";
import { countLines, diffLines, type Line, linesOf, withContext } from "./lines.ts";

const short = (lines: ReadonlyArray<Line>): string =>
  lines.map((l) => `${{ same: " ", removed: "-", added: "+" }[l.kind]}${l.text}`).join("");
const rebuilt = (lines: ReadonlyArray<Line>, side: "from" | "to"): string[] => lines.filter((l) => l[side] > 0).map((l) => l.text);

/** Length of the longest common subsequence, by the textbook. */
const common = (a: string[], b: string[]): number => {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const x of a) {
    const next = [0];
    for (let j = 0; j < b.length; j++) next.push(x === b[j] ? row[j]! + 1 : Math.max(row[j + 1]!, next[j]!));
    row = next;
  }
  return row[b.length]!;
};

describe("diff of lines", () => {
  it.each([
    ["", "", ""],
    ["abc", "abc", " a b c"],
    ["", "ab", "+a+b"],
    ["ab", "", "-a-b"],
    ["abc", "axc", " a-b+x c"],
    ["abcabba", "cbabac", "-a-b c+b a b-b a+c"],
  ])("%j to %j", (a, b, expected) => expect(short(diffLines([...a], [...b]))).toBe(expected));

  it("is right and shortest for any two texts", () => {
    let seed = 42;
    const random = (n: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
      return seed % n;
    };
    for (let round = 0; round < 2_000; round++) {
      const make = (): string[] => Array.from({ length: random(12) }, () => "abcd"[random(4)]!);
      const [a, b] = [make(), make()];
      const lines = diffLines(a, b);
      expect(rebuilt(lines, "from")).toEqual(a);
      expect(rebuilt(lines, "to")).toEqual(b);
      expect(lines.filter((l) => l.kind === "same")).toHaveLength(common(a, b));
      for (const l of lines) {
        if (l.from > 0) expect(a[l.from - 1]).toBe(l.text);
        if (l.to > 0) expect(b[l.to - 1]).toBe(l.text);
      }
    }
  });

  it("gives up on the shortest where everything differs, and stays right and fast", () => {
    const a = Array.from({ length: 60_000 }, (_, i) => `a${i}`);
    const b = ["same", ...Array.from({ length: 60_000 }, (_, i) => `b${i}`), "end"];
    const start = performance.now();
    const lines = diffLines(["same", ...a, "end"], b);
    expect(performance.now() - start).toBeLessThan(stretched(3_000));
    expect(rebuilt(lines, "to")).toEqual(b);
    expect(lines).toHaveLength(120_002);
  });

  it("shows changes with their context", () => {
    const lines = diffLines([..."abcdefghij"], [..."abcdXfghij"]);
    expect(short(withContext(lines, 1))).toBe(" d-e+X f");
    expect(short(withContext(lines, 0))).toBe("-e+X");
    expect(withContext(diffLines(["a"], ["a"]), 3)).toEqual([]);
  });

  it("knows every kind of line end", () => {
    expect(linesOf("a\r\nb\rc\nd")).toEqual(["a", "b", "c", "d"]);
    for (const text of [null, "", "a", "\n", "\r", "\r\n", "\n\r", "a\r\nb\rc\nd\r\r\n\n"])
      expect(countLines(text)).toBe(linesOf(text).length);
  });
});

describe("diff of fields", () => {
  it("looks into objects", () =>
    expect(diffFields("", { a: 1, b: { c: [1], d: 2 }, e: null }, { a: 1, b: { c: [2], d: 2, f: "x" } })).toEqual([
      { field: "b.c", before: "[1]", after: "[2]" },
      { field: "b.f", before: "", after: '"x"' },
      { field: "e", before: "null", after: "" },
    ]));
});
