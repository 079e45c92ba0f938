import { stripVTControlCharacters } from "node:util";

// What came from outside may hold line breaks and escape sequences, which move the cursor, colour, retitle the window or fill the
// clipboard, and characters that turn the direction of writing, so that a text looks like another. None of them reaches a terminal.

/** Controls (C0, DEL, C1), line and paragraph separators, and whatever sets the direction of what follows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const unsafe = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/gu;

/** On one line. */
export const printable = (text: string): string => stripVTControlCharacters(text).replaceAll(unsafe, " ");

/** Several lines. */
export const printableLines = (text: string): string => text.split("\n").map(printable).join("\n");

const escapeOf = (character: string): string =>
  Array.from({ length: character.length }, (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`).join("");

/** One line of JSON, the same value: JSON.stringify itself writes only C0 as escapes. */
export const jsonLine = (value: unknown): string => JSON.stringify(value).replaceAll(unsafe, escapeOf);
