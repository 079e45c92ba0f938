import type { Embedder } from "./embedder.ts";
import { isCommonStem, isStopWord, stem, tokensOf } from "./words.ts";

/** How much each kind of feature says. Tuned on the dev half of tests/bench/retrieval, texts as they are and four in one. */
const weights = {
  word: 1,
  commonWord: 0.7,
  stopWord: 0.02,
  pair: 0.2,
  identifier: 2,
  identifierPart: 0.5,
  number: 0.6,
  /** All n-grams of a word together, as a multiple of the word. */
  grams: 1.2,
  /** Of the logarithm of how often it comes. */
  repetition: 0.5,
} as const;

/** 32 bits of a string, the same everywhere: FNV-1a over UTF-16 units, finished as MurmurHash3 does. */
const hash32 = (text: string, seed: number): number => {
  let h = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

/** Longer words are rarer, and there is no corpus here to count them in. */
const rarity = (word: string): number =>
  (isCommonStem(word) ? weights.commonWord : weights.word) * (0.75 + 0.05 * Math.min(word.length, 11));

const gramsOf = (word: string): string[] => {
  const padded = `<${word}>`;
  const grams: string[] = [];
  for (const n of [3, 4]) for (let i = 0; i + n <= padded.length; i++) grams.push(padded.slice(i, i + n));
  return grams;
};

type Features = Map<string, { count: number; weight: number }>;

const add = (features: Features, name: string, weight: number): void => {
  const known = features.get(name);
  if (known) known.count++;
  else features.set(name, { count: 1, weight });
};

const featuresOf = (text: string): Features => {
  const features: Features = new Map();
  let previous = "";
  for (const token of tokensOf(text)) {
    if (token.identifier) {
      add(features, `i ${token.text}`, weights.identifier);
      for (const part of token.parts) if (!isStopWord(part)) add(features, `w ${stem(part)}`, weights.identifierPart);
      previous = "";
      continue;
    }
    if (/^\p{N}+$/u.test(token.text)) {
      add(features, `w ${token.text}`, weights.number);
      continue;
    }
    if (isStopWord(token.text)) {
      add(features, `w ${token.text}`, weights.stopWord);
      continue;
    }
    const word = stem(token.text);
    const weight = rarity(word);
    add(features, `w ${word}`, weight);
    if (previous) add(features, `p ${previous} ${word}`, weights.pair);
    const grams = gramsOf(word);
    for (const gram of grams) add(features, `g ${gram}`, (weight * weights.grams) / Math.sqrt(grams.length));
    previous = word;
  }
  return features;
};

/** Each feature falls on two places with a sign of its own, which halves what an accidental meeting of two features weighs. */
const places = 2;

const vectorOf = (text: string, dimensions: number): Float32Array => {
  const sums = new Float64Array(dimensions);
  for (const [name, { count, weight }] of featuresOf(text)) {
    const value = weight * (1 + weights.repetition * Math.log(count));
    for (let place = 0; place < places; place++) {
      const h = hash32(name, place * 0x9e3779b9);
      const at = (h >>> 1) % dimensions;
      sums[at] = sums[at]! + (h & 1 ? value : -value);
    }
  }
  const norm = Math.sqrt(sums.reduce((s, x) => s + x * x, 0));
  if (norm === 0) sums[0] = 1;
  return Float32Array.from(sums, (x) => (norm === 0 ? x : x / norm));
};

/**
 * `local-lexical-<dimensions>`: needs no network and gives the same vector on any machine. It knows words, not meanings: texts are near when
 * they share stems, pairs of neighbouring words, pieces of words (so a typing error is near) and, above all, identifiers (`ZX-4471`). A paraphrase in other words is
 * far, and so is a translation; where that matters, configure a real model. Features are hashed with a sign into the dimensions, terms count
 * sublinearly (1 + ½ ln n), the vector has length 1; a text without a word is one fixed direction.
 */
export const localLexical = (dimensions: number): Embedder => ({
  model: `local-lexical-${dimensions}`,
  dimensions,
  embed: (texts) => Promise.resolve(texts.map((text) => vectorOf(text, dimensions))),
});
