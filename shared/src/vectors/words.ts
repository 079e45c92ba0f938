import { spaced } from "../base/words.ts";

/** English, German, French and Spanish words so common that they say little about the subject of a text. */
const stopWords = new Set(
  `a about above after again against all also am an and any are as at be because been before being below between both but by can could did do does doing
   down during each few for from further get had has have having he her here hers him his how i if in into is it its itself just like made make many may me
   might more most much must my no nor not now of off on once one only or other our ours out over own per same she should so some such than that the their
   theirs them then there these they this those through to too under until up upon us use used using very via was we were what when where which while who whom
   whose why will with within without would you your yours
   der die das den dem des ein eine einer eines und oder aber mit von zu im ist sind war für auf nicht auch
   le la les un une des du de et ou mais dans pour par sur est sont avec que qui el los las uno una y o en con por para es son no se`.split(
    /\s+/,
  ),
);
export const isStopWord = (word: string): boolean => stopWords.has(word);

const vowel = /[aeiouy]/;
const undouble = (w: string): string => (/([bdfgklmnprt])\1$/.test(w) ? w.slice(0, -1) : w);

/**
 * A light stemmer for lower-case English words: it strips plurals, -ed, -ing, -ly and the most common endings of nouns and adjectives, so that
 * `pricing`, `priced` and `prices` have the same stem. Words of four letters or fewer only lose a plural s.
 */
export const stem = (word: string): string => {
  let w = word;
  if (!/^[a-z]+$/.test(w) || w.length < 4) return w;
  if (/(ss|x|ch|sh|z)es$/.test(w)) w = w.slice(0, -2);
  else if (w.endsWith("ies") && w.length > 4) w = `${w.slice(0, -3)}y`;
  else if (w.endsWith("s") && !/(ss|us|is)$/.test(w)) w = w.slice(0, -1);
  if (w.length < 5) return w;
  for (const ending of ["ing", "ed"])
    if (w.endsWith(ending) && vowel.test(w.slice(0, -ending.length)) && w.length - ending.length >= 3) {
      w = undouble(w.slice(0, -ending.length));
      break;
    }
  for (const [ending, replacement] of [
    ["ization", "ize"],
    ["isation", "ize"],
    ["ise", "ize"],
    ["ational", "ate"],
    ["ation", "ate"],
    ["fulness", "ful"],
    ["ness", ""],
    ["ment", ""],
    ["ability", "able"],
    ["ivity", "ive"],
    ["ally", "al"],
    ["ly", ""],
    ["ition", "it"],
    ["tion", "t"],
    ["er", ""],
    ["or", ""],
  ] as const)
    if (w.endsWith(ending) && w.length - ending.length >= 4) {
      w = w.slice(0, -ending.length) + replacement;
      break;
    }
  if (w.length > 4 && w.endsWith("e")) w = w.slice(0, -1);
  if (w.length > 3 && w.endsWith("y")) w = `${w.slice(0, -1)}i`;
  return w;
};

/** Stems of everyday English words, which say less about the subject of a text than technical words do. */
const commonStems = new Set(
  `people person time year day week month hour minute thing way part place case number point fact half third quarter rest kind sort end
   beginning start side word line name good new old great large small big long short high low young late early first second last next best
   better least few fewer several whole single real true clear sure open free full ready take give get go come see know think find show tell
   say ask keep let put leave bring begin stop help need want mean seem happen become hold turn move run set stand write read look pay work
   call try feel change follow allow add grow lose win send buy sell pick choose meet wait reach cost count always never often seldom sometimes
   usually only even still yet already again almost nearly quite rather too well away back down together alone once twice one two three four
   five six seven eight nine ten hundred thousand million percent company firm customer user team something somebody anyone everybody nobody
   everyone someone nothing anything everything different same another each every whatever whoever deserve really about worth`
    .split(/\s+/)
    .map(stem),
);
export const isCommonStem = (word: string): boolean => commonStems.has(word);

export interface Token {
  /** Lower-case, without accents. */
  readonly text: string;
  /** True for a product number, a code, a version or an address: letters with digits, or parts joined by punctuation. */
  readonly identifier: boolean;
  /** The parts of an identifier: `zx` and `4471` of `ZX-4471`. Empty when it has one part. */
  readonly parts: ReadonlyArray<string>;
}

const tokenPattern = /[\p{L}\p{N}]+(?:[-_./:@+#&'’][\p{L}\p{N}]+)*/gu;

/** Words and identifiers in order; `words` puts spaces between words where a script has none. Unicode is normalised (NFKC, no accents, lower case), so that equal words are equal strings. */
export const tokensOf = (text: string, words: (text: string) => string = spaced): ReadonlyArray<Token> => {
  const plain = words(text.normalize("NFC")).normalize("NFKC").toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const tokens: Token[] = [];
  for (const [found] of plain.matchAll(tokenPattern)) {
    const token = found.replace(/['’](s|re|ve|ll|d|t|m)?$/u, "").replaceAll(/['’]/gu, "");
    const parts = token.split(/[-_./:@+#&]/u).filter((p) => p !== "");
    if (parts.length === 0) continue;
    const digits = /\p{N}/u.test(token);
    if (parts.length === 1)
      tokens.push({ text: token, identifier: digits && token.length > 1 && /\p{L}|\p{N}{3}/u.test(token), parts: [] });
    else if (digits || /[@_:.]/u.test(token)) tokens.push({ text: token, identifier: true, parts });
    // words joined by punctuation, such as click-through or and/or
    else for (const part of parts) tokens.push({ text: part, identifier: false, parts: [] });
  }
  return tokens;
};
