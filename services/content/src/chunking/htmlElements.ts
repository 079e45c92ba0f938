import { type Token, type Tokenizer, TokenizerMode } from "parse5";

/** Elements whose text is not shown to the reader, or is navigation. */
export const hiddenElements = new Set([
  "script",
  "style",
  "noscript",
  "template",
  "nav",
  "svg",
  "iframe",
  "object",
  "select",
  "datalist",
  "head",
]);
/** Elements whose text is not markup, and the tokenizer's state for it. */
export const rawTextStates: ReadonlyMap<string, Tokenizer["state"]> = new Map([
  ["script", TokenizerMode.SCRIPT_DATA],
  ["style", TokenizerMode.RAWTEXT],
  ["iframe", TokenizerMode.RAWTEXT],
  ["noscript", TokenizerMode.RAWTEXT],
  ["xmp", TokenizerMode.RAWTEXT],
  ["title", TokenizerMode.RCDATA],
  ["textarea", TokenizerMode.RCDATA],
]);
export const inlineElements = new Set(
  "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rp rt ruby s samp small span strike strong sub sup time tt u var wbr".split(
    " ",
  ),
);
export const isHidden = (token: Token.TagToken): boolean =>
  token.attrs.some(
    (a) => (a.name === "role" && a.value === "navigation") || a.name === "hidden" || (a.name === "aria-hidden" && a.value === "true"),
  );
/** Elements without an end tag. */
export const voidElements = new Set(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]);
