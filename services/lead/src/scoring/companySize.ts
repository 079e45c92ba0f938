import type { JsonValue } from "@marketing/shared/base/json";

const factors = new Map(
  Object.entries({
    k: 1_000,
    tsd: 1_000,
    thousand: 1_000,
    m: 1_000_000,
    mio: 1_000_000,
    million: 1_000_000,
  }),
);
const numbers = /(\d+(?:\.\d+)?)\s?(k|tsd|thousand|mio|million|m)?(?![a-z])/g;
const alone =
  /\b(?:self[ -]?employed|freelance[rd]?|sole (?:trader|proprietor|owner)|solo|solopreneur|just me|only me|selbst(?:st)?ändig|freiberuf\w*|einzelunternehme\w*|indépendante?|autónom[oa])\b/u;

/** Digits without what groups them by three, with a point before decimals: "1,001" and "1.001" are 1001, "1,5" is 1.5. */
const plainNumbers = (text: string): string => text.replace(/(\d)[,.'’\s](?=\d{3}(?!\d))/g, "$1").replace(/(\d),(?=\d{1,2}(?!\d))/g, "$1.");

/**
 * People in a company, from what forms and providers write: 250, "250", "51-200", "1,001 - 5,000", "10k-50k", "1M+", "> 500", "Self-employed". A
 * range is its middle, a bound is itself.
 */
export const companySizeOf = (value: JsonValue | undefined): number | null => {
  if (typeof value === "number") return Number.isFinite(value) && value >= 1 ? value : null;
  if (typeof value !== "string") return null;
  const text = value.toLowerCase();
  const found = [...plainNumbers(text).matchAll(numbers)].map(([, digits, unit]) => ({
    number: Number(digits),
    factor: factors.get(unit ?? ""),
  }));
  const [low, high] = found;
  if (low === undefined) return alone.test(text) ? 1 : null;
  // in "10-50k" the unit is that of both
  const shared = low.factor === undefined && high?.factor !== undefined && low.number < high.number ? high.factor : 1;
  const from = low.number * (low.factor ?? shared);
  const to = high === undefined ? from : high.number * (high.factor ?? 1);
  const size = to > from ? Math.max(1, (from + to) / 2) : from;
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
