/** This text and no other: too long, or the endpoint will not have it. It is not worth another try soon. */
export class RefusedText extends Error {
  override readonly name = "RefusedText";
}

/** No text can be embedded now: the endpoint is away, its key is wrong, or the run's tokens are spent. */
export class EmbedderUnavailable extends Error {
  override readonly name = "EmbedderUnavailable";
}

export interface Embedder {
  /** Part of the generation: vectors of two models never share a namespace. */
  readonly model: string;
  readonly dimensions: number;
  /** In the order of the texts; each its vector or why it has none. Throws EmbedderUnavailable when the trouble is not a text's. */
  embed(texts: ReadonlyArray<string>, signal?: AbortSignal): Promise<ReadonlyArray<Float32Array | RefusedText>>;
}
