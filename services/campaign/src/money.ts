import { maxAmountMicros } from "@marketing/protos/amounts";

// Amounts are whole micros (1,000,000 = one unit of the currency) in safe integers: sums are exact, and what would leave the safe range is refused.

/** The largest single amount, micros. */
export const maxAmount = maxAmountMicros;
/** The largest sum, micros. */
export const maxTotal = 9_000_000_000_000_000;

/** "12.340000" */
export const decimalOfMicros = (micros: number): string => {
  const digits = String(Math.abs(micros)).padStart(7, "0");
  return `${micros < 0 ? "-" : ""}${digits.slice(0, -6)}.${digits.slice(-6)}`;
};

/** "12.34" → 12340000; null when it is no decimal of at most six places that is not negative, or larger than `maxTotal`. */
export const microsOfDecimal = (text: string): number | null => {
  const match = /^(\d{1,10})(?:\.(\d{0,6}))?$/.exec(text);
  if (!match) return null;
  const micros = Number(match[1]!) * 1_000_000 + Number((match[2] ?? "").padEnd(6, "0"));
  return micros <= maxTotal ? micros : null;
};

/** A decimal that the database wrote. */
export const microsOf = (decimal: string): number => microsOfDecimal(decimal) ?? 0;

/** Shares of an amount that make exactly the amount: what does not divide goes to the first ones, a micro each. */
export const split = (amount: number, parts: number): ReadonlyArray<number> => {
  const share = Math.floor(amount / parts);
  const rest = amount - share * parts;
  return Array.from({ length: parts }, (_, i) => share + (i < rest ? 1 : 0));
};

/** (revenue - spent) / spent; null when nothing was spent. */
export const returnOn = (revenue: number, spent: number): number | null => (spent === 0 ? null : (revenue - spent) / spent);

/** 0..1: the part of the money that moved that came in, revenue / (revenue + spent), four places. Null when none moved. */
export const performanceScore = (revenue: number, spent: number): number | null =>
  revenue + spent === 0 ? null : Math.round((revenue / (revenue + spent)) * 10_000) / 10_000;
