import { squeezed } from "./block.ts";
import { plainOf } from "./htmlBlocks.ts";

// Every pattern is linear in the length of the text: what a repetition takes can neither begin another match nor be taken by the repetition
// beside it, and its length is bounded.

/** What its characters are, and what takes their place. */
const marks: ReadonlyArray<readonly [RegExp, string | ((...found: string[]) => string)]> = [
  [/<((?:https?:\/\/|mailto:)[^<>\s]{1,2000})>/g, "$1"],
  [
    /!?\[([^[\]\n]{0,1000})\]\(([^()\s]{0,2000})(?:[ \t][^()\n]{0,500})?\)/g,
    (_, label = "", to = "") => (label !== "" && /^https?:/.test(to) && !label.includes(to) ? `${label} (${to})` : label),
  ],
  [/(\*\*|__|~~)(?=\S)([^*_~\n]{1,2000})\1/g, "$2"],
  [/(?<![\p{L}\p{N}*_])([*_])(?=\S)([^*_\n]{1,2000})\1(?![\p{L}\p{N}*_])/gu, "$2"],
  // a run of backticks is one mark: it is looked at from its begin only
  [/(?<!`)(`{1,100})(?!`)([^`\n]{1,2000})\1/g, "$2"],
  [/\\([\\`*_{}[\]()#+\-.!|>~])/g, "$1"],
];

/** A line or a paragraph without the marks of links, images, emphasis and code. What they mark stays, and a link's address where it is not its text. */
export const plain = (text: string): string =>
  squeezed(plainOf(marks.reduce((rest, [mark, by]) => rest.replace(mark, by as string), text)));
