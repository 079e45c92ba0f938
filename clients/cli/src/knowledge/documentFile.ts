export const sources = ["document", "web_scraped", "user_generated"] as const;
export const categories = ["product_docs", "market_trends", "competitor_intel", "campaign_history"] as const;
export const formats = ["text", "markdown", "html"] as const;
export type Format = (typeof formats)[number];

/** What a file says about itself, as it stands there. */
export interface FileSays {
  readonly title?: string;
  readonly source?: string;
  readonly category?: string;
  readonly tags?: ReadonlyArray<string>;
  readonly language?: string;
  readonly updated?: string;
}

export interface ReadDocument {
  readonly says: FileSays;
  /** What is to be known; without the lines between which the file speaks of itself. */
  readonly text: string;
}

const endings = new Map<string, Format>(
  Object.entries({
    txt: "text",
    text: "text",
    md: "markdown",
    markdown: "markdown",
    html: "html",
    htm: "html",
  } as const),
);

/** By the ending of its name; null for anything else. */
export const formatOf = (path: string): Format | null => endings.get(/\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? "") ?? null;

const saysOf = (fields: ReadonlyMap<string, string>, title: string | undefined): FileSays => {
  const given = (name: string) => fields.get(name) || undefined;
  const tags = (given("tags") ?? given("keywords"))
    ?.replace(/^\[(.*)\]$/, "$1")
    .split(",")
    .map((tag) => tag.trim().replace(/^"(.*)"$/, "$1"))
    .filter((tag) => tag !== "");
  const found = { title: given("title") ?? title, source: given("source"), category: given("category"), tags };
  return Object.fromEntries(
    Object.entries({ ...found, language: given("language"), updated: given("updated") ?? given("last_updated") }).filter(
      ([, value]) => value !== undefined,
    ),
  );
};

const frontMatter = /^---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;
const fenced = /^(```|~~~)[\s\S]*?^\1/gm;
const field = /^([a-z_]+)[ \t]*:(.*)$/i;

/** "# Prices #" is "Prices". */
const withoutHashes = (line: string): string => {
  let [from, to] = [0, line.length];
  while (line[from] === "#") from += 1;
  while (to > from && /[# \t]/.test(line[to - 1]!)) to -= 1;
  return line.slice(from, to).trim();
};

/** Lines "name: value" between two lines "---" at the top; the title is else the first heading. */
const readLines = (whole: string, format: Format): ReadDocument => {
  const head = frontMatter.exec(whole);
  const lines = head === null ? [] : head[1]!.split(/\r?\n/);
  const fields = new Map(
    lines.flatMap((line) =>
      [field.exec(line)].flatMap((m) => (m === null ? [] : [[m[1]!.toLowerCase(), m[2]!.trim().replace(/^"(.*)"$/, "$1")] as const])),
    ),
  );
  const text = head === null ? whole : whole.slice(head[0].length).replace(/^(?:[ \t]*\r?\n)+/, "");
  const heading = format === "markdown" ? /^#[ \t]+\S.*$/m.exec(text.replaceAll(fenced, ""))?.[0] : undefined;
  return { says: saysOf(fields, heading && withoutHashes(heading)), text };
};

const entities = new Map(Object.entries({ amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" }));
const plain = (text: string): string =>
  text
    .replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities.get(name)!)
    .replaceAll(/\s+/g, " ")
    .trim();
const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\b${name}\\s*=\\s*("[^"]*"|'[^']*')`, "i").exec(tag)?.[1]?.slice(1, -1);

const titleOf = (text: string): string | undefined => {
  const tag = /<title\b[^>]*/i.exec(text);
  if (tag === null) return undefined;
  const inside = text.slice(tag.index + tag[0].length + 1);
  const end = inside.search(/<\/title>/i);
  return end < 0 ? undefined : inside.slice(0, end);
};

/** <title> and <meta name="category" content="…">; the text stays whole, the service reads it as browsers do. */
const readHtml = (text: string): ReadDocument => {
  const fields = new Map(
    [...text.matchAll(/<meta\b(?:"[^"]*"|'[^']*'|[^>"']+|["'])*/gi)].flatMap(([tag]) => {
      const [name, content] = [attribute(tag, "name"), attribute(tag, "content")];
      return name === undefined || content === undefined ? [] : [[name.toLowerCase(), plain(content)] as const];
    }),
  );
  const title = titleOf(text);
  return { says: saysOf(fields, title === undefined ? undefined : plain(title) || undefined), text };
};

/** A file's text and what it says about itself. */
export const readDocument = (whole: string, format: Format): ReadDocument => {
  const text = whole.replace(/^\uFEFF/, "");
  return format === "html" ? readHtml(text) : readLines(text, format);
};
