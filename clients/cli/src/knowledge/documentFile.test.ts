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
