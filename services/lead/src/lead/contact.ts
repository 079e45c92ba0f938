const address = /^[^\s@"(),:;<>[\\\]\p{Cc}]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}][\p{L}\p{N}-]*[\p{L}\p{N}]$/u;

/** Why a text is no e-mail address, or null when it is one. */
export const invalidEmail = (email: string): string | null => {
  if ([...email].length > 255) return "is longer than 255 characters";
  if (!address.test(email) || email.includes("..") || email.startsWith(".") || email.includes(".@")) return "is not an e-mail address";
  return null;
};

/**
 * Two addresses with the same normal form are the same address. Nothing that lower() of PostgreSQL takes for one address, under whatever locale,
 * is two here: it folds letter by letter, so a final sigma is a sigma, and a dotted capital I an i.
 */
export const normaliseEmail = (email: string): string =>
  email.trim().normalize("NFC").toLowerCase().replaceAll("ς", "σ").replaceAll("i\u0307", "i");

export const domainOf = (email: string): string => normaliseEmail(email).slice(normaliseEmail(email).lastIndexOf("@") + 1);

/**
 * E.164 of a number written with its country (`+` or `00` in front), else null: without one, a number says nothing about where it rings.
 * Spaces, dots, hyphens, slashes and brackets do not count, `(0)` after the country is left out, an extension is cut off.
 */
export const e164 = (raw: string): string | null => {
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
    : folded.length > longestSource
      ? `must have at most ${longestSource} characters in lower case`
      : null;
};
