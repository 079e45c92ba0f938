/** One event that matches at least one step, in the order of a person's time. */
export interface FunnelHit {
  readonly person: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Bit k is set when the event matches step k. */
  readonly steps: number;
}

/**
 * People who reached each step. A person reaches step k + 1 by an event that matches it at or after the event of step k, within the
 * window of the event of step 1 the chain began with; every event of step 1 may begin a chain, and the one that gets furthest
 * counts. One event takes one step at most, so "page_view, page_view" needs two.
 *
 * For each step it is enough to remember the latest beginning of a chain that reached it: any chain that could go on from
 * an earlier one can go on from a later one. Hits of one person must come together and in order of time.
 */
export class FunnelCounter {
  readonly #steps: number;
  readonly #windowMs: number;
  readonly #from: number;
  readonly #to: number;
  readonly reached: number[];
  #person: string | null = null;
  #begun: number[] = [];
  #furthest = 0;

  /** The first step must fall into [from, to). */
  constructor(options: { readonly steps: number; readonly windowMs: number; readonly from: number; readonly to: number }) {
    this.#steps = options.steps;
    this.#windowMs = options.windowMs;
    this.#from = options.from;
    this.#to = options.to;
    this.reached = Array<number>(options.steps).fill(0);
  }

  add({ person, at, steps }: FunnelHit): void {
    if (person !== this.#person) {
      this.finish();
      this.#person = person;
      this.#begun = Array<number>(this.#steps).fill(Number.NEGATIVE_INFINITY);
      this.#furthest = 0;
    }
    // From the last step to the first, so that one event does not carry a chain two steps on.
    for (let k = this.#steps - 1; k > 0; k--) {
      if ((steps & (1 << k)) === 0) continue;
      const begun = this.#begun[k - 1]!;
      if (at - begun > this.#windowMs) continue;
      if (begun > this.#begun[k]!) this.#begun[k] = begun;
      if (k + 1 > this.#furthest) this.#furthest = k + 1;
    }
    if ((steps & 1) !== 0 && at >= this.#from && at < this.#to) {
      this.#begun[0] = at;
      if (this.#furthest === 0) this.#furthest = 1;
    }
  }

  /** After the last hit. */
  finish(): number[] {
    for (let k = 0; k < this.#furthest; k++) this.reached[k]!++;
    this.#furthest = 0;
    return this.reached;
  }
}
