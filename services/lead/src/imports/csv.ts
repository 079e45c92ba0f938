export interface Csv {
  readonly records: ReadonlyArray<ReadonlyArray<string>>;
  /** Why the text ends before it should; null = it is whole. */
  readonly broken: string | null;
}

/** The character that separates the columns of a header line: comma, semicolon or tab, whichever there is most of outside quotes. */
export const delimiterOf = (line: string): string => {
  const bare = line.replace(/"(?:[^"]|"")*"/g, "");
  const counted = [",", ";", "\t"].map((d) => [d, bare.split(d).length] as const);
  return counted.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
};

/** RFC 4180, any line ending, quoted line breaks, a byte order mark in front. Empty lines are no records. */
export const parseCsv = (input: string, delimiter?: string): Csv => {
  const text = input.charCodeAt(0) === 0xfeff ? input.slice(1) : input;
  const separator = delimiter ?? delimiterOf(/^[^\r\n]*/.exec(text)![0]);
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  const end = (): void => {
    if (record.length > 1 || record[0] !== "") records.push(record);
    record = [];
  };
  while (at < text.length) {
    let value: string;
    if (text[at] === '"') {
      const parts: string[] = [];
      for (;;) {
        const close = text.indexOf('"', at + 1);
        if (close === -1) return { records, broken: "a quoted value has no end" };
        parts.push(text.slice(at + 1, close));
        at = close + 1;
        if (text[at] !== '"') break;
        parts.push('"');
      }
      value = parts.join("");
      // What follows the closing quote belongs to the value, as spreadsheets have it.
      const stop = nextStop(text, at, separator);
      value += text.slice(at, stop);
      at = stop;
    } else {
      const stop = nextStop(text, at, separator);
      value = text.slice(at, stop);
      at = stop;
    }
    record.push(value);
    if (text[at] === separator) {
      at += 1;
      if (at === text.length) record.push("");
    } else {
      if (text[at] === "\r" && text[at + 1] === "\n") at += 1;
      at += 1;
      end();
    }
  }
  if (record.length > 0) end();
  return { records, broken: null };
};

const nextStop = (text: string, from: number, separator: string): number => {
  for (let i = from; i < text.length; i++) {
    const c = text[i];
    if (c === separator || c === "\n" || c === "\r") return i;
  }
  return text.length;
};
