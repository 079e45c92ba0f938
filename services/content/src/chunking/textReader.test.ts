import { hostileTexts } from "@marketing/tests/support/hostileTexts";
import { describe, expect, it } from "vitest";
import { readText } from "./readText.ts";
import { textReader } from "./textReader.ts";

const silent = () => undefined;
/** A thread that does what this source says with each text. */
const programOf = (source: string): URL =>
  new URL(`data:text/javascript,${encodeURIComponent(`import { parentPort } from "node:worker_threads"; ${source}`)}`);
const failing = (source: string, budgetMs = 200) => {
  const told: unknown[] = [];
  const logger = { debug: silent, info: silent, warn: silent, error: (message: string) => void told.push(message) };
  return { read: textReader({ logger, budgetMs, program: programOf(source) }), told };
};

describe("texts read in their thread", () => {
  it("are what they are without it", async () => {
    const read = textReader();
    const texts = [
      "# A\n\nZX-4471 costs 12\n\n| a | b |\n|-|-|\n| 1 | 2 |",
      "<h1>A</h1><p>b",
      "",
      ...[...hostileTexts.values()].map((of) => of(3_000)),
    ];
    for (const format of ["markdown", "html", "text", null] as const)
      expect(await Promise.all(texts.map((text) => read(text, format)))).toEqual(texts.map((text) => readText(text, format)));
  });

  it("keep the process free while they are read", async () => {
    const text = [...hostileTexts.values()].map((of) => of(20_000)).join("\n\n");
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await textReader()(text, "markdown");
    clearInterval(timer);
    expect(turns).toBeGreaterThan(50);
  });

  it.each([
    ["that take more than their budget", `parentPort.on("message", () => { for (;;); })`],
    ["that break the reader", `parentPort.on("message", () => { throw new Error("broken"); })`],
    ["that end the thread", `parentPort.on("message", () => process.exit(3))`],
    [
      "that take more memory than there is",
      `parentPort.on("message", () => { const all = []; for (;;) all.push(new Array(1e6).fill({})); })`,
    ],
  ])("%s are read as plain text, loudly, and so are those after them", async (_, source) => {
    const { read, told } = failing(source);
    const text = "# A\n\nb";
    expect(await Promise.all([read(text, "markdown"), read(text, "html")])).toEqual([readText(text, "text"), readText(text, "text")]);
    expect(told).toEqual(["a text is read as plain text", "a text is read as plain text"]);
  });
});
