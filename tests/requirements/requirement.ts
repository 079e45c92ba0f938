/** Titles of tests in one file. "describe > test" where the title alone would not tell which. */
export type Proof = readonly [file: string, ...titles: string[]];

export interface Requirement {
  readonly id: number;
  readonly says: string;
  /** Tests that would fail if it did not hold; none = not yet. */
  readonly proof: ReadonlyArray<Proof>;
  /** What is missing, where there is no proof. */
  readonly missing: string;
}

export const proven = (id: number, says: string, ...proof: Proof[]): Requirement => ({ id, says, proof, missing: "" });
export const notYet = (id: number, says: string, missing: string): Requirement => ({ id, says, proof: [], missing });
