/** One line of a comparison: where it stands in the old and the new text, 1-based; 0 = it does not. */
export interface Line {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** More differences than this are shown as one block taken out and one put in: finding the fewest would take the square of it. */
const mostEdits = 2_000;

/**
 * The shortest way from `a` to `b` in lines taken out and put in (E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986),
 * after the lines both begin and end with.
 */
export const diffLines = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): ReadonlyArray<Line> => {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const same = (from: number, to: number, count: number): Line[] =>
    Array.from({ length: count }, (_, i) => ({ kind: "same", text: a[from + i]!, from: from + i + 1, to: to + i + 1 }));
  return [
    ...same(0, 0, head),
    ...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail), head),
    ...same(a.length - tail, b.length - tail, tail),
  ];
};

const middle = (a: ReadonlyArray<string>, b: ReadonlyArray<string>, offset: number): ReadonlyArray<Line> => {
  const trace = search(a, b);
  const removed = (x: number): Line => ({ kind: "removed", text: a[x]!, from: offset + x + 1, to: 0 });
  const added = (y: number): Line => ({ kind: "added", text: b[y]!, from: 0, to: offset + y + 1 });
  if (trace === null) return [...a.map((_, x) => removed(x)), ...b.map((_, y) => added(y))];
  const lines: Line[] = [];
  let [x, y] = [a.length, b.length];
  for (let d = trace.length - 1; d >= 0; d--) {
    const v = trace[d]!;
    const at = (k: number): number => v[k + d + 1] ?? -1;
    const k = x - y;
    const down = d > 0 && (k === -d || (k !== d && at(k - 1) < at(k + 1)));
    const fromK = down ? k + 1 : k - 1;
    const fromX = d === 0 ? 0 : at(fromK);
    const fromY = d === 0 ? 0 : fromX - fromK;
    while (x > fromX && y > fromY && (d === 0 || x > (down ? fromX : fromX + 1) || y > (down ? fromY + 1 : fromY))) {
      if (x === 0 || y === 0 || a[x - 1] !== b[y - 1]) break;
      x -= 1;
      y -= 1;
      lines.push({ kind: "same", text: a[x]!, from: offset + x + 1, to: offset + y + 1 });
    }
    if (d === 0) break;
    if (down) lines.push(added(--y));
    else lines.push(removed(--x));
  }
  return lines.reverse();
};

/**
 * For each number of edits the furthest x on every diagonal, as it was before that number was tried: `trace[d][k + d + 1]`. Null when it
 * takes too many.
 */
const search = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): ReadonlyArray<Int32Array> | null => {
  const most = Math.min(a.length + b.length, mostEdits);
  const middleOf = most + 1;
  const v = new Int32Array(2 * most + 3).fill(-1);
  v[middleOf + 1] = 0;
  const trace: Int32Array[] = [];
  for (let d = 0; d <= most; d++) {
    trace.push(v.slice(middleOf - d - 1, middleOf + d + 2));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && v[middleOf + k - 1]! < v[middleOf + k + 1]!);
      let x = down ? v[middleOf + k + 1]! : v[middleOf + k - 1]! + 1;
      let y = x - k;
      while (x < a.length && y < b.length && a[x] === b[y]) {
        x += 1;
        y += 1;
      }
      v[middleOf + k] = x;
      if (x >= a.length && y >= b.length) return trace;
    }
  }
  return null;
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
