import MarkdownIt from "markdown-it";

const parser = new MarkdownIt({ html: true });
parser.validateLink = () => true;

/** A title stands at the top. */
const top = 256 * 1024;

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

/** `&#8212;` and the like as what they stand for. */
export const decoded = (text: string): string =>
  oneLine(text.replaceAll(/&(?:#x?[0-9a-f]{1,8}|[a-z][a-z0-9]{1,31});/gi, (reference) => parser.utils.unescapeAll(reference)));

/** The first heading of the first level of a Markdown text, without its marks. */
export const markdownTitle = (markdown: string): string | undefined => {
  const tokens = parser.parse(markdown.slice(0, top), {});
  const at = tokens.findIndex(({ type, tag, level }) => type === "heading_open" && tag === "h1" && level === 0);
  const said = (at < 0 ? [] : (tokens[at + 1]?.children ?? [])).map(({ type, content }) =>
    type === "html_inline" ? "" : type.endsWith("break") ? " " : content,
  );
  return oneLine(said.join("")) || undefined;
};
