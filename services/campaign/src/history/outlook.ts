import type { Result } from "./results.ts";

/** Mean and standard deviation, and how many campaigns are behind them. */
export interface Expectation {
  readonly mean: number;
  readonly spread: number;
  readonly campaigns: number;
}
/** Of the plan, by how campaigns like it did; null where none of them tells. Money in micros. */
export interface Outlook {
  readonly conversionRate: Expectation | null;
  readonly performanceScore: Expectation | null;
  readonly spent: Expectation | null;
  readonly costPerConversion: Expectation | null;
  readonly currency: string;
}

/** What came of a campaign on a platform, and how much like the plan it is. */
export interface Experience {
  readonly campaignId: string;
  readonly currency: string;
  /** Cosine similarity */
  readonly score: number;
  readonly result: Pick<Result, "spent" | "conversions" | "performanceScore" | "conversionRate">;
}

/** Weighted by the square of the similarity, so that what is twice as much alike counts four times; what is not alike counts nothing. */
const expectation = (
  experiences: ReadonlyArray<Experience>,
  figureOf: (result: Experience["result"]) => number | null,
): Expectation | null => {
  const told = experiences.flatMap((e) => {
    const value = figureOf(e.result);
    return value === null || e.score <= 0 ? [] : [{ value, weight: e.score ** 2, campaignId: e.campaignId }];
  });
  if (told.length === 0) return null;
  const total = told.reduce((sum, t) => sum + t.weight, 0);
  const mean = told.reduce((sum, t) => sum + t.weight * t.value, 0) / total;
  const variance = told.reduce((sum, t) => sum + t.weight * (t.value - mean) ** 2, 0) / total;
  return { mean, spread: Math.sqrt(variance), campaigns: new Set(told.map((t) => t.campaignId)).size };
};

/** Amounts of different currencies do not mix: `currency`, "" = that of the most alike. Best first. */
export const outlookOf = (experiences: ReadonlyArray<Experience>, currency: string): Outlook => {
  const money = currency || (experiences[0]?.currency ?? "");
  const comparable = experiences.filter((e) => e.currency === money);
  return {
    conversionRate: expectation(experiences, (r) => r.conversionRate),
    performanceScore: expectation(experiences, (r) => r.performanceScore),
    spent: expectation(comparable, (r) => r.spent),
    costPerConversion: expectation(comparable, (r) => (r.conversions === 0 ? null : r.spent / r.conversions)),
    currency: money,
  };
};
