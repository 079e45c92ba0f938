import { expect, test } from "vitest";
import { bar, grouped, pairs, table, widthOf } from "./table.ts";

test("columns line up, numbers to the right, long values cut", () => {
  const text = table(
    [{ title: "name", max: 6 }, { title: "n" }],
    [
      ["a", 1_234],
      ["überlang", 5],
    ],
  );
  expect(text.split("\n")).toEqual(["name        n", "──────  ─────", "a       1,234", "überl…      5"]);
});

test("wide characters take two columns", () => {
  expect(widthOf("日本")).toBe(4);
  expect(widthOf("e\u0301")).toBe(1);
  expect(
    table(
      [{ title: "x" }, { title: "y" }],
      [
        ["日本", "a"],
        ["b", "c"],
      ],
    )
      .split("\n")
      .slice(2),
  ).toEqual(["日本  a", "b     c"]);
});

test("names and values, groups of thousands, bars", () => {
  expect(
    pairs([
      ["lines", 10_000],
      ["who", "x"],
    ]),
  ).toBe("lines  10,000\nwho    x");
  expect([grouped(0), grouped(999), grouped(1_000), grouped("1234567")]).toEqual(["0", "999", "1,000", "1,234,567"]);
  expect([bar(0, 4), bar(1, 4), bar(0.5, 4), bar(2, 4)]).toEqual(["", "████", "██", "████"]);
});
