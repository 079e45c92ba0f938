import { createHash } from "node:crypto";
import { longerThan } from "@marketing/shared/base/codePoints";
import type { JsonValue } from "@marketing/shared/base/json";
import { spaced } from "@marketing/shared/base/words";
import { formatOf } from "../chunking/formatOf.ts";
import type { Metadata } from "./version.ts";

/** 5 MiB of UTF-8. */
export const maxTextBytes = 5 * 1024 * 1024;
const wordsPerMinute = 225;

/** What a decision needs to know of a text. */
export interface TextFacts {
  /** sha256, hex */
  readonly hash: string;
  readonly sizeBytes: number;
  readonly words: number;
}

// only where a text is HTML: in another, what stands between angle brackets is written for its reader
const tag = /<\/?[a-zA-Z][^<>]*>/g;
const word = /[\p{L}\p{N}]\S*/gu;

/**
 * Words of a text: runs of characters other than space that have a letter or a digit in them, and in scripts without spaces what Unicode's
 * segmentation makes of them. The tags of an HTML text are not counted.
 */
export const countWords = (text: string): number => {
  const plain = formatOf(text) === "html" ? text.replace(tag, " ") : text;
  let words = 0;
  for (const _ of spaced(plain).matchAll(word)) words += 1;
  return words;
};

export const textFacts = (text: string): TextFacts => ({
  hash: createHash("sha256").update(text).digest("hex"),
  sizeBytes: Buffer.byteLength(text),
  words: countWords(text),
});

/** The caller's metadata with word_count and reading_time (minutes at 225 words, rounded up) in place of what the caller says of these. */
export const withWordCount = (metadata: Metadata, words: number): Metadata => ({
  ...metadata,
  word_count: words,
  reading_time: Math.ceil(words / wordsPerMinute),
});

export interface Problem {
  /** "metadata.seo.title" */
  readonly field: string;
  readonly description: string;
}

const slugPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Everything that is wrong with metadata.seo. */
export const seoProblems = (metadata: Metadata): ReadonlyArray<Problem> => {
  const { seo } = metadata;
  if (seo === undefined || seo === null) return [];
  const problems: Problem[] = [];
  const wrong = (name: string, description: string) => problems.push({ field: `metadata.seo${name}`, description });
  if (typeof seo !== "object" || Array.isArray(seo)) {
    wrong("", "must be an object");
    return problems;
  }
  const { title, description, slug, keywords } = seo as Metadata;
  const text = (name: string, value: JsonValue | undefined, max: number) => {
    if (value === undefined || value === null) return;
    if (typeof value !== "string") wrong(`.${name}`, "must be a string");
    else if (longerThan(value, max)) wrong(`.${name}`, `must have at most ${max} characters`);
    else if (name === "slug" && value !== "" && !slugPattern.test(value)) wrong(".slug", "must be a-z and 0-9 with single hyphens between");
  };
  text("title", title, 60);
  text("description", description, 160);
  text("slug", slug, 100);
  if (keywords !== undefined && keywords !== null) {
    if (!Array.isArray(keywords)) wrong(".keywords", "must be a list");
    else if (keywords.length > 50) wrong(".keywords", "must have at most 50 items");
    else
      keywords.forEach((k: JsonValue, i: number) => {
        if (typeof k !== "string" || k === "" || longerThan(k, 100)) wrong(`.keywords[${i}]`, "must be a string of 1 to 100 characters");
      });
  }
  return problems;
};
