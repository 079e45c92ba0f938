/**
 * Titles of tests in one file. "describe > test" where the title alone would not tell which; "… ×5" where a title is written once and stands
 * for five cases, so that one that is gone is missed.
 */
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

/** A title as the file has it, and how many cases it stands for where that is said. */
export const countOf = (named: string): { title: string; cases: number | undefined } => {
  const [, title, cases] = /^(.*) ×(\d+)$/s.exec(named) ?? [];
  return title === undefined ? { title: named, cases: undefined } : { title, cases: Number(cases) };
};
