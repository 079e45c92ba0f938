const delimiters = [",", ";", "\t"];

/** The character that separates the fields of the first line: of comma, semicolon and tab the most frequent one outside quotes. */
export const delimiterOf = (text: string): string => {
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
    } else {
      const delimiter = delimiters.indexOf(character);
      fieldStart = delimiter !== -1;
      if (fieldStart) counts[delimiter]! += 1;
    }
  }
  return delimiters[counts.indexOf(Math.max(...counts))]!;
};
