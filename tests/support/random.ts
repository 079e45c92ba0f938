/** Numbers that are the same for the same seed. */
export interface Random {
  /** 0 ≤ x < 1 */
  float(): number;
  /** A whole number from 0 below `n`. */
  below(n: number): number;
  pick<A>(items: ReadonlyArray<A>): A;
  shuffled<A>(items: ReadonlyArray<A>): A[];
}

/** Mulberry32. */
export const randomOf = (seed: number): Random => {
  let state = seed >>> 0;
  const float = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (n: number): number => Math.floor(float() * n);
  return {
    float,
    below,
    pick: (items) => items[below(items.length)]!,
    shuffled: (items) => {
      const all = [...items];
      for (let i = all.length - 1; i > 0; i -= 1) {
        const j = below(i + 1);
        [all[i], all[j]] = [all[j]!, all[i]!];
      }
      return all;
    },
  };
};
