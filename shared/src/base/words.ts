/** Characters of scripts that put no space between words: Thai, Lao, Burmese, Khmer, Japanese and Chinese. */
const spaceless =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}]/u;
const run = new RegExp(`${spaceless.source}+`, "gu");
/** Characters of a run that are taken apart at once; a word on a border is two. */
const longestRun = 10_000;

const segmenter = new Intl.Segmenter("und", { granularity: "word" });

const wordsOfRun = (text: string): string[] => {
  const words: string[] = [];
  for (let from = 0; from < text.length; from += longestRun)
    for (const { segment, isWordLike } of segmenter.segment(text.slice(from, from + longestRun))) if (isWordLike) words.push(segment);
  return words;
};

/** A text with its words between spaces, in scripts that have none too; anything else stays as it is. */
export const spaced = (text: string): string =>
  spaceless.test(text) ? text.replace(run, (found) => ` ${wordsOfRun(found).join(" ")} `) : text;

/** Where the last word begins in the text of a script without spaces; 0 = there is no such word. */
export const lastWord = (text: string): number => (spaceless.test(text.slice(-2)) ? ([...segmenter.segment(text)].at(-1)?.index ?? 0) : 0);
