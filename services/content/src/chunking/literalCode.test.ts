import { expect, it } from "vitest";
import { readText } from "./readText.ts";

/** Code as it is written about: tags, generics, placeholders, marks of Markdown, entities, escapes, paths, patterns, backticks. */
const codes = [
  ...[
    "<script>",
    "</head>",
    "<YOUR_TOKEN>",
    "__init__.py",
    "Array<Id>",
    "Map<string, List<Id>>",
    "<b",
    "<!-- x -->",
    "<br/>",
    "a < b && b > c",
  ],
  ...["\\_", "\\*", "&amp;", "&lt;p&gt;", "&#8212;", "&nbsp;", "*bold*", "**bold**", "_x_", "__x__", "~~x~~", "# no heading", "- no item"],
  ...["[label](https://x.example/a)", "![alt](a.png)", "[ref][id]", "<https://x.example>", "user@x.example", "$HOME/*/bin", "C:\\dir\\new"],
  ...["^\\d+(?:[a-z]_*)+$", "SELECT * FROM a WHERE b < 'c'", "utm_source=_x_&utm_medium=*", "{{ user.name }}", "$a_$b", "%20", "a  b"],
  ...[
    "`",
    "``",
    "a`b",
    "` `",
    "`code`",
    "x = `y`",
    "**kwargs",
    "*args, **kw",
    "int *p = &q;",
    "std::vector<int>",
    "()=>{}",
    "|| true",
    "@scope/name",
  ],
  ...[
    '<a href="x">',
    "<img src=x onerror=alert(1)>",
    "<![CDATA[x]]>",
    "<?php echo 1 ?>",
    "<div hidden>",
    "<nav>",
    "検索<語>",
    "=> 1",
    "--flag=<value>",
  ],
];

