import type { JsonValue } from "@marketing/shared/base/json";

/** People in a company, from what forms and providers write: 250, "250", "51-200", "1,001 - 5,000", "10k+", "> 500". A range is its middle. */
export const companySizeOf = (value: JsonValue | undefined): number | null => {
  if (typeof value === "number") return Number.isFinite(value) && value >= 1 ? value : null;
  if (typeof value !== "string") return null;
  const numbers = [
    ...value
      .toLowerCase()
      .replace(/(\d)[,.'\s](?=\d{3}(?!\d))/g, "$1")
      .matchAll(/(\d+(?:\.\d+)?)\s*(k)?/g),
  ].map(([, digits, k]) => Number(digits) * (k ? 1_000 : 1));
  const [low, high] = numbers;
  if (low === undefined) return null;
  const size = high !== undefined && high > low ? (low + high) / 2 : low;
  return size >= 1 ? size : null;
};

const range = /^(\d+)(?:-(\d+)|\+)$/;

/** Which of a model's ranges ("11-50", "1001+") a size lies in. */
export const rangeOf = (size: number, ranges: ReadonlyArray<string>): string | null =>
  ranges.find((r) => {
    const [, low, high] = range.exec(r) ?? [];
    return low !== undefined && size >= Number(low) && (high === undefined || size < Number(high) + 1);
  }) ?? null;

export const isRange = (text: string): boolean => range.test(text);
