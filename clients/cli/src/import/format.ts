import { parseHit } from "./accessLine.ts";
import { accessLogParser, type LogFacts } from "./accessLog.ts";
import { detectLayout } from "./detectLayout.ts";
import type { LineParser } from "./item.ts";
import type { Line } from "./lines.ts";
import { describeLayout, type Layout, type LogFormat, layoutOf, logFormats, partsOf } from "./logLayout.ts";
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

const looked = 200;
const shown = 3;
/** How files begin that other programs packed. */
const packings: ReadonlyMap<string, string> = new Map([
  ["PK\u0003\u0004", "zip"],
  ["BZh", "bzip2"],
  ["\u00fd7zXZ", "xz"],
  ["(\u00b5/\u00fd", "zstd"],
]);

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
  if (json === 0) return null;
  const { parse } = segmentParser();
  const problem = (line: string) => (isJson(line) ? (parse(Buffer.from(line)).bad[0]?.reason ?? null) : "not JSON");
  return { format: "segment", layout: null, name: "Segment NDJSON", problem };
};

/** What else a file is whose lines are not understood, and what to do with it. */
const hintFor = (lines: ReadonlyArray<string>): string => {
  const [first = ""] = lines;
  if (/^[[{]/.test(first) && !isJson(first))
    return "\nit is JSON over several lines: write one object on each line, as jq -c '.[]' does of a list";
  if (lines.some(isJson))
    return "\nNDJSON has a call of Segment's spec on each line, with its type; logs as JSON are not read: log in the combined format, or convert them";
  return `\nif it is one of ${formats.join(", ")}, say which with --format`;
};

const exampleOf = ([line, number]: readonly [string, number], problem: string): string =>
  `\n  line ${number}: ${problem}: ${line.length > 120 ? `${line.slice(0, 120)}…` : line}`;

/**
 * Decides by what most of the first lines are, so that one broken line at the top misleads nobody. Where the format is given, only what its name leaves
 * open is seen from them: the places of the user agent and of forwarded addresses.
 */
export const detectFormat = async (lines: AsyncGenerator<Line>, given: Format | null = null): Promise<Detected> => {
  const head: Line[] = [];
  while (head.length < looked) {
    const next = await lines.next();
    if (next.done) break;
    head.push(next.value);
  }
  const texts = head.map(({ bytes, number }) => [bytes.toString("utf8").trim(), number] as const).filter(([text]) => text !== "");
  const rest = async function* (): AsyncGenerator<Line> {
    yield* head;
    yield* lines;
  };
  if (given !== null)
    return {
      format: given,
      layout: layoutFor(
        given,
        texts.map(([text]) => text),
      ),
      told: "",
      lines: rest(),
    };
  if (texts.length === 0) return { format: null, layout: null, told: "it has no lines", lines: rest() };
  const start = head[0]!.bytes.toString("latin1");
  const packed = [...packings].find(([mark]) => start.startsWith(mark));
  if (packed !== undefined)
    return { format: null, layout: null, told: `it is packed with ${packed[1]}: unpack it first, or pack it with gzip`, lines: rest() };
  const found = reading(texts.map(([text]) => text));
  const why = texts.map(([text, number]) => [text, number, found === null ? unknown(text) : found.problem(text)] as const);
  const bad = why.flatMap(([text, number, problem]) => (problem === null ? [] : [exampleOf([text, number], problem)]));
  const good = texts.length - bad.length;
  const holds = `${good} of the first ${texts.length} lines`;
  const understood = found !== null && good > 0 && good >= bad.length;
  const hint = understood ? "" : hintFor(texts.map(([text]) => text));
  return {
    format: understood ? found.format : null,
    layout: found?.layout ?? null,
    told: `${found === null ? "no known format" : found.name}: ${holds}${bad.slice(0, shown).join("")}${hint}`,
    lines: rest(),
  };
};

const layoutFor = (format: Format, lines: ReadonlyArray<string>): Layout | null => {
  if (format === "segment" || format === "w3c") return null;
  const [said, seen] = [layoutOf(format), detectLayout(lines.flatMap((line) => partsOf(line) ?? []))];
  return seen === null ? said : { ...said, agent: said.agent && (seen.agent ?? said.agent), behind: seen.behind };
};

const unknown = (line: string): string => {
  if (isDirective(line)) return "no #Fields line says what follows";
  const hit = parseHit(line);
  return typeof hit === "string" ? hit : "not JSON";
};
