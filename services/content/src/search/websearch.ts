import { invalidField } from "@marketing/shared/base/errors";

/** One condition of a search: a word or a phrase that has to be there, or must not. */
export interface Term {
  /** Groups are joined by or, the terms in a group by and. */
  readonly g: number;
  readonly neg: boolean;
  /** As websearch_to_tsquery takes it: phrases in quotes. */
  readonly term: string;
}

const token = /(-?)"([^"]*)"?|(\S+)/g;

/** The syntax of PostgreSQL's websearch_to_tsquery, taken apart: words, "phrases", or, -without. */
export const parseSearch = (query: string): ReadonlyArray<Term> => {
  const terms: Term[] = [];
  let g = 0;
  for (const [, phraseSign, phrase, bare] of query.matchAll(token)) {
    if (bare !== undefined && bare.toLowerCase() === "or") {
      if (terms.at(-1)?.g === g) g += 1;
      continue;
    }
    const neg = bare === undefined ? phraseSign === "-" : bare.startsWith("-") && bare.length > 1;
    const words = bare === undefined ? phrase!.trim() : (neg ? bare.slice(1) : bare).replaceAll('"', " ").trim();
    if (!/[\p{L}\p{N}]/u.test(words)) continue;
    terms.push({ g, neg, term: bare === undefined ? `"${words}"` : words });
  }
  return terms;
};

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
