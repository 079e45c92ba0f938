/** Characters of scripts that put no space between words: Thai, Lao, Burmese, Khmer, Japanese and Chinese. */
const spaceless =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}]/u;
/** Characters that are taken apart at once, since each call costs as much as many words; a word on a border is two. */
const block = 10_000;

const segmenter = new Intl.Segmenter("und", { granularity: "word" });

const spacedBlock = (text: string): string => {
  if (!spaceless.test(text)) return text;
  const parts: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text))
    if (!spaceless.test(segment)) parts.push(segment);
    else parts.push(isWordLike ? ` ${segment} ` : " ");
  return parts.join("");
};

/** A text with its words between spaces, in scripts that have none too; anything else stays as it is. */
export const spaced = (text: string): string => {
  if (text.length <= block || !spaceless.test(text)) return spacedBlock(text);
  const parts: string[] = [];
  for (let from = 0; from < text.length; ) {
    const end = from + block;
    // never inside a character
    const to = text.charCodeAt(end) >> 10 === 0x37 ? end + 1 : end;
    parts.push(spacedBlock(text.slice(from, to)));
    from = to;
  }
  return parts.join("");
};

/** Where the last word begins in the text of a script without spaces; 0 = there is no such word. */
export const lastWord = (text: string): number => (spaceless.test(text.slice(-2)) ? ([...segmenter.segment(text)].at(-1)?.index ?? 0) : 0);
