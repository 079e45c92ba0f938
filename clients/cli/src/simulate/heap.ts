/** Smallest first; equal keys come out in the order they went in. */
export class Heap<T> {
  #entries: Array<{ readonly key: number; readonly order: number; readonly value: T }> = [];
  #order = 0;

  get size(): number {
    return this.#entries.length;
  }

  peekKey(): number {
    return this.#entries[0]?.key ?? Number.POSITIVE_INFINITY;
  }

  push(key: number, value: T): void {
    const entry = { key, order: this.#order++, value };
    const list = this.#entries;
    let at = list.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(entry, list[parent]!)) break;
      list[at] = list[parent]!;
      at = parent;
    }
    list[at] = entry;
  }

  pop(): T | undefined {
    const list = this.#entries;
    const first = list[0];
    const last = list.pop();
    if (first === undefined || last === undefined || list.length === 0) return first?.value;
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= list.length) break;
      if (child + 1 < list.length && before(list[child + 1]!, list[child]!)) child += 1;
      if (!before(list[child]!, last)) break;
      list[at] = list[child]!;
      at = child;
    }
    list[at] = last;
    return first.value;
  }
}

const before = (a: { readonly key: number; readonly order: number }, b: { readonly key: number; readonly order: number }): boolean =>
  a.key < b.key || (a.key === b.key && a.order < b.order);
