/** Keeps the `size` greatest of the numbers offered, and knows the least of them: a binary heap, least on top. */
export interface Lowest {
  offer(value: number): void;
  /** What a number has to reach to be among the greatest; -Infinity until there are enough. */
  bar(): number;
}

export const createLowest = (size: number): Lowest => {
  const heap = new Float64Array(size);
  let filled = 0;
  const swap = (a: number, b: number): void => {
    const kept = heap[a]!;
    heap[a] = heap[b]!;
    heap[b] = kept;
  };
  const up = (from: number): void => {
    for (let at = from; at > 0 && heap[at]! < heap[(at - 1) >> 1]!; at = (at - 1) >> 1) swap(at, (at - 1) >> 1);
  };
  const down = (): void => {
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      if (left >= filled) return;
      const least = left + 1 < filled && heap[left + 1]! < heap[left]! ? left + 1 : left;
      if (heap[at]! <= heap[least]!) return;
      swap(at, least);
      at = least;
    }
  };
  return {
    offer: (value) => {
      if (filled < size) {
        heap[filled] = value;
        up(filled);
        filled += 1;
      } else if (value > heap[0]!) {
        heap[0] = value;
        down();
      }
    },
    bar: () => (filled < size ? Number.NEGATIVE_INFINITY : heap[0]!),
  };
};
