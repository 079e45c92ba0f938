/**
 * RFC 4180, with either line end, a byte order mark and blank lines passed over. A quote inside an unquoted field is text. Every record with the
 * number of its row, the header being 1. Throws on a quote that never ends.
 */
export function* csvRecords(text: string): Generator<{ readonly row: number; readonly fields: ReadonlyArray<string> }> {
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  let row = 0;
  while (at < text.length) {
    const fields: string[] = [];
    let blank = true;
    for (let more = true; more; ) {
      let value: string;
      if (text[at] === '"') {
        blank = false;
        value = "";
        for (let from = at + 1; ; ) {
          const quote = text.indexOf('"', from);
          if (quote === -1) throw new Error(`row ${row + 1}: a quote is not closed`);
          value += text.slice(from, quote);
          if (text[quote + 1] !== '"') {
            at = quote + 1;
            break;
          }
          value += '"';
          from = quote + 2;
        }
      } else value = "";
      let end = at;
      while (end < text.length && text[end] !== "," && text[end] !== "\n") end++;
      value += text.slice(at, end).replace(/\r$/, "");
      fields.push(value);
      more = text[end] === ",";
      at = end + 1;
    }
    if (fields.length > 1 || fields[0]!.trim() !== "") blank = false;
    row++;
    if (!blank) yield { row, fields };
  }
}
