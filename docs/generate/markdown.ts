/** A cell may hold no line end and no bar. */
const cell = (text: string): string =>
  text
    .replaceAll(/\s*\n\s*/g, " ")
    .replaceAll("|", "\\|")
    .replaceAll("<", "&lt;");

/** Cells that are code keep what they say as it is. */
export const code = (text: string): string => `\`${text}\``;

export const table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const line = (cells: ReadonlyArray<string>) => `| ${cells.join(" | ")} |`;
  const shown = rows.map((row) =>
    row.map((text) => (text.includes("`") ? text.replaceAll(/\s*\n\s*/g, " ").replaceAll("|", "\\|") : cell(text))),
  );
  return [line(head), line(head.map(() => "---")), ...shown.map(line)].join("\n");
};

const laidOut = /^[{["]|^ {2,}/;

/** A comment of a contract: sentences flow, lines of JSON stay as they are. */
export const prose = (comment: string): string => {
  const blocks: { laidOut: boolean; lines: string[] }[] = [];
  for (const line of comment.split("\n")) {
    const last = blocks.at(-1);
    if (line.trim() === "") blocks.push({ laidOut: false, lines: [] });
    else if (last && last.laidOut === laidOut.test(line)) last.lines.push(line);
    else blocks.push({ laidOut: laidOut.test(line), lines: [line] });
  }
  return blocks
    .filter(({ lines }) => lines.length > 0)
    .map(({ laidOut: asIs, lines }) => (asIs ? ["```", ...lines, "```"].join("\n") : lines.join("\n").replaceAll("<", "&lt;")))
    .join("\n\n");
};

/** Head of a generated page. */
export const generated = (from: string): string => `<!-- Generated from ${from} by \`npm run docs\`: change those, not this. -->`;

export const json = (value: unknown): string => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;
