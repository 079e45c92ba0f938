/** A row of a table without what it stands in, the marks of quotes and the spaces of lists, and without the bars at its ends. */
export const rowOf = (line: string): string =>
  line
    .replace(/^[ \t>]+/, "")
    .trim()
    .replace(/^\||(?<!\\)\|$/g, "");

/** How many cells a row has; `\|` is no bar. */
export const cellCount = (row: string): number => {
  let bars = 0;
  for (let at = 0; at < row.length; at++)
    if (row[at] === "\\") at += 1;
    else if (row[at] === "|") bars += 1;
  return bars + 1;
};
