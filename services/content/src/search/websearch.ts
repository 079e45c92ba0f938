import { invalidField } from "@marketing/shared/base/errors";
import { spaced } from "@marketing/shared/base/words";

/** One condition of a search: a word or a phrase that has to be there, or must not. */
export interface Term {
  /** Groups are joined by or, the terms in a group by and. */
  readonly g: number;
  readonly neg: boolean;
  /** As websearch_to_tsquery takes it: phrases in quotes. */
  readonly term: string;
}

const token = /(-?)"([^"]*)"?|(\S+)/g;

/** The words in what stands between spaces: one, but in a script without spaces as many as it has. */
const wordsIn = (bare: string): ReadonlyArray<string> =>
  spaced(bare)
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));

/** The syntax of PostgreSQL's websearch_to_tsquery, taken apart: words, "phrases", or, -without. In the composed form in which texts are indexed. */
export const parseSearch = (query: string): ReadonlyArray<Term> => {
  const terms: Term[] = [];
  let g = 0;
  for (const [, phraseSign, phrase, bare] of query.normalize("NFC").matchAll(token)) {
    if (bare !== undefined && bare.toLowerCase() === "or") {
      if (terms.at(-1)?.g === g) g += 1;
      continue;
    }
    const neg = bare === undefined ? phraseSign === "-" : bare.startsWith("-") && bare.length > 1;
    const words = bare === undefined ? phrase!.trim() : (neg ? bare.slice(1) : bare).replaceAll('"', " ").trim();
    if (!/[\p{L}\p{N}]/u.test(words)) continue;
    const parts = bare === undefined ? [] : wordsIn(words);
    if (bare !== undefined && (parts.length === 1 || !neg)) for (const term of parts) terms.push({ g, neg, term });
    else terms.push({ g, neg, term: `"${words}"` });
  }
  return terms;
};

/** The same search as one text. */
export const queryText = (terms: ReadonlyArray<Term>): string =>
  terms.map(({ g, neg, term }, i) => `${i > 0 && terms[i - 1]!.g !== g ? "or " : ""}${neg ? "-" : ""}${term}`).join(" ");

/** All that is looked for, joined by or: for finding candidates, ranking and highlighting. "" when the query only says what must not be there. */
export const anyOf = (terms: ReadonlyArray<Term>): string =>
  terms
    .filter((t) => !t.neg)
    .map((t) => t.term)
    .join(" or ");

/** The terms of a query; INVALID_ARGUMENT when it looks for nothing, or for more than `max`. */
export const readTerms = (query: string, max: number): ReadonlyArray<Term> => {
  const terms = parseSearch(query);
  if (anyOf(terms) === "") throw invalidField("query", "says nothing to look for", "NOTHING_TO_FIND");
  if (terms.length > max) throw invalidField("query", `asks for more than ${max} words and phrases`, "TOO_MANY_TERMS");
  return terms;
};
