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

/** Null = the text itself shows its format: one that would show nothing in it, as a lone <script>, is meant as it stands. */
export const readText = (text: string, declared: Format | null): ReadText => {
  const shown = declared ?? formatOf(text);
  const chunks = chunked(text, shown);
  const format = declared === null && chunks.length === 0 && text.trim() !== "" ? "text" : shown;
  return {
    format,
    chunks: (format === shown ? chunks : chunked(text, format)).map((chunk) => ({
      ...chunk,
      tokens: exactTokensOf([...chunk.headings, chunk.text].join("\n")),
    })),
  };
};
