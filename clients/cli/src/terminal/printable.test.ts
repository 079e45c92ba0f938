import { afterEach, expect, test, vi } from "vitest";
import { makeOutput } from "./output.ts";
import { jsonLine, printable } from "./printable.ts";
import { startProgress } from "./progress.ts";

afterEach(() => vi.restoreAllMocks());

const hostile: ReadonlyArray<readonly [what: string, text: string]> = [
  ["colours", "a\u001b[31mred\u001b[0m"],
  ["the screen cleared", "\u001b[2J\u001b[1;1Hroot# "],
  ["a title", "\u001b]0;other\u0007"],
  ["the clipboard", "\u001b]52;c;cm0gLXJmIC8=\u001b\\"],
  ["a link", "\u001b]8;;http://evil.example\u001b\\bank.example\u001b]8;;\u001b\\"],
  ["a device's answer", "\u001bP+q544e\u001b\\\u001b[c\u001b[6n"],
  ["controls of one byte", "\u009b31mred\u009d0;title\u009c\u0085\u0090"],
  ["backspaces and returns", "safe\b\b\b\bevil\rover\u007f"],
  ["an escape that never ends", "\u001b]0;"],
  ["turned writing", "invoice\u202egpj.exe\u2066x\u2069\u200f\u061c"],
  ["hidden letters", "a\u{e0041}\u{e007f}\ufeff"],
  ["other kinds of line ends", "a\u2028b\u2029c\u000bd\u000ce"],
];
// biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
const acts = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/u;

test.each(hostile)("%s: whatever a command prints does nothing to a terminal", (_, text) => {
  const printed: string[] = [];
  const keep = (line: unknown): boolean => printed.push(String(line)) > 0;
  vi.spyOn(process.stderr, "write").mockImplementation(keep);
  const out = makeOutput(false, keep);
  out.say(text);
  out.heading(text);
  out.warn(text);
  out.pairs([["name", text]]);
  out.table([{ title: "title" }, { title: "short", max: 6 }], [[text, text]]);
  const stream = { isTTY: false, write: keep } as unknown as NodeJS.WriteStream;
  startProgress("work", stream).note(text);
  makeOutput(true, keep).object({ text, [text]: [text] });
  expect(printed).toHaveLength(7);
  for (const line of printed) expect(line).not.toMatch(acts);
});

test("a value in a line makes no second one, and a text of several lines stays one", () => {
  expect(printable("a\nb\r\nc")).toBe("a b  c");
  const printed: string[] = [];
  makeOutput(false, (line) => printed.push(line)).say("a\nb\u001b[2J\n");
  expect(printed).toEqual(["a\nb\n"]);
});

test("JSON is the same value", () => {
  for (const [, text] of hostile) expect(JSON.parse(jsonLine({ [text]: text }))).toEqual({ [text]: text });
});
