import { domainToUnicode } from "node:url";

// E-mail addresses. An address is kept and shown as it was typed; what it is compared, claimed and looked up by is its normal form.

/** What nobody sees: zero-width characters, soft hyphens, byte order marks, marks of direction. They come along when an address is copied. */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;

/** The characters that are meant: full-width ones, ligatures and decomposed letters as the usual ones, without spaces around. */
const plain = (email: string): string => email.replaceAll(invisible, "").normalize("NFKC").replaceAll(invisible, "").trim();

const address =
  /^[^\s@"(),:;<>[\\\]\p{Cc}]+@(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?\.)+[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}]$/u;

/** Why a text is no e-mail address, or null when it is one. */
export const invalidEmail = (email: string): string | null => {
  if ([...email].length > 255) return "is longer than 255 characters";
  const meant = plain(email);
  if (!address.test(meant) || meant.includes("..") || meant.startsWith(".") || meant.includes(".@")) return "is not an e-mail address";
  return null;
};

/**
 * Without case, as Unicode folds it (NFKC_Casefold): ß is ss, a final sigma is a sigma, and the letters that only upper case tells apart are one.
 * A dotted capital I is an i, as PostgreSQL's lower() has it too; the dotless ı is a letter of its own, which upper case would make an i.
 */
const withoutCase = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^ı]+/gu, (letters) => letters.toUpperCase())
    .toLowerCase()
    .replaceAll("ς", "σ")
    .replaceAll("i\u0307", "i")
    .normalize("NFKC");

/** A domain in the letters it stands for: `xn--bcher-kva.example` is `bücher.example`. What is no domain stays as it is. */
const decoded = (domain: string): string => (/xn--|[^\0-\x7f]/i.test(domain) && domainToUnicode(domain)) || domain;

/**
 * Two addresses with the same normal form are the same address. Everything that compares addresses does it by this function, and a table that
 * looks them up has the normal form in a column of its own: no database folds letters.
 */
export const normaliseEmail = (email: string): string => {
  const meant = plain(email);
  const at = meant.lastIndexOf("@") + 1;
  return withoutCase(meant.slice(0, at) + decoded(meant.slice(at)));
};

/** The part behind the @, in normal form. */
export const domainOf = (email: string): string => {
  const normal = normaliseEmail(email);
  return normal.slice(normal.lastIndexOf("@") + 1);
};