/** The shortest run of backticks that does not stand in it, around it, with spaces where it begins or ends with one. */
const span = (code: string): string => {
  const runs = new Set(code.match(/`+/g)?.map((run) => run.length));
  const marks = "`".repeat([1, 2, 3, 4].find((n) => !runs.has(n))!);
  const pad = /^`|`$|^ .* $/.test(code) ? " " : "";
  return `${marks}${pad}${code}${pad}${marks}`;
};

const around: Readonly<Record<string, (code: string) => string>> = {
  "a paragraph": (c) => `Paste the ${span(c)} where it belongs, then go on.`,
  "a heading": (c) => `## About ${span(c)}\n\ntext`,
  "an underlined heading": (c) => `About ${span(c)}\n---\n\ntext`,
  "an item": (c) => `- one\n- set ${span(c)} to it\n  1. two`,
  "an item's item": (c) => `* one\n  * set ${span(c)}\n    1) and ${span(c)}`,
  "a quote": (c) => `> said ${span(c)}\n> > twice`,
  "a cell": (c) => `| a | b |\n|---|---|\n| ${span(c).replaceAll("|", "\\|")} | 2 |`,
  emphasis: (c) => `**set ${span(c)}** and _${span(c)} again_`,
  "a link": (c) => `see [the ${span(c)} option](https://x.example/options) and ${span(c)}`,
  "a word's end": (c) => `the(${span(c)})s.`,
};

const blocks: Readonly<Record<string, (code: string) => string>> = {
  "a fence": (c) => `text\n\n\`\`\`\`\`js\n${c}\n  ${c}\n\`\`\`\`\`\n`,
  "a fence of tildes": (c) => `~~~\n${c}\n  ${c}\n~~~`,
  "a fence in an item": (c) => `1. one\n\n   \`\`\`\`\`\n   ${c}\n     ${c}\n   \`\`\`\`\`\n2. two`,
  "a fence in an item's item": (c) => `- one\n  - two\n\n    ~~~\n    ${c}\n      ${c}\n    ~~~\n`,
  "a fence in a quote": (c) => `> ~~~\n> ${c}\n>   ${c}\n> ~~~`,
  "indented lines": (c) => `text\n\n    ${c}\n      ${c}\n\ntext`,
  "indented lines in an item": (c) => `- text\n\n      ${c}\n        ${c}\n`,
};

const passages = (text: string, format: "markdown" | "html" | null): string =>
  readText(text, format)
    .chunks.flatMap((chunk) => [...chunk.headings, chunk.text])
    .join("\n");

it.each(codes)("%s stands in a passage as it was written, wherever it stood in Markdown", (code) => {
  for (const [where, write] of Object.entries(around)) {
    expect(passages(write(code), "markdown"), where).toContain(code);
    expect(passages(write(code), null), where).toContain(code);
  }
  for (const [where, write] of Object.entries(blocks)) expect(passages(write(code), "markdown"), where).toContain(`${code}\n  ${code}`);
});

const escaped = (code: string): string => code.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

it.each(codes)("%s stands in a passage as it was written, wherever it stood in HTML", (code) => {
  const c = escaped(code);
  for (const html of [
    `<p>set <code>${c}</code> to it`,
    `<h2>${c}</h2>x`,
    `<ul><li><kbd>${c}</kbd></ul>`,
    `<table><tr><td>${c}<td>b</table>`,
  ])
    expect(passages(html, "html")).toContain(code.replaceAll("  ", " "));
  for (const pre of [
    `<pre>\n${c}\n  ${c}</pre>`,
    `<pre><code class=js><span>${c}</span>\n  ${c}</code></pre>`,
    `<pre><div>${c}</div><div>  ${c}</div></pre>`,
  ])
    for (const html of [
      pre,
      `<ul><li>a${pre}<li>b</ul>`,
      `<table><tr><td><pre>1\n2</pre><td>${pre}</table>`,
      `<blockquote>${pre}</blockquote>`,
    ])
      expect(passages(html, "html"), html).toContain(`${code}\n  ${code}`);
});

it("the sentence with all of them keeps them all", () => {
  const text =
    "Paste the `<script>` tag before `</head>`, then set `KEY` to `<YOUR_TOKEN>` in `__init__.py`, of type `Array<Id>`; `\\_` and `&amp;` stay. 1 &lt; 2, a\\_b";
  expect(passages(text, null)).toBe(text.replaceAll("`", "").replace("&lt;", "<").replace("a\\_b", "a_b"));
});

it("what is no code loses its marks and nothing else", () => {
  const written =
    "a <https://x.example/a?b=1> &copy; &#8212; <Id>name</Id> <b>bold</b><br>*em* __strong__ 2*3*4 snake_case_name \\*no\\* x<y AT&T <em >t</em > [a][b]\n\n[b]: https://x.example/b";
  expect(passages(written, "markdown")).toBe(
    "a https://x.example/a?b=1 © — <Id>name</Id> bold em strong 2*3*4 snake_case_name *no* x<y AT&T t a (https://x.example/b)",
  );
});

it("a text's own addresses, comparisons and breaks are what they were", () => {
  const addresses =
    "See https://x.example/_a_/*b*?q=1&c=_d_, (https://y.example/z_(w)_v) or **https://y.example/__init__.py**: http://[::1]";
  expect(passages(addresses, "markdown")).toBe(addresses.replaceAll("**", ""));
  expect(passages("[https://x.example/_a_](https://x.example/_a_) ahttp://_x_", "markdown")).toBe("https://x.example/_a_ ahttp://x");
  expect(passages("if a<b and c>d, <i hidden>x</i> <b class='y'>z</b> <Foo bar>", "markdown")).toBe("if a<b and c>d, x z <Foo bar>");
  expect(passages("one<div>two</div>three<hr>four<br>five", "markdown")).toBe("one two three four five");
});

it("in HTML a name in angle brackets that nobody escaped is text where it stands in code", () => {
  const written =
    "<div><p>A <code>Map<String, List<Id>></code> of it</p><pre>curl <YOUR_TOKEN>\n  <b>x</b><clipboard-copy></clipboard-copy></pre></div>";
  expect(passages(written, "html")).toBe("A Map<String, List<Id>> of it\n\ncurl <YOUR_TOKEN>\n  x");
});

it("a text that shows nothing is meant as it stands, unless somebody says what it is", () => {
  for (const text of ["<script>\nalert(1)\n</script>", "<template>\n  <p>{{ x }}</p>\n</template>", "[a]: https://x.example"]) {
    expect(passages(text, null)).toBe(text);
    expect(readText(text, null).format).toBe("text");
  }
  expect(readText("<script>alert(1)</script>", "html").chunks).toEqual([]);
  expect(readText(" \n", null)).toEqual({ format: "markdown", chunks: [] });
});

it("a plain text is what it is", () => {
  const text = "a <b and _x_ &amp; `y` <script>z</script> \\_ Array<Id>\n\n# no heading";
  expect(
    readText(text, "text")
      .chunks.map((chunk) => chunk.text)
      .join(),
  ).toBe(text);
});

it("a row with more cells than its table's head loses none", () => {
  expect(passages("|type|of|\n|-|-|\n|`string | null`|a|\n|1|2|3|", "markdown")).toBe("type | of\nstring | null|a\n1|2|3");
});

it("what is nested too deep, too long for a slice, or never closed is there all the same", () => {
  const deep = `${"> - ".repeat(200)}deep \`<b>\``;
  expect(passages(deep, "markdown")).toContain("deep");
  const long = Array.from({ length: 60_000 }, (_, n) => `- item \`<${n}>\``).join("\n");
  const read = passages(`# Long\n\n${long}\n\n\`\`\`\n${"# <code>\n".repeat(60_000)}`, "markdown");
  expect(read.match(/item <\d+>/g)).toHaveLength(60_000);
  expect(read.match(/# <code>/g)).toHaveLength(60_000);
});

it.each([
  ["<p>a", "html"],
  ["<!-- c --><!DOCTYPE html><p>a", "html"],
  ["<h1>Guide</h1>\n<p>a <code>- b</code></p>", "html"],
  ["<p align=center><img src=a></p>\n\n# Guide\n\nset `<div>`", "markdown"],
  ["Paste the `<script>` tag before `<head>`, in a `<p>`", "markdown"],
  ["a < b", "markdown"],
  ["# a", "markdown"],
  ["an <b>inline</b> tag", "markdown"],
  ["<Id> is a name", "markdown"],
] as const)("%j is read as %s", (text, format) => {
  expect(readText(text, null).format).toBe(format);
});
