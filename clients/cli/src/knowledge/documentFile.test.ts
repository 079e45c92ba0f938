import { expect, test } from "vitest";
import { formatOf, readDocument } from "./documentFile.ts";

test("the ending of a name says the format", () => {
  expect(["a.MD", "b.markdown", "c.htm", "d.txt", "e.pdf", "README", ".md.bak"].map(formatOf)).toEqual([
    ...["markdown", "markdown", "html", "text", null, null, null],
  ]);
});

test("lines between two lines --- at the top are about the text and not of it", () => {
  const text =
    '\uFEFF---\r\nTitle: "A: b"\ncategory: product_docs\ntags: [one, "two words",]\nupdated: 2026-01-31\nno field\n---\n\n# Heading\n\n---\nbody: text\n---\n';
  expect(readDocument(text, "markdown")).toEqual({
    says: { title: "A: b", category: "product_docs", tags: ["one", "two words"], updated: "2026-01-31" },
    text: "# Heading\n\n---\nbody: text\n---\n",
  });
  expect(readDocument("---\nnever ends\n", "text")).toEqual({ says: {}, text: "---\nnever ends\n" });
  expect(readDocument("---\n---\nempty", "text").text).toBe("---\n---\nempty");
});

test("a Markdown text is called what its first heading says", () => {
  expect(readDocument("intro\n\n## Second ##\n```\n# code\n```\n# First #\n", "markdown").says).toEqual({ title: "First" });
  expect(readDocument("# no heading in a text\n", "text").says).toEqual({});
});

test("HTML says it in <title> and <meta>, whatever the case, quotes and order", () => {
  const html = `<TITLE>\n A &amp; B\n</TITLE><META content='x > y, z' NAME="keywords"><meta name="category" content="market_trends"><meta charset="utf-8"><p>text`;
  expect(readDocument(html, "html")).toEqual({ says: { title: "A & B", category: "market_trends", tags: ["x > y", "z"] }, text: html });
});

const front = (lines: string, format: "markdown" | "text" = "markdown") => readDocument(`---\n${lines}\n---\ntext\n`, format);

test.each([
  ["title: 'It''s free'", { title: "It's free" }],
  ['title: "A \\"b\\" \\u00e9\\tc"', { title: 'A "b" é c' }],
  ["title: >-\n  Folded over\n  two lines", { title: "Folded over two lines" }],
  ["title: |\n  Kept\n  lines", { title: "Kept lines" }],
  ["title: A &#8212; B &amp; C", { title: "A — B & C" }],
  ["title: Prices: 2026", { title: "Prices: 2026" }],
  ["title: Prices: 2026\ntags:\n  - one\n  - two: three", { title: "Prices: 2026", tags: ["one"] }],
  ["title: @scope: a\ntags:\n\t- one\n\t- two", { title: "@scope: a", tags: ["one", "two"] }],
  [
    'title: "A" or `b`\ntags: [one,\n  two]\ncategory: product_docs',
    { title: '"A" or `b`', category: "product_docs", tags: ["one", "two"] },
  ],
  ["title: [Draft] Prices: 2026\ntags:\n- one", { title: "[Draft] Prices: 2026", tags: ["one"] }],
  ["title: 'Prices: 2026' # a comment", { title: "Prices: 2026" }],
  ["title: 2026\ncategory: product_docs", { title: "2026", category: "product_docs" }],
  ["tags:\n  - one\n  - two words\n  - 'three'", { tags: ["one", "two words", "three"] }],
  ["tags:\n- one\n- no\n- 012", { tags: ["one", "no", "012"] }],
  ['tags: [one, "two, three", four]', { tags: ["one", "two, three", "four"] }],
  ["tags: one, 'two', two", { tags: ["one", "two"] }],
  ["keywords: [a]\nlang: de\nupdated: 2026-01-31", { tags: ["a"], language: "de", updated: "2026-01-31" }],
  ["title: ~\ncategory:\ntags: []\nsource: document", { tags: [], source: "document" }],
  ["constructor: a\n__proto__: b\ntitle: c", { title: "c" }],
  ["a: &x [1]\ntags: *x", { tags: ["1"] }],
])("front matter of YAML: %j", (lines, says) => {
  expect(front(lines)).toEqual({ says, text: "text\n" });
  expect(front(lines, "text")).toEqual({ says, text: "text\n" });
  expect(readDocument(`---\r\n${lines.replaceAll("\n", "\r\n")}\r\n...\r\n\r\ntext\n`, "markdown")).toEqual({ says, text: "text\n" });
});

test("front matter of TOML, with tables and dates", () => {
  const toml =
    '+++\ntitle = "A \\u2014 B"\ncategory = \'product_docs\'\nupdated = 2026-01-31\ndraft = false\n[taxonomies]\ntags = [\n "a, b",\n "c"\n]\n+++\n\ntext\n';
  expect(readDocument(toml, "markdown")).toEqual({
    says: { title: "A — B", category: "product_docs", tags: ["a, b", "c"], updated: "2026-01-31" },
    text: "text\n",
  });
  expect(() => readDocument("+++\ntitle = A\n+++\n", "markdown")).toThrow("no TOML");
});

test("rules around a paragraph are no front matter", () => {
  const text = "---\nA first paragraph, and nothing about it.\n---\n\ntext\n";
  expect(readDocument(text, "text")).toEqual({ says: {}, text });
});

test.each([
  ["Terms &amp; Prices &#8212; 2026\n===\n\ntext", "Terms & Prices — 2026"],
  ["Two\nlines\n=====\n", "Two lines"],
  ["# The `<script>` tag, *now* with [links](https://x.example) #", "The <script> tag, now with links"],
  ["    # code\n\n```\n# code\n```\n> # quoted\n\n# First <a id=x></a>", "First"],
  ["<!--\n# hidden\n-->\n# Shown", "Shown"],
  ["#no heading\n\n## second", undefined],
])("the title of Markdown: %j", (text, title) => {
  expect(readDocument(text, "markdown").says.title).toBe(title);
});

test.each([
  ["<title>A &#8212; B &eacute;</title>", "A — B é"],
  ["<svg><title>Icon</title></svg><title>Page</title>", "Page"],
  ["<!-- <title>No</title> --><script>'<title>No</title>'</script><h1>A <b>bold</b> one</h1>", "A bold one"],
  ["<title></title><h1>Heading</h1>", "Heading"],
  ["<title>never closed <p>text", undefined],
])("the title of HTML: %j", (html, title) => {
  expect(readDocument(html, "html").says.title).toBe(title);
});

test("HTML says its language, and the first of two things of one name", () => {
  const html = `<html lang=de><meta name=category content="a &amp; b"><meta name=category content=c><meta name=constructor content=d>`;
  expect(readDocument(html, "html").says).toEqual({ category: "a & b", language: "de" });
});
