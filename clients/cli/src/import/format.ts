import { parseHit } from "./accessLine.ts";
import { accessLogParser, type LogFacts } from "./accessLog.ts";
import type { LineParser } from "./item.ts";
import type { Line } from "./lines.ts";
import { describeLayout, detectLayout, type Layout, type LogFormat, layoutOf, logFormats, partsOf } from "./logLayout.ts";
import { type SegmentFacts, segmentParser } from "./segment.ts";
import { isDirective, w3cReader } from "./w3cLog.ts";

export const formats = ["segment", ...logFormats, "w3c"] as const;
export type Format = (typeof formats)[number];

export type Parser =
  | { readonly format: "segment"; readonly parse: LineParser; readonly facts: SegmentFacts }
  | { readonly format: LogFormat | "w3c"; readonly parse: LineParser; readonly facts: LogFacts };

/** `layout` is how the log's own lines are made up; without it, as its format's name says. */
export const parserFor = (format: Format, { live, layout }: { readonly live: boolean; readonly layout?: Layout | null }): Parser => {
  if (format === "segment") return { format, ...segmentParser({ live }) };
  if (format === "w3c") return { format, ...accessLogParser(w3cReader()) };
  const made = layout ?? layoutOf(format);
  return { format, ...accessLogParser((line) => parseHit(line, made)) };
};

const looked = 20;
const shown = 3;

const isJson = (line: string): boolean => {
  if (!line.startsWith("{")) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
};

export interface Detected {
  /** Null when half of the first lines or more are of no known format. */
  readonly format: Format | null;
  /** Of an access log. */
  readonly layout: Layout | null;
  /** What was found, in words, and for how many of the first lines it holds; with examples of the others. */
  readonly told: string;
  readonly lines: AsyncGenerator<Line>;
}

interface Reading {
  readonly format: Format;
  readonly layout: Layout | null;
  readonly name: string;
  /** What is wrong with a line; null = nothing. */
  readonly problem: (line: string) => string | null;
}

const reading = (lines: ReadonlyArray<string>): Reading | null => {
  const json = lines.filter(isJson).length;
  if (lines.some((line) => /^#Fields:/i.test(line))) {
    const read = w3cReader();
    const problem = (line: string) => [read(line)].find((found) => typeof found === "string") ?? null;
    return { format: "w3c", layout: null, name: "W3C extended log, by its #Fields", problem: problem as Reading["problem"] };
  }
  const layout = detectLayout(lines.flatMap((line) => partsOf(line) ?? []));
  const read = (line: string): string | null => {
    const hit = parseHit(line, layout ?? undefined);
    return typeof hit === "string" ? hit : null;
  };
  if (layout !== null && lines.filter((line) => read(line) === null).length > json)
    return { format: layout.name, layout, name: describeLayout(layout), problem: read };
  return json > 0
    ? { format: "segment", layout: null, name: "Segment NDJSON", problem: (line) => (isJson(line) ? null : "not JSON") }
    : null;
};

const exampleOf = ([line, number]: readonly [string, number], problem: string): string =>
  `\n  line ${number}: ${problem}: ${line.length > 120 ? `${line.slice(0, 120)}…` : line}`;

/** Decides by what most of the first 20 lines are, so that one broken line at the top misleads nobody. */
export const detectFormat = async (lines: AsyncGenerator<Line>): Promise<Detected> => {
  const head: Line[] = [];
  while (head.length < looked) {
    const next = await lines.next();
    if (next.done) break;
    head.push(next.value);
  }
  const texts = head.map(({ bytes, number }) => [bytes.toString("utf8").trim(), number] as const).filter(([text]) => text !== "");
  const found = reading(texts.map(([text]) => text));
  const why = texts.map(([text, number]) => [text, number, found === null ? unknown(text) : found.problem(text)] as const);
  const bad = why.flatMap(([text, number, problem]) => (problem === null ? [] : [exampleOf([text, number], problem)]));
  const good = texts.length - bad.length;
  const holds = `${good} of the first ${texts.length} lines`;
  const rest = async function* (): AsyncGenerator<Line> {
    yield* head;
    yield* lines;
  };
  return {
    format: found !== null && good > 0 && good >= bad.length ? found.format : null,
    layout: found?.layout ?? null,
    told: `${found === null ? "no known format" : found.name}: ${holds}${bad.slice(0, shown).join("")}`,
    lines: rest(),
  };
};

const unknown = (line: string): string => {
  if (isDirective(line)) return "no #Fields line says what follows";
  const hit = parseHit(line);
  return typeof hit === "string" ? hit : "not JSON";
};
