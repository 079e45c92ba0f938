import { type Block, paragraph } from "./block.ts";
import { htmlBlocks } from "./htmlBlocks.ts";
import { plain } from "./inline.ts";
import {
  cellsOf,
  closesFence,
  fenceOf,
  headingOf,
  htmlEndOf,
  indentOf,
  interrupts,
  isBlank,
  isDefinition,
  isDelimiterRow,
  isHtml,
  isItem,
  isQuote,
  isRule,
  underlineOf,
  unquoted,
} from "./markdownLines.ts";

/**
 * The blocks of a Markdown text, as CommonMark and GitHub's tables have them. It looks at each line a fixed number of times and at nothing that
 * is far away: time and result are linear in the length of the text, whatever the text. What a piece of a text needs is its kind, not its
 * tree: a list is its lines, a quote in a quote is a quote, a row of a table has the cells that are written in it.
 */
export const markdownBlocks = (markdown: string): ReadonlyArray<Block> => blocksOf(markdown.replaceAll("\r\n", "\n").split("\n"), false);

const blocksOf = (lines: ReadonlyArray<string>, quoted: boolean): ReadonlyArray<Block> => {
  const blocks: Block[] = [];
  let at = 0;
  const more = (): boolean => at < lines.length;
  const line = (): string => lines[at]!;
  /** The lines from here for which `goesOn` holds. */
  const take = (goesOn: () => boolean): ReadonlyArray<string> => {
    const from = at;
    while (more() && goesOn()) at += 1;
    return lines.slice(from, at);
  };

  const code = (text: string): void => {
    if (!isBlank(text)) blocks.push({ kind: "code", text });
  };
  const fenced = (fence: string): void => {
    at += 1;
    code(take(() => !closesFence(line(), fence)).join("\n"));
    at += 1;
  };
  const indented = (): void => {
    const taken = take(() => indentOf(line()) >= 4 || isBlank(line()));
    code(
      taken
        .map((one) => one.replace(/^(?: {4}| {0,3}\t)/, ""))
        .join("\n")
        .trimEnd(),
    );
  };
  const html = (): void => {
    const end = htmlEndOf(line());
    const from = at;
    if (end === null) take(() => !isBlank(line()));
    else {
      take(() => !line().toLowerCase().includes(end));
      at += 1;
    }
    for (const block of htmlBlocks(lines.slice(from, at).join("\n"))) blocks.push(block);
  };
  const quote = (): void => {
    let open = false;
    const taken = take(() => {
      const goesOn = isQuote(line()) || (open && !isBlank(line()) && !interrupts(line()));
      open = !isBlank(unquoted(line()));
      return goesOn;
    });
    for (const block of blocksOf(taken.map(unquoted), true)) blocks.push(block);
  };
  const list = (): void => {
    let blank = false;
    const taken = take(() => {
      const goesOn = isBlank(line()) || isItem(line()) || indentOf(line()) >= 2 || !(blank || interrupts(line()));
      blank = isBlank(line());
      return goesOn;
    });
    const text = taken.filter((one) => !isBlank(one)).map((one) => `${/^\s{0,20}/.exec(one)![0]}${plain(one)}`);
    blocks.push({ kind: "list", text: text.join("\n") });
  };
  const beginsTable = (): boolean => {
    const below = lines[at + 1];
    return below !== undefined && line().includes("|") && isDelimiterRow(below) && cellsOf(below).length === cellsOf(line()).length;
  };
  const table = (): void => {
    const rowOf = (row: string): string => cellsOf(row).map(plain).join(" | ");
    const head = rowOf(line());
    at += 2;
    const rows = take(() => !isBlank(line()) && !interrupts(line())).map(rowOf);
    blocks.push({ kind: "table", text: [head, ...rows].join("\n"), ...(rows.length > 0 ? { head } : {}) });
  };
  const prose = (): void => {
    const from = at;
    at += 1;
    let level: number | null = null;
    take(() => {
      level = underlineOf(line());
      return level === null && !isBlank(line()) && !(interrupts(line()) && !(quoted && isQuote(line()))) && !beginsTable();
    });
    const text = plain(lines.slice(from, at).join("\n"));
    if (level === null) blocks.push(...paragraph(text));
    else {
      blocks.push({ kind: "heading", level, text });
      at += 1;
    }
  };

  while (more()) {
    const heading = headingOf(line());
    const fence = fenceOf(line());
    if (isBlank(line()) || isRule(line()) || isDefinition(line())) at += 1;
    else if (heading !== null) {
      blocks.push({ kind: "heading", level: heading.level, text: plain(heading.text) });
      at += 1;
    } else if (indentOf(line()) >= 4) indented();
    else if (fence !== null) fenced(fence);
    else if (isQuote(line()) && !quoted) quote();
    else if (isItem(line())) list();
    else if (isHtml(line())) html();
    else if (beginsTable()) table();
    else prose();
  }
  return blocks;
};
