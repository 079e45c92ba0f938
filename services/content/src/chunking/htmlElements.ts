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
  ["plaintext", TokenizerMode.PLAINTEXT],
  ["title", TokenizerMode.RCDATA],
  ["textarea", TokenizerMode.RCDATA],
]);
export const inlineElements = new Set(
  "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rp rt ruby s samp small span strike strong sub sup time tt u var wbr".split(
    " ",
  ),
);
/** Elements whose text stands as it was written. */
export const preElements = new Set(["pre", "listing", "xmp", "plaintext"]);
/** Elements of code in a line. */
export const codeElements = new Set(["code", "kbd", "samp", "tt", "var"]);
/** What ends code that nobody has closed, where it ends around it. */
export const closesPre = new Set(["body", "html", "table", "ul", "ol", "tr", "td", "th"]);
export const isHidden = (token: Token.TagToken): boolean =>
  token.attrs.some(
    (a) => (a.name === "role" && a.value === "navigation") || a.name === "hidden" || (a.name === "aria-hidden" && a.value === "true"),
  );
const blockElements = new Set(
  "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li link main menu menuitem meta noframes ol optgroup option p param pre search section summary table tbody td textarea tfoot th thead title tr track ul xmp".split(
    " ",
  ),
);
const otherElements = new Set(
  "area audio button canvas embed input map meter output picture progress slot source video math path g".split(" "),
);
/** Whether HTML knows the element: what else stands between angle brackets in a text is more likely meant as it stands. */
export const isElement = (name: string): boolean =>
  blockElements.has(name) || inlineElements.has(name) || hiddenElements.has(name) || otherElements.has(name);
/** Attributes that mean something without a value. */
export const valueless = new Set(
  "alt async autofocus autoplay checked class contenteditable controls default defer disabled download draggable hidden href id inert ismap itemscope loop multiple muted name nomodule noshade novalidate nowrap open playsinline readonly required reversed selected spellcheck style title value".split(
    " ",
  ),
);
export const isBlockElement = (name: string): boolean => blockElements.has(name);
/** Elements without an end tag. */
export const voidElements = new Set(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]);
