import { longerThan } from "@marketing/shared/base/codePoints";

/** No number with its extension has more characters. */
const longestNumber = 100;

/**
 * E.164 of a number written with its country (`+` or `00` in front), else null: without one, a number says nothing about where it rings.
 * Spaces, dots, hyphens, slashes and brackets do not count, `(0)` after the country is left out, an extension is cut off.
 */
export const e164 = (raw: string): string | null => {
  if (raw.length > longestNumber) return null;
  const number = raw
    .trim()
    .replace(/\s*(?:;\s*ext=|,|#|x|ext\.?|extension)\s*\d+$/i, "")
    .replace(/^00/, "+")
    .replace(/\(0\)/, "");
  if (!/^\+[\d\s().\-/\u2010-\u2015\u00a0]+$/.test(number)) return null;
  const digits = number.replace(/\D/g, "");
  return /^[1-9]\d{7,14}$/.test(digits) ? `+${digits}` : null;
};

/** "Google", "google " and "GOOGLE" are one source. It may become longer by that: İ is two characters in lower case. */
export const foldSource = (source: string): string => source.trim().normalize("NFC").replace(/\s+/g, " ").toLowerCase();

/** Characters of a source as it is stored. */
export const longestSource = 100;

/** Why a text cannot be a source; null = it can. */
export const sourceProblem = (source: string): string | null => {
  const folded = foldSource(source);
  return folded === ""
    ? "must not be blank"
    : longerThan(folded, longestSource)
      ? `must have at most ${longestSource} characters in lower case`
      : null;
};
