import { describe, expect, it } from "vitest";
import { startMark, stopMark, toHtml } from "./highlight.ts";
import { anyOf, parseSearch } from "./websearch.ts";

describe("a search", () => {
  it.each([
    ["launch", ["0 launch"]],
    ["big launch", ["0 big", "0 launch"]],
    ['"big launch" -beta', ['0 "big launch"', "0 -beta"]],
    ['-"not this" that', ['0 -"not this"', "0 that"]],
    ["a b or c OR d", ["0 a", "0 b", "1 c", "2 d"]],
    ["or a or", ["0 a"]],
    ['"unclosed phrase', ['0 "unclosed phrase"']],
    ["- ! & -- --x", ["0 --x"]],
    ["foo-bar a@b.com", ["0 foo-bar", "0 a@b.com"]],
    ["", []],
  ])("%j", (query, expected) => expect(parseSearch(query).map((t) => `${t.g} ${t.neg ? "-" : ""}${t.term}`)).toEqual(expected));

  it("looks for any of what is not excluded", () => {
    expect(anyOf(parseSearch('a "b c" -d or e'))).toBe('a or "b c" or e');
    expect(anyOf(parseSearch("-a"))).toBe("");
  });

  it("shows what it found as HTML that does nothing", () =>
    expect(toHtml(`<b onclick="x">${startMark}&${stopMark}'`)).toBe("&lt;b onclick=&quot;x&quot;&gt;<mark>&amp;</mark>&#39;"));
});
