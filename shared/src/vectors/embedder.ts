/** One text cannot be embedded: it is too long, or the endpoint refuses it. The other texts are not affected; another try soon is no use. */
export class RefusedText extends Error {
  override readonly name = "RefusedText";
}

/** No text can be embedded now: the endpoint does not answer, its key is wrong, or the token budget is spent. */
export class EmbedderUnavailable extends Error {
  override readonly name = "EmbedderUnavailable";
}

export interface Embedder {
  /** Each generation of the index has one model: vectors of two models never share a namespace. */
  readonly model: string;
  readonly dimensions: number;
  /** Cosine similarity that texts without anything in common reach by chance: what is less similar was not found. Measured by npm run bench -- retrieval. */
  readonly minSimilarity: number;
  /** For each text, in order, its vector or why it has none. Throws EmbedderUnavailable when the cause is not one of the texts. */
  embed(texts: ReadonlyArray<string>, signal?: AbortSignal): Promise<ReadonlyArray<Float32Array | RefusedText>>;
}
