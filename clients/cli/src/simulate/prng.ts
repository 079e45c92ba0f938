/** A stream of numbers that depends on its seed and on nothing else: the same on every machine and in every year. */
export interface Random {
  /** 0 ≤ x < 1 */
  readonly float: () => number;
  /** lowest ≤ n ≤ highest, whole */
  readonly int: (lowest: number, highest: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(from: ReadonlyArray<T>) => T;
  readonly weighted: <T extends { readonly weight: number }>(from: ReadonlyArray<T>) => T;
  /** Shaped as a version 4 UUID. */
  readonly uuid: () => string;
  /** Positive, exponential with this mean. */
  readonly wait: (mean: number) => number;
}

/** xmur3: text to 32-bit seeds. Public domain, by bryc. */
const seeds = (text: string): (() => number) => {
  let h = 1779033703 ^ text.length;
  for (let i = 0; i < text.length; i += 1) {
    h = Math.imul(h ^ text.charCodeAt(i), 3432918353);
    h = (h << 13) | (h >>> 19);
  }
  return () => {
    h = Math.imul(h ^ (h >>> 16), 2246822507);
    h = Math.imul(h ^ (h >>> 13), 3266489909);
    h ^= h >>> 16;
    return h >>> 0;
  };
};

/**
 * sfc32 (Chris Doty-Humphrey, PractRand): small, fast, 128 bits of state. What is drawn depends on the seed alone; ids also on
 * `naming`, so that the same story told of another time has other ids.
 */
export const random = (seed: string, naming = ""): Random => {
  const next = seeds(seed);
  const name = seeds(naming);
  const mask = naming === "" ? [0, 0, 0, 0] : [name(), name(), name(), name()];
  let [a, b, c, d] = [next(), next(), next(), next()];
  const word = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i += 1) word();
  const float = () => word() / 2 ** 32;
  const int = (lowest: number, highest: number) => lowest + Math.floor(float() * (highest - lowest + 1));
  return {
    float,
    int,
    chance: (probability) => float() < probability,
    pick: (from) => from[int(0, from.length - 1)]!,
    weighted: (from) => {
      let left = float() * from.reduce((sum, { weight }) => sum + weight, 0);
      for (const one of from) {
        left -= one.weight;
        if (left < 0) return one;
      }
      return from.at(-1)!;
    },
    uuid: () => {
      const hex = mask.map((m) => ((word() ^ m) >>> 0).toString(16).padStart(8, "0")).join("");
      const variant = "89ab"[Number.parseInt(hex[16]!, 16) & 3];
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
    },
    wait: (mean) => -Math.log(1 - float()) * mean,
  };
};
