import { exactTokensOf } from "../search/exactTokens.ts";
import type { Format } from "./block.ts";
import { type Chunk, chunked } from "./chunk.ts";
import { formatOf } from "./formatOf.ts";

export interface ReadChunk extends Chunk {
  /** Exact tokens of its headings and its text. */
  readonly tokens: ReadonlyArray<string>;
}

/** What a text is to those who search it. */
export interface ReadText {
  readonly format: Format;
  readonly chunks: ReadonlyArray<ReadChunk>;
}

/** Null = the text itself shows its format. */
export const readText = (text: string, declared: Format | null): ReadText => {
  const format = declared ?? formatOf(text);
  return {
    format,
    chunks: chunked(text, format).map((chunk) => ({ ...chunk, tokens: exactTokensOf([...chunk.headings, chunk.text].join("\n")) })),
  };
};
