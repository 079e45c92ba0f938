import { stretched } from "@marketing/tests/support/patience";
import { describe, expect, it } from "vitest";
import { chunked } from "./chunk.ts";
import { htmlBlocks } from "./htmlBlocks.ts";
import { markdownBlocks } from "./markdownBlocks.ts";

const words = (n: number, word = "word"): string => Array.from({ length: n }, (_, i) => `${word}${i}`).join(" ");
/** The text that chunks tell, each part once. */
const told = (chunks: ReadonlyArray<{ text: string; overlap: number }>): string =>
  chunks.map((c, i) => (c.overlap > 0 ? c.text.slice(c.overlap) : `${i > 0 ? "\n\n" : ""}${c.text}`)).join("");

describe("blocks", () => {
  it("of HTML are what a reader sees: no scripts, styles, navigation; entities decoded; tables by rows", () => {
    const html = `<html><head><title>T</title><style>.a{}</style></head><body><nav><ul><li>Home</ul></nav><h1>Hello &amp; <b>world</b></h1>
      <p>One<p>Two <a href=x>li</a>nk &eacute;<script>if(a<b){}</script><div hidden>secret</div><ul><li>a<li>b<ul><li>c</ul><li>d</ul>
      <table><tr><th>H<th>I<tr><td>1<td><p>2</p>3</table><pre>\n x = 1\n   y</pre>tail <!-- no --> end<`;
    expect(htmlBlocks(html)).toEqual([
      { kind: "heading", level: 1, text: "Hello & world" },
      { kind: "paragraph", text: "One" },
      { kind: "paragraph", text: "Two link é" },
      { kind: "list", text: "- a\n- b\n  - c\n- d" },
      { kind: "table", text: "H | I\n1 | 2 3", head: "H | I" },
      { kind: "code", text: " x = 1\n   y" },
      { kind: "paragraph", text: "tail end<" },
    ]);
  });

  it("of Markdown are the same, without its marks", () => {
    const markdown =
      "# T\n\npara **bold** and [link](https://x.y/z) `ZX_1` <b>x</b> &amp; snake_case_name 2*3*4\n\n- a\n  - b **c**\n\n|a|b|\n|-|-|\n|1|2|\n\n```js\n# no heading\n```\n> quote\n\n<div>html <script>z</script></div>\n\nSetext\n===\nplain";
    expect(markdownBlocks(markdown)).toEqual([
      { kind: "heading", level: 1, text: "T" },
      { kind: "paragraph", text: "para bold and link (https://x.y/z) ZX_1 x & snake_case_name 2*3*4" },
      { kind: "list", text: "- a\n  - b c" },
      { kind: "table", text: "a | b\n1 | 2", head: "a | b" },
      { kind: "code", text: "# no heading" },
      { kind: "paragraph", text: "quote" },
      { kind: "paragraph", text: "html" },
      { kind: "heading", level: 1, text: "Setext" },
      { kind: "paragraph", text: "plain" },
    ]);
  });

  it("of elements with the names of an object's own properties are as of any other", () => {
    expect(htmlBlocks("<p>a</p><constructor>b</constructor><__proto__>c</__proto__><p>d</p>").map((b) => b.text)).toEqual([
      "a",
      "b",
      "<__proto__>c",
      "d",
    ]);
  });

  it("of what nobody should write come in time, too: no step looks at all that is open, or to come", () => {
    const begin = performance.now();
    htmlBlocks("<div>".repeat(200_000));
    htmlBlocks("<table><tr><td>".repeat(60_000));
    for (const part of [">", "> ", "[a]("]) markdownBlocks(part.repeat(3_000_000 / part.length));
    markdownBlocks("- a\n".repeat(20_000));
    expect(performance.now() - begin).toBeLessThan(stretched(15_000));
  });
});

describe("chunks", () => {
  it("keep the headings above them, are not too long, and lose and repeat nothing but their overlap", () => {
    const sections = Array.from({ length: 6 }, (_, i) => `## Section ${i}\n\n${words(200, `s${i}w`)}\n\n${words(200, `s${i}v`)}`);
    const chunks = chunked(`# Guide\n\n${sections.join("\n\n")}`, "markdown");
    expect(new Set(chunks.map((c) => c.headings.join(" > ")))).toEqual(new Set(sections.map((_, i) => `Guide > Section ${i}`)));
    for (const c of chunks) expect(c.text.length).toBeLessThanOrEqual(2_000);
    expect(told(chunks).match(/s\dw\d+|s\dv\d+/g)).toEqual(sections.join(" ").match(/s\dw\d+|s\dv\d+/g));
    const within = chunks.filter((c, i) => i > 0 && chunks[i - 1]!.headings.join() === c.headings.join());
    expect(within.length).toBeGreaterThan(0);
    for (const c of within) expect(c.overlap).toBeGreaterThan(50);
  });

  it("leave lists, tables and code whole where they fit, and tear them at lines where not", () => {
    const rows = Array.from({ length: 120 }, (_, i) => `| row ${i} | ${words(4)} |`).join("\n");
    const chunks = chunked(`${words(250)}\n\n\`\`\`\n${words(60, "code\n")}\n\`\`\`\n\n| Head | Words |\n|-|-|\n${rows}`, "markdown");
    expect(chunks.filter((c) => c.text.includes("code\n")).length).toBe(1);
    const tables = chunks.filter((c) => c.text.includes("| word0"));
    expect(tables.length).toBeGreaterThan(1);
    for (const c of tables) expect(c.text.startsWith("Head | Words\nrow ")).toBe(true);
    expect(told(chunks).match(/row \d+ \|/g)).toHaveLength(120);
  });

  it("put short sections together, and forget no heading", () => {
    const [chunk, ...none] = chunked("# A\n\n## B\n\nshort\n\n## C\n\nother\n\n# Only\n\n## Heads", "markdown");
    expect(none).toEqual([]);
    expect(chunk).toEqual({ headings: ["A", "B"], text: "short\n\nC\n\nother\n\nOnly\n\nHeads", overlap: 0 });
  });

  it("of texts without any structure are cut at words, whole characters always", () => {
    for (const text of [words(3_000), "😀".repeat(5_000), "x".repeat(9_000), "全文検索は広告の効果を測定する、".repeat(400)]) {
      const chunks = chunked(text, "text");
      expect(told(chunks)).toBe(text);
      for (const c of chunks) expect(c.text.isWellFormed() && c.text.length <= 2_000).toBe(true);
    }
    const japanese = chunked("全文検索は広告の効果を測定する。".repeat(400), "text");
    for (const { text } of japanese) expect(text.endsWith("。")).toBe(true);
    expect(chunked(" \n\n ", "text")).toEqual([]);
  });
});
