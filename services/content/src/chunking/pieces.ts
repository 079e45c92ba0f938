import { lastWord } from "@marketing/shared/base/words";

/** Characters (UTF-16 units) of a piece at most. */
export const maxLength = 2_000;
/** So many of them stand at the begin of the next piece again, so that a phrase on the border is whole in one of the two. */
const maxOverlap = 200;

/** Of a script without spaces. */
const longestWord = 50;

/** Where to cut at or before `end`: after the last paragraph, sentence or word of the second half, never inside a character. */
const cutAt = (text: string, start: number, end: number): number => {
  if (end >= text.length) return text.length;
  const half = text.slice(start + maxLength / 2, end);
  for (const boundary of [/\n\s*\n/g, /[.!?]\s|[。！？｡]/g, /\s/g, /[、，；：]/g]) {
    const last = [...half.matchAll(boundary)].at(-1);
    if (last) return start + maxLength / 2 + last.index + last[0].length;
  }
  const word = lastWord(text.slice(end - longestWord, end));
  if (word > 0) return end - longestWord + word;
  return isLowSurrogate(text, end) ? end - 1 : end;
};
const isLowSurrogate = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
};

/** Where the piece after a cut begins: at a word within the overlap. */
export const nextStart = (text: string, start: number, cut: number): number => {
  const from = Math.max(cut - maxOverlap, start + 1);
  const space = /[\s。！？｡、，；：]/.exec(text.slice(from, cut));
  if (space) return from + space.index + 1;
  return isLowSurrogate(text, from) ? from + 1 : from;
};

/** A part of a text. */
export interface Piece {
  readonly text: string;
  /** So many characters at its begin are the end of the piece before, too. */
  readonly overlap: number;
}

/** A text in overlapping pieces, whole words each where it has any; at least one, which may be empty. */
export const piecesOf = (text: string): ReadonlyArray<Piece> => {
  const pieces: Piece[] = [];
  let start = 0;
  for (let before = 0; ; ) {
    const cut = cutAt(text, start, start + maxLength);
    pieces.push({ text: text.slice(start, cut), overlap: before - start });
    if (cut >= text.length) return pieces;
    start = nextStart(text, start, cut);
    before = cut;
  }
};

export const chunksOf = (text: string): ReadonlyArray<string> => piecesOf(text).map((piece) => piece.text);
