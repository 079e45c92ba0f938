import type { Token } from "markdown-it";
import type { Block } from "./block.ts";
import { htmlBlocks } from "./htmlBlocks.ts";
import { isElement } from "./htmlElements.ts";
import { type AddressBudget, inlineText } from "./inline.ts";
import { inlineTokens, markdownSlices, type Slice } from "./markdownParser.ts";
import { cellCount, rowOf } from "./tableRow.ts";

/**
 * The blocks of a Markdown text, as CommonMark and GitHub's tables have them. Time, memory and result are linear in the length of the text, whatever
 * the text. What a piece of a text needs is its kind, not its tree: a list is its lines, what is quoted stands as if it were not, and
 * code in a list is a block of its own, so that it stays as it was written.
 */
export const markdownBlocks = (markdown: string): ReadonlyArray<Block> => {
  const blocks: Block[] = [];
  const addresses: AddressBudget = { left: markdown.length };
  for (const slice of markdownSlices(markdown)) blocksOfSlice(slice, blocks, addresses);
  return blocks;
};

const firstTag = /^\s*<\/?([A-Za-z][A-Za-z0-9-]*)/;

const blocksOfSlice = ({ tokens, lines: source }: Slice, blocks: Block[], addresses: AddressBudget): void => {
  const textOf = (of: ReadonlyArray<Token>): string => inlineText(of, addresses);
  /** Depth of lists, and the lines of the outermost since the last block in it that is no line. */
  let depth = 0;
  let lines: string[] = [];
  /** Of the item that has no line yet. */
  let marker: string | null = null;
  let heading = 0;
  let rows: string[] = [];
  /** Of the row that is open, its line, and the columns of the table. */
  let cells: string[] | null = null;
  let rowLine = 0;
  let columns = 0;

  const endLines = (): void => {
    if (lines.length > 0) blocks.push({ kind: "list", text: lines.join("\n") });
    lines = [];
  };
  const addText = (text: string): void => {
    if (cells) cells.push(text);
    else if (text === "" && marker === null) return;
    else if (depth > 0) {
      lines.push(`${"  ".repeat(marker === null ? depth : depth - 1)}${marker ?? ""}${text}`.trimEnd());
      marker = null;
    } else if (heading > 0) blocks.push({ kind: "heading", level: heading, text });
    else blocks.push({ kind: "paragraph", text });
  };
  const addBlock = (block: Block): void => {
    if (marker !== null) addText("");
    endLines();
    blocks.push(block);
  };
  const endRow = (): void => {
    const raw = rowOf(source[rowLine] ?? "");
    // cells beyond the head's, which the parser leaves out: most often a bar that was meant as it stands
    const whole = columns > 0 && cellCount(raw) > columns ? textOf(inlineTokens(raw)) : null;
    columns ||= cells!.length;
    // the parser fills a short row up to the head's columns: of a thousand of them each row would be a thousand bars
    const filled = cells!.findLastIndex((cell) => cell !== "") + 1;
    rows.push(whole ?? cells!.slice(0, filled).join(" | "));
    cells = null;
  };

  for (const token of tokens) {
    const { type, content } = token;
    if (type === "inline") {
      addText(textOf(token.children ?? []));
    } else if (type === "heading_open") heading = depth > 0 ? 0 : Number(token.tag.slice(1));
    else if (type === "heading_close") heading = 0;
    else if (type === "fence" || type === "code_block") {
      if (content.trim() !== "") addBlock({ kind: "code", text: content.trimEnd() });
    } else if (type === "html_block") {
      const name = firstTag.exec(content)?.[1];
      if (name !== undefined && !isElement(name.toLowerCase())) addText(textOf(inlineTokens(content)));
      else for (const block of htmlBlocks(content)) addBlock(block);
    } else if (type === "bullet_list_open" || type === "ordered_list_open") {
      if (marker !== null) addText("");
      depth += 1;
    } else if (type === "list_item_open") marker = `${token.info}${token.markup} `;
    else if (type === "list_item_close") marker = null;
    else if (type === "bullet_list_close" || type === "ordered_list_close") {
      depth -= 1;
      if (depth === 0) endLines();
    } else if (type === "table_open") {
      rows = [];
      columns = 0;
    } else if (type === "tr_open") {
      cells = [];
      rowLine = token.map?.[0] ?? source.length;
    } else if (type === "tr_close") endRow();
    else if (type === "table_close") {
      addBlock({ kind: "table", text: rows.join("\n"), ...(rows.length > 1 ? { head: rows[0]! } : {}) });
    }
  }
  endLines();
};
