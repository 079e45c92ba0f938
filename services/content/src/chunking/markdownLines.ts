/** The lines of Markdown by what they begin. Each pattern looks at the begin of its line, and none of them goes back over what it has read. */

export const isBlank = (line: string): boolean => line.trim() === "";

/** Spaces at the begin; a tab is four. */
export const indentOf = (line: string): number => {
  let columns = 0;
  for (let at = 0; at < line.length; at++) {
    const unit = line.charCodeAt(at);
    if (unit === 32) columns += 1;
    else if (unit === 9) columns += 4 - (columns % 4);
    else break;
  }
  return columns;
};

const hashes = /^ {0,3}(#{1,6})(?:[ \t]|$)/;

/** `## Prices ##`: level and text. */
export const headingOf = (line: string): { readonly level: number; readonly text: string } | null => {
  const level = hashes.exec(line)?.[1]?.length;
  if (level === undefined) return null;
  const text = line.slice(line.indexOf("#") + level).trim();
  let end = text.length;
  while (end > 0 && text[end - 1] === "#") end -= 1;
  const closed = end < text.length && (end === 0 || /[ \t]/.test(text[end - 1]!));
  return { level, text: closed ? text.slice(0, end) : text };
};

/** The underline of a heading: 1 for `===`, 2 for `---`. */
export const underlineOf = (line: string): number | null => {
  if (indentOf(line) > 3) return null;
  const mark = line.trim();
  return /^=+$/.test(mark) ? 1 : /^-+$/.test(mark) ? 2 : null;
};

export const isRule = (line: string): boolean => /^ {0,3}(?:\*[ \t]*){3,}$|^ {0,3}(?:-[ \t]*){3,}$|^ {0,3}(?:_[ \t]*){3,}$/.test(line);

/** The mark that opens a block of code, without what follows it. */
export const fenceOf = (line: string): string | null => {
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
  return fence === undefined || (fence[0] === "`" && line.trimStart().includes("`", fence.length)) ? null : fence;
};

export const closesFence = (line: string, fence: string): boolean => {
  const mark = line.trim();
  return indentOf(line) < 4 && mark.startsWith(fence) && mark === fence[0]!.repeat(mark.length);
};

export const isItem = (line: string): boolean => /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/.test(line) && !isRule(line);

/** Marks of quoting, as many as there are: a quote in a quote is a quote. */
const quote = /^ {0,3}(?:>[ \t]{0,3})+/;
export const isQuote = (line: string): boolean => /^ {0,3}>/.test(line);
export const unquoted = (line: string): string => {
  const marks = quote.exec(line)?.[0] ?? "";
  // of the spaces after the last mark one belongs to it, the others to what is quoted
  const begin = marks.lastIndexOf(">") + 1;
  return line.slice(line[begin] === " " ? begin + 1 : begin);
};

/** Tags that begin a block of HTML, which ends at an empty line; the text of these four ends with the element. */
const block =
  /^ {0,3}<(?:!--|[!?]|\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|meta|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?=[\s/>]|$))/i;
const raw = /^ {0,3}<(script|pre|style|textarea)(?=[\s>]|$)/i;
export const isHtml = (line: string): boolean => block.test(line) || raw.test(line);
/** What ends the block that this line begins: null = an empty line. */
export const htmlEndOf = (line: string): string | null => {
  const name = raw.exec(line)?.[1];
  return name !== undefined ? `</${name.toLowerCase()}>` : line.trimStart().startsWith("<!--") ? "-->" : null;
};

/** `[name]: address`, which is no text. */
export const isDefinition = (line: string): boolean => /^ {0,3}\[[^[\]]{1,999}\]:[ \t]*\S/.test(line);

/** Cells of a row of a table, without the bars at its ends. `\|` is no bar. */
export const cellsOf = (line: string): ReadonlyArray<string> => {
  const cells: string[] = [];
  let from = 0;
  const row = line.trim();
  for (let at = 0; at < row.length; at++) {
    if (row[at] === "\\") at += 1;
    else if (row[at] === "|") {
      if (at > 0) cells.push(row.slice(from, at));
      from = at + 1;
    }
  }
  if (from < row.length) cells.push(row.slice(from));
  return cells.map((cell) => cell.trim());
};

/** Whether a block of its own begins here, in the midst of a paragraph too. A list does only at an item with a text, and at its first number. */
export const interrupts = (line: string): boolean =>
  headingOf(line) !== null ||
  fenceOf(line) !== null ||
  isQuote(line) ||
  isHtml(line) ||
  isRule(line) ||
  /^ {0,3}(?:[-*+]|1[.)])[ \t]+\S/.test(line);

/** The line below the head of a table: `|---|:-:|`. */
export const isDelimiterRow = (line: string): boolean =>
  /^[ \t|:-]+$/.test(line) && line.includes("|") && cellsOf(line).every((cell) => /^:?-+:?$/.test(cell));
