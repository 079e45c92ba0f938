import { type Token, Tokenizer, TokenizerMode } from "parse5";

const rawText: ReadonlyMap<string, Tokenizer["state"]> = new Map([
  ["title", TokenizerMode.RCDATA],
  ["textarea", TokenizerMode.RCDATA],
  ["style", TokenizerMode.RAWTEXT],
  ["script", TokenizerMode.SCRIPT_DATA],
]);

export interface HtmlHead {
  /** Of `<title>`, else of the first `<h1>`. */
  readonly title: string;
  readonly language: string;
  /** Of each `<meta name content>`, by its name in lower case. */
  readonly metas: ReadonlyMap<string, string>;
}

/** What an HTML text says about itself. It reads the tokens of parse5 and builds no tree. */
export const readHead = (html: string): HtmlHead => {
  const metas = new Map<string, string>();
  const titles = new Map<string, string[]>();
  let language = "";
  /** The element that is being read, of which the first counts. */
  let open: string | null = null;
  let drawings = 0;
  const attribute = (token: Token.TagToken, name: string): string => token.attrs.find((a) => a.name === name)?.value.trim() ?? "";
  const onStartTag = (token: Token.TagToken): void => {
    const name = token.tagName;
    tokenizer.state = rawText.get(name) ?? tokenizer.state;
    if (name === "svg") drawings += 1;
    else if (name === "html") language ||= attribute(token, "lang");
    else if (name === "meta") {
      const about = attribute(token, "name").toLowerCase();
      if (about !== "" && !metas.has(about)) metas.set(about, attribute(token, "content"));
    } else if ((name === "title" || name === "h1") && drawings === 0 && !titles.has(name)) {
      titles.set(name, []);
      open = name;
    }
  };
  const onEndTag = (token: Token.TagToken): void => {
    if (token.tagName === "svg" && drawings > 0) drawings -= 1;
    if (token.tagName === open) open = null;
  };
  const onText = (token: Token.CharacterToken): void => {
    if (open !== null) titles.get(open)!.push(token.chars);
  };
  const ignore = (): void => undefined;
  const handler = { onStartTag, onEndTag, onCharacter: onText, onWhitespaceCharacter: onText };
  const tokenizer: Tokenizer = new Tokenizer(
    {},
    { ...handler, onNullCharacter: ignore, onComment: ignore, onDoctype: ignore, onEof: ignore },
  );
  tokenizer.write(html, true);
  const titleOf = (name: string): string => (titles.get(name) ?? []).join("").replaceAll(/\s+/g, " ").trim();
  // a title that is never closed takes all of the text
  return { title: (open === "title" ? "" : titleOf("title")) || (open === "h1" ? "" : titleOf("h1")), language, metas };
};
