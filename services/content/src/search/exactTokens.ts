import { spaced } from "@marketing/shared/base/words";

/** What is looked for literally, and not by its meaning or stem: ZX-4471, v2.1, utm_source, jane@acme.io, example.com, 4471992. */
const candidate = /[\p{L}\p{N}](?:[\p{L}\p{N}]|[-_.@+](?=[\p{L}\p{N}]))*/gu;
const email = /^[^@]+@[^@]+\.[^@.]{2,}$/;
const domain = /^(?:[\p{L}\p{N}-]+\.)+(?:com|org|net|io|dev|app|co|ai|eu|de|uk|fr|es|info|biz|shop)$/u;

const isExact = (word: string): boolean => {
  const digits = word.match(/\p{N}/gu)?.length ?? 0;
  const letters = /\p{L}/u.test(word);
  if (email.test(word) || domain.test(word)) return true;
  if (letters && digits > 0) return digits >= 3 || /[-_.@+]/.test(word);
  if (letters) return /\p{L}_\p{L}/u.test(word);
  return digits >= 5 || (word.match(/\./g)?.length ?? 0) >= 2;
};

/** A text as it is compared: compatibility forms, case and kinds of hyphens make no difference. */
const normalized = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .toLowerCase();

/** The exact tokens of a text, normalized, each once. A longer identifier that contains another (ZX-4471-B) is another. */
export const exactTokensOf = (text: string): ReadonlyArray<string> => [
  ...new Set((normalized(text).match(candidate) ?? []).filter((word) => word.length <= 100 && isExact(word))),
];

/** The parts of a query that are looked for literally: its identifiers, and its quoted phrases, here in quotes. */
export interface ExactQuery {
  readonly tokens: ReadonlyArray<string>;
  readonly phrases: ReadonlyArray<string>;
}

/** The words of a text in a row, each between spaces, so that a phrase is found by its words alone. */
const wordsOf = (text: string): string => ` ${(spaced(normalized(text)).match(/[\p{L}\p{N}]+/gu) ?? []).join(" ")} `;

export const exactQueryOf = (terms: ReadonlyArray<{ readonly neg: boolean; readonly term: string }>): ExactQuery => {
  const wanted = terms.filter((t) => !t.neg).map((t) => t.term);
  const phrases = wanted.filter((t) => t.startsWith('"') && wordsOf(t).trim().includes(" "));
  return { tokens: exactTokensOf(wanted.filter((t) => !phrases.includes(t)).join(" ")), phrases };
};

/** Those of the query that the text holds; `tokens` are the text's own. */
export const exactIn = (query: ExactQuery, text: string, tokens: ReadonlyArray<string>): ReadonlyArray<string> => {
  const has = new Set(tokens);
  const words = query.phrases.length > 0 ? wordsOf(text) : "";
  return [...query.tokens.filter((t) => has.has(t)), ...query.phrases.filter((p) => words.includes(wordsOf(p)))];
};
