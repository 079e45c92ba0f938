const delimiters = [",", ";", "\t", "|"];

/** The line with which Excel is told the separator: "sep=;". */
const declared = /^[\r\n]*sep=(.)[\r\n]/i;
export const declaresDelimiter = (text: string): boolean => declared.test(text);

/** The character that separates the fields: what a first line "sep=;" says, else the one that the first line has most often outside quotes. */
export const delimiterOf = (text: string): string => {
  const said = declared.exec(text)?.[1];
  if (said !== undefined) return said;
  const counts = delimiters.map(() => 0);
  let quoted = false;
  let fieldStart = true;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (quoted) {
      if (character !== '"') continue;
      if (text[at + 1] === '"') at += 1;
      else quoted = false;
    } else if (character === "\n" || character === "\r") {
      if (!fieldStart || counts.some((count) => count > 0)) break; // empty lines may come first
    } else if (character === '"' && fieldStart) {
      quoted = true;
      fieldStart = false;
    } else if (character !== " " || !fieldStart) {
      // spaces may stand before a quote
      const delimiter = delimiters.indexOf(character);
      fieldStart = delimiter !== -1;
      if (fieldStart) counts[delimiter]! += 1;
    }
  }
  return delimiters[counts.indexOf(Math.max(...counts))]!;
};
