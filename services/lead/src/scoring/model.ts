export const factorKinds = ["email", "company_size", "industry", "job_title", "activity", "recency", "property", "source"] as const;
export type FactorKind = (typeof factorKinds)[number];

export interface Factor {
  readonly name: string;
  readonly kind: FactorKind;
  /** 0..1; those of a model add up to at most 1. */
  readonly weight: number;
  /** Lower-case value → its worth, -1..1; of activity: event name → points. */
  readonly values: { readonly [value: string]: number };
  /** Worth of a value that is there and not listed; of activity: points. */
  readonly other: number;
  /** Worth of a value that is not there. */
  readonly missing: number;
  readonly property: string | null;
  /** Of activity: points at which half the weight is reached. */
  readonly saturation: number;
}

export interface ScoringModel {
  readonly name: string;
  /** 0 = built in. */
  readonly version: number;
  readonly factors: ReadonlyArray<Factor>;
  readonly halfLifeDays: number;
  readonly qualifyAt: number;
  readonly disqualifyBelow: number;
  /** ms since 1970 */
  readonly createdAt: number;
}
