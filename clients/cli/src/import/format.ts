import { accessLogParser, type LogFacts, parseHit } from "./accessLog.ts";
import type { LineParser } from "./item.ts";
import type { Line } from "./lines.ts";
import { type SegmentFacts, segmentParser } from "./segment.ts";

export const formats = ["segment", "combined"] as const;
export type Format = (typeof formats)[number];

export type Parser =
  | { readonly format: "segment"; readonly parse: LineParser; readonly facts: SegmentFacts }
  | { readonly format: "combined"; readonly parse: LineParser; readonly facts: LogFacts };

export const parserFor = (format: Format, options: { live: boolean }): Parser =>
  format === "segment" ? { format, ...segmentParser(options) } : { format, ...accessLogParser() };

const looked = 20;

const isJson = (line: string): boolean => {
  if (!line.startsWith("{")) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
};

/** Decides by what most of the first 20 lines are, so that one broken line at the top misleads nobody. Null when none is known. */
export const detectFormat = async (lines: AsyncGenerator<Line>): Promise<{ format: Format | null; lines: AsyncGenerator<Line> }> => {
  const head: Line[] = [];
  while (head.length < looked) {
    const next = await lines.next();
    if (next.done) break;
    head.push(next.value);
  }
  let [json, log] = [0, 0];
  for (const { bytes } of head) {
    const line = bytes.toString("utf8").trim();
    if (isJson(line)) json += 1;
    else if (typeof parseHit(line) !== "string") log += 1;
  }
  const rest = async function* (): AsyncGenerator<Line> {
    yield* head;
    yield* lines;
  };
  return { format: json === 0 && log === 0 ? null : json >= log ? "segment" : "combined", lines: rest() };
};
