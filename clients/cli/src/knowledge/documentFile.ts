import { type Fields, readFrontMatter } from "./frontMatter.ts";
import { readHead } from "./htmlHead.ts";
import { decoded, markdownTitle } from "./titles.ts";

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

const endings: ReadonlyMap<string, Format> = new Map([
  ["txt", "text"],
  ["text", "text"],
  ["md", "markdown"],
  ["markdown", "markdown"],
  ["html", "html"],
  ["htm", "html"],
]);

/** By the ending of its name; null for anything else. */
export const formatOf = (path: string): Format | null => endings.get(/\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? "") ?? null;

/** A list, or words between commas. */
const tagsOf = (values: ReadonlyArray<string>): ReadonlyArray<string> => {
  const [only = ""] = values;
  const tags = values.length === 1 ? only.replace(/^\[(.*)\]$/s, "$1").split(",") : values;
  return [...new Set(tags.map((tag) => tag.replace(/^\s*(["'])(.*)\1\s*$/s, "$2").trim()).filter((tag) => tag !== ""))];
};

const isSaid = (value: string): boolean => value !== "" && value !== "~" && value !== "null";

const saysOf = (fields: Fields, title: string | undefined): FileSays => {
  const given = (...names: ReadonlyArray<string>): string | undefined =>
    names.map((name) => fields.get(name)?.[0]?.trim() ?? "").find(isSaid);
  const tags = fields.get("tags") ?? fields.get("keywords");
  const titled = given("title");
  const said = {
    title: titled === undefined ? title : decoded(titled) || title,
    source: given("source"),
    category: given("category"),
    tags: tags === undefined ? undefined : tagsOf(tags.filter(isSaid)),
    language: given("language", "lang"),
    updated: given("updated", "last_updated"),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
};

/** Front matter; the title is else a Markdown text's first heading. */
const readText = (whole: string, format: Format): ReadDocument => {
  const { fields, text } = readFrontMatter(whole);
  return { says: saysOf(fields, format === "markdown" ? markdownTitle(text) : undefined), text };
};

/** <title>, <meta name="category" content="…"> and <html lang>; the text stays whole, the service reads it as browsers do. */
const readHtml = (text: string): ReadDocument => {
  const { title, language, metas } = readHead(text);
  const fields = new Map([["lang", [language]], ...[...metas].map(([name, content]) => [name, [content]] as const)]);
  return { says: saysOf(fields, title || undefined), text };
};

/** A file's text and what it says about itself. Throws a SyntaxError, in words, where it speaks of itself and cannot be understood. */
export const readDocument = (whole: string, format: Format): ReadDocument => {
  const text = whole.replace(/^\uFEFF/, "");
  return format === "html" ? readHtml(text) : readText(text, format);
};
