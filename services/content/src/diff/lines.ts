import { diffArrays } from "diff";

/** One line of a comparison: where it stands in the old and the new text, 1-based; 0 = it does not. */
export interface Line {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/**
 * More differences than this are shown as one block removed and one block added. The search for the shortest difference takes time and
 * memory in proportion to the square of the number of differences.
 */
const maxDifferences = 1_000;
/** Lines times differences that are looked at: of longer texts fewer differences are looked for. */
const maxWork = 20_000_000;

/** The shortest difference between two texts in lines removed and lines added, after the lines with which both begin and end. */
export const diffLines = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): ReadonlyArray<Line> => {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const [changedA, changedB] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  const maxEditLength = Math.min(maxDifferences, Math.floor(maxWork / (changedA.length + changedB.length + 1)));
  const changes = diffArrays(changedA, changedB, { maxEditLength }) ?? [
    { removed: true, added: false, value: changedA },
    { removed: false, added: true, value: changedB },
  ];
  const lines: Line[] = [];
  let [from, to] = [0, 0];
  const push = (kind: Line["kind"], texts: ReadonlyArray<string>): void => {
    for (const text of texts) lines.push({ kind, text, from: kind === "added" ? 0 : ++from, to: kind === "removed" ? 0 : ++to });
  };
  push("same", a.slice(0, head));
  for (const { removed, added, value } of changes) push(removed ? "removed" : added ? "added" : "same", value);
  push("same", a.slice(a.length - tail));
  return lines;
};

/** How many lines `linesOf` makes, without making them. */
export const countLines = (text: string | null): number => {
  if (text === null || text === "") return 0;
  let lines = 1;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) lines += 1;
  }
  return lines;
};

export const linesOf = (text: string | null): ReadonlyArray<string> => (text === null || text === "" ? [] : text.split(/\r\n|\n|\r/));

/** Changed lines with `context` unchanged ones around them. */
export const withContext = (lines: ReadonlyArray<Line>, context: number): ReadonlyArray<Line> => {
  const keep = new Uint8Array(lines.length);
  let [last, next] = [-Infinity, Infinity];
  for (let i = 0; i < lines.length; i++) {
    if (lines[i]!.kind !== "same") last = i;
    if (i - last <= context) keep[i] = 1;
  }
  for (let i = lines.length - 1; i >= 0; i--) {
    if (lines[i]!.kind !== "same") next = i;
    if (next - i <= context) keep[i] = 1;
  }
  return lines.filter((_, i) => keep[i] === 1);
};
