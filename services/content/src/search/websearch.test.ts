import { describe, expect, it } from "vitest";
import { startMark, stopMark, toHtml } from "./highlight.ts";
import { anyOf, parseSearch, queryText } from "./websearch.ts";

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

  it.each([
    ["広告の効果", ["広告", "の", "効果"]],
    ['"広告の効果" -検索 -広告効果', ['"広告の効果"', "-検索", '-"広告効果"']],
    ["cafe\u0301 Web広告", ["caf\u00e9", "Web", "広告"]],
    ["<b> x<y _x_", ["<b>", "x<y", "_x_"]],
  ])("%j is taken apart into words whatever the script, and into nothing less than is written", (query, terms) =>
    expect(parseSearch(query).map((t) => `${t.neg ? "-" : ""}${t.term}`)).toEqual(terms),
  );

  it("is the same as one text", () => {
    for (const query of ["a b or c -d", '"a b" -"c d" or e', "a"]) expect(queryText(parseSearch(query))).toBe(query);
    expect(queryText(parseSearch("広告効果 OR -検索"))).toBe("広告 効果 or -検索");
  });

  it("looks for any of what is not excluded", () => {
    expect(anyOf(parseSearch('a "b c" -d or e'))).toBe('a or "b c" or e');
    expect(anyOf(parseSearch("-a"))).toBe("");
  });

  it("shows as it was written what the index holds in another form", () =>
    expect(toHtml(`\u001cp\u001d${startMark}検\u001f${stopMark}${startMark}索${stopMark} AT\u001eT`)).toBe(
      "&lt;p&gt;<mark>検索</mark> AT&amp;T",
    ));

  it("shows what it found as HTML that does nothing", () =>
    expect(toHtml(`<b onclick="x">${startMark}&${stopMark}'`)).toBe("&lt;b onclick=&quot;x&quot;&gt;<mark>&amp;</mark>&#39;"));
});
