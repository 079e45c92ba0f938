/** Keeps the k greatest of the numbers offered, in a binary min-heap: its root is the least of the k. */
export interface TopKHeap {
  offer(value: number): void;
  /** The k-th greatest number so far: a lesser one is not among the top k. -Infinity until k numbers were offered. */
  threshold(): number;
}

export const createTopKHeap = (k: number): TopKHeap => {
  const heap = new Float64Array(k);
  let size = 0;
  const swap = (a: number, b: number): void => {
    const kept = heap[a]!;
    heap[a] = heap[b]!;
    heap[b] = kept;
  };
  const siftUp = (from: number): void => {
    for (let at = from; at > 0 && heap[at]! < heap[(at - 1) >> 1]!; at = (at - 1) >> 1) swap(at, (at - 1) >> 1);
  };
  const siftDown = (): void => {
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      if (left >= size) return;
      const least = left + 1 < size && heap[left + 1]! < heap[left]! ? left + 1 : left;
      if (heap[at]! <= heap[least]!) return;
      swap(at, least);
      at = least;
    }
  };
  return {
    offer: (value) => {
      if (size < k) {
        heap[size] = value;
        siftUp(size);
        size += 1;
      } else if (value > heap[0]!) {
        heap[0] = value;
        siftDown();
      }
    },
    threshold: () => (size < k ? Number.NEGATIVE_INFINITY : heap[0]!),
  };
};
