/** Characters (UTF-16 units) of a piece, and how many of them the next begins with again, so that a phrase on the border is in one of them. */
export const size = 2_000;
export const overlap = 200;

/** Where to cut at or before `end`: behind the last paragraph, sentence or word of the second half, never inside a character. */
const cutAt = (text: string, start: number, end: number): number => {
  if (end >= text.length) return text.length;
  const half = text.slice(start + size / 2, end);
  for (const boundary of [/\n\s*\n/g, /[.!?]\s/g, /\s/g]) {
    const last = [...half.matchAll(boundary)].at(-1);
    if (last) return start + size / 2 + last.index + last[0].length;
  }
  return isLow(text, end) ? end - 1 : end;
};
const isLow = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
};

/** Where the piece behind a cut begins: at a word within the overlap. */
export const nextStart = (text: string, start: number, cut: number): number => {
  const from = Math.max(cut - overlap, start + 1);
  const space = /\s/.exec(text.slice(from, cut));
  if (space) return from + space.index + 1;
  return isLow(text, from) ? from + 1 : from;
};

/** A piece, and how many characters at its begin stand at the end of the one before, too. */
export interface Piece {
  readonly text: string;
  readonly overlap: number;
}

/** A text in overlapping pieces, whole words each where it has any; at least one, which may be empty. */
export const piecesOf = (text: string): ReadonlyArray<Piece> => {
  const pieces: Piece[] = [];
  let start = 0;
  for (let before = 0; ; ) {
    const cut = cutAt(text, start, start + size);
    pieces.push({ text: text.slice(start, cut), overlap: before - start });
    if (cut >= text.length) return pieces;
    start = nextStart(text, start, cut);
    before = cut;
  }
};

export const chunksOf = (text: string): ReadonlyArray<string> => piecesOf(text).map((piece) => piece.text);
